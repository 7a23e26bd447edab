"""Which items of a draft continue those of the plan before it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.evidence.operations.screening import refuse_identifiers
from goldenthread.history.operations import record
from goldenthread.plan.matching import Pairs, Said, pair
from goldenthread.plan.models import (
    FOREVER,
    Action,
    ActionVersion,
    Doubt,
    OutcomeVersion,
    Plan,
    PlanState,
    PriorityVersion,
)
from goldenthread.plan.operations.drafting import refuse_adopted


@transaction.atomic
def continue_plan(plan: Plan, before: Plan, *, by: User) -> Plan:
    """Say that a draft is the next version of an adopted plan, and pair what is clearly the same.

    What may be the same becomes a doubt for a person to decide. What is paired already stays.
    """
    refuse_adopted(plan)
    if before.partnership_id != plan.partnership_id or before.state == PlanState.DRAFT:
        raise ValidationError("Choose a plan of this partnership that was adopted.")
    plan.supersedes = before
    plan.save(update_fields=["supersedes"])
    _pair_simple(plan, before, PriorityVersion, "priority", "title", "priority")
    _pair_simple(plan, before, OutcomeVersion, "outcome", "words", "outcome__priority")
    pairs = _pair_actions(plan, before)
    record(
        plan,
        f"took it as the next version of “{before.title}”",
        by=by,
        new={"continued": len(pairs.sure), "doubtful": len(pairs.doubtful)},
    )
    return plan


def _pair_simple(plan: Plan, before: Plan, versions: Any, name: str, words: str, related: str) -> None:
    def said(of: Plan) -> list[Said]:
        rows = versions.objects.filter(**{f"{name}__plan": of, "valid_to": FOREVER, "removed": False})
        return [
            Said(str(getattr(row, f"{name}_id")), str(getattr(row, name)), getattr(row, words))
            for row in rows.select_related(related)
        ]

    model = versions._meta.get_field(name).related_model
    for new, old in pair(said(plan), said(before)).sure.items():
        model.objects.filter(pk=new, carried_from=None).update(carried_from=old)


def _pair_actions(plan: Plan, before: Plan) -> Pairs:
    old, new = _said(before), _said(plan)
    taken = set(map(str, plan.actions.exclude(carried_from=None).values_list("carried_from", flat=True)))
    paired = set(map(str, plan.actions.exclude(carried_from=None).values_list("pk", flat=True)))
    found = pair([each for each in new if each.ref not in paired], [each for each in old if each.ref not in taken])
    for ref, continued in found.sure.items():
        Action.objects.filter(pk=ref).update(carried_from=continued)
    codes = {each.ref: each.code for each in old}
    Doubt.objects.filter(plan=plan, code="continues", resolved_at=None).delete()
    Doubt.objects.bulk_create(
        Doubt(
            plan=plan,
            action_id=int(ref),
            other_id=int(other),
            code="continues",
            sentence=f"This may continue action {codes[other]} of the plan before.",
        )
        for ref, others in found.doubtful.items()
        for other in others
    )
    return found


def _said(plan: Plan) -> list[Said]:
    rows = ActionVersion.objects.filter(plan=plan, valid_to=FOREVER, removed=False).select_related("action__priority")
    return [Said(str(row.action_id), row.action.code, row.words) for row in rows]


@transaction.atomic
def continue_action(action: Action, before: Action | None, *, by: User) -> Action:
    """Correct the pairing by hand: the action continues ``before``, or with None is new."""
    refuse_adopted(action.plan)
    if before is not None and before.plan_id != action.plan.supersedes_id:
        raise ValidationError("Choose an action of the plan before.")
    if before is not None:
        Action.objects.filter(plan=action.plan, carried_from=before).exclude(pk=action.pk).update(carried_from=None)
    action.carried_from = before
    action.save(update_fields=["carried_from"])
    Doubt.objects.filter(plan=action.plan, action=action, code="continues", resolved_at=None).delete()
    record(
        action,
        f"said that it continues {before} of the plan before" if before else "said that it is new in this plan",
        by=by,
    )
    return action


@transaction.atomic
def say_why_closed(
    plan: Plan, before: Action, *, reason: str, by: User, answers: Mapping[str, str] | None = None
) -> Plan:
    """Why an action of the plan before does not go on in this one. An empty reason takes it back.

    What somebody else said of another action at the same time stays.
    """
    refuse_adopted(plan)
    plan.refresh_from_db(fields=["closing_reasons", "supersedes"])
    if before.plan_id != plan.supersedes_id:
        raise ValidationError("Choose an action of the plan before.")
    refuse_identifiers(plan, {"reason": reason}, partnership=plan.partnership, by=by, answers=answers)
    plan.closing_reasons = {ref: why for ref, why in plan.closing_reasons.items() if ref != before.ref}
    if reason.strip():
        plan.closing_reasons[before.ref] = reason.strip()
    plan.save(update_fields=["closing_reasons"])
    record(plan, f"said why {before} does not go on", by=by, reason=reason.strip())
    return plan
