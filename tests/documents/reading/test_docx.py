from collections.abc import Callable

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from goldenthread.documents.blocks import Document
from goldenthread.documents.reading.docx import read
from tests.documents.files import word_bytes
from tests.documents.reading.shapes import cells, lines, tables


def read_document(fill: Callable[[WordDocument], None]) -> Document:
    document = docx.Document()
    fill(document)
    return read(word_bytes(document))


def add_xml(document: WordDocument, xml: str) -> None:
    """Puts an element at the end of the body."""
    document.element.body.insert(-1, parse_xml(f"<w:body {nsdecls('w')} xmlns:v='urn:v'>{xml}</w:body>")[0])


def number(paragraph: object, num_id: int, level: int = 0) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = level, num_id


LEVELS = """<w:abstractNum {ns} w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum>"""


def add_list(document: WordDocument, start: int = 1) -> None:
    """A list that prints 1., 1.a), 1.b), 2.; number 91 goes on with it and 92 starts again at 5."""
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(LEVELS.format(ns=nsdecls("w"), start=start)))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="92"><w:abstractNumId w:val="90"/>{override}</w:num>'))


def test_headings_by_style_and_outline() -> None:
    def fill(document: WordDocument) -> None:
        document.add_heading("Plan", 0)
        document.add_heading("Priority 1", 2)
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), "2")
        document.add_paragraph("By outline")._p.get_or_add_pPr().append(outline)
        document.add_paragraph("Text")

    assert lines(read_document(fill)) == ["# Plan", "## Priority 1", "### By outline", "Text"]


def test_automatic_numbers_are_computed() -> None:
    def fill(document: WordDocument) -> None:
        add_list(document)
        for text, num_id, level in [("A", 91, 0), ("B", 91, 1), ("C", 91, 1), ("D", 91, 0), ("E", 91, 1), ("F", 92, 0)]:
            number(document.add_paragraph(text), num_id, level)

    assert lines(read_document(fill)) == ["1. A", "  1.a) B", "  1.b) C", "2. D", "  2.a) E", "5. F"]


def test_numbers_of_styles_and_bullets() -> None:
    def fill(document: WordDocument) -> None:
        for text, style in [("A", "List Number"), ("B", "List Number"), ("C", "List Bullet")]:
            document.add_paragraph(text, style=style)

    assert lines(read_document(fill)) == ["1. A", "2. B", "• C"]


def test_printed_number_is_a_marker_too() -> None:
    assert lines(read_document(lambda document: document.add_paragraph("3. Printed"))) == ["3. Printed"]


def test_body_is_read_in_order() -> None:
    def fill(document: WordDocument) -> None:
        document.add_paragraph("Before")
        document.add_table(1, 2).cell(0, 0).text = "In"
        document.add_paragraph("After")

    kinds = [type(block).__name__ for block in read_document(fill).blocks]
    assert kinds == ["Line", "Table", "Line"]


def test_merged_cells_stand_once() -> None:
    def fill(document: WordDocument) -> None:
        table = document.add_table(3, 3)
        table.cell(0, 0).merge(table.cell(0, 2)).text = "Priority 1"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "Tall"
        table.cell(1, 1).text, table.cell(2, 2).text = "a", "b"

    table = tables(read_document(fill))[0]
    assert cells(table) == [["Priority 1", None, None], ["Tall", "a", ""], [None, "", "b"]]
    assert (table.rows[0][0].colspan, table.rows[1][0].rowspan) == (3, 2)


def test_head_rows_and_shading() -> None:
    def fill(document: WordDocument) -> None:
        table = document.add_table(2, 2)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        table.cell(0, 0).text = "RAG"
        shade = OxmlElement("w:shd")
        shade.set(qn("w:fill"), "FFC000")
        table.cell(1, 0)._tc.get_or_add_tcPr().append(shade)

    table = tables(read_document(fill))[0]
    assert (table.header_rows, table.rows[1][0].fill, table.rows[1][1].fill) == (1, "ffc000", "")


