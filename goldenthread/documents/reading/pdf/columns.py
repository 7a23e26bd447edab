"""Tables without rules: lines whose words stand in columns again and again."""

from dataclasses import dataclass
from itertools import pairwise

from goldenthread.documents.reading.pdf.pages import Page, PdfCell, PdfTable, colour
from goldenthread.documents.reading.pdf.words import TextLine, Word

GAP = 0.8
"""Of the letter's size: the least space between two columns."""
NEAR = 2.5
ALIGNED = 0.8
"""Points: nearer than words of running text come to stand below each other by chance."""
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
        if is_newspaper(part, region.starts):
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
    size = line.size
    return [word.x0 for before, word in pairwise(line.words) if word.x0 - before.x1 > GAP * size]


def is_after_marker(line: TextLine, start: float) -> bool:
    """What stands behind "1." or a bullet is no column by itself."""
    first = line.words[0]
    return len(first.text) <= 3 and len(line.words) > 1 and line.words[1].x0 == start


def grow(lines: list[TextLine], first: int, pitch: float) -> Region | None:
    """The longest run from ``first`` in which no word stands across a column's start."""
    starts = common_starts(lines[first : first + 12])
    if not starts:
        return None
    last, held = first - 1, 0
    for number in range(first, len(lines)):
        line = lines[number]
        if keeps_columns(line, starts):
            has_columns = in_columns(line, starts)
            if not has_columns and not is_inside_cell(lines, number, first, pitch):
                break
            held += has_columns
            last = number if has_columns or last == number - 1 else last
        elif not bridges(lines, number, starts):
            break
        else:
            last = number
    if held < LEAST_LINES:
        return None
    left = min(line.x0 for line in lines[first : last + 1])
    return Region(first, last, [left, *starts])


def is_inside_cell(lines: list[TextLine], number: int, first: int, pitch: float) -> bool:
    """A line in the first column alone goes on with the cell above it: same size, no more space than usual."""
    line, above = lines[number], lines[number - 1]
    near = line.top - above.top < 1.25 * pitch * line.size
    return number > first and near and abs(line.size - above.size) < 0.6


def in_columns(line: TextLine, starts: list[float]) -> bool:
    return any(abs(word.x0 - start) < NEAR for word in line.words for start in starts)


def common_starts(lines: list[TextLine]) -> list[float]:
    """Starts after a wide gap in one line at which words of at least two other lines start too."""
    found: list[float] = []
    markers = 0
    for start in sorted(start for line in lines for start in starts_after_gaps(line)):
        aligned = [line for line in lines if abs(word_at(line, start) - start) < ALIGNED]
        if len(aligned) >= LEAST_LINES and (not found or start - found[-1] > 2 * NEAR):
            found.append(start)
            behind = sum(is_after_marker(line, word_at(line, start)) for line in aligned)
            markers += behind > 0.6 * len(aligned)
    return found if len(found) > markers else []


def word_at(line: TextLine, start: float) -> float:
    return min((word.x0 for word in line.words), key=lambda x0: abs(x0 - start))


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
    """A row across the whole table, in letters no larger than its own: the next lines are in its columns again."""
    if number and lines[number].size > 1.08 * lines[number - 1].size:
        return False
    following = lines[number + 1 : number + 3]
    return any(keeps_columns(line, starts) and in_columns(line, starts) for line in following)


def is_newspaper(lines: list[TextLine], starts: list[float]) -> bool:
    """Two columns of running text: no head, many lines, and both sides mostly filled from edge to edge."""
    if len(starts) != 2 or len(lines) < NEWSPAPER_LINES or lines[0].bold:
        return False
    split = [halves(line, starts) for line in lines]
    both = [(left, right) for left, right in split if left and right]
    if len(both) < len(lines) * 0.6:
        return False
    end = max(line.x1 for line in lines)
    lefts = sum(left[-1].x1 - starts[0] for left, _ in both) / len(both)
    rights = sum(right[-1].x1 - starts[1] for _, right in both) / len(both)
    return lefts > 0.65 * (starts[1] - starts[0]) and rights > 0.65 * (end - starts[1])


def halves(line: TextLine, starts: list[float]) -> tuple[list[Word], list[Word]]:
    columns = [column_of(word, starts) for word in line.words]
    left = [word for word, column in zip(line.words, columns, strict=True) if column == 0]
    return left, [word for word, column in zip(line.words, columns, strict=True) if column]


def in_reading_order(lines: list[TextLine], starts: list[float]) -> list[TextLine]:
    found: list[TextLine] = []
    for column in range(len(starts)):
        words = [[word for word in line.words if column_of(word, starts) == column] for line in lines]
        part = [TextLine(line_words) for line_words in words if line_words]
        right = max(line.x1 for line in part)
        found.extend(TextLine(line.words, right) for line in part)
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
    rows = [make_row(lines[first:last], starts, right) for first, last in pairwise(bounds) if last > first]
    table = PdfTable(lines[0].top, max(line.bottom for line in lines), rows)
    colour(table, page.fills)
    return table


def row_starts(lines: list[TextLine], starts: list[float], page: Page, pitch: float) -> list[int]:
    """Rows begin after a rule, else after a space, else where the columns are all written in."""
    follow = range(1, len(lines))
    ruled = [number for number in follow if is_ruled_off(lines[number - 1], lines[number], starts, page)]
    if len(ruled) >= 2:
        return [0, *ruled]
    spanning = {number for number, line in enumerate(lines) if not keeps_columns(line, starts[1:])}
    below_spanning = {number + 1 for number in spanning if number + 1 < len(lines)}
    below_head = {number for number in follow if number < 4 and lines[number - 1].bold and not lines[number].bold}
    begins = {*wide_gaps(lines, pitch), *below_head, *spanning, *below_spanning}
    if len(begins - spanning - below_head) < 2:
        begins |= {number for number in follow if fills_row(lines[number], starts)}
    return sorted({0, *begins})


def is_ruled_off(above: TextLine, line: TextLine, starts: list[float], page: Page) -> bool:
    return any(above.middle_y <= rule[1] <= line.middle_y and rule[2] > starts[1] for rule in page.rules)


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
