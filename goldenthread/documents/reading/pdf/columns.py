"""Tables without rules: lines whose words stand in columns again and again."""

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from goldenthread.documents.reading.pdf.pages import Page, PdfCell, PdfTable, colour
from goldenthread.documents.reading.pdf.words import TextLine, Word

GAP = 0.8
"""Of the letter's size: the least space between two columns."""
NEAR = 2.5
LEAST_LINES = 3
NEWSPAPER_LINES = 10


@dataclass(slots=True)
class Region:
    """Lines ``first`` to ``last`` of a page, and where its columns start."""

    first: int
    last: int
    starts: list[float]


def column_tables(lines: list[TextLine], page: Page, pitch: float) -> list[TextLine | PdfTable]:
    """The page's lines in order, runs in columns taken out of them as tables."""
    items: list[TextLine | PdfTable] = []
    position = 0
    for region in find_regions(lines, pitch):
        items.extend(lines[position : region.first])
        part = lines[region.first : region.last + 1]
        if is_newspaper(part, region.starts, pitch):
            items.extend(in_reading_order(part, region.starts))
        else:
            items.append(make_table(part, region.starts, page, pitch))
        position = region.last + 1
    return [*items, *lines[position:]]


def find_regions(lines: list[TextLine], pitch: float) -> list[Region]:
    regions: list[Region] = []
    number = 0
    while number < len(lines):
        region = grow(lines, number, pitch) if starts_after_gaps(lines[number]) else None
        if region:
            regions.append(region)
            number = region.last
        number += 1
    return regions


def starts_after_gaps(line: TextLine) -> list[float]:
    """Where words start after a gap too wide for a space."""
    words = line.words
    size = line.size
    return [
        word.x0
        for before, word in pairwise(words)
        if word.x0 - before.x1 > GAP * size and len(before.text) + (before.x0 - words[0].x0) > 3
    ]


def grow(lines: list[TextLine], first: int, pitch: float) -> Region | None:
    """The longest run from ``first`` in which no word stands across a column's start."""
    starts = common_starts(lines[first : first + 12])
    if not starts or not starts_after_gaps(lines[first]):
        return None
    last, held = first, 0
    for number in range(first, len(lines)):
        line = lines[number]
        if number > first and line.top - lines[number - 1].bottom > 4 * pitch * line.size:
            break
        if not keeps_columns(line, starts):
            if not bridges(lines, number, starts):
                break
            continue
        columns = [start for start in starts if any(abs(word.x0 - start) < NEAR for word in line.words)]
        held += bool(columns)
        last = number
    last = trim(lines, first, last, starts)
    if held < LEAST_LINES:
        return None
    left = min(line.x0 for line in lines[first : last + 1])
    return Region(first, last, [left, *starts])


def trim(lines: list[TextLine], first: int, last: int, starts: list[float]) -> int:
    """A paragraph of one column after the table is not part of it."""
    while last > first and lines[last].x0 < starts[0] - NEAR and lines[last].x1 > starts[0]:
        last -= 1
    return last


def common_starts(lines: list[TextLine]) -> list[float]:
    """Starts after a wide gap in one line at which words of at least two other lines start too."""
    found: list[float] = []
    for start in sorted(start for line in lines for start in starts_after_gaps(line)):
        aligned = sum(any(abs(word.x0 - start) < NEAR for word in line.words) for line in lines)
        if aligned >= LEAST_LINES and (not found or start - found[-1] > 2 * NEAR):
            found.append(start)
    return found


def keeps_columns(line: TextLine, starts: list[float]) -> bool:
    return not any(word.x0 < start - NEAR and word.x1 > start for start in starts for word in line.words) and not any(
        is_crossed(line.words, start) for start in starts
    )


def is_crossed(words: list[Word], start: float) -> bool:
    """Words run on over the start of the column with an ordinary space."""
    for before, word in pairwise(words):
        if before.x1 <= start + NEAR and word.x1 > start and word.x0 - before.x1 < 0.5 * word.size:
            return abs(word.x0 - start) > NEAR
    return False


