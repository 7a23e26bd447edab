"""Writing the history. ``record`` is called by every operation, inside its transaction."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from goldenthread.core import clock, rows
from goldenthread.core.prepared import prepared
from goldenthread.history.models import INSTALLATION, Chain, Entry


def record(
    record: models.Model,
    sentence: str,
    *,
    by: Any,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Entry:
    """Add to the history that ``by`` (a person, or a text naming what did it) did ``sentence`` to ``record``.

    ``sentence`` follows a name: "approved the return for July to September 2021". The chain is that of the record's
    partnership (its ``history_chain``), else the installation's. Must run inside the transaction of the change.
    """
    chain = _locked_chain(_chain_of(record))
    entry = _next(chain, record, sentence, by=by, old=old, new=new, reason=reason)
    rows.insert(entry)
    rows.update(chain, "length", "head")
    return entry


def record_each(said: Sequence[tuple[models.Model, str, Mapping[str, Any]]], *, by: Any) -> None:
    """``record`` for many new records of one chain: (record, sentence, new values) each, in a handful of queries."""
    if not said:
        return
    chain = _locked_chain(_chain_of(said[0][0]))
    entries = [_next(chain, record, sentence, by=by, old=None, new=new, reason="") for record, sentence, new in said]
    Entry.objects.bulk_create(entries, batch_size=500)
    chain.save(update_fields=["length", "head"])


def _chain_of(record: models.Model) -> str:
    return str(getattr(record, "history_chain", INSTALLATION))


def _next(
    chain: Chain,
    record: models.Model,
    sentence: str,
    *,
    by: Any,
    old: Mapping[str, Any] | None,
    new: Mapping[str, Any] | None,
    reason: str,
) -> Entry:
    """The entry that follows the chain's last, to be saved; the chain already ends with it."""
    entry = Entry(
        chain=chain.name,
        number=chain.length + 1,
        at=clock.now(),
        actor=getattr(by, "name", "") or str(by),
        actor_ref=getattr(by, "ref", ""),
        record_type=record._meta.label_lower,
        record_ref=str(getattr(record, "ref", record.pk)),
        record_label=str(record)[:300],
        sentence=sentence[:300],
        reason=reason,
        old=_plain(old),
        new=_plain(new),
        previous_hash=chain.head,
    )
    entry.hash = entry.computed_hash()
    chain.length, chain.head = entry.number, entry.hash
    return entry


def _locked_chain(name: str) -> Chain:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("History is written inside the transaction of the change.")
    found = _for_change(name=name)
    if not found:
        Chain.objects.get_or_create(name=name)
        found = _for_change(name=name)
    return found[0]


@prepared
def _for_change(*, name: str) -> models.QuerySet[Chain]:
    return Chain.objects.select_for_update().filter(name=name)


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any]:
    """Values as JSON and as a person reads them: dates in ISO form, records by name."""
    return {name: _plain_value(value) for name, value in (values or {}).items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool | int | float | str) or value is None:
        return value
    if isinstance(value, Mapping):
        return _plain(value)
    if isinstance(value, list | tuple | set | frozenset | models.QuerySet):
        return [_plain_value(item) for item in value]
    return str(value)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values that differ, as (old, new)."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}
