"""Gaps and their actions: where an action comes from, what is to be looked at again, what was delivered."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from goldenthread.accounts.models import User
from goldenthread.assurance.models import Correction, Gap, SelfAssessment
from goldenthread.assurance.models.returns import HANDED_IN
from goldenthread.core.addresses import reverse
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.models import (
    FOREVER,
    ActionVersion,
    Delivery,
    OriginKind,
    PlanState,
    PriorityVersion,
    Variation,
    VariationState,
)
from goldenthread.plan.origins import Answered

FOLLOWED_UP = (3, 6, 12)
"""After how many months the organisation is asked how far it is."""
SINCE = timedelta(days=10)
"""A little more than the week of a digest, so that the ends of months are in one of them."""


def origins_of_variation(variation: Variation) -> list[Answered]:
    """For ``plan/origins.py``: the standard that asked for the action."""
    gaps = Gap.objects.filter(variation=variation).select_related(
        "part__assessment__round", "part__assessment__organisation"
    )
    return [Answered(OriginKind.SELF_ASSESSMENT, str(gap)[:300], gap) for gap in gaps]


def gap_addresses(user: User, refs: list[str]) -> dict[str, str]:
    """For ``plan/origins.py``: where the standard can be read, by those who read the return."""
    found = (
        Gap.objects.visible_to(user)
        .filter(ref__in=refs)
        .select_related("part__assessment", "part__sheet", "partnership")
    )
    own = set(SelfAssessment.objects.of_own(user).filter(parts__gaps__ref__in=refs).values_list("pk", flat=True))
    return {gap.ref: _address(gap, own) for gap in found}


def _address(gap: Gap, own: set[int]) -> str:
    assessment = gap.part.assessment
    if assessment.pk in own:
        return f"{reverse('assurance:own_moderation', args=[assessment.ref])}#q-{gap.question}"
    return reverse("assurance:moderation", args=[gap.partnership.slug, assessment.ref])


def priorities_of(partnership: Partnership) -> "QuerySet[PriorityVersion]":
    rows = PriorityVersion.objects.filter(
        priority__plan__partnership=partnership, priority__plan__state=PlanState.ADOPTED, removed=False
    )
    return rows.at().select_related("priority").order_by("priority__position")  # type: ignore[no-any-return]


def _delivered() -> Any:
    action = ActionVersion.objects.filter(
        action=OuterRef("variation__action"), delivery=Delivery.DELIVERED, valid_to=FOREVER
    )
    return Exists(action)


def _corrected_since() -> Any:
    later = Correction.objects.filter(
        part=OuterRef("part"), question=OuterRef("question"), at__date__gte=OuterRef("asked_on")
    )
    return Exists(later)


def delivered(gaps: QuerySet[Gap]) -> QuerySet[Gap]:
    """Their action is delivered, and the answer is the same as before: does it change?"""
    waiting = gaps.filter(part__assessment__state__in=HANDED_IN, part__assessment__round__closed_at=None)
    return waiting.filter(_delivered(), ~_corrected_since())


def followed_up(on: date) -> QuerySet[Gap]:
    """What was asked for three, six or twelve months ago, in the days before, and is not delivered."""
    due = Q(pk__in=[])
    for months in FOLLOWED_UP:
        day = _months_before(on, months)
        due |= Q(asked_on__gt=day - SINCE, asked_on__lte=day)
    open_ones = Gap.objects.filter(due, variation__state__in=[VariationState.PROPOSED, VariationState.APPROVED])
    return open_ones.filter(~_delivered())


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28))
