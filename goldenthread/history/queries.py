"""Reading the history."""

from collections.abc import Iterator

from django.db import models

from goldenthread.history.models import Chain, Entry


def history_of(*records: models.Model, limit: int = 50) -> models.QuerySet[Entry]:
    """The newest entries of records, newest first. The caller has already seen that the reader may see them."""
    wanted = models.Q(pk__in=[])
    for record in records:
        wanted |= models.Q(record_type=record._meta.label_lower, record_ref=str(getattr(record, "ref", record.pk)))
    return Entry.objects.filter(wanted).order_by("-at", "-number")[:limit]


def faults() -> Iterator[str]:
    """What is wrong with any chain, one sentence each: a missing, altered or foreign entry, or a cut-off end."""
    for chain in Chain.objects.order_by("name"):
        yield from _faults_of(chain)
    for name in Entry.objects.exclude(chain__in=Chain.objects.values("name")).values_list("chain", flat=True).distinct():
        yield f"The chain {name} has entries but no end."


def _faults_of(chain: Chain) -> Iterator[str]:
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
