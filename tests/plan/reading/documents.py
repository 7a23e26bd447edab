"""Small documents for the tests, built as the format readers build them."""

import re
from typing import Any

from goldenthread.documents.blocks import Block, Cell, Document, Line, Place, Table
from goldenthread.plan.reading import read

Read = dict[str, Any]


def line(text: str, page: int | None = None) -> Line:
    """ "# Heading", "- bullet", "1. item", "**bold**" or a paragraph."""
    if match := re.match(r"(#+) (.*)", text):
        return Line(match[2], Place(page=page), level=len(match[1]))
    if match := re.match(r"(-|•|\d+[.)]|\([a-z]\)) (.*)", text):
        return Line(match[2], Place(page=page), marker=match[1])
    if match := re.fullmatch(r"\*\*(.*)\*\*", text):
        return Line(match[1], Place(page=page), bold=True)
    return Line(text, Place(page=page))


def cell(text: str, page: int | None = None, **spans: Any) -> Cell:
    return Cell([line(piece, page) for piece in text.split("\n") if piece], place=Place(page=page), **spans)


def table(*rows: str, page: int | None = None, name: str = "") -> Table:
    """Rows written "cell | cell"; a row of one cell spans the table, "^" is covered by the cell above."""
    split = [[part.strip().replace("\\n", "\n") for part in row.split("|")] for row in rows]
    width = max(map(len, split))
    made: list[list[Cell | None]] = []
    for parts in split:
        if len(parts) == 1:
            made.append([cell(parts[0], page, colspan=width), *[None] * (width - 1)])
            continue
        made.append([None if part == "^" else cell(part, page) for part in parts])
        for index, part in enumerate(parts):
            if part == "^":
                _grow(made, index)
    return Table(made, Place(page=page), name=name)


def _grow(rows: list[list[Cell | None]], column: int) -> None:
    above = next(row[column] for row in reversed(rows[:-1]) if row[column])
    assert above is not None
    above.rowspan += 1


def document(*blocks: Block | str) -> Document:
    """Blocks in order; a text is cut into lines at line breaks."""
    made: list[Block] = []
    for block in blocks:
        made += (
            [block]
            if not isinstance(block, str)
            else [line(text.strip()) for text in block.splitlines() if text.strip()]
        )
    return Document(made)


def plan(*blocks: Block | str) -> Read:
    return read(document("# Elmshire Safeguarding Children Partnership", "# Business Plan 2024-26", *blocks))


def titles(result: Read) -> list[tuple[Any, str]]:
    return [(priority["number"], priority["title"]) for priority in result["priorities"]]


def actions(result: Read) -> list[Read]:
    return [action for priority in result["priorities"] for action in priority["actions"]]


def outcomes(result: Read) -> list[str]:
    return [outcome["text"] for priority in result["priorities"] for outcome in priority["outcomes"]]


def texts(result: Read) -> list[str]:
    return [action["text"] for action in actions(result)]


def brief(result: Read) -> list[tuple[str, list[str], str | None]]:
    """Each action's text, its owners and the day after which it is late."""
    return [
        (one["text"], [owner["name"] for owner in one["owners"]], one["deadline"]["due"]) for one in actions(result)
    ]


def codes(item: Read) -> list[str]:
    return [doubt["code"] for doubt in item["doubts"]]
