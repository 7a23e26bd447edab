"""The one place where versions are closed and opened."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import QuerySet

from goldenthread.core import clock
from goldenthread.core.prepared import prepared
from goldenthread.history.operations import changes
from goldenthread.plan.models import (
    FOREVER,
    Action,
    ActionVersion,
    Outcome,
    Owner,
    PlanState,
    Priority,
    Serving,
    Version,
)

AnyVersion = TypeVar("AnyVersion", bound=Version)


def supersede(version: AnyVersion, *, at: datetime | None = None, **values: Any) -> AnyVersion:
    """Close a version and open the next with the values changed; the next one is returned.

    Where nothing changes the version itself is returned. Two changes at one moment alter the version in place.
    """
    _, new = changes({name: getattr(version, name) for name in values}, values)
    if not new:
        return version
    moment = at or clock.now()
    following = _copy(version) if version.valid_from < moment else version
    for name, value in new.items():
        setattr(following, name, value)
    if following is not version:
        following.valid_from = moment
        type(version)._base_manager.filter(pk=version.pk).update(valid_to=moment)
    following.full_clean(validate_unique=False, validate_constraints=False)
    following.save()
    return following


def _copy(version: AnyVersion) -> AnyVersion:
    fields = {field.attname: getattr(version, field.attname) for field in version._meta.concrete_fields}
    fields.pop(version._meta.pk.attname)
    return type(version)(**fields)


def current(action: Action, *, lock: bool = False) -> ActionVersion:
    """What the action says now; with ``lock`` nobody else changes it until the transaction ends."""
    if lock:
        lock_row(action)
    found = _current(action=action.pk)
    if not found:
        raise ActionVersion.DoesNotExist
    return found[0]


@prepared
def _current(*, action: int) -> QuerySet[ActionVersion]:
    versions = ActionVersion.objects.select_related("plan", "lead_body", "lead_organisation", "lead_post")
    return versions.filter(action=action, valid_to=FOREVER)


def lock_row(item: Action | Outcome | Priority) -> None:
    """The thing is locked and not its version: whoever waited for a version would find it closed."""
    type(item)._default_manager.select_for_update(no_key=True).get(pk=item.pk)


def set_owners(action: Action, owners: list[Owner], *, at: datetime | None = None) -> None:
    """Replace an action's owners: those that stay keep their rows, the others end, new ones begin.

    The lead is repeated on the action's current version. ``owners`` are unsaved rows with role, holder and text.
    """
    moment = at or clock.now()
    before = {_who(owner): owner for owner in action.owners.filter(valid_to=FOREVER)}
    after = {_who(owner): owner for owner in owners}
    for who, owner in before.items():
        if who not in after:
            _end(owner, moment)
    for position, (who, owner) in enumerate(after.items()):
        if who in before:
            Owner.objects.filter(pk=before[who].pk).update(position=position)
        else:
            owner.action, owner.position, owner.valid_from = action, position, moment
            owner.full_clean()
            owner.save()
    lead = next((owner for owner in after.values() if owner.role == "lead"), None)
    supersede(
        current(action),
        at=moment,
        lead_body=lead.body if lead else None,
        lead_organisation=lead.organisation if lead else None,
        lead_post=lead.post if lead else None,
    )


def _who(owner: Owner) -> tuple[Any, ...]:
    return owner.role, owner.body_id, owner.organisation_id, owner.post_id, "" if owner.holder else owner.text


def set_served(before: QuerySet[Serving], pairs: Iterable[tuple[Action, Outcome]]) -> None:
    """Replace what serves an outcome, or what an action serves; ``before`` are its rows. A draft has no past."""
    moment, wanted = clock.now(), {(action.pk, outcome.pk) for action, outcome in pairs}
    present = {(row.action_id, row.outcome_id): row for row in before.filter(valid_to=FOREVER)}
    gone = [row.pk for pair, row in present.items() if pair not in wanted]
    ending = before.filter(pk__in=gone)
    ending.filter(action__plan__state=PlanState.DRAFT).delete()
    ending.update(valid_to=moment)
    Serving.objects.bulk_create(
        Serving(action_id=action, outcome_id=outcome, valid_from=moment) for action, outcome in wanted - present.keys()
    )


def _end(owner: Owner, moment: datetime) -> None:
    if owner.valid_from >= moment or owner.action.plan.is_draft:
        owner.delete()
    else:
        Owner.objects.filter(pk=owner.pk).update(valid_to=moment)


def in_place(version: AnyVersion, **values: Any) -> AnyVersion:
    """Alter a version of a draft plan, which nobody has adopted and which therefore has no past to keep."""
    for name, value in values.items():
        setattr(version, name, value)
    version.full_clean(validate_unique=False, validate_constraints=False)
    version.save()
    return version
