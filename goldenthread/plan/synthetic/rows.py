"""One made-up partnership as unsaved rows: people and bodies, a plan, returns on each action, and what came of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from django.db import models

from goldenthread.accounts.models import User
from goldenthread.core.refs import ALPHABET, LENGTH
from goldenthread.evidence.models import Evidence, EvidenceKind, Rung
from goldenthread.partnerships.models import (
    Appointment,
    Body,
    BodyKind,
    MemberKind,
    Membership,
    Organisation,
    OrganisationKind,
    Partnership,
    PartnershipMember,
    Post,
    SearchRow,
)
from goldenthread.partnerships.roles import Role
from goldenthread.partnerships.search import row as search_row
from goldenthread.plan.models import (
    FOREVER,
    Action,
    ActionLink,
    ActionVersion,
    DeadlineKind,
    Delivery,
    EvidenceUse,
    Gate,
    GateDecision,
    ImpactState,
    ImpactStatement,
    LinkKind,
    MilestoneVersion,
    Outcome,
    OutcomeVersion,
    OwedReturn,
    Owner,
    OwnerRole,
    Period,
    Plan,
    PlanState,
    Precision,
    Priority,
    PriorityVersion,
    Return,
    ReturnState,
    Serving,
    Variation,
    VariationState,
)
from goldenthread.plan.synthetic import words

Row = TypeVar("Row", bound=models.Model)

SLUG = "load-1"
PREFIX = 3
"""So many letters at the start of a reference say which partnership it belongs to; the others are random."""
PERIOD = timedelta(days=30)
PRIORITIES, OUTCOMES, SUB_GROUPS, AGENCIES = 5, 20, 8, 14
RETURNS_TO_ONE_EVIDENCE = 10
PERIODS_WITH_OWED = 3
SILENT_PERIODS = 3


@dataclass(frozen=True, slots=True)
class Size:
    actions: int = 500
    returns_per_action: int = 40


class Rows:
    """Rows by model, in the order in which they can be saved. Their keys follow ``after`` without a gap."""

    def __init__(self, rng: Random, after: dict[type[models.Model], int]) -> None:
        self.rng, self.after = rng, after
        self.made: dict[type[models.Model], list[Any]] = {}

    def add(self, model: type[Row], **values: Any) -> Row:
        block = self.made.setdefault(model, [])
        if any(field.name == "ref" for field in model._meta.concrete_fields):
            values["ref"] = prefix(0) + "".join(self.rng.choices(ALPHABET, k=LENGTH - PREFIX))
        row = model(pk=self.after.get(model, 0) + len(block) + 1, **values)
        block.append(row)
        return row


def prefix(copy: int) -> str:
    """What the references of a copy begin with."""
    letters = ""
    for _ in range(PREFIX):
        copy, letter = divmod(copy, len(ALPHABET))
        letters = ALPHABET[letter] + letters
    return letters


class Made:
    """Makes one partnership as it stands on ``today``."""

    def __init__(self, size: Size, today: date, seed: int, after: dict[type[models.Model], int]) -> None:
        self.size, self.today = size, today
        self.rng = Random(seed)  # noqa: S311 - made-up data
        self.rows = Rows(self.rng, after)
        self.begins = today - size.returns_per_action * PERIOD
        self.ends = self.begins + timedelta(days=5 * 365)
        self.began_at = moment(self.begins, 9)
        self.leads: dict[int, str] = {}
        self._people_and_bodies()
        self._plan()
        for number in range(size.actions):
            self._action(number)
        self._around()
        self._search_rows()

    # --- who ----------------------------------------------------------------------------------------------------------

    def _people_and_bodies(self) -> None:
        add = self.rows.add
        self.partnership = add(Partnership, slug=SLUG, name=f"{SLUG} Safeguarding Children Partnership", area="Made up")
        self.manager, self.chair = self._person("manager"), self._person("chair")
        self.board = self._body("Executive Board", BodyKind.BOARD, None)
        self.groups = [
            self._body(f"Sub-group {number + 1}", BodyKind.SUB_GROUP, self.board) for number in range(SUB_GROUPS)
        ]
        self.agencies = [
            add(Organisation, name=f"Agency {number + 1} of {SLUG}", kind=list(OrganisationKind)[number % 5])
            for number in range(AGENCIES)
        ]
        for agency in self.agencies:
            add(
                PartnershipMember,
                partnership=self.partnership,
                organisation=agency,
                kind=MemberKind.RELEVANT,
                starts_on=self.begins,
            )
        self.posts = [self._chair_of(number, group) for number, group in enumerate(self.groups)]
        self._role(self.manager, Role.MANAGER, partnership=self.partnership)
        self._role(self.chair, Role.INDEPENDENT_CHAIR, partnership=self.partnership)
        for number, agency in enumerate(self.agencies):
            self._role(self._person(f"lead{number + 1}"), Role.AGENCY_LEAD, organisation=agency)

    def _person(self, name: str) -> User:
        shown = f"{name.capitalize()} of {SLUG}"
        return self.rows.add(User, email=f"{name}@{SLUG}.example", name=shown, password="!", joined_at=self.began_at)  # noqa: S106

    def _body(self, name: str, kind: BodyKind, above: Body | None) -> Body:
        return self.rows.add(
            Body,
            partnership=self.partnership,
            name=name,
            kind=kind,
            parent=above,
            reports_to=above,
            meets="every two months",
        )

    def _role(self, person: User, role: Role, **place: Any) -> None:
        self.rows.add(Membership, person=person, role=role, starts_on=self.begins, **place)

    def _chair_of(self, number: int, group: Body) -> Post:
        add = self.rows.add
        post = add(Post, partnership=self.partnership, title=f"Chair, {group.name}", role=Role.BODY_CHAIR, body=group)
        person = self._person(f"chair{number + 1}")
        held = add(Appointment, post=post, person=person, starts_on=self.begins)
        self._role(person, Role.BODY_CHAIR, partnership=self.partnership, body=group, appointment=held)
        return post

    # --- what was promised --------------------------------------------------------------------------------------------

    def _plan(self) -> None:
        add = self.rows.add
        self.plan = add(
            Plan, partnership=self.partnership, title="Business plan", state=PlanState.ADOPTED, starts_on=self.begins,
            ends_on=self.ends, created_at=self.began_at, adopted_at=self.began_at, adopted_on=self.begins,
            adopted_by=self.manager,
        )  # fmt: skip
        self.periods = [self._period(number) for number in range(self.size.returns_per_action)]
        self.priorities = [self._priority(number) for number in range(PRIORITIES)]
        self.outcomes = [self._outcome(number) for number in range(OUTCOMES)]

    def _period(self, number: int) -> Period:
        starts_on = self.begins + number * PERIOD
        ends_on, last = starts_on + PERIOD - timedelta(days=1), number == self.size.returns_per_action - 1
        return self.rows.add(
            Period, partnership=self.partnership, name=f"Period {number + 1}", starts_on=starts_on, ends_on=ends_on,
            returns_due_on=ends_on + timedelta(days=15), opened_at=moment(starts_on, 9),
            locked_at=None if last else moment(ends_on + timedelta(days=15), 18),
        )  # fmt: skip

    def _in_plan(self, number: int) -> dict[str, Any]:
        confirmed = {"confirmed_at": self.began_at, "confirmed_by": self.manager, "created_at": self.began_at}
        return {"plan": self.plan, "position": number, **confirmed}

    def _priority(self, number: int) -> Priority:
        priority = self.rows.add(Priority, number=str(number + 1), **self._in_plan(number))
        title = words.THINGS[number].removeprefix("the ").capitalize()
        self.rows.add(PriorityVersion, priority=priority, title=title, valid_from=self.began_at)
        return priority

    def _outcome(self, number: int) -> Outcome:
        priority = self.priorities[number % PRIORITIES]
        outcome = self.rows.add(
            Outcome, priority=priority, number=str(number // PRIORITIES + 1), **self._in_plan(number)
        )
        self.rows.add(
            OutcomeVersion, outcome=outcome, words=words.outcome(self.rng), valid_from=self.began_at,
            rung=self.rng.choice(Rung.values), evidence_on=self.today - timedelta(days=self.rng.randrange(30, 600)),
            impact_evidenced=number % 3 == 0,
        )  # fmt: skip
        return outcome

    # --- what was done ------------------------------------------------------------------------------------------------

    def _action(self, number: int) -> None:
        """The action with its owners and, perhaps, a step; then its returns and the versions that they made."""
        add, rng, priority = self.rows.add, self.rng, self.priorities[number % PRIORITIES]
        action = add(Action, priority=priority, number=str(number // PRIORITIES + 1), **self._in_plan(number))
        due_on = self.begins + timedelta(days=rng.randrange(200, (self.ends - self.begins).days))
        version = add(
            ActionVersion, action=action, plan=self.plan, priority=priority, position=number,
            words=words.action(rng, number),
            deadline_text=f"by {due_on:%B %Y}", deadline_kind=DeadlineKind.DATE, deadline_role=Precision.BY,
            latest_on=due_on,
            due_on=due_on, agreed_due_on=due_on, valid_from=self.began_at, **self._owners(action),
        )  # fmt: skip
        add(Serving, action=action, outcome=self.outcomes[number % OUTCOMES], valid_from=self.began_at)
        if number % 2:
            self._milestone(action, due_on - timedelta(days=60))
        silent = rng.random() < 0.08
        for turn, period in enumerate(self.periods):
            last, late = turn == len(self.periods) - 1, turn >= len(self.periods) - SILENT_PERIODS
            if turn >= len(self.periods) - PERIODS_WITH_OWED:
                self._owed(version, period)
            version = self._return(
                version, period, last=last, approved=not (silent and late) and not (last and rng.random() < 0.2)
            )

    def _owners(self, action: Action) -> dict[str, Any]:
        """Rows of the owners; what the action's version repeats of the lead is returned."""
        chance = self.rng.random()
        if chance < 0.02:
            return {"owner_text": ""}
        agency = self.rng.choice(self.agencies)
        lead: dict[str, Any] = {"body": self.rng.choice(self.groups)}
        if chance >= 0.7:
            lead = {"post": self.rng.choice(self.posts)} if chance < 0.85 else {"organisation": agency}
        owner = self.rows.add(Owner, action=action, role=OwnerRole.LEAD, valid_from=self.began_at, **lead)
        self.leads[action.pk] = str(owner)
        if "organisation" not in lead:
            self.rows.add(
                Owner, action=action, role=OwnerRole.PARTNER, position=1, organisation=agency, valid_from=self.began_at
            )
        return {f"lead_{kind}": holder for kind, holder in lead.items()}

    def _owed(self, version: ActionVersion, period: Period) -> None:
        lead = (version.lead_body_id, version.lead_organisation_id, version.lead_post_id)
        holder = dict(zip(("body_id", "organisation_id", "post_id"), lead, strict=True))
        self.rows.add(OwedReturn, period=period, action=version.action, **holder)

    def _milestone(self, action: Action, due_on: date) -> None:
        self.rows.add(
            MilestoneVersion, action=action, words=f"Draft to the group, step {action.number}", due_on=due_on,
            agreed_due_on=due_on,
            deadline_text=f"by {due_on:%B %Y}", deadline_kind=DeadlineKind.DATE, valid_from=self.began_at,
            actual_on=due_on if due_on < self.today else None,
        )  # fmt: skip

    def _return(self, version: ActionVersion, period: Period, *, last: bool, approved: bool) -> ActionVersion:
        """A return and, where it is approved or waits for approval, the version that this made."""
        rng, at = self.rng, moment(period.ends_on, 10)
        chance = rng.random()
        rating = (
            Delivery.DELIVERED if last and chance < 0.4 else Delivery.AT_RISK if chance < 0.2 else Delivery.ON_TRACK
        )
        state = (
            ReturnState.APPROVED if approved else ReturnState.SUBMITTED if last and chance < 0.5 else ReturnState.DRAFT
        )
        delivered = {"actual_on": period.ends_on if rating == Delivery.DELIVERED else None}
        agreed = version.agreed_due_on or period.ends_on
        forecast_on = agreed + timedelta(days=120) if chance > 0.85 else agreed
        submitted = (
            {}
            if state == ReturnState.DRAFT
            else {"submitted_by": self.manager, "submitted_at": at - timedelta(hours=1)}
        )
        decided = {"approved_by": self.chair, "approved_at": at} if approved else {}
        made = self.rows.add(
            Return, action=version.action, period=period, state=state, rating=rating, suggested=rating,
            suggested_why="Its dates hold.",
            how_much=rng.choice(words.DONE), how_well=rng.choice(words.QUALITY),
            difference=rng.choice(words.DIFFERENCE),
            way_forward=rng.choice(words.NEXT), forecast_on=forecast_on, edition=3, written_by=self.manager,
            written_at=at - timedelta(hours=2), **delivered, **submitted, **decided,
        )  # fmt: skip
        if state == ReturnState.DRAFT:
            return version
        if not approved:
            return self._next(version, at, waiting_since=made.submitted_at)
        said: dict[str, Any] = {
            "delivery": rating,
            "forecast_on": forecast_on,
            "last_word_on": period.ends_on,
            "answered_on": period.ends_on,
            **delivered,
        }
        said["gate"] = Gate.DELIVERED if rating == Delivery.DELIVERED else Gate.NONE
        return self._next(version, at, **said, **self._evidence(made, at))

    def _evidence(self, made: Return, at: datetime) -> dict[str, Any]:
        """For one return in ten a link that proves it; what the action's version repeats of it is returned."""
        number = len(self.rows.made[Return])
        if number % RETURNS_TO_ONE_EVIDENCE:
            return {}
        rung, day = self.rng.choice(Rung.values[1:]), at.date() - timedelta(days=self.rng.randrange(60))
        evidence = self.rows.add(
            Evidence, partnership=self.partnership, title=words.document(self.rng, number),
            kind=self.rng.choice(EvidenceKind.values),
            rung=rung, shows=self.rng.choice(words.QUALITY), evidence_on=day,
            link=f"https://records.{SLUG}.example/{number}",
            added_by=self.manager, added_at=at - timedelta(hours=2),
        )  # fmt: skip
        self.rows.add(
            EvidenceUse, evidence=evidence, action=made.action, made_return=made, added_by=self.manager,
            added_at=evidence.added_at,
            accepted_by=self.chair, accepted_at=at,
        )  # fmt: skip
        return {"rung": rung, "evidence_on": day}

    def _next(self, version: ActionVersion, at: datetime, **values: Any) -> ActionVersion:
        version.valid_to = at
        fields = {field.attname: getattr(version, field.attname) for field in ActionVersion._meta.concrete_fields}
        fields.pop("id")
        following = self.rows.add(ActionVersion, **{**fields, "valid_from": at, "valid_to": FOREVER, **values})
        following.action = version.action
        return following

    # --- what hangs on it ---------------------------------------------------------------------------------------------

    def _around(self) -> None:
        """Every twentieth action is varied, claimed to have an impact, linked to another, or through a gate."""
        add, actions = self.rows.add, self.rows.made[Action]
        by_chair = {"decided_by": self.chair, "decided_at": self.began_at + PERIOD}
        for number, action in enumerate(actions[::20]):
            waits = number % 10 == 0
            add(
                Variation, plan=self.plan, action=action, summary=f"A later day for {action.number}",
                reason="A post was vacant.",
                old={"due_on": str(self.begins)}, new={"due_on": str(self.ends)}, proposed_by=self.manager,
                proposed_at=self.began_at,
                **({} if waits else {"state": VariationState.APPROVED, **by_chair}),
            )  # fmt: skip
            add(
                ImpactStatement,
                plan=self.plan,
                action=action,
                claim="Children were seen sooner.",
                measure="Days from referral.",
                source="Monthly data.",
                strength=Rung.PRACTICE,
                against="Fewer referrals came.",
                observed_on=self.today - PERIOD,
                claimed_by=self.manager,
                claimed_at=self.began_at + PERIOD,
                **(
                    {}
                    if waits
                    else {
                        "state": ImpactState.ACCEPTED,
                        "judged_by": self.chair,
                        "judged_at": self.began_at + 2 * PERIOD,
                    }
                ),
            )
            add(
                GateDecision,
                action=action,
                gate=Gate.DELIVERED,
                reason="The evidence was seen.",
                decided_by=self.chair,
                at=self.began_at,
            )
            if number:
                add(
                    ActionLink,
                    action=action,
                    other=actions[0],
                    kind=LinkKind.DEPENDS_ON,
                    made_by=self.manager,
                    made_at=self.began_at,
                )

    def _search_rows(self) -> None:
        """As the operations write them: see ``plan/search.py`` and ``evidence/operations``."""
        made = self.rows.made
        texts = {version.action_id: version for version in made[ActionVersion]}
        for action in made[Action]:
            version = texts[action.pk]
            text = [version.words, self.leads.get(action.pk, ""), version.deadline_text]
            self._found(action, f"{action}: {version.words}", "\n".join(text))
        for version in made[OutcomeVersion]:
            self._found(version.outcome, f"{version.outcome}: {version.words}", version.words)
        for version in made[PriorityVersion]:
            self._found(version.priority, f"{version.priority}: {version.title}", version.title)
        for record in (*made.get(Evidence, []), *made[Body], *made[Post]):
            self._found(record, str(record), getattr(record, "shows", ""))

    def _found(self, record: Any, title: str, text: str) -> None:
        made = search_row(record, title=title, text=text)
        values = {
            field.name: getattr(made, field.name) for field in SearchRow._meta.concrete_fields if field.name != "id"
        }
        self.rows.add(SearchRow, **values)

    def story(self, count: int) -> Iterator[tuple[Return, str, User, datetime]]:
        """The last approvals as the history tells them: (record, sentence, who, when), in order."""
        approved = [made for made in self.rows.made[Return] if made.state == ReturnState.APPROVED]
        for made in sorted(approved, key=lambda made: (made.approved_at, made.pk))[-count // 2 :]:
            yield made, f"submitted the return for {made.period}", self.manager, made.submitted_at
            yield made, f"approved the return for {made.period}", self.chair, made.approved_at


def moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)
