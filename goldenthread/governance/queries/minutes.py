"""Minutes as one person may read them: put together from attendance, notes, decisions and what was settled."""

from dataclasses import dataclass, field

from django.db.models import Prefetch, prefetch_related_objects

from goldenthread.accounts.models import User
from goldenthread.governance.models import (
    Attendance,
    Challenge,
    Decision,
    DecisionState,
    ItemState,
    Meeting,
    Minutes,
    Part,
    Presence,
    Settled,
)
from goldenthread.governance.queries.agenda import Agenda, Line, agenda_of
from goldenthread.governance.queries.decisions import actions_in_words
from goldenthread.plan.models import Action, Variation


@dataclass(slots=True)
class Minute:
    line: Line
    decisions: list[Decision] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)
    challenges: list[Challenge] = field(default_factory=list)
    approves: bool = False
    """Minutes of an earlier meeting, which this one approved."""

    @property
    def agreed(self) -> list[Action | Variation]:
        """The actions with which the item ended."""
        return [] if self.line.is_recused else [*self.line.item.actions.all(), *self.line.item.variations.all()]

    @property
    def ends(self) -> list[str]:
        """How the item ended, in a word each."""
        item = self.line.item
        if self.line.is_recused:
            return []
        found = [
            (any(each.state == DecisionState.TAKEN for each in self.decisions), "Decision"),
            (item.variations.all(), "New action"),
            (item.actions.all(), "Action of the plan"),
        ]
        said = [word for holds, word in found if holds]
        if item.state == ItemState.CARRIED:
            return [*said, "Carried over"]
        return said or (["Noted"] if item.state == ItemState.NOTED else [])


@dataclass(frozen=True, slots=True)
class Told:
    agenda: Agenda
    open: list[Minute]
    closed: list[Minute]
    attendance: list[Attendance]

    def those(self, presence: str) -> list[Attendance]:
        return [row for row in self.attendance if row.presence == presence]

    @property
    def present(self) -> list[Attendance]:
        return self.those(Presence.PRESENT)

    @property
    def apologies(self) -> list[Attendance]:
        return self.those(Presence.APOLOGIES)

    @property
    def absent(self) -> list[Attendance]:
        return [row for row in self.those(Presence.ABSENT) if row.part in {Part.MEMBER, Part.DEPUTY}]


def minutes_told(meeting: Meeting, user: User) -> Told:
    """A fixed number of queries. What the person was recused from, and what is closed to them, is not in it."""
    agenda = agenda_of(meeting, user)
    prefetch_related_objects(
        [line.item for line in agenda if not line.is_recused],
        Prefetch("actions", actions_in_words()),
        Prefetch("variations", Variation.objects.select_related("plan__partnership")),
    )
    decisions: dict[int, list[Decision]] = {}
    rows = Decision.objects.visible_to(user).filter(item__meeting=meeting).exclude(state="withdrawn")
    for decision in (
        rows.select_related("partnership")
        .prefetch_related("dissents__organisation", "evidence", "actions__priority", "variations")
        .order_by("written_at")
    ):
        decisions.setdefault(decision.item_id or 0, []).append(decision)
    settled: dict[int, list[Settled]] = {}
    done = Settled.objects.filter(item__meeting=meeting).select_related(
        "made_return__action__priority", "made_return__action__plan__partnership", "made_return__period",
        "variation__plan__partnership", "by",
    )  # fmt: skip
    for each in done:
        settled.setdefault(each.item_id, []).append(each)
    put: dict[int, list[Challenge]] = {}
    for challenge in Challenge.objects.visible_to(user).filter(item__meeting=meeting).select_related("partnership"):
        put.setdefault(challenge.item_id or 0, []).append(challenge)
    approved = set(Minutes.objects.filter(approved_in=meeting).values_list("meeting", flat=True))
    attendance = list(meeting.attendance.select_related("organisation", "deputy_of"))

    def told(lines: list[Line]) -> list[Minute]:
        return [
            Minute(line) if line.is_recused
            else Minute(
                line, decisions.get(line.item.pk, []), settled.get(line.item.pk, []), put.get(line.item.pk, []),
                line.item.minutes_of_id in approved,
            )
            for line in lines
        ]  # fmt: skip

    return Told(agenda, told(agenda.open), told(agenda.closed), attendance)
