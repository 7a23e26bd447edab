from pathlib import Path

import pytest

from goldenthread.documents.reading.text import read
from tests.documents.reading.shapes import cells, content, lines, tables

REFERENCE = Path(__file__).parents[4] / "shared/reference/birmingham-2021-23.txt"


def test_paragraphs_and_lists() -> None:
    assert lines(read(b"Our plan\n\nWe will:\n1. Publish it\n2.\tSend it\n- **Tell** children\n")) == [
        "Our plan",
        "We will:",
        "1. Publish it",
        "2. Send it",
        "- Tell children",
    ]


def test_lines_with_tabs_are_a_table() -> None:
    table = tables(read(b"Intro\nOutcome\tActions\nPriority 1\t\n\tAction one\nAfter"))[0]
    assert cells(table) == [["Outcome", "Actions"], ["Priority 1", ""], ["", "Action one"]]


def test_cell_says_where_it_stands() -> None:
    table = tables(read(b"Intro\n\nOutcome\tActions\nFirst\tSecond"))[0]
    assert str(table.rows[1][1].place) == "row 2, column 2, line 4"


def test_html_in_cells_is_read() -> None:
    table = tables(read(b"A\tB\n<p>1. One <i>two</i></p> <p>2. Three</p>\t<ol> 4. Four 5. Five"))[0]
    assert cells(table)[1] == ["1. One two / 2. Three", "4. Four / 5. Five"]


def test_html_table_in_text_is_read() -> None:
    document = read(b"Intro\n<table><tr><td>Action</td>\n<td>Lead</td></tr></table>\nAfter")
    assert (lines(document), cells(tables(document)[0])) == (["Intro", "After"], [["Action", "Lead"]])


def test_pipes_are_a_table_with_a_head() -> None:
    table = tables(read(b"| Action | Lead |\n|---|---|\n| Do it | Police \\| Health |"))[0]
    assert (table.header_rows, cells(table)) == (1, [["Action", "Lead"], ["Do it", "Police | Health"]])


def test_form_feeds_are_page_breaks() -> None:
    document = read(b"One\n\fTwo\n\fThree")
    assert [(block.text, block.place.page, block.place.line) for block in document.blocks] == [
        ("One", 1, 1),
        ("Two", 2, 2),
        ("Three", 3, 3),
    ]


def test_lines_broken_at_a_width_are_joined() -> None:
    text = """The partnership will review how agencies work together when a
child goes missing, and will tell the Board what it has found by
the end of March 2025 so that the Board can act upon it in time.
1. Publish the review and the answers of all the agencies on the
website of the partnership.
2. Short item
"""
    assert lines(read(text.encode())) == [
        "The partnership will review how agencies work together when a child goes missing, and will tell the Board "
        "what it has found by the end of March 2025 so that the Board can act upon it in time.",
        "1. Publish the review and the answers of all the agencies on the website of the partnership.",
        "2. Short item",
    ]


def test_windows_letters_are_read() -> None:
    assert lines(read("Children\u2019s Trust \u2013 plan".encode("cp1252"))) == ["Children\u2019s Trust \u2013 plan"]


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference plan is not on this machine")
def test_reference_plan_has_its_tables() -> None:
    found = tables(read(REFERENCE.read_bytes()))
    assert [len(table.rows) for table in found] == [5, 4, 4, 2]
    assert content(found[0].rows[2][0]).count(" / ") == 2
    assert len(found[0].rows[2][1].lines) == 10


ALIGNED = b"""Ref   Action                          Lead            By when

1.1   Agree one neglect assessment    Quality Group   June 2025
      with every agency               and ICB
1.2   Dip sample twenty plans         Audit Group     Q3

After the table comes a sentence that goes on across all of its columns.
"""


def test_columns_that_spaces_align_are_a_table() -> None:
    document = read(ALIGNED)
    assert cells(tables(document)[0]) == [
        ["Ref", "Action", "Lead", "By when"],
        ["1.1", "Agree one neglect assessment with every agency", "Quality Group and ICB", "June 2025"],
        ["1.2", "Dip sample twenty plans", "Audit Group", "Q3"],
    ]
    assert lines(document) == ["After the table comes a sentence that goes on across all of its columns."]


@pytest.mark.parametrize(
    "text", ["1.   Agree it\n2.   Print it\n3.   Send it", "Foreword ........ 2\nOur plan ........ 4"]
)
def test_lists_and_contents_are_no_columns(text: str) -> None:
    assert tables(read(text.encode())) == []


DRAWN = """+--------------+-------+
| Action       | Lead  |
+==============+=======+
| Agree one    | ICB   |
| protocol     |       |
+--------------+-------+
| Priority 2: Voice    |
+--------------+-------+
"""


@pytest.mark.parametrize(
    "drawing", [DRAWN, DRAWN.replace("-", "─").replace("|", "│").replace("=", "═").replace("+", "┼")]
)
def test_table_drawn_with_signs(drawing: str) -> None:
    table = tables(read(drawing.encode()))[0]
    assert [[cell.text if cell else None for cell in row] for row in table.rows] == [
        ["Action", "Lead"],
        ["Agree one protocol", "ICB"],
        ["Priority 2: Voice", None],
    ]
    assert table.header_rows == 1


def test_lines_between_lines_with_tabs_span_the_table() -> None:
    table = tables(read(b"Action\tLead\tBy when\nPriority 1: Neglect\nMap it\tICB\tMay 2025\nPrint it\t\t"))[0]
    assert [[cell.text if cell else None for cell in row] for row in table.rows] == [
        ["Action", "Lead", "By when"],
        ["Priority 1: Neglect", None, None],
        ["Map it", "ICB", "May 2025"],
        ["Print it", "", ""],
    ]


def test_long_lines_with_letters_are_a_list() -> None:
    text = "a) Train sixty champions, at least two in each school of the county\nb) Audit ten cases\nc) Print it"
    assert [one[:2] for one in lines(read(text.encode()))] == ["a)", "b)", "c)"]
