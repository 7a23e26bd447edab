"""Made-up meetings for measuring: two years of each body's, one in session with a long agenda, and what lies ahead."""

from datetime import date, time, timedelta
from typing import Any

from goldenthread.accounts.models import User
from goldenthread.governance.models import (
    AgendaItem,
    Attendance,
    Constituency,
    Decision,
    DecisionState,
    ForwardItem,
    ForwardKind,
    ItemKind,
    ItemState,
    Meeting,
    MeetingState,
    Minutes,
    MinutesState,
    Paper,
    PaperVersion,
    Part,
    Presence,
    QuorumRule,
    Series,
)
from goldenthread.partnerships.models import Body
from goldenthread.plan.synthetic import words
from goldenthread.plan.synthetic.rows import Made, moment

EVERY = timedelta(days=61)
HELD, AHEAD = 12, 6
ITEMS, LONG_AGENDA = 12, 40
AT_THE_BOARD, IN_A_GROUP = 20, 10
FORWARD_ITEMS = 60


def add_meetings(made: Made) -> None:
    for number, body in enumerate([made.board, *made.groups]):
        _Meetings(made, body, number).add()
    _forward_plan(made)


class _Meetings:
    """Those of one body: held ones with minutes, the Board's of today in session, and those to come."""

    def __init__(self, made: Made, body: Body, number: int) -> None:
        self.made, self.rows, self.rng, self.body, self.number = made, made.rows, made.rng, body, number
        self.is_board = body is made.board
        people: list[User] = self.rows.made[User]
        self.people = people[: AT_THE_BOARD if self.is_board else IN_A_GROUP]

    def add(self) -> None:
        self.series = self.rows.add(
            Series,
            partnership=self.made.partnership,
            body=self.body,
            title=f"Meetings of {self.body.name}",
            starts_at=time(10),
            place="Made-up House",
        )
        self.rows.add(QuorumRule, body=self.body, at_least=3, starts_on=self.made.begins)
        held = [self._meeting(turn, MeetingState.CLOSED) for turn in range(-HELD, 0)]
        current = [self._meeting(0, MeetingState.IN_SESSION)] if self.is_board else []
        coming = [self._meeting(turn, MeetingState.PUBLISHED) for turn in range(1, AHEAD + 1)]
        for meeting, following in zip(held, [*held[1:], *current, *coming], strict=False):
            self._minutes(meeting, following)
        for meeting in (*held, *current, *coming):
            self._attendance(meeting)
            self._agenda(meeting, LONG_AGENDA if meeting.state != MeetingState.CLOSED and self.is_board else ITEMS)

    def _meeting(self, turn: int, state: MeetingState) -> Meeting:
        on = self.made.today + turn * EVERY + timedelta(days=self.number)
        began = {} if state == MeetingState.PUBLISHED else {"opened_at": moment(on, 10)}
        return self.rows.add(
            Meeting,
            partnership=self.made.partnership,
            body=self.body,
            series=self.series,
            place="Made-up House",
            title=f"{self.body.name}, {on:%B %Y}",
            starts_at=moment(on, 10),
            ends_at=moment(on, 13),
            state=state,
            papers_due_on=on - timedelta(days=10),
            published_at=moment(on - timedelta(days=14), 9),
            **began,
            closed_at=moment(on, 13) if state == MeetingState.CLOSED else None,
        )

    def _minutes(self, meeting: Meeting, following: Meeting) -> None:
        if following.state == MeetingState.CLOSED:
            said = {"state": MinutesState.APPROVED, "approved_in": following, "approved_at": following.starts_at}
            said |= {"approved_by": self.made.chair, "approved_hash": "0" * 64}
        else:
            said = {"state": MinutesState.CHECKED}
        self.rows.add(Minutes, meeting=meeting, checked_by=self.made.chair, checked_at=meeting.closed_at, **said)

    def _attendance(self, meeting: Meeting) -> None:
        for number, person in enumerate(self.people):
            came = Presence.EXPECTED if meeting.state == MeetingState.PUBLISHED else self._presence()
            self.rows.add(
                Attendance,
                meeting=meeting,
                person=person,
                name=person.name,
                part=Part.MEMBER,
                presence=came,
                organisation=self.made.agencies[number % len(self.made.agencies)],
                constituency=Constituency.values[number % len(Constituency.values)],
                arrived_at=meeting.starts_at if came == Presence.PRESENT else None,
            )

    def _presence(self) -> Presence:
        chance = self.rng.random()
        return Presence.PRESENT if chance < 0.75 else Presence.APOLOGIES if chance < 0.95 else Presence.ABSENT

    def _agenda(self, meeting: Meeting, items: int) -> None:
        done = meeting.state == MeetingState.CLOSED
        for position in range(1, items + 1):
            is_done = done or (meeting.state == MeetingState.IN_SESSION and position <= items // 2)
            told: dict[str, Any] = (
                {
                    "state": ItemState.NOTED,
                    "notes": self.rng.choice(words.DONE),
                    "noted_by": self.made.manager,
                    "noted_at": meeting.starts_at,
                    "edition": 2,
                }
                if is_done
                else {}
            )
            item = self.rows.add(
                AgendaItem,
                meeting=meeting,
                position=position,
                presenter=self.rng.choice(self.people).name,
                kind=ItemKind.DECISION if position % 4 == 0 else ItemKind.DISCUSSION,
                minutes_planned=15,
                title=words.outcome(self.rng)[:200],
                purpose=self.rng.choice(words.NEXT),
                **told,
            )
            if position % 2:
                self._paper(item, meeting)
            if item.kind == ItemKind.DECISION:
                self._decision(item, meeting, taken=is_done)

    def _paper(self, item: AgendaItem, meeting: Meeting) -> None:
        """One paper in four is still owed, before meetings to come."""
        paper = self.rows.add(
            Paper,
            item=item,
            title=words.document(self.rng, item.position),
            added_by=self.made.manager,
            author=self.rng.choice(self.people),
            added_at=meeting.published_at,
            due_on=meeting.papers_due_on,
        )
        if meeting.state == MeetingState.PUBLISHED and item.position % 8 == 1:
            return
        self.rows.add(
            PaperVersion,
            paper=paper,
            number=1,
            page_kind="plan",
            page_key=self.made.plan.ref,
            added_by=self.made.manager,
            added_at=meeting.published_at,
        )

    def _decision(self, item: AgendaItem, meeting: Meeting, *, taken: bool) -> None:
        number = len(self.rows.made.get(Decision, [])) + 1
        comes_back = meeting.starts_at.date() + timedelta(days=300)
        back = {"review_on": comes_back} if number % 5 == 0 and comes_back >= self.made.today else {}
        decided = {"state": DecisionState.TAKEN, "number": str(number), "taken_at": meeting.starts_at} if taken else {}
        self.rows.add(
            Decision,
            partnership=self.made.partnership,
            body=self.body,
            item=item,
            words=words.action(self.rng, number),
            reasons=self.rng.choice(words.QUALITY),
            written_by=self.made.manager,
            written_at=meeting.starts_at,
            **decided,
            **(back if taken else {}),
        )


def _forward_plan(made: Made) -> None:
    """Items of every body: those of the year behind are done, but for a few."""
    bodies = [made.board, *made.groups]
    for number in range(2 * FORWARD_ITEMS):
        due_on = made.today + timedelta(days=6 * (number - FORWARD_ITEMS) + 3)
        made.rows.add(
            ForwardItem,
            partnership=made.partnership,
            body=bodies[number % len(bodies)],
            due_on=due_on,
            kind=ForwardKind.values[number % 3],
            title=words.outcome(made.rng)[:200],
            every_months=12,
            source="Made up",
            verified=number % 2 == 0,
            done_on=_done_on(due_on, made.today, number),
        )


def _done_on(due_on: date, today: date, number: int) -> date | None:
    return due_on if due_on < today and number % 10 else None
