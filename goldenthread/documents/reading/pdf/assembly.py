"""Pages to one document: running heads taken out, lines joined to paragraphs, headings guessed by size."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from statistics import median

from goldenthread.documents.blocks import Block, Cell, Document, Line, Place, Table
from goldenthread.documents.reading.lines import BULLETS, split_marker
from goldenthread.documents.reading.pdf.columns import column_tables
from goldenthread.documents.reading.pdf.gutters import split_columns
from goldenthread.documents.reading.pdf.pages import Page, PdfCell, PdfTable
from goldenthread.documents.reading.pdf.paragraphs import Paragraph, paragraphs_of
from goldenthread.documents.reading.pdf.words import TextLine

MARGIN = 0.14
"""Of the page's height: where running heads and page numbers stand."""
HEADING_SIZE = 1.12
"""Times the size of the body text."""
LONGEST_HEADING = 14
"""Words."""
LONGEST_HEAD = 90
"""Letters of a running head."""


class Assembly:
    def __init__(self, pages: list[Page]) -> None:
        self.pages = pages
        self.body_size, self.sizes = sizes_of(pages)
        self.pitch = pitch_of(pages)
        self.running: dict[str, None] = {}
        self.contents: list[str] = []
        self.blocks: list[Block] = []
        self._tables = 0

    def document(self) -> Document:
        heads = running_heads(self.pages)
        for page in self.pages:
            kept = []
            for line in page.lines:
                if in_margin(line, page) and (shape(line) in heads or re.fullmatch(r"(?:page )?#", shape(line))):
                    self.running[line.text] = None
                else:
                    kept.append(line)
            page.lines = kept
            self._page(page)
        empty = [page.number for page in self.pages if not page.letters]
        meta = {"running": list(self.running)[:20], "contents": self.contents, "pages_without_text": empty}
        vocabulary = Vocabulary(self.blocks)
        for found in every_line(self.blocks):
            found.text = vocabulary.join(found.text)
        return Document(self.blocks, pages=len(self.pages), meta={name: value for name, value in meta.items() if value})

    def _page(self, page: Page) -> None:
        items = self._in_order(page)
        right = right_edge(page.lines)
        gathered: list[TextLine] = []
        for item in [*items, None]:
            if isinstance(item, TextLine):
                gathered.append(item)
                continue
            self._text(gathered, right, Place(page=page.number))
            gathered = []
            if item and is_contents(item):
                self.contents.extend(
                    " ".join(line.text for cell in row if cell for line in cell.lines) for row in item.rows
                )
            elif item:
                self._table(item, page.number)

    def _in_order(self, page: Page) -> list[TextLine | PdfTable]:
        """Text between the ruled tables, with tables without rules found in it, from top to bottom."""
        tables = sorted(page.tables, key=lambda table: table.top)
        items: list[TextLine | PdfTable] = []
        left = page.lines
        for table in tables:
            above = [line for line in left if line.middle_y < table.top]
            left = [line for line in left if line.middle_y >= table.top]
            items.extend([*self._unruled(above, page), table])
        return [*items, *self._unruled(left, page)]

    def _unruled(self, lines: list[TextLine], page: Page) -> list[TextLine | PdfTable]:
        return [item for group in split_columns(lines) for item in column_tables(group, page, self.pitch)]

    def _text(self, lines: list[TextLine], right: float, place: Place) -> None:
        for paragraph in paragraphs_of(lines, right, self.pitch):
            line = self._line(paragraph, place, level=self._level(paragraph))
            if not self._goes_on(line):
                self.blocks.append(line)

    def _goes_on(self, line: Line) -> bool:
        """Joins a paragraph that the end of a page has cut in two."""
        last = self.blocks[-1] if self.blocks else None
        if not isinstance(last, Line) or last.level or line.level or line.marker or last.place.page == line.place.page:
            return False
        if last.text[-1:] in ".:;!?" or not line.text[:1].islower():
            return False
        last.text += " " + line.text
        return True

    def _level(self, paragraph: Paragraph) -> int:
        words = len(paragraph.text.split())
        marker = split_marker(paragraph.text)[0]
        if (marker and marker in BULLETS) or words > 2 * LONGEST_HEADING or not re.search(r"[^\W\d_]", paragraph.text):
            return 0
        for level, size in enumerate(self.sizes, 1):
            if paragraph.size >= size - 0.3:
                return min(level, 6)
        if paragraph.bold and words <= LONGEST_HEADING and paragraph.text[-1] not in ".;,":
            return min(len(self.sizes) + 1, 6)
        return 0

    def _line(self, paragraph: Paragraph, place: Place, level: int = 0) -> Line:
        marker, text = split_marker(paragraph.text)
        return Line(text, place, level, marker, paragraph.depth if marker else 0, paragraph.bold)

    def _table(self, table: PdfTable, page: int) -> None:
        self._tables += 1
        place = Place(page=page, table=self._tables)
        rows = [
            [self._cell(cell, replace(place, row=r, column=c)) if cell else None for c, cell in enumerate(row, 1)]
            for r, row in enumerate(table.rows, 1)
        ]
        self.blocks.append(Table(rows, place))

    def _cell(self, cell: PdfCell, place: Place) -> Cell:
        padding = min((line.x0 - cell.box[0] for line in cell.lines), default=0)
        found = paragraphs_of(cell.lines, cell.box[2] - padding, self.pitch)
        lines = [self._line(paragraph, place) for paragraph in found]
        return Cell(lines, cell.colspan, cell.rowspan, place, cell.fill)


