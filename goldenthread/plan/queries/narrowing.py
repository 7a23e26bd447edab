"""A list of actions narrowed down and sorted by what somebody chose; a page of it is one query."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, F, Q, QuerySet, TextChoices, Window

from goldenthread.core.lists import numbered
from goldenthread.core.prepared import prepared
from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import Delivery, Gate, Owner, OwnerRole, Plan
from goldenthread.plan.queries.actions import actions_of, as_listed, listed
from goldenthread.plan.rating import needs_attention


class Look(TextChoices):
    """What to look for."""

    ATTENTION = "attention", "Needs somebody"
    OVERDUE = "overdue", "Overdue"
    SILENT = "silent", "Silent for 60 days"
    SLIPPED = "slipped", "Forecast later than agreed"
    NO_OWNER = "no_owner", "No owner named"
    STALE = "stale", "Evidence gone stale"
    UNPROVEN = "unproven", "Delivered without evidence"
    AWAITING = "awaiting", "Awaiting approval"


LOOKED_FOR = {
    Look.ATTENTION: needs_attention(),
    Look.OVERDUE: Q(is_late=True),
    Look.SILENT: Q(is_silent=True),
    Look.SLIPPED: Q(is_slipped=True),
    Look.NO_OWNER: Q(is_unowned=True),
    Look.STALE: Q(is_stale=True),
    Look.UNPROVEN: Q(unproven=True),
    Look.AWAITING: Q(waiting_since__isnull=False),
}
SORTS = {"": "position", "due": "due_on", "rating": "shown", "word": "last_word_on", "rung": "rung"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """Priority, body, post and organisation by reference."""

    words: str | None = None
    priority: str | None = None
    body: str | None = None
    post: str | None = None
    organisation: str | None = None
    rating: Delivery | None = None
    gate: Gate | None = None
    look: Look | None = None
    due_from: date | None = None
    due_to: date | None = None

    @property
    def owner(self) -> dict[str, str]:
        owners = {"body": self.body, "post": self.post, "organisation": self.organisation}
        return {f"{kind}__ref": ref for kind, ref in owners.items() if ref}


def narrowed(actions: "QuerySet[Any]", chosen: Chosen, sort: str, plan: Plan | int, when: AsAt) -> "QuerySet[Any]":
    """``actions`` of the plan on the day carry their standing (``rating.with_standing``)."""
    if chosen.words:
        actions = actions.filter(Q(words__icontains=chosen.words) | Q(owner_text__icontains=chosen.words))
    if chosen.priority:
        actions = actions.filter(priority__ref=chosen.priority)
    if chosen.owner:
        owning = Owner.objects.at(when.moment).filter(role__in=[OwnerRole.LEAD, OwnerRole.JOINT], action__plan=plan)
        owned = owning.filter(**chosen.owner)
        actions = actions.filter(action__in=owned.values("action"))
    if chosen.rating:
        actions = actions.filter(shown=chosen.rating)
    if chosen.gate:
        actions = actions.filter(gate=chosen.gate)
    if chosen.look:
        actions = actions.filter(LOOKED_FOR[chosen.look])
    if chosen.due_from:
        actions = actions.filter(due_on__gte=chosen.due_from)
    if chosen.due_to:
        actions = actions.filter(due_on__lte=chosen.due_to)
    column = F(SORTS.get(sort.removeprefix("-"), "position"))
    ordered = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
    return actions.order_by(ordered, "position")


def page_of(plan: Plan, when: AsAt, chosen: Chosen, *, sort: str, number: str | None, rows: int) -> Page[Any]:
    """The page with the number, or the last one where there are not so many."""
    sort = sort if sort.removeprefix("-") in SORTS else ""
    page = numbered(lambda wanted: _page(sort, wanted, rows, plan=plan.pk, when=when, chosen=chosen), number, rows)
    page.object_list = listed(page.object_list, plan)
    return page


@prepared
def _page(sort: str, number: int, rows: int, *, plan: int, when: AsAt, chosen: Chosen) -> "QuerySet[Any]":
    """Each row knows how many there are in all."""
    found = as_listed(narrowed(actions_of(plan, when), chosen, sort, plan, when)).annotate(total=Window(Count("pk")))
    return found[(number - 1) * rows : number * rows]
