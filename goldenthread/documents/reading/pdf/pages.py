"""One page: its ruled tables, and the lines of text that stand in none."""

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pdfplumber.page import Page as PlumberPage
from pdfplumber.table import Table as PlumberTable

from goldenthread.documents.reading.pdf.words import Letter, TextLine, lines_of

Box = tuple[float, float, float, float]
MAX_EDGES = 6_000
"""A page with more lines than this is a drawing; looking for tables in it takes minutes."""
MAX_FILLS = 3_000
MAX_BULLETS, BULLET_SIZE = 300, 10.0
THIN = 3.0
"""Points: a rectangle thinner than this is drawn as a rule."""
NEAR = 2.0


@dataclass(slots=True)
class PdfCell:
    box: Box
    colspan: int = 1
    rowspan: int = 1
    fill: str = ""
    lines: list[TextLine] = field(default_factory=list)


@dataclass(slots=True)
class PdfTable:
    top: float
    bottom: float
    rows: list[list[PdfCell | None]]


@dataclass(slots=True)
class Page:
    number: int
    height: float
    lines: list[TextLine]
    tables: list[PdfTable]
    rules: list[Box]
    """Horizontal rules outside ruled tables."""
    fills: list[tuple[Box, str]] = field(default_factory=list)
    letters: int = 0
    unmapped: int = 0
    """Letters of a font that does not say which letters they are."""


def read_page(page: PlumberPage) -> Page:
    letters = [letter for letter in page.chars if letter["text"].strip() or letter["text"] == " "]
    letters += drawn_bullets(page)
    fills = fills_of(page)
    tables = [table for found in ruled_tables(page) if (table := grid_of(found, page.edges))]
    for table in tables:
        colour(table, fills)
    tables = [table for table in tables if not is_only_shaded(table)]
    rest = share_out(letters, tables)
    return Page(
        number=page.page_number,
        height=float(page.height),
        lines=lines_of(rest),
        tables=tables,
        rules=horizontal_rules(page),
        fills=fills,
        letters=len(letters),
        unmapped=sum(letter["text"].startswith("(cid:") for letter in letters),
    )


def drawn_bullets(page: PlumberPage) -> list[Letter]:
    """Browsers draw the bullets of a list as small shapes; here they are letters again."""
    shapes = [shape for shape in [*page.curves, *page.rects] if shape.get("fill") and is_dot(shape)]
    if len(shapes) > MAX_BULLETS:
        return []
    return [
        {"text": "•", "fontname": "", "size": BULLET_SIZE, "upright": True}
        | {side: shape[side] for side in ("x0", "x1", "top", "bottom")}
        for shape in shapes
    ]


def is_dot(shape: dict[str, Any]) -> bool:
    width, height = shape["width"], shape["height"]
    return bool(1.5 < width < 6 and 1.5 < height < 6 and abs(width - height) < 1)


def ruled_tables(page: PlumberPage) -> list[PlumberTable]:
    if not page.edges or len(page.edges) > MAX_EDGES:
        return []
    return list(page.find_tables())


def grid_of(found: PlumberTable, page_edges: list[dict[str, Any]]) -> PdfTable | None:
    """The cells in rows of equal length; nothing for a frame around a paragraph."""
    boxes: list[Box] = [cell for cell in found.cells if cell]
    lefts = edges(box[0] for box in boxes)
    right = max(box[2] for box in boxes)
    if len(lefts) < 2:
        return None
    boxes += open_cells(found.bbox, [*lefts, right], page_edges)
    tops = edges(box[1] for box in boxes)
    rows: list[list[PdfCell | None]] = [[None] * len(lefts) for _ in tops]
    taken: set[tuple[int, int]] = set()
    for box in boxes:
        row, column = index(tops, box[1]), index(lefts, box[0])
        cell = PdfCell(box, count_between(lefts, box[0], box[2]), count_between(tops, box[1], box[3]))
        rows[row][column] = cell
        taken |= {(r, c) for r in range(row, row + cell.rowspan) for c in range(column, column + cell.colspan)}
    bottom = max(box[3] for box in boxes)
    for r, (top, end) in enumerate(pairwise([*tops, bottom])):
        for c, (left, side) in enumerate(pairwise([*lefts, right])):
            if (r, c) not in taken:
                rows[r][c] = PdfCell((left, top, side, end))
    return PdfTable(tops[0], bottom, rows)


