"""How long what is off track, at risk or overdue waited for an answer.

An answer is what the Board does about an action: it approves a return on it, or decides a change of it. A wait begins
with the approved word that says off track or at risk, or after the last day of what is not delivered; an answer ends
it, and where the trouble goes on the next wait begins. ``ActionVersion.answered_on`` holds the day of the last answer,
so a wait is a version, and its end is the version after it that names a later answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    DurationField,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
    Window,
)
from django.db.models.functions import Coalesce, Greatest, RowNumber

from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import ActionVersion, Delivery, Plan
from goldenthread.plan.queries.actions import LEADS, actions_of
from goldenthread.plan.rating import TROUBLED

OWNER = ("lead_body", "lead_organisation", "lead_post")
NOBODY = "nobody"
Waits = QuerySet[ActionVersion]


def since() -> Case:
    """The first day of the wait of a version that is in trouble."""
    by_word = Coalesce("answered_on", "last_word_on", "due_on", output_field=DateField())
    return Case(
        When(delivery__in=TROUBLED, then=by_word),
        default=Greatest("due_on", Coalesce("answered_on", "due_on")),
        output_field=DateField(),
    )


def waiting(plan: Plan, when: AsAt) -> Waits:
    """What waits on the day, longest first, each with ``since``; as ``actions_of`` gives it."""
    troubled = actions_of(plan, when).filter(Q(delivery__in=TROUBLED) | Q(is_late=True))
    return troubled.annotate(since=since()).filter(since__lt=when.day).order_by("since", "position")


def answered(plan: Plan, when: AsAt) -> Waits:
    """Waits that ended by the day, the last answered first, each with ``since``, ``ended_on`` and ``waited``."""
    closed = ActionVersion.objects.filter(plan=plan, removed=False).exclude(delivery=Delivery.DELIVERED)
    closed = closed.filter(Q(delivery__in=TROUBLED) | Q(due_on__isnull=False))
    if when.moment:
        closed = closed.filter(valid_to__lte=when.moment)
    following = ActionVersion.objects.filter(action=OuterRef("action"), valid_from=OuterRef("valid_to"))
    found = closed.annotate(ended_on=Subquery(following.values("answered_on")[:1]), since=since())
    found = found.filter(Q(answered_on=None) | Q(ended_on__gt=F("answered_on")), ended_on__gt=F("since"))
    waited = ExpressionWrapper(F("ended_on") - F("since"), output_field=DurationField())
    return found.annotate(waited=waited).order_by("-ended_on", "position", "pk")


def of_owner(waits: Waits, key: str) -> Waits:
    """Those of one owner, named as in ``OwnerLine.key``; all where the name is none."""
    kind, _, ref = key.partition(":")
    if key == NOBODY:
        return waits.filter(**dict.fromkeys(OWNER))
    return waits.filter(**{f"lead_{kind}__ref": ref}) if f"lead_{kind}" in OWNER else waits


def listed(waits: Iterable[ActionVersion], plan: Plan) -> list[ActionVersion]:
    found = list(waits)
    for version in found:
        version.action.plan = plan
    return found


def with_words(waits: Waits) -> Waits:
    """With what a list shows of each."""
    return waits.select_related("action__priority", *LEADS)


@dataclass
class OwnerLine:
    """How long what one body, organisation or post leads waits and waited."""

    name: str
    key: str
    """As an address names it: "body:ref" and the like, "nobody" where none is named."""
    now: int = 0
    longest_since: date | None = None
    answered: int = 0
    middle: list[int] = field(default_factory=list)

    @property
    def median(self) -> float | None:
        return sum(self.middle) / len(self.middle) if self.middle else None


def by_owner(plan: Plan, when: AsAt) -> list[OwnerLine]:
    """One line for each owner that has or had something waiting, the longest wait first. Three queries."""
    lines: dict[Any, OwnerLine] = {}
    names = [f"{path}__{name}" for path, name in zip(OWNER, ("name", "name", "title"), strict=True)]
    names += [f"{path}__ref" for path in OWNER]
    open_waits = waiting(plan, when).order_by().values_list(*names)
    for *owner, number, oldest in open_waits.annotate(number=Count("pk"), oldest=Min("since")):
        line = lines.setdefault(tuple(owner), _line(owner))
        line.now, line.longest_since = number, oldest
    ended = answered(plan, when).order_by()
    for *owner, number in ended.values_list(*names).annotate(number=Count("pk")):
        lines.setdefault(tuple(owner), _line(owner)).answered = number
    for *owner, waited in _middle(ended, *OWNER).values_list(*names, "waited"):
        lines[tuple(owner)].middle.append(waited.days)
    return sorted(lines.values(), key=lambda line: (line.longest_since or date.max, line.name))


@dataclass(frozen=True, slots=True)
class Summary:
    """In days. ``median``: half of the waits that were answered were shorter, half longer."""

    now: int
    longest: int
    answered: int
    median: float | None


def summary(now: Waits, ended: Waits, on: date) -> Summary:
    """Three queries."""
    open_waits = now.order_by().aggregate(number=Count("pk"), oldest=Min("since"))
    days = [waited.days for waited in _middle(ended.order_by()).values_list("waited", flat=True)]  # type: ignore[misc]
    return Summary(
        now=open_waits["number"],
        longest=(on - open_waits["oldest"]).days if open_waits["oldest"] else 0,
        answered=ended.count(),
        median=sum(days) / len(days) if days else None,
    )


def _middle(ended: Waits, *group: str) -> Waits:
    """Of each group the wait in the middle, or the two of an even number."""
    parts: Any = [F(name) for name in group] or None
    ranked = ended.annotate(
        place=Window(RowNumber(), partition_by=parts, order_by=["waited", "pk"]),
        size=Window(Count("pk"), partition_by=parts),
    )
    return ranked.filter(place__gte=F("size") / 2.0, place__lte=F("size") / 2.0 + 1)


def _line(owner: list[Any]) -> OwnerLine:
    names, refs = owner[: len(OWNER)], owner[len(OWNER) :]
    for path, name, ref in zip(OWNER, names, refs, strict=True):
        if ref:
            return OwnerLine(str(name), f"{path.removeprefix('lead_')}:{ref}")
    return OwnerLine("Nobody named", NOBODY)
