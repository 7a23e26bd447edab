"""The body of a Word document in reading order."""

from dataclasses import dataclass, field, replace

from goldenthread.documents.blocks import Block, Cell, Line, Place, Table
from goldenthread.documents.reading.docx.numbering import Numbering
from goldenthread.documents.reading.docx.styles import Style, Styles, heading_level
from goldenthread.documents.reading.docx.xml import FALLBACK, VAL, Element, is_on, number, value, w
from goldenthread.documents.reading.grid import MAX_COLUMNS
from goldenthread.documents.reading.lines import flatten, make_lines, tidy

PARAGRAPH, TABLE, ROW, CELL = w("p"), w("tbl"), w("tr"), w("tc")
DELETED = {w("del"), w("moveFrom"), w("instrText"), w("delText"), w("pPr"), w("rPr"), w("comment"), FALLBACK}
LETTERS = {w("tab"): " ", w("ptab"): " ", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
MAX_DEPTH = 60


@dataclass(slots=True)
class Gathered:
    """A paragraph's words while its runs are gone through."""

    pieces: list[str] = field(default_factory=list)
    bold: bool = True
    page: int | None = None
    """Where its first word stands: a page may end inside a paragraph, or just before it."""
    boxes: list[Element] = field(default_factory=list)


class BodyReader:
    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.blocks: list[Block] = []
        self.contents: list[str] = []
        self.page: int | None = None
        self._tables = 0

    def read(self, body: Element) -> None:
        if next(body.iter(w("lastRenderedPageBreak")), None) is not None:
            self.page = 1
        self.blocks = self._container(body, Place())

    def _container(self, element: Element, place: Place, deep: int = 0) -> list[Block]:
        """Paragraphs and tables, also those wrapped in content controls and tracked insertions."""
        blocks: list[Block] = []
        for child in element:
            if child.tag == PARAGRAPH:
                blocks.extend(self._paragraph(child, place, deep))
            elif child.tag == TABLE:
                blocks.extend(self._table(child, place, deep))
            elif child.tag not in DELETED and isinstance(child.tag, str) and len(child) and deep < MAX_DEPTH:
                blocks.extend(self._container(child, place, deep + 1))
        return blocks

    def _paragraph(self, element: Element, place: Place, deep: int) -> list[Block]:
        properties = element.find(w("pPr"))
        style = self.styles.of(value(properties, "pStyle"))
        found = Gathered()
        self._runs(element, style.bold, found)
        place = replace(place, page=found.page)
        lines = self._lines(properties, style, found, place)
        if style.name.startswith("toc "):
            self.contents.extend(line.text for line in lines)
            lines = []
        boxes = [block for box in found.boxes if deep < MAX_DEPTH for block in self._container(box, place, deep + 1)]
        return [*lines, *boxes]

    def _lines(self, properties: Element | None, style: Style, found: Gathered, place: Place) -> list[Line]:
        text = "".join(found.pieces)
        if not tidy(text):
            return []
        num_id = value(properties, "numPr", "numId") or style.num_id
        depth = number(value(properties, "numPr", "ilvl"), style.num_level)
        marker = self.numbering.marker(num_id, depth)
        outline = value(properties, "outlineLvl")
        level = style.level if outline is None else heading_level("", outline)
        return make_lines(
            text, place, level=level, marker=marker, depth=depth if marker and not level else 0, bold=found.bold
        )

    def _runs(self, element: Element, bold: bool, found: Gathered) -> None:
        """Goes down into links, insertions, fields and content controls; steps over what was deleted."""
        for child in element.iterchildren("*"):
            tag = child.tag
            if tag == w("t"):
                if child.text:
                    found.pieces.append(child.text)
                    found.page = found.page or self.page
                    found.bold = found.bold and (bold or not child.text.strip())
            elif tag == w("r"):
                self._runs(child, self._is_bold(child, bold), found)
            elif tag in LETTERS:
                found.pieces.append(self._letter(child))
            elif tag == w("lastRenderedPageBreak"):
                self.page = (self.page or 1) + 1
            elif tag == w("sym"):
                found.pieces.append(symbol(child))
            elif tag == w("txbxContent"):
                found.boxes.append(child)
            elif tag not in DELETED:
                self._runs(child, bold, found)

    def _letter(self, element: Element) -> str:
        is_page = element.get(w("type")) in ("page", "column")
        return " " if is_page else LETTERS[element.tag]

    def _is_bold(self, run: Element, inherited: bool) -> bool:
        properties = run.find(w("rPr"))
        if properties is None:
            return inherited
        own = is_on(properties, "b")
        if own is not None:
            return own
        character_style = value(properties, "rStyle")
        return inherited or (character_style is not None and self.styles.of(character_style).bold)

    def _table(self, element: Element, place: Place, deep: int) -> list[Block]:
        if deep >= MAX_DEPTH:
            return []
        if place.table is None:
            self._tables += 1
            place = replace(place, table=self._tables)
        place = replace(place, page=self.page)
        reader = TableReader(self, place, deep)
        table = reader.read(element)
        return with_inner(table, reader.inner) if table.rows else []

    def cell_blocks(self, element: Element, place: Place, deep: int) -> list[Block]:
        return self._container(element, place, deep + 1)


def with_inner(table: Table, inner: dict[int, list[Table]]) -> list[Block]:
    """A table, cut behind each row that holds tables of its own, with those behind the row and its heading again."""
    blocks: list[Block] = []
    start = 0
    for index, tables in sorted(inner.items()):
        head = table.rows[:1] if start else []
        blocks += [replace(table, rows=[*head, *table.rows[start : index + 1]]), *tables]
        start = index + 1
    if start < len(table.rows):
        blocks.append(replace(table, rows=[*(table.rows[:1] if start else []), *table.rows[start:]]))
    return blocks


def is_inner(block: Block) -> bool:
    """A table worth keeping inside a cell has rows and columns; one of a single row only arranges words."""
    return isinstance(block, Table) and len(block.rows) > 1 and len(block.rows[0]) > 2


def symbol(element: Element) -> str:
    code = element.get(w("char")) or ""
    return chr(int(code, 16)) if len(code) == 4 and all(digit in "0123456789abcdefABCDEF" for digit in code) else ""


class TableReader:
    """Word gives merged cells as widths in grid columns and as "goes on from the cell above"."""

    def __init__(self, body: BodyReader, place: Place, deep: int) -> None:
        self.body, self.place, self.deep = body, place, deep
        self.rows: list[list[Cell | None]] = []
        self.open: dict[int, Cell] = {}
        self.inner: dict[int, list[Table]] = {}

    def read(self, element: Element) -> Table:
        header_rows = 0
        for number_, row in enumerate(parts(element, ROW), 1):
            properties = row.find(w("trPr"))
            if properties is not None and properties.find(w("del")) is not None:
                continue
            if header_rows == len(self.rows) and is_on(properties, "tblHeader"):
                header_rows += 1
            self._row(row, properties, number_)
        width = max((len(row) for row in self.rows), default=0)
        for cells in self.rows:
            cells.extend(Cell() for _ in range(width - len(cells)))
        caption = value(element, "tblPr", "tblCaption") or ""
        return Table(self.rows, self.place, header_rows, caption)

    def _row(self, row: Element, properties: Element | None, number_: int) -> None:
        before = min(number(value(properties, "gridBefore")), MAX_COLUMNS)
        cells: list[Cell | None] = [Cell() for _ in range(before)]
        self.rows.append(cells)
        for element in parts(row, CELL):
            if len(cells) < MAX_COLUMNS:
                self._cell(element, cells, number_)

    def _cell(self, element: Element, cells: list[Cell | None], row: int) -> None:
        properties, column = element.find(w("tcPr")), len(cells)
        span = max(1, min(number(value(properties, "gridSpan"), 1), MAX_COLUMNS - column))
        merge = properties.find(w("vMerge")) if properties is not None else None
        place = replace(self.place, row=row, column=column + 1, page=self.body.page)
        if merge is not None and merge.get(VAL, "continue") == "continue" and column in self.open:
            self.open[column].rowspan += 1
            cells.extend([None] * span)
            return
        blocks = self.body.cell_blocks(element, place, self.deep)
        kept = [block for block in blocks if isinstance(block, Table) and is_inner(block) and len(self.rows) > 1]
        if kept:
            self.inner.setdefault(len(self.rows) - 1, []).extend(kept)
        rest = [block for block in blocks if not any(block is one for one in kept)]
        cell = Cell(flatten(rest), span, 1, place, shade(properties))
        cells.extend([cell, *[None] * (span - 1)])
        self.open.pop(column, None)
        if merge is not None:
            self.open[column] = cell


def parts(element: Element, tag: str) -> list[Element]:
    """Rows of a table or cells of a row, also those inside content controls."""
    found = []
    for child in element.iterchildren("*"):
        if child.tag == tag:
            found.append(child)
        elif child.tag in (w("sdt"), w("sdtContent"), w("ins"), w("customXml"), w("moveTo")):
            found.extend(parts(child, tag))
    return found


def shade(properties: Element | None) -> str:
    node = properties.find(w("shd")) if properties is not None else None
    colour = (node.get(w("fill")) or "").lower() if node is not None else ""
    return "" if colour in ("auto", "ffffff") or len(colour) != 6 else colour
