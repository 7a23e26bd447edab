"""One page: its ruled tables, and the lines of text that stand in none."""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from pdfplumber.page import Page as PlumberPage
from pdfplumber.table import Table as PlumberTable

from goldenthread.documents.reading.pdf.words import Letter, TextLine, lines_of

Box = tuple[float, float, float, float]
MAX_EDGES = 6_000
"""A page with more lines than this is a drawing; looking for tables in it takes minutes."""
THIN = 3.0
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
    letters: int = 0
    unmapped: int = 0
    """Letters of a font that does not say which letters they are."""


def read_page(page: PlumberPage) -> Page:
    letters = [letter for letter in page.chars if letter["text"].strip() or letter["text"] == " "]
    tables = [made for found in ruled_tables(page) if (made := grid_of(found))]
    rects = [rect for rect in page.rects if rect.get("fill")]
    rest = share_out(letters, [table for table, _ in tables])
    for table, box in tables:
        colour(table, rects, box)
    return Page(
        number=page.page_number,
        height=float(page.height),
        lines=lines_of(rest),
        tables=[table for table, _ in tables],
        rules=horizontal_rules(page),
        letters=len(letters),
        unmapped=sum(letter["text"].startswith("(cid:") for letter in letters),
    )


def ruled_tables(page: PlumberPage) -> list[PlumberTable]:
    if not page.edges or len(page.edges) > MAX_EDGES:
        return []
    return list(page.find_tables())


def grid_of(found: PlumberTable) -> tuple[PdfTable, Box] | None:
    """The cells in rows of equal length; nothing for a frame around a paragraph."""
    boxes: list[Box] = [cell for cell in found.cells if cell]
    lefts = edges(box[0] for box in boxes)
    tops = edges(box[1] for box in boxes)
    if len(lefts) < 2:
        return None
    rows: list[list[PdfCell | None]] = [[None] * len(lefts) for _ in tops]
    taken = [[False] * len(lefts) for _ in tops]
    for box in boxes:
        row, column = index(tops, box[1]), index(lefts, box[0])
        cell = PdfCell(box, count_between(lefts, box[0], box[2]), count_between(tops, box[1], box[3]))
        rows[row][column] = cell
        for r in range(row, min(row + cell.rowspan, len(tops))):
            for c in range(column, min(column + cell.colspan, len(lefts))):
                taken[r][c] = True
    for r, row_taken in enumerate(taken):
        for c, is_taken in enumerate(row_taken):
            if not is_taken:
                rows[r][c] = PdfCell((lefts[c], tops[r], lefts[c], tops[r]))
    return PdfTable(found.bbox[1], found.bbox[3], rows), found.bbox


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


def colour(table: PdfTable, rects: list[dict[str, Any]], box: Box) -> None:
    """The last rectangle painted under a cell, if it is no larger than the table."""
    near = [
        rect
        for rect in rects
        if rect["x1"] > box[0] and rect["x0"] < box[2] and rect["bottom"] > box[1] and rect["top"] < box[3]
        and rect["height"] > THIN and rect["width"] > THIN
    ]  # fmt: skip
    if not near:
        return
    for row in table.rows:
        for cell in row:
            if cell:
                cell.fill = next((hex_of(rect) for rect in reversed(near) if covers(rect, cell.box)), "")


def covers(rect: dict[str, Any], box: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    wide = rect["width"] >= (box[2] - box[0]) * 0.6
    return wide and bool(rect["x0"] <= x <= rect["x1"] and rect["top"] <= y <= rect["bottom"])


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
