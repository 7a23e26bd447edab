"""Tables without a heading row: columns told by what stands in them, and cards whose first column holds labels."""

import re
from collections.abc import Sequence

from goldenthread.documents.blocks import Cell, Table

from . import columns
from .bodies import is_body
from .cells import has, text_of
from .columns import Roles
from .deadlines import Calendar, find_in_column
from .evidence import Evidence, sorts_of
from .items import is_instruction
from .priorities import named
from .words import tidy


def guess(rows: list[list[Cell | None]]) -> Roles | None:
    """The columns of a table without headings, by what stands in them."""
    width = len(rows[0])
    if width < 2 or len(rows) < 2:
        return None
    texts = [
        [tidy(text_of(row[index])) for row in rows if index < len(row) and has(row[index])] for index in range(width)
    ]
    roles: Roles = [None] * width
    orders = [_share(column, is_instruction) for column in texts]
    best = max(
        range(width), key=lambda index: (orders[index] >= 0.5, sum(map(len, texts[index])) / (len(texts[index]) or 1))
    )
    if orders[best] < 0.6:
        return None
    roles[best] = "action"
    for index, column in enumerate(texts):
        if index == best or not column:
            continue
        if _share(column, lambda text: bool(re.fullmatch(r"[A-Z]{0,3}\d+(\.\d+)*[a-z]?\.?", text))) > 0.6:
            roles[index] = "ref"
        elif _share(column, lambda text: bool(find_in_column(text, Calendar()))) > 0.6:
            roles[index] = "deadline"
        elif (
            _share(column, lambda text: len(text) < 90 and is_body(re.split(r"[,/&\n]", text)[-1])) > 0.6
            and "owner" not in roles
        ):
            roles[index] = "owner"
    return roles if "owner" in roles or "deadline" in roles else None


def with_blank_heads(
    roles: Roles, head: Sequence[Cell | None], rows: Sequence[Sequence[Cell | None]], keyword: str | None
) -> Roles:
    """The columns that nothing heads, told by what stands in them: names of priorities, numbers, bodies, dates."""
    for index, role in enumerate(roles):
        cell = head[index] if index < len(head) else None
        if role is not None or (cell is not None and cell.text.strip()):
            continue
        texts = [tidy(one.text) for row in rows if row is not head and index < len(row) and (one := row[index])]
        texts = [text for text in texts if text]
        for name, fits in (
            ("priority", lambda text: (found := named(text)) is not None and found.keyword == keyword),
            ("ref", lambda text: "ref" in sorts_of(text)),
            ("deadline", lambda text: "deadline" in sorts_of(text)),
            ("owner", lambda text: "owner" in sorts_of(text)),
        ):
            taken = name in roles or (name == "owner" and any(one in columns.WHO for one in roles))
            if texts and not taken and sum(map(fits, texts)) * 5 >= len(texts) * 4:
                roles[index] = name
                break
    return roles


def _share(texts: list[str], test: object) -> float:
    return sum(bool(test(text)) for text in texts) / len(texts) if texts else 0.0  # type: ignore[operator]


def cards(table: Table, evidence: Evidence) -> list[Table]:
    """A table whose first column holds labels ("Action", "Lead", "By when"), turned so that they head columns."""
    rows = [row for row in table.rows if any(cell and cell.text.strip() for cell in row)]
    labels = [evidence.role_of(tidy(row[0].text)) if row and row[0] else None for row in rows]
    known = [label for label in labels if label]
    abreast = sum(named(text_of(cell)) is not None for cell in rows[0]) > 1 if rows else False
    if abreast or len(rows) < 3 or "action" not in known or len(set(known)) < 3 or len(known) * 10 < len(rows) * 7:
        return []
    if columns.heading_roles(rows[0], None, evidence) and not _is_labels(rows[0], labels[0]):
        return []
    first = known[0]
    made: list[Table] = []
    starts = [index for index, label in enumerate(labels) if label == first]
    for start, end in zip([0, *starts[1:]], [*starts[1:], len(rows)], strict=True):
        made.append(Table([list(column) for column in zip(*rows[start:end], strict=False)], table.place, 1, table.name))
    return made


def _is_labels(row: Sequence[Cell | None], label: str | None) -> bool:
    return label is not None and len([cell for cell in row if has(cell)]) <= 2
