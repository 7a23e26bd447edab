"""A document in Word's format: real styles, automatic numbering, merged cells, running header and footer."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from .blocks import Bullets, Cell, Contents, Document, Heading, PageBreak, Para, Picture, Table, grid, runs

FORMATS = {"1": "decimal", "a": "lowerLetter", "i": "lowerRoman"}


def element(tag: str, **attributes: str) -> OxmlElement:
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


class Writer:
    """Writes the blocks of one document."""

    def __init__(self, document: Document, landscape: bool = False, size: float = 10.5) -> None:
        self.document = document
        self.word = docx.Document()
        self.word.core_properties.title = document.title
        self.word.core_properties.author = ""
        self.word.core_properties.created = self.word.core_properties.modified = datetime(2025, 1, 1)
        self.word.styles["Normal"].font.name = "Liberation Sans"
        self.word.styles["Normal"].font.size = Pt(size)
        self.section = self.word.sections[0]
        self.section.page_width, self.section.page_height = Cm(21), Cm(29.7)
        if landscape:
            self.section.orientation = WD_ORIENT.LANDSCAPE
            self.section.page_width, self.section.page_height = Cm(29.7), Cm(21)
        for side in ("left", "right", "top", "bottom"):
            setattr(self.section, f"{side}_margin", Cm(2))

    def text(self, paragraph: Paragraph, text: str, bold: bool = False) -> Paragraph:
        for piece, style in runs(text):
            run = paragraph.add_run(piece)
            run.bold = True if bold or style == "b" else None
            run.italic = True if style == "i" else None
        return paragraph

    def field(self, paragraph: Paragraph, code: str) -> None:
        for kind in ("begin", None, "end"):
            run = paragraph.add_run()
            if kind:
                run._r.append(element("fldChar", fldCharType=kind))
            else:
                instruction = element("instrText")
                instruction.text = code
                run._r.append(instruction)

    def numbering(self, pattern: str, start: int) -> str:
        """A numbering of its own, so that each list begins anew; its identifier."""
        root = self.word.part.numbering_part.element
        existing = root.findall(qn("w:abstractNum"))
        abstract_id = str(900 + len(existing))
        abstract = element("abstractNum", abstractNumId=abstract_id)
        level = element("lvl", ilvl="0")
        level.append(element("start", val=str(start)))
        level.append(element("numFmt", val=FORMATS[pattern[0]]))
        level.append(element("lvlText", val=f"%1{pattern[1:]}"))
        level.append(element("lvlJc", val="left"))
        properties = element("pPr")
        properties.append(element("ind", left="425", hanging="425"))
        level.append(properties)
        abstract.append(level)
        existing[-1].addnext(abstract)
        number = element("num", numId=abstract_id)
        number.append(element("abstractNumId", val=abstract_id))
        root.append(number)
        return abstract_id

    def numbered(self, paragraph: Paragraph, identifier: str) -> None:
        properties = paragraph._p.get_or_add_pPr()
        mark = element("numPr")
        mark.append(element("ilvl", val="0"))
        mark.append(element("numId", val=identifier))
        properties.append(mark)

    def listing(self, block: Bullets) -> None:
        identifier = self.numbering(block.numbers, block.start) if block.numbers else ""
        for item in block.items:
            paragraph = self.word.add_paragraph(style="List Paragraph" if identifier else "List Bullet")
            if identifier:
                self.numbered(paragraph, identifier)
            self.text(paragraph, item)

    def fill_cell(self, target: _Cell, one: Cell, head: bool) -> None:
        rows = one.text.split("\n") if one.text else [""]
        identifier = self.numbering(one.numbers, one.start) if one.numbers else ""
        for i, row in enumerate(rows):
            paragraph = target.paragraphs[0] if i == 0 else target.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(2)
            if identifier:
                paragraph.style = self.word.styles["List Paragraph"]
                self.numbered(paragraph, identifier)
            elif row.startswith("- "):
                paragraph.style, row = self.word.styles["List Bullet"], row[2:]
            self.text(paragraph, row, bold=head or one.bold)
        if one.fill or head:
            shade = element("shd", val="clear", color="auto", fill=one.fill or "D9E3EC")
            target._tc.get_or_add_tcPr().append(shade)

    def table(self, block: Table) -> None:
        places = grid(block)
        table = self.word.add_table(len(places), len(places[0]), style="Table Grid")
        table.autofit = False
        width = self.section.page_width - self.section.left_margin - self.section.right_margin
        shares = block.widths or [100 / len(places[0])] * len(places[0])
        cells = table._cells
        for x, (column, share) in enumerate(zip(table.columns, shares, strict=True)):
            column.width = int(width * share / 100)
            for one in cells[x :: len(shares)]:
                one.width = column.width
        for y, row in enumerate(places):
            for x, (one, begins) in enumerate(row):
                if not begins:
                    continue
                target = cells[y * len(shares) + x]
                if one.cols > 1 or one.rows > 1:
                    target = target.merge(cells[(y + one.rows - 1) * len(shares) + x + one.cols - 1])
                self.fill_cell(target, one, y < block.head)
        for row in table.rows[: block.head]:
            row._tr.get_or_add_trPr().append(element("tblHeader"))
        self.word.add_paragraph()

    def contents(self, block: Contents) -> None:
        self.word.add_paragraph(block.title, style="TOC Heading")
        for text, page in block.entries:
            paragraph = self.word.add_paragraph()
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16))
            paragraph.add_run(f"{text}\t{page}")

    def saved(self) -> bytes:
        buffer = io.BytesIO()
        self.word.save(buffer)
        return steady(buffer.getvalue())

    def write(self) -> bytes:
        head, foot = self.section.header.paragraphs[0], self.section.footer.paragraphs[0]
        head.text = self.document.header.replace("#", "")
        foot.text = f"{self.document.footer.replace('#', '')}\t\tPage "
        self.field(foot, "PAGE")
        for block in self.document.blocks:
            self.block(block)
        return self.saved()

    def block(self, block: object) -> None:
        match block:
            case Heading(text, level):
                self.text(self.word.add_heading(level=level), text)
            case Para(text, style):
                named = style if style in self.word.styles else None
                paragraph = self.text(self.word.add_paragraph(style=named), text)
                if style == "white":
                    paragraph.runs[0].font.color.rgb = RGBColor(255, 255, 255)
            case Bullets():
                self.listing(block)
            case Table():
                self.table(block)
            case Contents():
                self.contents(block)
            case PageBreak():
                self.word.add_page_break()
            case Picture():
                pass


def write(document: Document, landscape: bool = False, size: float = 10.5) -> bytes:
    return Writer(document, landscape, size).write()


def steady(packed: bytes, properties: Callable[[bytes], bytes] = bytes) -> bytes:
    """The same archive with the same day on every member, so that building twice gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = properties(old.read(name)) if name == "docProps/core.xml" else old.read(name)
            new.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
