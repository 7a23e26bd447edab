"""Adding and changing a record with its history: what every operation here does at its heart."""

from typing import Any, TypeVar

from django.db import models

from goldenthread.accounts.models import User
from goldenthread.history import operations as history
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.queries.screening import refuse_identifiers

Actor = User | str
"""Who does it: a person, or a text naming what did it."""

M = TypeVar("M", bound=models.Model)


SCREENED = ("purpose",)
"""Fields in which people write freely, as they do in reasons."""
NO_CHILD = "no child is named in here."


def enter(record: M, sentence: str, *, by: Actor) -> M:
    """Check, save and note a new record."""
    refuse_identifiers({name: getattr(record, name, "") for name in SCREENED}, None, why=NO_CHILD)
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
    refuse_identifiers(
        {"reason": reason} | {name: str(new[name]) for name in SCREENED if name in new}, None, why=NO_CHILD
    )
    for name, value in new.items():
        setattr(fresh, name, value)
    fresh.full_clean()
    fresh.save(update_fields=list(new))
    history.record(fresh, sentence, by=by, old=_in_words(fresh, old), new=_in_words(fresh, new), reason=reason)
    return fresh


def hold(partnership: Partnership) -> None:
    """Who belongs to the partnership, as what, is changed by one person at a time until the transaction ends: what an
    operation found out before it writes still holds when it does. Held before any row is, so that nobody waits for each
    other."""
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)


def said_by(record: models.Model) -> dict[str, Any]:
    """What the record says, without its numbers, its empty places and what the sentence or the entry says already."""
    hidden = {"id", "ref", "partnership", "person", "sent_by", "token_hash"}
    fields = [field for field in record._meta.concrete_fields if not isinstance(field, models.DateTimeField)]
    named = [field.name for field in fields if field.name not in hidden]
    said = {name: value for name in named if (value := getattr(record, name)) not in (None, "", [], False)}
    return _in_words(record, said)


def _in_words(record: models.Model, values: dict[str, Any]) -> dict[str, Any]:
    """Choices as people read them."""
    words = {}
    for name, value in values.items():
        choices = dict(getattr(record._meta.get_field(name), "flatchoices", None) or [])
        words[name] = str(choices.get(value, "")) or value if choices and isinstance(value, str) else value
    return words