def open_cells(table: Box, sides: list[float], page_edges: list[dict[str, Any]]) -> list[Box]:
    """A row that the end of the page cuts in two has sides, and no rule where it is cut."""
    uprights = [edge for edge in page_edges if edge["orientation"] == "v" and edge["bottom"] - edge["top"] > THIN]
    uprights = [edge for edge in uprights if any(abs(edge["x0"] - side) <= NEAR for side in sides)]
    below = [edge["bottom"] for edge in uprights if abs(edge["top"] - table[3]) <= NEAR]
    above = [edge["top"] for edge in uprights if abs(edge["bottom"] - table[1]) <= NEAR]
    found: list[Box] = []
    if len(below) >= len(sides):
        found += [(left, table[3], right, max(below)) for left, right in pairwise(sides)]
    if len(above) >= len(sides):
        found += [(left, min(above), right, table[1]) for left, right in pairwise(sides)]
    return found


def is_only_shaded(table: PdfTable) -> bool:
    """A coloured row or two may be the head of a table without rules: its words are read with the lines below."""
    return len(table.rows) <= 2 and all(cell is None or cell.fill for row in table.rows for cell in row)


def edges(values: Any) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def index(starts: list[float], value: float) -> int:
    return max(0, bisect_right(starts, value + NEAR) - 1)


def count_between(starts: list[float], first: float, last: float) -> int:
    return max(1, sum(first - NEAR <= start < last - NEAR for start in starts))


def share_out(letters: list[Letter], tables: list[PdfTable]) -> list[Letter]:
    """Puts each letter into the cell that holds its middle; returns those that are in none."""
    cells = [cell for table in tables for row in table.rows for cell in row if cell]
    if not cells:
        return letters
    held: list[list[Letter]] = [[] for _ in cells]
    order = sorted(range(len(cells)), key=lambda number: cells[number].box[1])
    spans = [(table.top, table.bottom) for table in tables]
    rest: list[Letter] = []
    last = order[0]
    for letter in letters:
        x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
        if not inside(cells[last].box, x, y):
            if not any(top <= y <= bottom for top, bottom in spans):
                rest.append(letter)
                continue
            home = next((number for number in order if inside(cells[number].box, x, y)), None)
            if home is None:
                rest.append(letter)
                continue
            last = home
        held[last].append(letter)
    for cell, inside_it in zip(cells, held, strict=True):
        cell.lines = lines_of(inside_it)
    return rest


def inside(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def fills_of(page: PlumberPage) -> list[tuple[Box, str]]:
    """Coloured rectangles in the order in which they are painted, white ones too: they cover others."""
    found = [rect for rect in page.rects if rect.get("fill") and rect["height"] > THIN and rect["width"] > THIN]
    return [((r["x0"], r["top"], r["x1"], r["bottom"]), hex_of(r)) for r in found[:MAX_FILLS]]


def colour(table: PdfTable, fills: list[tuple[Box, str]]) -> None:
    """What was painted last under the middle of a cell, about as wide as the cell or wider."""
    near = [fill for fill in fills if fill[0][3] > table.top and fill[0][1] < table.bottom]
    for cell in (cell for row in table.rows for cell in row if cell and near):
        cell.fill = next((shade for box, shade in reversed(near) if covers(box, cell.box)), "")


def covers(fill: Box, cell: Box) -> bool:
    wide = fill[2] - fill[0] >= (cell[2] - cell[0]) * 0.6
    return wide and inside(fill, (cell[0] + cell[2]) / 2, (cell[1] + cell[3]) / 2)


def hex_of(rect: dict[str, Any]) -> str:
    parts = rect.get("non_stroking_color")
    parts = [parts] if isinstance(parts, int | float) else parts
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return ""
    if len(parts) == 1:
        parts = list(parts) * 3
    elif len(parts) == 4:
        parts = [(1 - part) * (1 - parts[3]) for part in parts[:3]]
    if len(parts) != 3:
        return ""
    text = "".join(f"{round(min(max(part, 0), 1) * 255):02x}" for part in parts)
    return "" if text == "ffffff" else text


def horizontal_rules(page: PlumberPage) -> list[Box]:
    found = [*page.lines, *page.rects]
    if len(found) > MAX_EDGES:
        return []
    return [
        (item["x0"], item["top"], item["x1"], item["bottom"])
        for item in found
        if item["bottom"] - item["top"] <= THIN and item["x1"] - item["x0"] > 20
    ]
