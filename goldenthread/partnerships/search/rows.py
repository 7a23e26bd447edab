"""Keeping the search rows in step with the records."""

from collections.abc import Sequence
from typing import Any

from django.db import models

from goldenthread.partnerships.models import Partnership, SearchRow
from goldenthread.partnerships.roles import Right

LONGEST_TEXT = 20_000
MARKS = str.maketrans("", "", "\x00\x02\x03")
"""Taken out of every text: \\x02 and \\x03 mark the found words, and no database keeps \\x00."""


def index(
    record: models.Model,
    *,
    title: str,
    text: str = "",
    right: Right = Right.READ_PLAN,
    partnership: Partnership | None = None,
    address: str = "",
) -> None:
    """Let the record be found by its words. Call it in the transaction of the operation that changes the record.

    ``right`` is what a reader must hold in the partnership. ``partnership`` and ``address`` need no saying where the
    record (or its plan) has a ``partnership``, and a ``get_absolute_url``.
    """
    index_rows([row(record, title=title, text=text, right=right, partnership=partnership, address=address)])


def row(
    record: models.Model,
    *,
    title: str,
    text: str = "",
    right: Right = Right.READ_PLAN,
    partnership: Partnership | None = None,
    address: str = "",
) -> SearchRow:
    return SearchRow(
        **_names(record),
        partnership=partnership or partnership_of(record),
        title=title.translate(MARKS)[:300],
        text=text.translate(MARKS)[:LONGEST_TEXT],
        right=right.name,
        address=address or record.get_absolute_url(),  # type: ignore[attr-defined]
    )


def index_rows(rows: Sequence[SearchRow]) -> None:
    """``index`` for many records: what was there for the same ones is replaced."""
    SearchRow.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["record_type", "record_ref", "partnership"],
        update_fields=["title", "text", "right", "address"],
    )


def unindex(record: models.Model, partnership: Partnership | None = None) -> None:
    """Let the record no longer be found, in one partnership or in any."""
    rows = SearchRow.objects.filter(**_names(record))
    (rows.filter(partnership=partnership) if partnership else rows).delete()


def partnership_of(record: Any) -> Partnership:
    found: Partnership = record.partnership if hasattr(record, "partnership") else record.plan.partnership
    return found


def _names(record: Any) -> dict[str, str]:
    return {"record_type": record._meta.label_lower, "record_ref": record.ref}
