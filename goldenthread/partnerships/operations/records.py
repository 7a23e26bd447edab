"""Adding and changing a record with its history: what every operation here does at its heart."""

from typing import Any, TypeVar

from django.db import models

from goldenthread.accounts.models import User
from goldenthread.history import operations as history

Actor = User | str
"""Who does it: a person, or a text naming what did it."""

M = TypeVar("M", bound=models.Model)


def enter(record: M, sentence: str, *, by: Actor) -> M:
    """Check, save and note a new record."""
    record.full_clean()
    record.save(force_insert=True)
    history.record(record, sentence, by=by, new=said_by(record))
    return record


def amend(record: M, sentence: str, *, by: Actor, reason: str = "", **values: Any) -> M:
    """Check, save and note the values that differ. The row is read again, so that nothing stale is written back."""
    fresh: M = type(record)._default_manager.select_for_update().get(pk=record.pk)
    before = {name: getattr(fresh, name) for name in values}
    old, new = history.changes(before, values)
    if not new:
        return fresh
    for name, value in new.items():
        setattr(fresh, name, value)
    fresh.full_clean()
    fresh.save(update_fields=list(new))
    history.record(fresh, sentence, by=by, old=old, new=new, reason=reason)
    return fresh


def said_by(record: models.Model) -> dict[str, Any]:
    """What the record says, without its numbers and empty places."""
    hidden = {"id", "ref", "partnership", "token_hash"}
    named = [field.name for field in record._meta.concrete_fields if field.name not in hidden]
    return {name: value for name in named if (value := getattr(record, name)) not in (None, "", [])}
