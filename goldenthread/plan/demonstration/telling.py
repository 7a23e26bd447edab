"""Makes the demonstration by doing, on each day of the story, what people would do on the pages."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import update_last_login
from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.documents.gate import check_file
from goldenthread.evidence.operations import add_evidence
from goldenthread.measures.models import Indicator
from goldenthread.measures.operations import add_indicator, enter_figure
from goldenthread.partnerships.models import Body, BodyKind, Membership, Organisation, Partnership, Post
from goldenthread.partnerships.operations import add_body, add_organisation, add_person, add_post, appoint
from goldenthread.partnerships.operations.settings import change_settings
from goldenthread.partnerships.operations.starting import name_operator, start_partnership
from goldenthread.partnerships.roles import Role
from goldenthread.plan.demonstration import asking, chapters, people, story
from goldenthread.plan.demonstration.counting import COUNTED, Counted
from goldenthread.plan.models import Action, LinkKind, Outcome, Owner, OwnerRole, Period, Plan, Return
from goldenthread.plan.operations import adoption, confirming, drafting, judging, origins, periods, returns, variations
from goldenthread.plan.operations.evidence import use_evidence
from goldenthread.plan.operations.measuring import set_indicators_of_outcome
from goldenthread.plan.operations.reading import read_document, send_document
from goldenthread.plan.operations.serving import set_actions_of_outcome
from goldenthread.plan.operations.variations import as_it_stands
from goldenthread.plan.phrases import read_phrase
from goldenthread.questionnaires.operations.editions import load_edition

DOCUMENT = settings.BASE_DIR / "examples" / "birmingham-business-improvement-plan-2021-23.md"
SYSTEM = "The demonstration"
MORNING = time(9, 30)


class Clock:
    """Sets the installation's clock, for this process; what it shows at the end is kept for the application."""

    def __init__(self) -> None:
        self.minutes, self.day = 0, story.ADOPTED_ON

    def set(self, day: date) -> None:
        """Each call on one day is a few minutes after the one before."""
        self.day = day
        self.minutes += 3
        moment = timezone.make_aware(datetime.combine(day, MORNING)) + timedelta(minutes=self.minutes % 400)
        settings.CLOCK_OFFSET_SECONDS = int((moment - timezone.now()).total_seconds())

    def keep(self, path: Path) -> None:
        path.write_text(str(settings.CLOCK_OFFSET_SECONDS))


Event = tuple[date, Callable[[], object]]


