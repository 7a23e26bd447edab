"""Tables in plain text that spaces alone hold together, as they come when the text of a PDF is copied.

A gutter is a run of positions that is blank in every line of a table. Lines belong to one table as long as no gutter
is lost. Where a cell was wrapped, its row goes on below: the first word of the next line would not have fitted.
"""

import re
from collections.abc import Iterator, Sequence

from goldenthread.documents.reading.lines import MARKER

_PIECE = re.compile(r"\S+(?: \S+)*")
_DOTS = re.compile(r"(?:\.\s?){4,}|…{2,}")
_RULE = re.compile(r"\s*[-=_]{2,}(?:\s+[-=_]{2,})*\s*$")
_WANTS_MORE = re.compile(r"(?:\b(?:and|or|the|of|to|for|with|in|on|by|a|an|that|from|at|as)|[,&-])$")
_MOST_COLUMNS, _MOST_BLANK = 14, 2
Span = tuple[int, int]


def regions(lines: Sequence[str]) -> Iterator[Span]:
    """The stretches of lines that are such tables, as (first, behind last)."""
    start = 0
    while start < len(lines):
        end = _end(lines, start) if _starts(lines[start]) else start
        if end > start and _is_table(lines[start:end]):
            yield start, end
            start = end
        else:
            start += 1


def _starts(line: str) -> bool:
    return len(_PIECE.findall(line)) > 1 and not _DOTS.search(line) and "\t" not in line


def _end(lines: Sequence[str], start: int) -> int:
    """Behind the last line that keeps to the columns of the lines from ``start`` on."""
    taken, end, blank = _taken(lines[start]), start + 1, 0
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if not line.strip():
            blank += 1
            if blank > _MOST_BLANK:
                break
            continue
        alone = blank and len(_PIECE.findall(line)) < 2 and not line.startswith("  ")
        if alone or "\t" in line or _DOTS.search(line):
            break
        now = taken | _taken(line)
        if len(_columns(now)) < max(2, len(_columns(taken))):
            break
        taken, end, blank = now, index + 1, 0
    return end


def _taken(line: str) -> set[int]:
    return {position for match in _PIECE.finditer(line) for position in range(*match.span())}


def _columns(taken: set[int]) -> list[Span]:
    """The columns between the gutters, as (first position, behind last)."""
    found: list[Span] = []
    for position in sorted(taken):
        if found and position == found[-1][1]:
            found[-1] = found[-1][0], position + 1
        else:
            found.append((position, position + 1))
    return found


def _is_table(lines: Sequence[str]) -> bool:
    """Several columns in most lines; neither a list with its numbers nor labels with their values."""
    filled = [line for line in lines if line.strip() and not _RULE.match(line)]
    columns = _columns(set().union(*map(_taken, filled)))
    several = [line for line in filled if len(_PIECE.findall(line)) > 1]
    if not 1 < len(columns) <= _MOST_COLUMNS or len(several) < 2 or len(several) * 5 < len(filled) * 2:
        return False
    if len(columns) > 2:
        return True
    first = [text for line in filled if (text := line[slice(*columns[0])].strip())]
    last = [text for line in filled if (text := line[columns[1][0] :].strip())]
    listed = all(MARKER.fullmatch(text) for text in first) or all(text.endswith(":") for text in first)
    return len(several) > 2 and not listed and not all(text.isdigit() for text in last)


def rows(lines: Sequence[str]) -> list[tuple[int, list[str]]]:
    """The rows of such a table: the place of their first line, and the words of each cell."""
    columns = _columns(set().union(*(_taken(line) for line in lines if not _RULE.match(line))))
    texts = [[line[start:end].strip() for start, end in columns] for line in lines]
    sums = [sum(len(cells[index]) for cells in texts) for index in range(len(columns))]
    main = sums.index(max(sums))
    widths = [end - start for start, end in columns]
    made: list[tuple[int, list[str]]] = []
    before: list[str] | None = None
    for index, (line, cells) in enumerate(zip(lines, texts, strict=True)):
        if not line.strip() or _RULE.match(line):
            before = None if not line.strip() else before
            continue
        if made and not _begins_row(before, cells, main, widths):
            made[-1] = made[-1][0], [in_cell([over, text]) for over, text in zip(made[-1][1], cells, strict=True)]
        else:
            made.append((index, cells))
        before = cells
    return made


def _begins_row(before: list[str] | None, cells: list[str], main: int, widths: Sequence[int]) -> bool:
    """Told by the column with most words: it begins again, or its first word would have fitted into the line above."""
    text = cells[main]
    if before is None:
        return not all(cell[:1].islower() for cell in cells if cell)
    if not text or not before[main]:
        return bool(text)
    others = [(over, cell) for index, (over, cell) in enumerate(zip(before, cells, strict=True)) if index != main]
    if not any(cell for _, cell in others) and (MARKER.match(text) or text[:1].islower()):
        return False
    fits = [bool(cell and over) and len(over) + 1 + len(cell.split()[0]) <= width
            for over, cell, width in zip(before, cells, widths, strict=True)]  # fmt: skip
    if fits[main]:
        return True
    if text[:1].islower():
        return False
    anew = sum(bool(cell and not over) for over, cell in others)
    if anew * 2 >= len([cell for _, cell in others if cell]) > 0:
        return True
    return any(fits) and not _WANTS_MORE.search(before[main])


def in_cell(texts: Sequence[str]) -> str:
    """The lines of a cell as one text, broken where a list goes on."""
    made = ""
    for text in texts:
        made += (("\n" if MARKER.match(text) else " ") if made and text else "") + text
    return made
