"""The register of decisions, and what a decision can point to."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from goldenthread.accounts.models import User
from goldenthread.core.prepared import prepared
from goldenthread.evidence.models import Evidence
from goldenthread.governance.models import AgendaItem, Challenge, Decision, DecisionState, Dissent, Settled
from goldenthread.governance.models.meetings import Sight, sight_of
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.models import Action, ActionVersion, OriginKind, PlanState, PriorityVersion, Variation
from goldenthread.plan.origins import Answered

RELATED = ("partnership", "body__partnership", "item__meeting__partnership", "item__meeting__body__partnership")


def decisions_of(user: User, partnership: Partnership) -> QuerySet[Decision]:
    found = Decision.objects.visible_to(user).filter(partnership=partnership).select_related(*RELATED, "written_by")
    return found.annotate(has_dissent=Exists(Dissent.objects.filter(decision=OuterRef("pk"))))


def decisions_under(user: User, item: AgendaItem) -> list[Decision]:
    """Those of one item; the caller knows its meeting."""
    found = _under(sight=sight_of(user), person=user.pk, item=item.pk)
    for decision in found:
        decision.partnership = item.meeting.partnership
    return found


@prepared
def _under(*, sight: Sight, person: int, item: int) -> QuerySet[Decision]:
    return Decision.objects.in_sight(sight, person).filter(item=item)


@prepared
def challenges_under(*, item: int) -> QuerySet[Challenge]:
    return Challenge.objects.filter(item=item).select_related("partnership")


@prepared
def settled_under(*, item: int) -> QuerySet[Settled]:
    """What was done about returns and variations under an item."""
    related = (
        "made_return__action__priority", "made_return__action__plan__partnership", "made_return__period",
        "variation__plan__partnership",
    )  # fmt: skip
    return Settled.objects.filter(item=item).select_related(*related)


def agreed_under(item: AgendaItem) -> list[Action | Variation]:
    """The actions with which an item ended: those of the plan, and those that a variation asks for."""
    return [*_actions_agreed(item=item.pk), *_actions_asked_for(item=item.pk)]


@prepared
def _actions_agreed(*, item: int) -> QuerySet[Action]:
    return actions_in_words().filter(agenda_items=item)


def actions_in_words() -> QuerySet[Action]:
    """Each with what it says today as ``said``."""
    now = ActionVersion.objects.at().filter(action=OuterRef("pk"))
    return Action.objects.select_related("priority", "plan__partnership").annotate(
        said=Subquery(now.values("words")[:1])
    )


@prepared
def _actions_asked_for(*, item: int) -> QuerySet[Variation]:
    return Variation.objects.filter(agenda_items=item).select_related("plan__partnership")


def narrowed(found: QuerySet[Decision], asked: dict[str, Any]) -> QuerySet[Decision]:
    for word in (asked.get("q") or "").split()[:6]:
        found = found.filter(Q(words__icontains=word) | Q(reasons__icontains=word) | Q(number__icontains=word))
    if asked.get("body"):
        found = found.filter(body=asked["body"])
    state = asked.get("state")
    if state == "back":
        return found.filter(state=DecisionState.TAKEN, review_on__isnull=False, reviewed_by=None).order_by("review_on")
    if state == "dissent":
        return found.filter(Exists(Dissent.objects.filter(decision=OuterRef("pk"))))
    return found.filter(state=state) if state else found


def taken_after(user: User, decision: Decision) -> QuerySet[Decision]:
    """What may take its place: later decisions of the body that were taken."""
    found = Decision.objects.visible_to(user).filter(body=decision.body_id, state=DecisionState.TAKEN)
    later = found.filter(taken_at__gte=decision.taken_at) if decision.taken_at else found.none()
    return later.exclude(pk=decision.pk).order_by("-taken_at")


def replacing(user: User, decision: Decision) -> Decision | None:
    found = Decision.objects.visible_to(user).filter(pk=decision.reviewed_by_id or 0)
    return found.select_related("partnership").first()


def replaced_by(user: User, decision: Decision) -> QuerySet[Decision]:
    """Those whose place it takes."""
    return Decision.objects.visible_to(user).filter(reviewed_by=decision).select_related("partnership")


def evidence_to_rely_on(user: User, partnership: Partnership) -> QuerySet[Evidence]:
    newest = Evidence.objects.visible_to(user).filter(partnership=partnership, withdrawn_at=None)
    return newest.order_by("-evidence_on")


def actions_to_link(user: User, partnership: Partnership) -> QuerySet[ActionVersion]:
    rows = (
        ActionVersion.objects.visible_to(user)
        .at()
        .filter(plan__partnership=partnership, plan__state=PlanState.ADOPTED, removed=False)
    )
    return rows.select_related("action__priority", "action__plan").order_by("position")


def priorities_to_choose(user: User, partnership: Partnership) -> QuerySet[PriorityVersion]:
    rows = PriorityVersion.objects.filter(
        priority__plan__partnership=partnership, priority__plan__state=PlanState.ADOPTED, removed=False
    )
    return rows.at().select_related("priority").order_by("priority__position")


def origins_of_variation(variation: Variation) -> list[Answered]:
    """For ``plan/origins.py``: the open decisions and items that asked for the action."""
    asked = Decision.objects.filter(variations=variation).filter(Q(item=None) | Q(item__closed=False))
    items = AgendaItem.objects.filter(variations=variation, closed=False).select_related("meeting")
    return [
        *(Answered(OriginKind.MEETING, f"{each} of {each.body}", each) for each in asked.select_related("body")),
        *(Answered(OriginKind.MEETING, f"{each.meeting}: {each.title}"[:300], each) for each in items),
    ]


def item_addresses(user: User, refs: list[str]) -> dict[str, str]:
    """For ``plan/origins.py``: where items that gave rise to an action can be read."""
    found = AgendaItem.objects.open_to(user).filter(ref__in=refs).select_related("meeting__partnership")
    return {item.ref: item.get_absolute_url() for item in found}


def decision_addresses(user: User, refs: list[str]) -> dict[str, str]:
    """For ``plan/origins.py``: where decisions that gave rise to an action can be read."""
    found = Decision.objects.visible_to(user).filter(ref__in=refs).select_related("partnership")
    return {decision.ref: decision.get_absolute_url() for decision in found}
