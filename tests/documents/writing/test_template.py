"""A partnership's own Word template, with our report in it."""

import io

import docx

from goldenthread.documents.writing.docx import write_docx
from goldenthread.documents.writing.report import Column, Organisation, Report, Section, Table

SECTIONS = [
    Section(
        "Findings",
        blocks=["All is well.", Table("Counts", [Column("What"), Column("How many", "number")], [["Visits", 7]])],
    )
]


def a_template(*paragraphs, header="", drop=()):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = header
    for name in drop:
        document.styles[name].delete()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def written(template, **facts):
    house = Organisation("Marlshire Partnership", template=template)
    report = Report(
        "Yearly report", house, SECTIONS, subtitle="2021 to 2022", footer="Released on 1 May 2022.", **facts
    )
    return docx.Document(io.BytesIO(write_docx(report)))


def test_report_stands_where_the_template_says():
    made = written(a_template("Our cover", "{{title}} of {{partnership}}", "{{report}}", "Our back page"))
    texts = [each.text for each in made.paragraphs if each.text]
    assert texts == [
        "Our cover", "Yearly report of Marlshire Partnership", "2021 to 2022", "Findings", "All is well.", "Counts",
        "Our back page",
    ]  # fmt: skip
    assert made.tables[0].cell(1, 1).text == "7"


def test_report_follows_a_template_that_names_no_place():
    made = written(a_template("Our cover"))
    assert [each.text for each in made.paragraphs][:3] == ["Our cover", "Yearly report", "2021 to 2022"]


def test_words_are_filled_into_headers_too():
    made = written(a_template("{{report}}", header="{{partnership}}: {{state}}"))
    assert made.sections[0].header.paragraphs[0].text == "Marlshire Partnership: Released on 1 May 2022."


def test_place_that_word_cut_into_runs_is_found():
    document = docx.Document()
    paragraph = document.add_paragraph("{{ti")
    paragraph.add_run("tle}}").bold = True
    out = io.BytesIO()
    document.save(out)
    assert written(out.getvalue()).paragraphs[0].text == "Yearly report"


def test_styles_that_the_template_lacks_are_added():
    made = written(a_template("{{report}}", drop=["Heading 1", "Caption", "Quote", "Subtitle", "Title", "Table Grid"]))
    assert [each.style.name for each in made.paragraphs][:3] == ["Title", "Subtitle", "Heading 1"]
    assert made.tables[0].style.name == "Table Grid"


def test_report_that_is_not_released_says_so_whatever_the_template_holds():
    made = written(a_template("{{title}}", "{{report}}"), as_at="This report is not released.")
    assert "This report is not released." in [each.text for each in made.paragraphs]
