"""Switching the public page of a plan on and off."""

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.history.operations import record
from goldenthread.plan.models import Plan, PlanState


@transaction.atomic
def switch_public_page(plan: Plan, *, on: bool, by: User) -> Plan:
    plan = Plan.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=plan.pk)
    if on and plan.state != PlanState.ADOPTED:
        raise ValidationError("Only a plan that the Board adopted, and that is not closed, can be shown to the public.")
    if on != (plan.public_since is not None):
        plan.public_since = clock.now() if on else None
        plan.save(update_fields=["public_since"])
        record(plan, f"switched the public page {'on' if on else 'off'}", by=by)
    return plan
