"""Tables without a heading row: columns told by what stands in them, and cards whose first column holds labels."""

from collections.abc import Sequence

from goldenthread.documents.blocks import Cell, Table

from . import columns
from .cells import has, text_of
from .columns import Roles
from .evidence import Evidence, sorts_of
from .priorities import named
from .rhythms import says_nothing
from .wordings import role_of
from .words import tidy

Row = Sequence[Cell | None]


def guess(rows: Sequence[Row]) -> tuple[Roles | None, Row | None]:
    """The columns of a table without headings, by what stands in them; its first row holds what all others hold.

    Where the first row heads some of the columns, it is returned too, and the others are told by what stands in them.
    """
    if len(rows) < 2 or len(rows[0]) < 2:
        return None, None
    heads = [role_of(tidy(text_of(cell))) if has(cell) else None for cell in rows[0]]
    headed = any(heads) and all(role or not has(cell) for role, cell in zip(heads, rows[0], strict=True))
    body = rows[1:] if headed else rows
    texts = [[tidy(text_of(row[index])) for row in body if index < len(row)] for index in range(len(rows[0]))]
    roles: Roles = [role if headed else None for role in heads]
    for index, column in enumerate(texts):
        sort = _sort(column) if roles[index] is None else None
        roles[index] = sort if sort and sort not in roles else roles[index]
    if "action" not in roles and not _find_action(texts, roles):
        return None, None
    return (roles, rows[0] if headed else None) if {"owner", "deadline"} & set(roles) else (None, None)


def _sort(column: list[str]) -> str | None:
    """What nearly all cells of a column are, the first one too."""
    told = [text for text in column if text and not says_nothing(text)]
    sort = next((one for one in ("deadline", "ref", "owner", "status") if _share(told, one) > 0.6), None)
    first = column[0] if column else ""
    return sort if sort and (not first or says_nothing(first) or sort in sorts_of(first)) else None


def _find_action(texts: list[list[str]], roles: Roles) -> bool:
    """The column with most words, where its cells are long enough, and are orders unless who and when stand beside."""
    free = [index for index, role in enumerate(roles) if role is None]
    best = max(free, key=lambda index: sum(map(len, texts[index])), default=None)
    if best is None:
        return False
    told = [text for text in texts[best] if text]
    least = 0.0 if {"owner", "deadline"} <= set(roles) else 0.5
    if sum(map(len, told)) < 12 * len(told) or not told or _share(told, "action") < least:
        return False
    roles[best] = "action"
    return True


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


def _share(texts: list[str], sort: str) -> float:
    return sum(sort in sorts_of(text) for text in texts) / len(texts) if texts else 0.0


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
