"""Reading the history."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import models

from goldenthread.core import words
from goldenthread.core.prepared import prepared
from goldenthread.history.models import SEALED, Chain, Entry


def history_of(*records: models.Model, limit: int = 50) -> list[Entry]:
    """The newest entries of records, newest first. The caller has already seen that the reader may see them."""
    refs: dict[str, list[str]] = defaultdict(list)
    for record in records:
        refs[record._meta.label_lower].append(str(getattr(record, "ref", record.pk)))
    return _newest(limit, wanted=tuple((kind, tuple(dict.fromkeys(own))) for kind, own in refs.items()))


@prepared
def _newest(limit: int, *, wanted: tuple[tuple[str, tuple[str, ...]], ...]) -> models.QuerySet[Entry]:
    found = models.Q(pk__in=[])
    for kind, own in wanted:
        found |= models.Q(record_type=kind, record_ref__in=own)
    return Entry.objects.filter(found).order_by("-at", "-number")[:limit]


def has_done(person_ref: str, sentence: str, record: models.Model) -> bool:
    """Whether the person ever did this to the record."""
    done = Entry.objects.filter(record_type=record._meta.label_lower, record_ref=str(getattr(record, "ref", record.pk)))
    return done.filter(actor_ref=person_ref, sentence=sentence).exists()


def values_before(records: Iterable[models.Model], moment: datetime, sentence: str) -> dict[str, dict[str, Any]]:
    """What fields said at the moment, by the record's reference, where entries of this sentence changed them since."""
    known: dict[str, dict[str, Any]] = {}
    rows = list(records)
    if not rows:
        return known
    later = Entry.objects.filter(record_type=rows[0]._meta.label_lower, sentence=sentence, at__gt=moment)
    for entry in later.filter(record_ref__in=[str(getattr(row, "ref", row.pk)) for row in rows]).order_by("-number"):
        known.setdefault(entry.record_ref, {}).update(entry.old)
    return known


def faults() -> Iterator[str]:
    """What is wrong with any chain, one sentence each: a missing, altered or foreign entry, or a cut-off end."""
    for chain in Chain.objects.order_by("name"):
        yield from faults_of(chain)
    for name in (
        Entry.objects.exclude(chain__in=Chain.objects.values("name")).values_list("chain", flat=True).distinct()
    ):
        yield f"The chain {name} has entries but no end."


def faults_of(chain: Chain) -> Iterator[str]:
    """The first thing that is wrong with the chain, as a sentence; nothing where it holds."""
    number, previous = 0, ""
    for entry in Entry.objects.filter(chain=chain.name).order_by("number").iterator(chunk_size=2000):
        number += 1
        if entry.number != number:
            yield f"Entry {number} of {chain.name} is missing."
            return
        if entry.previous_hash != previous or entry.hash != entry.computed_hash():
            yield f"Entry {number} of {chain.name} was altered ({entry.at:%d %B %Y}, {entry.record_label})."
            return
        previous = entry.hash
    if (number, previous) != (chain.length, chain.head):
        yield f"The end of {chain.name} is missing: {chain.length} entries were written, {number} are there."


LABELS = {
    "deadline_text": "Deadline as printed",
    "due_on": "Late after",
    "words": "Words",
    "how_much": "How much did we do",
    "how_well": "How well did we do it",
    "difference": "What difference did it make",
    "slug": "Short address",
    "rrule": "Recurrence",
    "ends_on": "Last day",
    "starts_on": "First day",
}


def label(field: str) -> str:
    """How a page calls a field: "forecast_on" is "Forecast"."""
    return LABELS.get(field) or field.removesuffix("_on").removesuffix("_id").replace("_", " ").capitalize()


UNDER_SEAL = (
    "What was written is closed to some who read this, so it does not stand here. Its hash does, so that nobody can "
    "change the words unnoticed."
)


def panel(*records: models.Model, limit: int = 30) -> list[dict[str, object]]:
    """The history of records as the history component draws it. One query."""
    return [told(entry) for entry in history_of(*records, limit=limit)]


def panel_around(record: models.Model, *others: models.Model, limit: int = 30) -> list[dict[str, object]]:
    """The same of a record and what belongs to it; what belongs to it is named. One query."""
    kind = record._meta.label_lower
    return [
        told(entry) | ({} if entry.record_type == kind else {"about": entry.record_label})
        for entry in history_of(record, *others, limit=limit)
    ]


def told(entry: Entry) -> dict[str, object]:
    """An entry as the history component draws it."""
    return {
        "who": entry.actor,
        "did": entry.sentence,
        "at": entry.at,
        "changes": [
            (label(name), _shown(entry.old.get(name)), _shown(value))
            for name, value in entry.new.items()
            if not name.endswith("_ref") and name != SEALED
        ],
        "note": UNDER_SEAL if SEALED in entry.new else entry.reason,
    }


def _shown(value: object) -> str:
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, list):
        return ", ".join(_shown(item) for item in value)
    if isinstance(value, dict):
        return str(value.get("name") or ", ".join(f"{label(k)}: {_shown(v)}" for k, v in value.items()))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return in_words(str(value))


def in_words(value: str) -> str:
    """Days and times as people write them, codes such as "at_risk" as words."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return words.day(date.fromisoformat(value))
    if re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d", value):
        return words.moment(datetime.fromisoformat(value))
    return value.replace("_", " ").capitalize() if re.fullmatch(r"[a-z]+_[a-z_]+", value) else value