def assemble(pages: list[Page]) -> Document:
    return Assembly(pages).document()


def is_contents(table: PdfTable) -> bool:
    """Two columns without rules, of which the second counts pages upwards."""
    if any(len(row) != 2 for row in table.rows) or len(table.rows) < 3:
        return False
    texts = [" ".join(line.text for line in row[1].lines) if row[1] else "" for row in table.rows]
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 4]
    return len(numbers) == len(texts) and numbers == sorted(numbers)


def every_line(blocks: list[Block]) -> list[Line]:
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
        else:
            lines.extend(line for row in block.rows for cell in row if cell for line in cell.lines)
    return lines


def sizes_of(pages: list[Page]) -> tuple[float, list[float]]:
    """The size of most letters, and the larger sizes that headings have, largest first."""
    counts: Counter[float] = Counter()
    for page in pages:
        inside = (line for table in page.tables for row in table.rows for cell in row if cell for line in cell.lines)
        for line in [*page.lines, *inside]:
            counts[round(line.size * 2) / 2] += len(line.text)
    if not counts:
        return 0, []
    body = counts.most_common(1)[0][0]
    larger = sorted({round(line.size * 2) / 2 for page in pages for line in page.lines}, reverse=True)
    return body, [size for size in larger if size >= body * HEADING_SIZE][:6]


def pitch_of(pages: list[Page]) -> float:
    """The usual distance from one line to the next, in sizes of its letters."""
    found = []
    for page in pages:
        groups = [page.lines, *(cell.lines for table in page.tables for row in table.rows for cell in row if cell)]
        for lines in groups:
            for above, below in pairwise(lines):
                if abs(above.size - below.size) < 0.6 and 0.8 < (ratio := (below.top - above.top) / below.size) < 2.2:
                    found.append(ratio)
    return median(found) if found else 1.25


def right_edge(lines: list[TextLine]) -> float:
    return max((line.x1 for line in lines), default=0)


def shape(line: TextLine) -> str:
    """The words with figures levelled, so that page numbers are alike."""
    return re.sub(r"\d+", "#", line.text.lower()).strip()


def in_margin(line: TextLine, page: Page) -> bool:
    is_short = len(line.text) <= LONGEST_HEAD
    return is_short and (line.bottom < page.height * MARGIN or line.top > page.height * (1 - MARGIN))


def running_heads(pages: list[Page]) -> set[str]:
    counts = Counter(text for page in pages for text in {shape(line) for line in page.lines if in_margin(line, page)})
    return {text for text, count in counts.items() if count >= max(2, len(pages) / 2)}


class Vocabulary:
    """Decides whether a hyphen at the end of a line belongs to the word, by how the document writes it elsewhere."""

    def __init__(self, blocks: list[Block]) -> None:
        self.words = {word.lower() for line in every_line(blocks) for word in re.findall(r"[\w-]+", line.text)}

    def join(self, text: str) -> str:
        return re.sub(r"([\w-]+)-\n(\w+)", self._decide, text)

    def _decide(self, match: re.Match[str]) -> str:
        whole, hyphened = match[1] + match[2], f"{match[1]}-{match[2]}"
        return whole if whole.lower() in self.words and hyphened.lower() not in self.words else hyphened
