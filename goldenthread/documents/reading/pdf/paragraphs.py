"""Lines that follow each other to paragraphs."""

import re
from dataclasses import dataclass

from goldenthread.documents.reading.lines import split_marker, tidy
from goldenthread.documents.reading.pdf.words import TextLine

SOFT_HYPHENS = ("\u00ad", "\u2010")
INDENT = 9.0
"""Points: further in than this is a deeper level of a list."""


@dataclass(slots=True)
class Paragraph:
    """A hyphen at the end of a line is left as "-" and a line break, to be decided when all words are known."""

    text: str
    size: float
    bold: bool
    x0: float
    depth: int = 0


def paragraphs_of(lines: list[TextLine], right: float, pitch: float) -> list[Paragraph]:
    found: list[Paragraph] = []
    last: TextLine | None = None
    for line in lines:
        text = tidy(line.text)
        if not text.strip("• "):
            continue
        if last is not None and goes_on(last, line, right, pitch):
            paragraph = found[-1]
            paragraph.text = joined(paragraph.text, text)
            paragraph.bold = paragraph.bold and line.bold
        else:
            found.append(Paragraph(text, line.size, line.bold, line.x0))
        last = line
    set_depths(found)
    return found


def goes_on(line: TextLine, following: TextLine, right: float, pitch: float) -> bool:
    """Whether the second line is the same paragraph: near, alike, no new item, and its first word had no room above."""
    text = tidy(following.text)
    if split_marker(text)[0] and not re.match(r"[-\u2013\u2014]\s", text):
        return False
    if split_marker(text)[0] and following.x0 <= line.x0 + 1:
        return False
    if following.top - line.top > 1.35 * pitch * max(line.size, following.size) or abs(line.size - following.size) > 1:
        return False
    room = (line.right or right) - line.x1 - following.words[0].x1 + following.words[0].x0 - 0.25 * line.size
    if line.bold != following.bold:
        return room < 0 and not split_marker(text)[0]
    return room < 0 or text[0].islower() or line.text[-1] in ",-&" or is_centred(line, following)


def is_centred(line: TextLine, following: TextLine) -> bool:
    """Titles over two lines stand in the middle of the page, at the same size above the ordinary."""
    return line.size > 15 and abs(line.size - following.size) < 0.5


def joined(text: str, following: str) -> str:
    if text.endswith(SOFT_HYPHENS):
        return text[:-1] + following
    if re.search(r"\w-$", text) and following[0].isalpha():
        return text + ("\n" if following[0].islower() else "") + following
    return f"{text} {following}"


def set_depths(found: list[Paragraph]) -> None:
    """List items further in than the ones before them are deeper."""
    lefts: list[float] = []
    for paragraph in found:
        if not split_marker(paragraph.text)[0]:
            lefts = []
            continue
        while lefts and paragraph.x0 < lefts[-1] - INDENT / 2:
            lefts.pop()
        if not lefts or paragraph.x0 > lefts[-1] + INDENT:
            lefts.append(paragraph.x0)
        paragraph.depth = len(lefts) - 1
