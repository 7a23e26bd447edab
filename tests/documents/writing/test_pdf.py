import http.server
import io
import sys
import threading
from collections import Counter

import pikepdf
import pypdfium2
import pytest

from goldenthread.documents.writing.pdf import NO_FONTS, NO_PANGO, html_to_pdf, write_pdf
from goldenthread.documents.writing.report import Column, Organisation, Report, Section, Table, WritingError
from tests.documents.writing.sample import REPORT

PAGE = '<!DOCTYPE html><html lang="en-GB"><head><title>x</title></head><body><h1>Plan</h1>{}</body></html>'


@pytest.fixture(scope="module")
def content() -> bytes:
    return write_pdf(REPORT)


@pytest.fixture
def pdf(content):
    return pikepdf.open(io.BytesIO(content))


def elements(node) -> list[pikepdf.Dictionary]:
    """Every element of the structure tree, in reading order."""
    if isinstance(node, pikepdf.Array):
        return [element for child in node for element in elements(child)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    return ([node] if "/S" in node else []) + elements(node.get("/K"))


def text_of(content: bytes, page: int = 0) -> str:
    return pypdfium2.PdfDocument(content)[page].get_textpage().get_text_range().replace("\r\n", "\n")


def test_it_is_tagged_and_says_its_language_and_title(pdf):
    assert bool(pdf.Root.MarkInfo.Marked) is True
    assert str(pdf.Root.Lang) == "en-GB"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
    assert str(pdf.docinfo.Title) == "Plan of Elmshire"


def test_it_claims_to_be_pdf_ua_1(pdf):
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_headings_tables_and_figures_are_what_they_are(pdf):
    count = Counter(str(element.S) for element in elements(pdf.Root.StructTreeRoot.K))

    wanted = {"/H1": 1, "/H2": 1, "/H3": 1, "/Table": 1, "/Caption": 1, "/TH": 4, "/TD": 8, "/Figure": 1, "/Link": 1}
    assert {tag: count[tag] for tag in wanted} == wanted


def test_a_figure_says_in_words_what_it_shows(pdf):
    figures = [element for element in elements(pdf.Root.StructTreeRoot.K) if element.S == "/Figure"]

    assert [str(figure.Alt) for figure in figures] == ["12 delivered"]


def test_headings_are_bookmarks(pdf):
    with pdf.open_outline() as outline:
        top = outline.root[0]
        assert [top.title, top.children[0].title, top.children[0].children[0].title] == [
            "Plan of Elmshire",
            "Summary",
            "Priority 1",
        ]


def test_a_linked_cell_leads_to_its_page(pdf):
    links = [str(annotation.A.URI) for page in pdf.pages for annotation in page.get("/Annots", [])]

    assert links == ["https://example.org/bodies/board"]


def test_pages_are_numbered_and_bear_the_banner():
    table = Table("Actions", [Column("Action")], [[f"Action {number}"] for number in range(60)])
    report = Report("Plan", Organisation("Elmshire"), [Section("All", 1, [table])], as_at="As at May", footer="Office")
    content = write_pdf(report)

    for number in range(len(pypdfium2.PdfDocument(content))):
        text = text_of(content, number)
        assert (f"Page {number + 1} of 2" in text, text.count("As at May"), "Office" in text) == (True, 1, True)


def test_words_are_never_markup():
    report = Report("<b>Plan</b>", Organisation("<i>Elm"), [Section("</h2>", 1, ["<script>x</script> & more"])])
    text = text_of(write_pdf(report))

    assert [part for part in ("<b>Plan</b>", "<i>Elm", "</h2>", "<script>x</script> & more") if part not in text] == []


def test_a_wide_table_lies_on_its_side():
    table = Table("Wide", [Column(f"Column {number}") for number in range(7)], [])
    content = write_pdf(Report("Plan", Organisation("Elmshire"), [Section("All", 1, [table])]))

    assert [round(side) for side in pypdfium2.PdfDocument(content)[0].get_size()] == [842, 595]


def test_any_page_of_html_becomes_a_tagged_pdf_of_that_title():
    pdf = pikepdf.open(io.BytesIO(html_to_pdf(PAGE.format("<p>Two pages of A4</p>"), title="Plan on a page")))

    assert (str(pdf.docinfo.Title), str(pdf.Root.Lang)) == ("Plan on a page", "en-GB")
    tags = [str(element.S) for element in elements(pdf.Root.StructTreeRoot.K)]
    assert [tag for tag in tags if tag in ("/H1", "/P")] == ["/H1", "/P"]


def test_nothing_is_fetched_from_the_network_or_the_disk(tmp_path):
    asked: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *arguments):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{server.server_port}"
    (tmp_path / "style.css").write_text("h1 { display: none }")
    html = PAGE.format(
        f'<link rel="stylesheet" href="{here}/a.css"><link rel="stylesheet" href="file://{tmp_path}/style.css">'
        f'<img alt="x" src="{here}/b.png"><p>Text'
        f'<style>@import "{here}/c.css"; p {{ background: url({here}/d.png) }}</style>'
    )
    text = text_of(html_to_pdf(html, title="Plan"))
    server.shutdown()

    assert (asked, "Plan" in text) == ([], True)


def pretend_python(monkeypatch, tmp_path, script: str) -> None:
    broken = tmp_path / "python"
    broken.write_text(f"#!/bin/sh\n{script}\n")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))


def test_without_pango_one_reads_what_to_install(monkeypatch, tmp_path):
    pretend_python(monkeypatch, tmp_path, "echo \"OSError: cannot load library 'libpango-1.0-0'\" >&2; exit 1")

    with pytest.raises(WritingError, match="libpangoft2") as raised:
        write_pdf(REPORT)
    assert str(raised.value) == NO_PANGO


def test_a_renderer_that_dies_does_not_take_us_along(monkeypatch, tmp_path):
    pretend_python(monkeypatch, tmp_path, "kill -ABRT $$")

    with pytest.raises(WritingError, match="no fonts are installed") as raised:
        write_pdf(REPORT)
    assert str(raised.value) == NO_FONTS
