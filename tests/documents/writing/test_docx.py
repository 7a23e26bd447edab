import io

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from goldenthread.documents.writing.docx import write_docx
from goldenthread.documents.writing.report import Figure, Organisation, Report, Section
from tests.documents.writing.sample import REPORT, SVG


@pytest.fixture(scope="module")
def document():
    return docx.Document(io.BytesIO(write_docx(REPORT)))


def texts(document, style):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def test_headings_are_real_headings(document):
    assert texts(document, "Title") == ["Plan of Elmshire"]
    assert texts(document, "Heading 1") == ["Summary"]
    assert texts(document, "Heading 2") == ["Priority 1"]


def test_the_file_says_its_title_its_language_and_whose_it_is(document):
    said = document.core_properties
    assert (said.title, said.language, said.author, said.last_modified_by, said.comments) == (
        "Plan of Elmshire",
        "en-GB",
        "Elmshire Safeguarding Children Partnership",
        "Elmshire Safeguarding Children Partnership",
        "",
    )
    assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_the_banner_stands_on_the_first_page_and_over_each(document):
    assert document.paragraphs[2].text == REPORT.as_at
    assert document.sections[0].header.paragraphs[0].text == f"{REPORT.organisation.name} \N{EN DASH} {REPORT.as_at}"


def test_the_footer_counts_the_pages(document):
    footer = document.sections[0].footer.paragraphs[0]

    assert [field.get(qn("w:instr")) for field in footer._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    assert footer.text.split("\t")[0] == "Elmshire partnership office"


def test_a_table_has_its_caption_and_its_words(document):
    table = document.tables[0]

    assert texts(document, "Caption") == ["Actions of priority 1"]
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Actions of priority 1"
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Action", "Owner", "Due", "Returns"],
        ["Publish the yearly report", "Executive Board", "31 July 2021", "3"],
        ["Hold an assembly", "Chair & scrutineer <both>", "", "-2"],
    ]


def test_only_the_heading_row_is_marked_as_one(document):
    marked = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in document.tables[0].rows]

    assert marked == [True, False, False]


def test_a_linked_cell_leads_to_its_page(document):
    link = next(document.tables[0]._tbl.iter(qn("w:hyperlink")))

    assert document.part.rels[link.get(qn("r:id"))].target_ref == "https://example.org/bodies/board"


def test_a_figure_is_a_picture_with_its_words(document):
    shape = document.inline_shapes[0]
    picture = document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed]

    assert shape._inline.docPr.get("descr") == "12 delivered"
    assert Image.open(io.BytesIO(picture.blob)).size == (675, 225)


def test_a_figure_without_its_library_becomes_its_words(monkeypatch, tmp_path):
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho \"OSError: cannot load library 'libpango-1.0-0'\" >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(broken))
    report = Report("Test", Organisation("Elmshire"), [Section("All", 1, [Figure(SVG, "12 delivered")])])

    document = docx.Document(io.BytesIO(write_docx(report)))

    assert [paragraph.text for paragraph in document.paragraphs] == ["Test", "All", "12 delivered"]


def test_characters_that_xml_forbids_do_not_break_the_file():
    report = Report("Te\x00st", Organisation("Elm\x0bshire"), [Section("A\x1fll", 1, ["bro\ud800ken"])])

    document = docx.Document(io.BytesIO(write_docx(report)))

    assert [paragraph.text for paragraph in document.paragraphs] == ["Test", "All", "broken"]