def bridges(lines: list[TextLine], number: int, starts: list[float]) -> bool:
    """A heading across the whole table: the next lines are in its columns again."""
    following = lines[number + 1 : number + 3]
    return any(
        keeps_columns(line, starts) and any(abs(word.x0 - start) < NEAR for word in line.words for start in starts)
        for line in following
    )


def is_newspaper(lines: list[TextLine], starts: list[float], pitch: float) -> bool:
    """Two columns of running text: many lines, both sides full, no space between rows."""
    if len(starts) != 2 or len(lines) < NEWSPAPER_LINES:
        return False
    both = sum(line.x0 < starts[1] - NEAR and line.x1 > starts[1] for line in lines)
    return both >= len(lines) * 0.8 and not wide_gaps(lines, pitch)


def in_reading_order(lines: list[TextLine], starts: list[float]) -> list[TextLine]:
    found = []
    for column in range(len(starts)):
        for line in lines:
            if words := [word for word in line.words if column_of(word, starts) == column]:
                found.append(TextLine(words))
    return found


def column_of(word: Word, starts: list[float]) -> int:
    return max((number for number, start in enumerate(starts) if word.x0 >= start - NEAR), default=0)


def wide_gaps(lines: list[TextLine], pitch: float) -> list[int]:
    """Numbers of the lines before which there is more space than between lines of a paragraph."""
    return [
        number
        for number in range(1, len(lines))
        if lines[number].top - lines[number - 1].top > 1.25 * pitch * lines[number].size
    ]


def make_table(lines: list[TextLine], starts: list[float], page: Page, pitch: float) -> PdfTable:
    right = max(line.x1 for line in lines)
    begins = row_starts(lines, starts, page, pitch)
    bounds = [*begins, len(lines)]
    rows = [
        make_row(lines[first:last], starts, right) for first, last in pairwise(bounds) if last > first
    ]
    table = PdfTable(lines[0].top, max(line.bottom for line in lines), rows)
    colour(table, page.fills)
    return table


def row_starts(lines: list[TextLine], starts: list[float], page: Page, pitch: float) -> list[int]:
    """Rows begin after a rule, else after a space, else where the columns are all written in."""
    ruled = [
        number
        for number in range(1, len(lines))
        if any(lines[number - 1].middle_y <= rule[1] <= lines[number].middle_y and rule[2] > starts[1] for rule in page.rules)
    ]
    if len(ruled) >= 2:
        return [0, *ruled]
    spanning = {number for number, line in enumerate(lines) if not keeps_columns(line, starts[1:])}
    below_head = {number for number in range(1, min(4, len(lines))) if lines[number - 1].bold and not lines[number].bold}
    begins = set(wide_gaps(lines, pitch)) | below_head | spanning | {number + 1 for number in spanning if number + 1 < len(lines)}
    if len(begins - spanning - below_head) < 2:
        begins |= {number for number in range(1, len(lines)) if fills_row(lines[number], starts)}
    return sorted({0, *begins})


def fills_row(line: TextLine, starts: list[float]) -> bool:
    filled = {column_of(word, starts) for word in line.words}
    return 0 in filled and len(filled) == len(starts)


def make_row(lines: list[TextLine], starts: list[float], right: float) -> list[PdfCell | None]:
    top, bottom = lines[0].top, max(line.bottom for line in lines)
    if len(lines) == 1 and not keeps_columns(lines[0], starts[1:]):
        whole = PdfCell((starts[0], top, right, bottom), colspan=len(starts), lines=lines)
        return [whole, *[None] * (len(starts) - 1)]
    cells: list[PdfCell | None] = []
    for column, start in enumerate(starts):
        end = starts[column + 1] if column + 1 < len(starts) else right
        cell = PdfCell((start, top, end, bottom))
        for line in lines:
            if words := [word for word in line.words if column_of(word, starts) == column]:
                cell.lines.append(TextLine(words))
        cells.append(cell)
    return cells
