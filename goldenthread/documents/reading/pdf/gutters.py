"""Columns of text that have nothing to do with each other, as in newsletters and posters.

What tells them from a table is that their lines do not stand at the same heights.
"""

from dataclasses import dataclass
from itertools import pairwise

from goldenthread.documents.reading.pdf.words import TextLine, Word

Gap = tuple[float, float]
LEAST_LINES = 8
LEAST_WIDTH = 8.0
"""Points."""
SAME_HEIGHT = 1.0
MOST_ALIGNED = 0.6
DEEPEST = 3


@dataclass(slots=True)
class Run:
    """Lines ``first`` to ``last``, all of which leave ``gap`` free."""

    first: int
    last: int
    gap: Gap


def split_columns(lines: list[TextLine], deep: int = 0) -> list[list[TextLine]]:
    """Groups of lines in reading order; a single group where there are no such columns."""
    run = first_run(lines)
    if not run or deep >= DEEPEST:
        return [lines]
    part = lines[run.first : run.last + 1]
    middle = sum(run.gap) / 2
    sides = [[word for line in part for word in line.words if (word.x0 > middle) == right] for right in (False, True)]
    groups = [group for side in sides for group in split_columns(lines_of_words(side), deep + 1)]
    above, below = lines[: run.first], lines[run.last + 1 :]
    return [*([above] if above else []), *groups, *(split_columns(below, deep + 1) if below else [])]


def first_run(lines: list[TextLine]) -> Run | None:
    number = 0
    while number < len(lines):
        run = longest_run(lines, number)
        if run and is_independent(lines[run.first : run.last + 1], run.gap):
            return run
        number = run.last + 1 if run else number + 1
    return None


def longest_run(lines: list[TextLine], first: int) -> Run | None:
    """The lines from ``first`` that leave the same gap free, of all gaps the one that goes down furthest."""
    runs: list[Run] = []
    for gap in gaps_of(lines[first]):
        last, free = first, gap
        for number in range(first + 1, len(lines)):
            narrowed = narrow(free, lines[number].words)
            if narrowed is None:
                break
            last, free = number, narrowed
        runs.append(Run(top_of(lines, first, free), last, free))
    return max(runs, key=lambda run: run.last, default=None)


def top_of(lines: list[TextLine], first: int, gap: Gap) -> int:
    """The right column may begin higher than the left one."""
    top = first
    for number in range(first - 1, -1, -1):
        if narrow(gap, lines[number].words) is None:
            break
        top = number if lines[number].x0 > gap[0] else top
    return top


def gaps_of(line: TextLine) -> list[Gap]:
    words = line.words
    return [(a.x1, b.x0) for a, b in pairwise(words) if b.x0 - a.x1 >= LEAST_WIDTH]


def narrow(gap: Gap, words: list[Word]) -> Gap | None:
    """What is left of the gap beside these words."""
    left, right = gap
    for word in words:
        if word.x1 > left and word.x0 < right:
            before, after = word.x0 - left, right - word.x1
            left, right = (left, word.x0) if before >= after else (word.x1, right)
            if right - left < LEAST_WIDTH:
                return None
    return left, right


def is_independent(lines: list[TextLine], gap: Gap) -> bool:
    words = [word for line in lines for word in line.words]
    lefts, rights = ({word.bottom for word in words if (word.x0 > gap[0]) == right} for right in (False, True))
    if min(count_heights(lefts), count_heights(rights)) < LEAST_LINES:
        return False
    fewer, more = sorted((lefts, rights), key=len)
    aligned = sum(any(abs(height - other) < SAME_HEIGHT for other in more) for height in fewer)
    return aligned < MOST_ALIGNED * len(fewer)


def count_heights(heights: set[float]) -> int:
    """Letters of one line may differ by a hair."""
    return len({round(height / 3) for height in heights})


def lines_of_words(words: list[Word]) -> list[TextLine]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.top + word.bottom) / 2):
        middle = (word.top + word.bottom) / 2
        if rows and middle - (rows[-1][0].top + rows[-1][0].bottom) / 2 < 0.45 * word.size:
            rows[-1].append(word)
        else:
            rows.append([word])
    right = max((word.x1 for word in words), default=0)
    return [TextLine(sorted(row, key=lambda word: word.x0), right) for row in rows]
