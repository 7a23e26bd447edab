"""Changing an adopted plan: proposed with a reason, decided by somebody else, and then a new version."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.history.operations import changes, record
from goldenthread.partnerships.models import Body, Organisation, Partnership, Post
from goldenthread.plan.models import (
    FOREVER,
    Action,
    ActionVersion,
    Origin,
    OriginKind,
    Outcome,
    Owner,
    Plan,
    Priority,
    Variation,
    VariationState,
)
from goldenthread.plan.operations.drafting import DEADLINE_FIELDS, next_number
from goldenthread.plan.operations.milestones import in_words, said_of, vary_milestone
from goldenthread.plan.operations.owing import bring_rounds_up_to_date
from goldenthread.plan.operations.reminders import tell_proposer
from goldenthread.plan.operations.versions import current, lock_row, set_owners, supersede
from goldenthread.plan.origins import Answered, answered_by
from goldenthread.plan.search import index_item

TEXTS = {
    "words",
    "title",
    "text",
    "deadline_text",
    "owner_text",
    "removed_why",
    "milestone_words",
    "milestone_deadline_text",
}
DATES = {"earliest_on", "latest_on", "due_on"}
ACTION_CHANGES = {"words", "owner_text", "removed", "removed_why", "owners", "milestone", *DEADLINE_FIELDS}
TEXT = "text"
"""The kind of an owner whose printed name was matched to nobody yet."""
HOLDERS: dict[str, type[Body] | type[Organisation] | type[Post]] = {
    "body": Body,
    "organisation": Organisation,
    "post": Post,
}


@transaction.atomic
def propose_variation(
    target: Action | Outcome | Priority | Plan,
    *,
    summary: str,
    new: dict[str, Any],
    reason: str,
    by: User,
    answers: dict[str, str] | None = None,
) -> Variation:
    """Ask the Board to change words, owner or date. ``new`` holds values as JSON, by field; for a plan, a new action.

    Owners are written as ``[{"kind": "body", "ref": ..., "role": "lead"}]``.
    """
    plan = target if isinstance(target, Plan) else target.plan
    if plan.state != "adopted":
        raise ValidationError("Only an adopted plan is varied; a draft is simply edited.")
    if not reason.strip():
        raise ValidationError({"reason": "Say why the plan should change."})
    old, new = changes(as_it_stands(target, new), new)
    if not new:
        raise ValidationError("Nothing would change.")
    own = {} if isinstance(target, Plan) else {str(target._meta.model_name): target}
    variation = Variation(
        plan=plan,
        summary=summary,
        old=old,
        new=new,
        reason=reason.strip(),
        proposed_by=by,
        proposed_at=clock.now(),
        **own,
    )
    refuse_identifiers(
        variation,
        {"summary": summary, "reason": reason, **_texts(new)},
        partnership=plan.partnership,
        by=by,
        answers=answers,
    )
    variation.full_clean()
    variation.save()
    record(target, f"proposed a variation: {summary}", by=by, old=_told(old), new=_told(new), reason=reason)
    return variation


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """For the history, which is read by people."""
    return {name: in_words(value) if name == "milestone" else value for name, value in values.items()}


def _texts(values: dict[str, Any]) -> dict[str, str]:
    texts = values | {f"milestone_{name}": text for name, text in (values.get("milestone") or {}).items()}
    return {name: value for name, value in texts.items() if isinstance(value, str) and name in TEXTS}


def as_it_stands(target: Action | Outcome | Priority | Plan, new: dict[str, Any]) -> dict[str, Any]:
    """The present values of the fields that would change, as JSON."""
    if isinstance(target, Plan):
        return {}
    version = current(target) if isinstance(target, Action) else target.versions.get(valid_to=FOREVER)
    present: dict[str, Callable[[], Any]] = {
        "owners": lambda: owners_of(target),  # type: ignore[arg-type]
        "milestone": lambda: said_of(target, new["milestone"]["ref"]),  # type: ignore[arg-type]
    }
    return {name: present[name]() if name in present else _plain(getattr(version, name)) for name in new}


def owners_of(action: Action) -> list[dict[str, str]]:
    owners = action.owners.filter(valid_to=FOREVER).select_related("body", "organisation", "post")
    return [
        {
            "kind": owner.holder._meta.model_name or "" if owner.holder else TEXT,
            "ref": owner.holder.ref if owner.holder else "",
            "role": owner.role,
            "name": str(owner),
        }
        for owner in owners
    ]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@transaction.atomic
def approve_variation(
    variation: Variation, *, by: User, minute: str = "", decision: str = "", answers: dict[str, str] | None = None
) -> Variation:
    """The Board agrees: from this moment the plan says the new. The first agreed date stays what it was."""
    variation = _locked(variation)
    if variation.proposed_by_id == by.pk:
        raise ValidationError("Somebody else must decide on what you proposed yourself.")
    _refuse_overtaken(variation)
    _refuse_identifiers(variation, decision, minute, by, answers)
    _settle(variation, VariationState.APPROVED, by=by, decision=decision, minute=minute)
    if variation.action:
        _vary_action(variation.action, variation.new)
    elif variation.outcome or variation.priority:
        supersede((variation.outcome or variation.priority).versions.get(valid_to=FOREVER), **variation.new)  # type: ignore[union-attr]
    else:
        variation.action = _add_action(variation)
        variation.save()
    bring_rounds_up_to_date(variation.plan.partnership)
    if varied := variation.action or variation.outcome or variation.priority:
        index_item(varied)
    record(
        _about(variation),
        f"approved a variation: {variation.summary}",
        by=by, old=_told(variation.old), new=_told(variation.new), reason=variation.reason,
    )  # fmt: skip
    tell_proposer(variation, by=by)
    return variation


@transaction.atomic
def decline_variation(
    variation: Variation, *, by: User, decision: str, minute: str = "", answers: dict[str, str] | None = None
) -> Variation:
    variation = _locked(variation)
    if variation.proposed_by_id == by.pk:
        raise ValidationError("Somebody else must decide on what you proposed yourself. You can withdraw it.")
    if not decision.strip():
        raise ValidationError({"decision": "Say why it is declined."})
    _refuse_identifiers(variation, decision, minute, by, answers)
    _settle(variation, VariationState.DECLINED, by=by, decision=decision.strip(), minute=minute)
    if variation.action:
        supersede(current(variation.action, lock=True), answered_on=clock.today())
    record(_about(variation), f"declined a variation: {variation.summary}", by=by, reason=decision)
    tell_proposer(variation, by=by)
    return variation


@transaction.atomic
def withdraw_variation(variation: Variation, *, by: User) -> Variation:
    variation = _locked(variation)
    if variation.proposed_by_id != by.pk:
        raise ValidationError("Only the person who proposed it can withdraw it.")
    variation.state, variation.decided_at = VariationState.WITHDRAWN, clock.now()
    variation.save()
    record(_about(variation), f"withdrew a variation: {variation.summary}", by=by)
    return variation


def _refuse_identifiers(
    variation: Variation, decision: str, minute: str, by: User, answers: dict[str, str] | None
) -> None:
    texts = {"decision": decision, "minute": minute}
    refuse_identifiers(variation, texts, partnership=variation.plan.partnership, by=by, answers=answers)


def _about(variation: Variation) -> Action | Outcome | Priority | Plan:
    return variation.action or variation.outcome or variation.priority or variation.plan


def _locked(variation: Variation) -> Variation:
    found = (
        Variation.objects.select_for_update(of=("self",))
        .select_related("plan__partnership", "action__plan")
        .get(pk=variation.pk)
    )
    if found.state != VariationState.PROPOSED:
        raise ValidationError(f"This variation is {found.get_state_display().lower()} already.")
    return found


def _refuse_overtaken(variation: Variation) -> None:
    """Where the plan is no longer what it was when the change was proposed. Locks what would change."""
    if variation.plan.state != "adopted":
        raise ValidationError("This plan is closed: it changes no more.")
    target = variation.action or variation.outcome or variation.priority
    if target is not None:
        lock_row(target)
    if target and as_it_stands(target, variation.new) != variation.old:
        raise ValidationError("The plan changed since this was proposed. Decline it and ask for a new proposal.")


def _settle(variation: Variation, state: VariationState, *, by: User, decision: str, minute: str) -> None:
    variation.state, variation.decided_by, variation.decided_at = state, by, clock.now()
    variation.decision, variation.minute = decision, minute
    variation.full_clean()
    variation.save()


def _vary_action(action: Action, new: dict[str, Any]) -> None:
    unknown = set(new) - ACTION_CHANGES
    if unknown:
        raise ValidationError(f"A variation cannot change {', '.join(sorted(unknown))}.")
    values = {name: _value(name, value) for name, value in new.items() if name not in {"owners", "milestone"}}
    supersede(current(action, lock=True), answered_on=clock.today(), **values)
    if "owners" in new:
        set_owners(action, [owner_from(row, action.plan.partnership) for row in new["owners"]])
    if "milestone" in new:
        vary_milestone(action, new["milestone"])


def _value(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name in DATES and value else value


def owner_from(row: dict[str, str], partnership: Partnership) -> Owner:
    """An unsaved owner from its JSON; the body or post must be the partnership's own."""
    if row["kind"] == TEXT:
        return Owner(role=row["role"], text=row["name"])
    kind = HOLDERS[row["kind"]]
    scope = {} if kind is Organisation else {"partnership": partnership}
    holder = kind._default_manager.filter(ref=row["ref"], **scope).first()
    if holder is None:
        raise ValidationError(f"There is no such {row['kind']} in this partnership.")
    return Owner(role=row.get("role", "lead"), **{row["kind"]: holder})


