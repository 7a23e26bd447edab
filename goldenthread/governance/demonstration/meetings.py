"""Tells the story of the meetings, each thing on its day, with the operations that the pages use."""

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.documents.gate import check_file
from goldenthread.governance import proposers
from goldenthread.governance.demonstration import story
from goldenthread.governance.models import AgendaItem, ForwardItem, ItemKind, Meeting, Minutes, PaperVersion, Series
from goldenthread.governance.models.attendance import constituency_of
from goldenthread.governance.operations import (
    agenda,
    coming,
    decisions,
    forward_plan,
    meetings,
    minutes,
    minuting,
    papers,
    suggestions,
)
from goldenthread.governance.operations.outcomes import agree_action
from goldenthread.governance.operations.procedure import answer_procedure, open_procedure
from goldenthread.governance.operations.quorum import set_quorum
from goldenthread.partnerships.models import Body, Organisation
from goldenthread.partnerships.operations import add_person, agree_terms
from goldenthread.plan.models import ActionVersion

SYSTEM = "The demonstration"
Event = tuple[date, Callable[[], object]]


def tell_meetings(birmingham: Any) -> Iterator[Event]:
    """``birmingham`` is the teller of the plan's story: it knows people, partnership and clock."""
    teller = Meetings(birmingham)
    yield story.BEGAN, teller.begin
    for held in story.MEETINGS:
        yield held.on - timedelta(days=14), partial(teller.call, held)
        yield held.on, partial(teller.hold, held)
        yield held.on + timedelta(days=2), partial(teller.write_up, held)
    for title, on in story.DONE:
        yield on, partial(teller.finish, title, on)
    yield date(2021, 11, 30), teller.call_the_next
    yield date(2021, 11, 30), teller.ask_in_writing


