"""Tables drawn in plain text with the signs "+", "-" and "|", each row of several lines."""

import re
from collections.abc import Sequence
from itertools import pairwise

from goldenthread.documents.reading.aligned import in_cell

BORDER = re.compile(r"\s*\+(?:[-=_.: ]+\+)+\s*$")
INSIDE = re.compile(r"\s*[|+].*[|+]\s*$")
_BOX = str.maketrans("┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝│║┃─━═", "++++++++++++++++++|||--=")
Spanned = tuple[str, int]


def with_signs(text: str) -> str:
    """A line of a box written with the signs that everybody has."""
    return text.translate(_BOX)


def rows(lines: Sequence[str]) -> tuple[list[tuple[int, list[Spanned]]], int]:
    """Each row with the place of its first line and its cells with their widths; how many stand above a double rule."""
    edges = sorted({match.start() for line in lines if BORDER.match(line) for match in re.finditer(r"\+", line)})
    made: list[tuple[int, list[Spanned]]] = []
    heading, band, first = 0, list[str](), 0
    for index, line in enumerate(lines):
        if not BORDER.match(line):
            first = first if band else index
            band.append(line)
            continue
        if band:
            made.append((first, _cells(band, edges)))
        band = []
        heading = len(made) if "==" in line and not heading else heading
    return made, heading


def _cells(band: Sequence[str], edges: Sequence[int]) -> list[Spanned]:
    """The words between the edges at which all lines of a row have a bar; a cell may go over several columns."""
    kept = [edge for edge in edges if all(line[edge : edge + 1] in ("|", "+") for line in band)]
    return [
        (in_cell([line[start + 1 : end].strip() for line in band]), sum(start <= edge < end for edge in edges))
        for start, end in pairwise(kept)
    ]
