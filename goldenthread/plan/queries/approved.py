"""Returns as they were approved: those that counted on a day, with the words that the Board approved."""

from typing import Any

from django.db.models import Q, QuerySet

from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import EarlierApproval, Return, ReturnState
from goldenthread.plan.queries.people import but_names

PEOPLE = ("written_by", "submitted_by", "approved_by")


def approved_returns(when: AsAt, **place: Any) -> list[Return]:
    """Each return that counted on the day, as it was approved; ``place`` narrows them (``action=...``).

    One that was re-opened counts as it was approved before, until its correction is approved. Two queries.
    """
    made = Return.objects.filter(state=ReturnState.APPROVED, **place)
    if when.moment:
        made = made.filter(approved_at__lte=when.moment)
    made = made.select_related("action__priority", "period", "occurrence", *PEOPLE).defer(*but_names(*PEOPLE))
    return [*made, *(each.as_it_was() for each in _laid_aside(when, place))]


def _laid_aside(when: AsAt, place: dict[str, Any]) -> QuerySet[EarlierApproval]:
    found = EarlierApproval.objects.filter(**{f"made_return__{name}": value for name, value in place.items()})
    if when.moment:
        found = found.filter(Q(replaced_at=None) | Q(replaced_at__gt=when.moment), approved_at__lte=when.moment)
    else:
        found = found.filter(replaced_at=None)
    inside = ("action__priority", "period", "occurrence")
    return found.select_related(*(f"made_return__{name}" for name in inside), *PEOPLE).defer(*but_names(*PEOPLE))


def earlier_words(made: Return) -> list[Return]:
    """What a return said each time that it was approved and then re-opened, the newest first."""
    laid_aside = made.earlier_approvals.select_related(*PEOPLE).defer(*but_names(*PEOPLE))
    found = []
    for each in laid_aside:
        each.made_return = made
        found.append(each.as_it_was())
    return found