class Meetings:
    def __init__(self, birmingham: Any) -> None:
        self.birmingham = birmingham

    def person(self, login: str) -> User:
        found: User = self.birmingham.person(login)
        return found

    @property
    def manager(self) -> User:
        return self.person("manager")

    def body(self, name: str) -> Body:
        return Body.objects.select_related("partnership").get(partnership=self.birmingham.partnership, name=name)

    def begin(self) -> None:
        """The people of Board and sub-group, quorum, series, and what lies ahead."""
        for login, name, role, body in story.MEMBERS:
            place = self.body(body) if body else self.birmingham.partnership
            add_person(
                self.birmingham.partnership, name=name, email=f"{login}@birmingham.example", role=role, place=place,
                starts_on=story.BEGAN, by=SYSTEM,
            )  # fmt: skip
        for name, numbers in story.QUORUM.items():
            set_quorum(self.body(name), numbers=numbers, by=self.manager)
        for name, agreed in story.TERMS.items():
            for agreed_on, review_on, words in agreed:
                agree_terms(self.body(name), words=words, agreed_on=agreed_on, review_on=review_on, by=self.manager)
        for name, title, at, length, place in story.SERIES:
            meetings.add_series(
                self.body(name), title=title, every_months=2, starts_at=time.fromisoformat(at), minutes_long=length,
                place=place, papers_days=10, by=self.manager,
            )  # fmt: skip
        forward_plan.add_statutory_items(self.body(story.BOARD), by=self.manager)
        for name, title, due_on, every, presenter in story.AHEAD:
            forward_plan.add_forward_item(
                self.body(name), title=title, kind="recurring", due_on=due_on, every_months=every,
                presenter=presenter, by=self.manager,
            )  # fmt: skip

    def finish(self, title: str, on: date) -> None:
        item = ForwardItem.objects.get(partnership=self.birmingham.partnership, title=title, done_on=None)
        forward_plan.finish_forward_item(item, on=on, by=self.manager)

    # --- a meeting that took place

    def call(self, held: story.Held) -> None:
        """Drafted with what is due and what was wanted, and published."""
        series = Series.objects.select_related("body__partnership", "partnership").get(body=self.body(held.body))
        meeting = meetings.plan_meetings(series, first_on=held.on, count=1, by=self.manager)[0]
        self._seat(meeting)
        for item in held.items:
            self._put(meeting, item)
        due = [each.key for each in proposers.proposals(meeting) if each.key.startswith("minutes ")]
        if due:
            agenda.accept_proposals(meeting, keys=due, by=self.manager)
        meetings.publish_meeting(meeting, by=self.manager)

    def _seat(self, meeting: Meeting) -> None:
        for login, name in story.SITS_FOR.items():
            row = meeting.attendance.filter(person=self.person(login), organisation=None).first()
            if row:
                organisation = Organisation.objects.get(name=name)
                constituency = constituency_of(organisation)
                minuting.change_attendance(row, organisation=organisation, constituency=constituency, by=self.manager)

    def _put(self, meeting: Meeting, told: story.Item) -> AgendaItem:
        readers = [self.person(login) for login in told.closed_to]
        by = readers[0] if readers else self.manager
        item = agenda.add_item(
            meeting, title=told.title, kind=told.kind, minutes_planned=told.minutes, purpose=told.purpose,
            presenter=told.presenter, closed=bool(readers), readers=readers, by=by,
        )  # fmt: skip
        if told.paper:
            self._paper(item, *told.paper)
        return item

    def _paper(self, item: AgendaItem, title: str, text: str) -> None:
        file = check_file(text.encode(), f"{title.lower().replace(' ', '-').replace(':', '').replace(',', '')}.txt")
        paper = papers.add_paper(item, title=title, file=file, by=self.manager)
        papers.note_screening_of_paper(PaperVersion.objects.get(paper=paper), [])

    def meeting(self, held: story.Held) -> Meeting:
        rows = Meeting.objects.select_related("partnership", "body__partnership")
        return rows.get(body=self.body(held.body), starts_at__date=held.on)

    def hold(self, held: story.Held) -> None:
        meeting = meetings.open_meeting(self.meeting(held), by=self.manager)
        there = meeting.attendance.filter(person__in=[self.person(login) for login in held.present])
        minuting.mark_attendance(meeting, mark="present", rows=there, by=self.manager)
        for login, reason in held.apologies.items():
            row = meeting.attendance.filter(person=self.person(login))
            minuting.mark_attendance(meeting, mark="apologies", rows=row, reason=reason, by=self.manager)
        for told in held.items:
            self._discuss(meeting, told)
        for item in meeting.items.exclude(minutes_of=None):
            earlier = Minutes.objects.get(meeting=item.minutes_of)
            if earlier.state == "checked":
                minutes.approve_minutes(earlier, at=meeting, by=self.manager)
                note = "Approved as they stand."
                minuting.write_notes(item, notes=note, state="noted", edition=item.edition, by=self.manager)
        meetings.close_meeting(meeting, by=self.manager)

    def _discuss(self, meeting: Meeting, told: story.Item) -> None:
        item = meeting.items.get(title=told.title)
        by = self.person(told.closed_to[0]) if told.closed_to else self.manager
        if told.interest:
            login, nature = told.interest
            agenda.declare_interest(item, self.person(login), nature=nature, recused=True, by=self.person(login))
        if told.decision:
            self._decide(item, told.decision)
        if told.kind == ItemKind.RETURNS:
            approved = self.birmingham.approved_on(timezone.localdate(meeting.starts_at))
            minuting.settle_returns(item, returns=approved, by=self.person("chair"))
        minuting.write_notes(item, notes=told.notes, state=told.state, edition=item.edition, by=by)
        if told.action:
            version = ActionVersion.objects.at().filter(plan=self.birmingham.plan, words__icontains=told.action)
            agree_action(item, action=version.select_related("action__plan")[0].action, by=self.manager)
        if told.forward:
            forward_plan.forward_item(item, to_body=self.body(told.forward[0]), words=told.forward[1], by=self.manager)

    def _decide(self, item: AgendaItem, told: story.Choice) -> None:
        votes: dict[str, Any] = dict(
            zip(("votes_for", "votes_against", "abstained"), told.votes or (None, None, None), strict=True)
        )
        decision = decisions.propose_decision(
            item, words=told.words, reasons=told.reasons, options=told.options, relied_on=told.relied_on,
            review_on=told.review_on, by=self.manager, **votes,
        )  # fmt: skip
        if told.dissent:
            decisions.record_dissent(decision, who=told.dissent[0], words=told.dissent[1], by=self.manager)
        decisions.take_decision(decision, by=self.manager)
        if told.no_action:
            decisions.needs_no_action(decision, why=told.no_action, by=self.manager)

    def write_up(self, held: story.Held) -> None:
        """The minutes go to the chair, who checks them."""
        written = minutes.send_to_chair(self.meeting(held).minutes, by=self.manager)
        if held.minutes != "with_chair":
            chair = self.person("chair" if held.body == story.BOARD else "quality.chair")
            minutes.check_minutes(written, by=chair)

    # --- what is to come

    def call_the_next(self) -> None:
        """The Board of December is published with what is due; the sub-group's of January is a draft."""
        for name, on in story.NEXT.items():
            series = Series.objects.select_related("body__partnership", "partnership").get(body=self.body(name))
            meeting = meetings.plan_meetings(
                series, first_on=on, count=3 if name == story.BOARD else 1, by=self.manager
            )[0]
            due = [each.key for each in proposers.proposals(meeting) if not each.key.startswith("forward ")]
            agenda.accept_proposals(meeting, keys=due, by=self.manager)
            if name == story.BOARD:
                self._december(meeting)

    def _december(self, meeting: Meeting) -> None:
        report, closed = (self._put(meeting, told) for told in story.DECEMBER_ITEMS)
        author = self.person("neglect.chair")
        papers.add_paper(report, title="Half-year report", author=author, due_on=date(2021, 12, 6), by=self.manager)
        exceptions = meeting.items.filter(proposal="exceptions").first()
        if exceptions:
            page = f"plan {self.birmingham.plan.ref}"
            papers.add_paper(exceptions, title="The plan on a page", page=page, by=self.manager)
        chair = self.person("chair")
        text = "Two ways: an open advertisement, or a scrutineer shared with a neighbouring partnership."
        file = check_file(text.encode(), "next-scrutineer.txt")
        readers = [self.person(login) for login in story.DECEMBER_ITEMS[1].closed_to]
        paper = papers.add_paper(
            closed, title="Ways to fill the post", file=file, closed=True, readers=readers, by=chair
        )
        papers.note_screening_of_paper(PaperVersion.objects.get(paper=paper), [])
        meetings.publish_meeting(meeting, by=self.manager)
        coming.reply_to_invitation(
            meeting, comes=False, reason="At a hearing", deputy="Grace Tolland", by=self.person("board.police")
        )
        coming.reply_to_invitation(meeting, comes=True, by=self.person("board.council"))

    def ask_in_writing(self) -> None:
        title, words, why_now, closes_on = story.IN_WRITING
        suggested, purpose = story.SUGGESTED
        suggestions.suggest_item(
            self.body(story.BOARD), title=suggested, purpose=purpose, by=self.person("board.health")
        )
        procedure = open_procedure(
            self.body(story.BOARD), title=title, words=words, why_now=why_now, closes_on=closes_on, by=self.manager
        )
        answer_procedure(procedure, answer="agree", by=self.person("board.council"))