def _add_action(variation: Variation) -> Action:
    """A new action in an adopted plan. It was first agreed by this variation, so its date counts as first agreed."""
    new, plan = dict(variation.new), variation.plan
    priority = Priority.objects.get(plan=plan, ref=new.pop("priority"))
    owners = [owner_from(row, plan.partnership) for row in new.pop("owners", [])]
    Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    moment, position = clock.now(), plan.actions.count() + 1
    action = Action.objects.create(
        plan=plan,
        priority=priority,
        number=new.pop("number", "") or next_number(priority.actions),
        position=position,
        confirmed_at=moment,
    )
    values = {name: _value(name, value) for name, value in new.items()}
    ActionVersion.objects.create(
        action=action,
        plan=plan,
        priority=priority,
        position=position,
        valid_from=moment,
        agreed_due_on=values.get("due_on"),
        **values,
    )
    set_owners(action, owners, at=moment)
    own = Answered(OriginKind.VARIATION, variation.summary, variation)
    Origin.objects.bulk_create(
        Origin(
            action=action,
            kind=each.kind,
            label=each.label[:300],
            record_type=each.record._meta.label_lower,
            record_ref=each.record.ref,
            valid_from=moment,
            added_by=variation.decided_by or variation.proposed_by,
        )
        for each in (own, *answered_by(variation))
    )
    return action