class Birmingham:
    """The demonstration partnership; ``person`` by sign-in name, ``action`` by its code."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.partnership: Partnership
        self.plan: Plan
        self.periods: dict[str, Period] = {}

    def person(self, login: str) -> User:
        return User.objects.get(email=f"{login}@birmingham.example")

    def action(self, code: str) -> Action:
        priority, _, number = code.partition(".")
        return Action.objects.select_related("plan__partnership", "priority").get(
            plan=self.plan, priority__number=priority, number=number
        )

    def outcome(self, code: str) -> Outcome:
        priority, _, number = code.partition(".")
        return Outcome.objects.select_related("plan__partnership", "priority").get(
            plan=self.plan, priority__number=priority, number=number
        )

    # --- who there is

    def gather(self) -> None:
        self.clock.set(story.ADOPTED_ON)
        manager = next(each for each in people.PEOPLE if each.login == "manager")
        self.partnership = start_partnership(
            slug="birmingham",
            name="Birmingham Safeguarding Children Partnership",
            manager_name=manager.name,
            manager_email=manager.email,
            by=SYSTEM,
        )
        change_settings(
            self.partnership,
            by=SYSTEM,
            name=self.partnership.name,
            short_name="BSCP",
            area="Birmingham",
            colour="#1d5fa8",
            front_door="",
        )
        for name, kind, parent, values in people.BODIES:
            above = Body.objects.filter(partnership=self.partnership, name=parent).first()
            add_body(
                self.partnership,
                by=SYSTEM,
                name=name,
                kind=kind,
                parent=above,
                reports_to=above,
                starts_on=people.BEGAN,
                **values,
            )
        for name, kind, member in people.ORGANISATIONS:
            add_organisation(
                self.partnership, name=name, kind=kind, member_kind=member, starts_on=people.BEGAN, by=SYSTEM
            )
        for someone in people.PEOPLE:
            if someone.area == "birmingham":
                self._bring_in(someone)
                update_last_login(None, User.objects.get(email=someone.email))  # type: ignore[arg-type] # any signal
        # Whoever starts a partnership manages it in their own right; here the post gives that role, and once is enough.
        Membership.objects.filter(person__email=manager.email, appointment=None).delete()
        for vacancy in people.VACANT_POSTS:
            add_post(self.partnership, by=SYSTEM, title=vacancy.title, role=vacancy.role, body=self._body(vacancy.body))

    def _body(self, name: str) -> Body | None:
        return Body.objects.get(partnership=self.partnership, name=name) if name else None

    def _bring_in(self, someone: people.Someone) -> None:
        if someone.role == Role.OPERATOR:
            name_operator(name=someone.name, email=someone.email, by=SYSTEM)
        elif someone.post:
            post = add_post(
                self.partnership, by=SYSTEM, title=someone.post, role=someone.role, body=self._body(someone.body)
            )
            known = User.objects.filter(email=someone.email).first()
            appoint(
                post,
                known or User.objects.create_person(someone.email, someone.name),
                starts_on=people.BEGAN,
                by=SYSTEM,
            )
        else:
            place = Organisation.objects.get(name=someone.organisation) if someone.organisation else self.partnership
            add_person(
                self.partnership,
                name=someone.name,
                email=someone.email,
                role=someone.role,
                place=place,
                starts_on=people.BEGAN,
                by=SYSTEM,
            )

    # --- the plan

    def adopt(self) -> None:
        """Read the document as anybody would, say who is meant, confirm what was read, and adopt it."""
        self.clock.set(story.ADOPTED_ON)
        manager = self.person("manager")
        file = check_file(DOCUMENT, DOCUMENT.name)
        reading = read_document(
            send_document(file, partnership=self.partnership, by=manager, in_worker=False), by=manager
        )
        if reading.plan is None:
            raise RuntimeError(reading.problem)
        self.plan = reading.plan
        self._settle_owners()
        confirming.confirm_all_without_doubts(self.plan, by=manager)
        for items in (self.plan.priorities.all(), self.plan.outcomes.all(), self.plan.actions.all()):
            for item in items.filter(confirmed_at=None).select_related("plan__partnership"):
                confirming.confirm(item, by=manager)
        self.plan = adoption.adopt_plan(self.plan, on=story.ADOPTED_ON, minute="EB 21/21", by=manager)
        self.plan.invented = True
        self.plan.save(update_fields=["invented"])
        for code, served in story.SERVES.items():
            set_actions_of_outcome(self.outcome(code), refs=[self.action(each).ref for each in served], by=manager)
        for code, kind, label in story.ORIGINS:
            origins.add_origin(self.action(code), kind=kind, label=label, by=manager)
        for code, reason in story.HIGH:
            origins.set_high_priority(self.action(code), high=True, reason=reason, by=manager)
        for one, other in story.DUPLICATES:
            judging.link_actions(self.action(one), self.action(other), kind=LinkKind.DUPLICATE, by=manager)
        for one, other in story.DEPENDS:
            judging.link_actions(self.action(one), self.action(other), kind=LinkKind.DEPENDS_ON, by=manager)

    def _settle_owners(self) -> None:
        """Names that the document prints and the partnership does not know become bodies outside it."""
        unknown = Owner.objects.filter(action__plan=self.plan, body=None, organisation=None, post=None)
        for owner in unknown.select_related("action"):
            title = people.SAME_POST.get(owner.text, owner.text)
            post = Post.objects.filter(partnership=self.partnership, title=title).first()
            owner.post = post
            if post is None:
                body, _ = Body.objects.get_or_create(
                    partnership=self.partnership, name=owner.text, defaults={"kind": BodyKind.EXTERNAL}
                )
                owner.body = body
            owner.save()
            if owner.role == OwnerRole.LEAD:
                owner.action.versions.update(lead_body=owner.body, lead_post=owner.post)

    # --- what happened

    def events(self) -> Iterator[Event]:
        """Each with its day; in the order of the days they are the story. On one day the chapters come first: a meeting
        approves what would be approved on that day anyhow."""
        for chapter in chapters:
            yield from chapter(self)
        for period in story.PERIODS:
            yield period[2], partial(self._open_period, *period)
            if period[3] < story.SHOWN_ON:
                yield period[4].replace(day=28), partial(self._lock_period, period[0])
        for said in story.STORY:
            yield said.on, partial(self._write, said)
            if said.approved:
                yield said.approved, partial(self._approve, said)
        for claim in story.CLAIMS:
            yield claim.on, partial(self._claim, claim)
        for asked in story.VARIATIONS:
            yield asked.on, partial(self._vary, asked)
        for counted in COUNTED:
            yield story.ADOPTED_ON, partial(self._count, counted)
            for ends_on, entered_on, figure in counted.figures:
                yield entered_on, partial(self._enter, counted, ends_on, figure)
        for name in asking.ASKED:
            yield asking.LOADED_ON, partial(self._load_questionnaire, name)
        yield asking.DRAFTED_ON, self._draft_questionnaire

    def _draft_questionnaire(self) -> None:
        asking.draft_the_next(self.partnership, by=self.person("manager"))

    def _load_questionnaire(self, name: str) -> None:
        text, networked = asking.as_asked_in_2021(name), self.partnership.network is not None
        load_edition(self.partnership, text=text, offered=networked, by=self.person("manager"))

    def _lock_period(self, key: str) -> None:
        periods.lock_period(Period.objects.get(pk=self.periods[key].pk), by=self.person("manager"))

    def _open_period(self, key: str, name: str, starts: date, ends: date, due: date) -> None:
        period = periods.add_period(
            self.partnership, name=name, starts_on=starts, ends_on=ends, returns_due_on=due, by=self.person("manager")
        )
        self.periods[key] = periods.open_period(period, by=self.person("manager"))

    def _write(self, said: story.Said) -> None:
        by, action = self.person(said.by), self.action(said.code)
        occurrence = action.occurrences.filter(actual_on=None).order_by("due_on").first()
        made = returns.start_return(action, self.periods[said.period], by=by, occurrence=occurrence)
        for proof in said.proof:
            piece = add_evidence(
                self.partnership,
                title=proof.title,
                kind=proof.kind,
                rung=proof.rung,
                evidence_on=proof.on,
                shows=proof.shows,
                public=proof.public,
                link=f"https://evidence.birmingham.example/{said.code}/{proof.on}",
                by=by,
            )
            use_evidence(piece, by=by, action=action, made_return=made)
        values: dict[str, Any] = {
            "rating": said.rating,
            "how_much": said.how_much,
            "how_well": said.how_well,
            "difference": said.difference,
            "challenges": said.challenges,
            "way_forward": said.way_forward,
            "forecast_on": said.forecast,
            "actual_on": said.actual,
        }
        made = returns.save_return(made, edition=made.edition, by=by, **values)
        if made.rating != made.suggested:
            reason = said.override or said.challenges or said.way_forward or said.how_much
            made = returns.save_return(made, edition=made.edition, by=by, override_reason=reason)
        returns.submit_return(made, by=by)
        if said.end == "sent_back":
            returns.send_back_return(made, note=said.note, by=self.person("manager"))

    def _return(self, said: story.Said) -> Return:
        return self.action(said.code).returns.get(period=self.periods[said.period])

    def approved_on(self, day: date) -> list[Return]:
        """The returns that the story has approved on the day, for the meeting that does so."""
        return [self._return(said) for said in story.STORY if said.approved == day]

    def _approve(self, said: story.Said) -> None:
        made = self._return(said)
        if made.approved_at is None:
            returns.approve_return(made, by=self.person("chair"))

    def _count(self, counted: Counted) -> None:
        """The indicator as it is added with the plan, and linked to its outcome."""
        manager = self.person("manager")
        facts = {
            name: getattr(counted, name) for name in ("name", "counts", "source", "unit", "unit_words", "direction")
        }
        indicator = add_indicator(self.partnership, by=manager, body=self._body(counted.body), **facts, **counted.marks)
        set_indicators_of_outcome(self.outcome(counted.outcome), refs=[indicator.ref], by=manager)

    def _enter(self, counted: Counted, ends_on: date, said: str) -> None:
        indicator = Indicator.objects.get(partnership=self.partnership, name=counted.name)
        figure = {"value": Decimal(said)} if said.isdecimal() else {"missing_why": said}
        first = ends_on.replace(day=1, month=ends_on.month - 2)
        enter_figure(indicator, starts_on=first, ends_on=ends_on, by=self.person(counted.by), **figure)

    def _claim(self, said: story.Claim) -> None:
        target = self.outcome(said.code) if said.outcome else self.action(said.code)
        claim = judging.claim_impact(
            target,
            by=self.person(said.by),
            claim=said.claim,
            measure=said.measure,
            source=said.source,
            strength=said.strength,
            against=said.against,
            observed_on=said.observed,
        )
        if said.judged:
            judging.judge_impact(claim, stands=said.stands, why=said.why, by=self.person("chair"))

    def _vary(self, asked: story.Asked) -> None:
        action = self.action(asked.code)
        variation = variations.propose_variation(
            action, summary=asked.summary, new=self._new(action, asked), reason=asked.reason, by=self.person("manager")
        )
        if asked.decided:
            variations.approve_variation(variation, by=self.person("chair"), minute=asked.minute)

    def _new(self, action: Action, asked: story.Asked) -> dict[str, object]:
        if asked.deadline:
            fields, _ = read_phrase(asked.deadline, action.plan)
            return {name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()}
        present = as_it_stands(action, {"owners": None})["owners"]
        partner = Organisation.objects.get(name=asked.joint)
        return {
            "owners": [*present, {"kind": "organisation", "ref": partner.ref, "role": "joint", "name": partner.name}]
        }


def tell_elmshire(clock: Clock) -> None:
    """A second partnership with a plan of its own, to prove that there are walls."""
    clock.set(story.ADOPTED_ON)
    someone = next(each for each in people.PEOPLE if each.area == "elmshire")
    partnership = start_partnership(
        slug="elmshire",
        name="Elmshire Safeguarding Children Partnership",
        manager_name=someone.name,
        manager_email=someone.email,
        by=SYSTEM,
    )
    change_settings(
        partnership,
        by=SYSTEM,
        name=partnership.name,
        short_name="ESCP",
        area="Elmshire",
        colour="#6d43a6",
        front_door="",
    )
    manager = User.objects.get(email=someone.email)
    bodies = {
        name: add_body(partnership, by=SYSTEM, name=name, kind=kind)
        for name, kind in (("Elmshire Executive", BodyKind.BOARD), ("Practice Improvement Group", BodyKind.SUB_GROUP))
    }
    plan = drafting.start_plan(
        partnership, by=manager, title=story.ELMSHIRE_TITLE, starts_on=date(2021, 4, 1), ends_on=date(2022, 3, 31)
    )
    for title, actions in story.ELMSHIRE:
        priority = drafting.add_priority(plan, title=title, by=manager)
        drafting.add_outcome(priority, words=f"Children in Elmshire are {title.lower()}.", by=manager)
        for words in actions:
            owner = next(body for name, body in bodies.items() if words.startswith(name))
            deadline, _ = read_phrase(words[words.rindex(" by ") + 1 :].rstrip("."), plan)
            drafting.add_action(
                priority, words=words, by=manager, owners=[Owner(role=OwnerRole.LEAD, body=owner)], **deadline
            )
    confirming.confirm_all_without_doubts(plan, by=manager)
    adoption.adopt_plan(plan, on=story.ADOPTED_ON, minute="1/21", by=manager)


@transaction.atomic
def tell() -> None:
    """Everything, in the order of its days, and then the clock as it is shown."""
    clock = Clock()
    tell_elmshire(clock)
    birmingham = Birmingham(clock)
    birmingham.gather()
    birmingham.adopt()
    for day, event in sorted(birmingham.events(), key=lambda pair: pair[0]):
        clock.set(day)
        event()
    clock.set(story.SHOWN_ON)
    clock.keep(settings.DATA / "clock-offset")