def test_nested_table_becomes_lines() -> None:
    def fill(document: WordDocument) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "Outer"
        cell.add_table(1, 2).cell(0, 1).text = "Inner"

    assert cells(tables(read_document(fill))[0]) == [["Outer / Inner"]]


def test_table_inside_a_cell_stands_behind_its_row() -> None:
    def fill(document: WordDocument) -> None:
        outer = document.add_table(2, 2)
        for place, word in (((0, 0), "Outcome"), ((0, 1), "Actions"), ((1, 0), "Safe")):
            outer.cell(*place).text = word
        inner = outer.cell(1, 1).add_table(2, 3)
        for index, word in enumerate(["Action", "Lead", "When", "Audit", "Police", "May"]):
            inner.cell(index // 3, index % 3).text = word

    found = [cells(table) for table in tables(read_document(fill))]
    assert found == [[["Outcome", "Actions"], ["Safe", ""]], [["Action", "Lead", "When"], ["Audit", "Police", "May"]]]


def test_row_that_begins_later_is_filled_up() -> None:
    def fill(document: WordDocument) -> None:
        table = document.add_table(2, 2)
        table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 1).text = "a", "b", "c"
        row = table.rows[1]._tr
        row.remove(row.tc_lst[0])
        before = OxmlElement("w:gridBefore")
        before.set(qn("w:val"), "1")
        row.get_or_add_trPr().append(before)

    assert cells(tables(read_document(fill))[0]) == [["a", "b"], ["", "c"]]


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ("<w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>", "new"),
        ("<w:moveFrom><w:r><w:t>old</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>new</w:t></w:r></w:moveTo>", "new"),
        ("<w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink>", "link"),
        ("<w:sdt><w:sdtContent><w:r><w:t>control</w:t></w:r></w:sdtContent></w:sdt>", "control"),
        ("<w:fldSimple><w:r><w:t>field</w:t></w:r></w:fldSimple>", "field"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r>", "3"),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>", "a\nb c-d"),
    ],
    ids=["inserted and deleted", "moved", "link", "control", "field", "field in runs", "breaks"],
)
def test_words_are_as_if_changes_were_accepted(runs: str, text: str) -> None:
    assert lines(read_document(lambda document: add_xml(document, f"<w:p>{runs}</w:p>"))) == [text]


def test_content_control_around_paragraphs_is_read() -> None:
    xml = "<w:sdt><w:sdtContent><w:p><w:r><w:t>Inside</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    assert lines(read_document(lambda document: add_xml(document, xml))) == ["Inside"]


def test_text_box_follows_its_paragraph() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent>"
    xml = f"<w:p><w:r><w:t>Beside</w:t></w:r><w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r></w:p>"
    assert lines(read_document(lambda document: add_xml(document, xml))) == ["Beside", "In the box"]


def test_bold_means_the_whole_paragraph() -> None:
    def fill(document: WordDocument) -> None:
        document.add_paragraph().add_run("All").bold = True
        paragraph = document.add_paragraph()
        paragraph.add_run("Lead:").bold = True
        paragraph.add_run(" Police")

    assert [line.bold for line in read_document(fill).blocks] == [True, False]


def test_pages_are_those_word_last_saw() -> None:
    def fill(document: WordDocument) -> None:
        document.add_paragraph("One")
        add_xml(document, "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Two</w:t></w:r></w:p>")

    document = read_document(fill)
    assert ([line.place.page for line in document.blocks], document.pages) == ([1, 2], 2)


def test_headers_and_contents_are_kept_apart() -> None:
    def fill(document: WordDocument) -> None:
        document.core_properties.title = "Our plan"
        document.sections[0].header.paragraphs[0].text = "Official"
        style = document.styles.add_style("toc 1", 1)
        document.add_paragraph("Priority 1 ... 3", style=style)
        document.add_paragraph("Text")

    document = read_document(fill)
    assert (lines(document), document.title, document.meta) == (
        ["Text"],
        "Our plan",
        {"headers": ["Official"], "contents": ["Priority 1 ... 3"]},
    )
