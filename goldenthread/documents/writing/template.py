"""A partnership's own Word template: its pages, styles, headers and cover, with our report in it.

Words in double braces are filled in wherever they stand: ``{{title}}``, ``{{subtitle}}``, ``{{partnership}}`` and
``{{state}}``. The report stands in place of ``{{report}}``, or after all that the template holds.
"""

import io
from collections.abc import Iterator, Mapping

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

HERE = "{{report}}"
TITLES = {"Title": 22, "Subtitle": 14, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11}
"""Paragraph styles that a report needs, in points; those that a template lacks are added."""
OTHERS = ("Caption", "Quote")
GRID = "Table Grid"


def open_template(content: bytes) -> Document:
    document = docx.Document(io.BytesIO(content))
    known = {style.name for style in document.styles}
    for name in [*TITLES, *OTHERS]:
        if name not in known:
            _add_style(document, name)
    if GRID not in known:
        document.styles.add_style(GRID, WD_STYLE_TYPE.TABLE, builtin=True)
    return document


def _add_style(document: Document, name: str) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    assert isinstance(style, ParagraphStyle)
    style.base_style = next((each for each in document.styles if each.name == "Normal"), None)  # type: ignore[assignment]
    if name in TITLES:
        style.font.size, style.font.bold = Pt(TITLES[name]), True
        style.paragraph_format.keep_with_next = True


def fill(document: Document, words: Mapping[str, str]) -> set[str]:
    """Put the words in their places; which of them had one."""
    found = set()
    for paragraph in _paragraphs(document):
        for name, text in words.items():
            if _replaced(paragraph, f"{{{{{name}}}}}", text):
                found.add(name)
    return found


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    """Of the body, its tables, and of every header and footer."""
    parts = [document, *(part for each in document.sections for part in (
        each.header, each.footer, each.first_page_header, each.first_page_footer,
    ))]  # fmt: skip
    for part in parts:
        for element in part._element.iter("{*}p"):
            yield Paragraph(element, part)  # type: ignore[arg-type]


def _replaced(paragraph: Paragraph, place: str, text: str) -> bool:
    """Word cuts texts into runs as it likes: the whole paragraph takes the look of its first."""
    if place not in paragraph.text:
        return False
    said, runs = paragraph.text.replace(place, text), paragraph.runs
    for run in runs:
        run.text = ""
    (runs[0] if runs else paragraph.add_run()).text = said
    return True


def move_to_its_place(document: Document, held_before: int) -> None:
    """What was written after the first ``held_before`` elements of the body goes to where ``{{report}}`` stands."""
    place = next((each for each in document.paragraphs if each.text.strip() == HERE), None)
    if place is None:
        return
    for element in list(document.element.body)[held_before:]:
        if not element.tag.endswith("}sectPr"):
            place._p.addprevious(element)
    place._p.getparent().remove(place._p)  # type: ignore[union-attr]


def text_width(document: Document) -> Mm:
    page = document.sections[-1]
    known = (page.page_width, page.left_margin, page.right_margin)
    width, left, right = (each if each is not None else Mm(20) for each in known)
    return Mm(max(60, round((width - left - right) / 36000)))
