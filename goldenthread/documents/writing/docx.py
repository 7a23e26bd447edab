"""DOCX with what Word and screen readers need: real headings, marked header rows, captions, alternative text."""

import io
from collections.abc import Iterator, Sequence

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph

from goldenthread.documents.writing.pdf import figures_to_png
from goldenthread.documents.writing.report import (
    Column,
    Figure,
    Link,
    Note,
    Report,
    Table,
    Value,
    WritingError,
    as_text,
)
from goldenthread.documents.writing.template import fill, move_to_its_place, open_template, text_width

LOGO_HEIGHT = Mm(25)
CELL_SIZE = Pt(9)
"""Smaller than running text, so that long words fit into narrow columns."""


def write_docx(report: Report) -> bytes:
    own = report.organisation.template
    document = open_template(own) if own else docx.Document()
    _set_properties(document, report)
    held = len(document.element.body) - 1 if own else 0
    said = fill(document, _words(report)) if own else set()
    if not own:
        _set_styles(document)
        _set_page(document, report)
        if report.cover and report.organisation.logo:
            document.add_picture(io.BytesIO(report.organisation.logo.content), height=LOGO_HEIGHT)
            document.inline_shapes[0]._inline.docPr.set("descr", as_text(report.organisation.name))
    if "title" not in said:
        document.add_heading(as_text(report.title), level=0)
    if report.subtitle and "subtitle" not in said:
        document.add_paragraph(as_text(report.subtitle), style="Subtitle")
    if report.as_at:
        banner = document.add_paragraph()
        banner.add_run(as_text(report.as_at)).bold = True
        _draw_lines(banner, ("top", "left", "bottom", "right"), "#0b0c0c")
    pictures, width = _pictures(report), text_width(document)
    for section in report.sections:
        document.add_heading(as_text(section.heading), level=min(section.level, 9))
        for block in section.blocks:
            if isinstance(block, Table):
                _add_table(document, block, width)
            elif isinstance(block, Figure):
                _add_figure(document, block, next(pictures), width)
            elif isinstance(block, Note):
                document.add_paragraph(as_text(block.text), style="Quote")
            else:
                document.add_paragraph(as_text(block))
    if own:
        move_to_its_place(document, held)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _words(report: Report) -> dict[str, str]:
    said = {"title": report.title, "subtitle": report.subtitle, "partnership": report.organisation.name}
    return {name: as_text(text) for name, text in (said | {"state": report.footer}).items()}


def _set_properties(document: Document, report: Report) -> None:
    properties = document.core_properties
    properties.title = as_text(report.title)
    properties.author = properties.last_modified_by = as_text(report.organisation.name)
    properties.language = report.language
    properties.comments = ""
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), report.language)


def _set_page(document: Document, report: Report) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    header = page.header.paragraphs[0]
    header.text = " \N{EN DASH} ".join(as_text(text) for text in (report.organisation.name, report.as_at) if text)
    _draw_lines(header, ["bottom"], report.organisation.colour)
    footer = page.footer.paragraphs[0]
    footer.add_run(f"{as_text(report.footer)}\t\tPage " if report.footer else "Page ")
    _add_field(footer, "PAGE")
    footer.add_run(" of ")
    _add_field(footer, "NUMPAGES")


def _set_styles(document: Document) -> None:
    """Readable on every machine: one plain font, and dark text where the template has pale blue."""
    for style in document.styles:
        if isinstance(style, ParagraphStyle) and (style.name == "Normal" or style.element.rPr is not None):
            style.font.name = "Arial"
            fonts = style.element.rPr.rFonts
            for theme in [name for name in fonts.attrib if name.endswith("Theme")]:
                del fonts.attrib[theme]
            style.font.color.rgb = RGBColor(0x0B, 0x0C, 0x0C)
            if style.name == "Normal":
                style.font.size = Pt(10)


def _pictures(report: Report) -> Iterator[bytes | None]:
    """Each figure as a picture; none of them where this machine cannot draw, which must not cost the document."""
    figures = [block for section in report.sections for block in section.blocks if isinstance(block, Figure)]
    try:
        return iter(figures_to_png(figures))
    except WritingError:
        return iter([None] * len(figures))


def _add_figure(document: Document, figure: Figure, picture: bytes | None, width: Length) -> None:
    if picture is None:
        document.add_paragraph(as_text(figure.alt))
        return
    shape = document.add_picture(io.BytesIO(picture))
    if shape.width > width:
        shape.height, shape.width = Mm(shape.height.mm * width.mm / shape.width.mm), width
    shape._inline.docPr.set("descr", as_text(figure.alt))


def _add_table(document: Document, table: Table, width: Length) -> None:
    caption = document.add_paragraph(as_text(table.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    _describe(made, table.caption)
    for cell, column in zip(made.rows[0].cells, table.columns, strict=True):
        heading = cell.paragraphs[0].add_run(as_text(column.title))
        heading.bold, heading.font.size = True, CELL_SIZE
    _row_property(made.rows[0]._tr, "w:tblHeader")
    widths = [Mm(width.mm * share / 100) for share in table.column_shares()]
    for made_column, share in zip(made.columns, widths, strict=True):
        made_column.width = share
    for row in table.rows:
        cells = made.add_row().cells
        for cell, value, column, share in zip(cells, row, table.columns, widths, strict=True):
            cell.width = share
            _fill(cell, value, column)
    for made_row in made.rows:
        _row_property(made_row._tr, "w:cantSplit")
    document.add_paragraph()


def _fill(cell: WordCell, value: Value, column: Column) -> None:
    paragraph = cell.paragraphs[0]
    if column.kind == "number":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if isinstance(value, Link):
        _add_link(paragraph, value)
    else:
        paragraph.add_run(as_text(value)).font.size = CELL_SIZE


def _add_link(paragraph: Paragraph, link: Link) -> None:
    address = paragraph.part.relate_to(link.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), address)
    run = paragraph.add_run(as_text(link))
    run.font.underline, run.font.color.rgb = True, RGBColor(0x1D, 0x70, 0xB8)
    element.append(run._r)
    paragraph._p.append(element)


def _describe(table: WordTable, caption: str) -> None:
    """The title that a screen reader announces; in the schema it stands last among a table's properties."""
    table._tbl.tblPr.append(_element("w:tblCaption", val=as_text(caption)))


def _row_property(row: BaseOxmlElement, name: str) -> None:
    row.get_or_add_trPr().append(_element(name))


def _draw_lines(paragraph: Paragraph, sides: Sequence[str], colour: str) -> None:
    borders = _element("w:pBdr")
    for side in sides:
        borders.append(_element(f"w:{side}", val="single", sz="18", space="4", color=colour.removeprefix("#")))
    paragraph._p.get_or_add_pPr().append(borders)


def _add_field(paragraph: Paragraph, instruction: str) -> None:
    field = _element("w:fldSimple", instr=instruction)
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
