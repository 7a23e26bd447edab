"""Where an action comes from, and whether it is of high priority: kept up by the business unit, with history."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.history.operations import record
from goldenthread.plan.models import FOREVER, Action, Origin, OriginKind, PlanState
from goldenthread.plan.operations.versions import lock_row


@transaction.atomic
def add_origin(
    action: Action, *, kind: str, label: str, by: User, address: str = "", from_record: Any = None,
    answers: dict[str, str] | None = None,
) -> Origin:  # fmt: skip
    """Say what the action answers. ``from_record`` is that very record, of an app above (``plan/origins.py``)."""
    _refuse_closed(action)
    lock_row(action)
    if action.origins.filter(kind=kind, label=label.strip(), valid_to=FOREVER).exists():
        raise ValidationError({"label": "This is named already."})
    named = {"record_type": from_record._meta.label_lower, "record_ref": from_record.ref} if from_record else {}
    origin = Origin(
        action=action, kind=kind, label=label.strip(), address=address, valid_from=clock.now(), added_by=by, **named
    )
    origin.full_clean(validate_constraints=False)
    refuse_identifiers(action, {"label": label}, partnership=action.plan.partnership, by=by, answers=answers)
    origin.save()
    record(action, "noted where the action comes from", by=by, new={"origin": f"{OriginKind(kind).label}: {label}"})
    return origin


@transaction.atomic
def end_origin(origin: Origin, *, reason: str, by: User, answers: dict[str, str] | None = None) -> Origin:
    """It was named by mistake, or no longer holds. The pages of earlier days go on showing it."""
    action = origin.action
    _refuse_closed(action)
    lock_row(action)
    origin.refresh_from_db(fields=["valid_to"])
    if origin.valid_to != FOREVER:
        raise ValidationError("This was taken away already.")
    if not reason.strip():
        raise ValidationError({"reason": "Say why."})
    refuse_identifiers(action, {"reason": reason}, partnership=action.plan.partnership, by=by, answers=answers)
    origin.valid_to = clock.now()
    origin.save(update_fields=["valid_to"])
    old = {"origin": f"{origin.get_kind_display()}: {origin.label}"}
    record(action, "took away where the action comes from", by=by, old=old, new={"origin": ""}, reason=reason)
    return origin


@transaction.atomic
def set_high_priority(
    action: Action, *, high: bool, reason: str, by: User, answers: dict[str, str] | None = None
) -> Action:
    """What is of high priority can only be reported delivered with a file that proves it."""
    _refuse_closed(action)
    action = (
        Action.objects.select_for_update(of=("self",)).select_related("plan__partnership", "priority").get(pk=action.pk)
    )
    if action.high == high:
        raise ValidationError({"high": "It is so already."})
    if not reason.strip():
        raise ValidationError({"reason": "Say why."})
    refuse_identifiers(action, {"reason": reason}, partnership=action.plan.partnership, by=by, answers=answers)
    action.high = high
    action.save(update_fields=["high"])
    did = "marked the action as of high priority" if high else "took the mark of high priority away"
    record(action, did, by=by, old={"high": not high}, new={"high": high}, reason=reason)
    return action


def _refuse_closed(action: Action) -> None:
    if action.plan.state == PlanState.CLOSED:
        raise ValidationError("This plan is closed.")
