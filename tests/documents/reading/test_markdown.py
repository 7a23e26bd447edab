from goldenthread.documents.reading.markdown import read
from tests.documents.reading.shapes import cells, lines, tables

PLAN = b"""---
title: "Our plan"
---
# Priority 1: Neglect

The **Board** will
see to it.

3. First
4. Second
   - deeper

**All of it**

| Action | Lead |
| --- | --- |
| Do it<br>2. and this | Police |
"""


def test_markdown_becomes_blocks() -> None:
    document = read(PLAN)
    assert (document.title, lines(document)) == (
        "Our plan",
        ["# Priority 1: Neglect", "The Board will see to it.", "3. First", "4. Second", "  • deeper", "All of it"],
    )


def test_table_has_its_head() -> None:
    table = tables(read(PLAN))[0]
    assert (table.header_rows, cells(table)) == (1, [["Action", "Lead"], ["Do it / 2. and this", "Police"]])


def test_wholly_bold_paragraph_is_bold() -> None:
    assert [block.text for block in read(PLAN).blocks if getattr(block, "bold", False)] == ["All of it"]


def test_places_are_lines_of_the_file() -> None:
    assert [block.place.line for block in read(PLAN).blocks] == [4, 6, 9, 10, 11, 13, 15]


def test_tables_of_a_scanner_are_read_in_markdown_too() -> None:
    document = read(b"# Plan\n\nOutcome\tActions\n<p>One</p>\t<ol> 1. Two 2. Three\n\tmore\n\nAfter")
    assert (lines(document), cells(tables(document)[0])) == (
        ["# Plan", "After"],
        [["Outcome", "Actions"], ["One", "1. Two / 2. Three"], ["", "more"]],
    )


def test_html_table_in_markdown_is_read() -> None:
    document = read(b"Before\n\n<table>\n<tr><td>A</td>\n\n<td>B</td></tr></table>\n\nAfter")
    assert (lines(document), cells(tables(document)[0])) == (["Before", "After"], [["A", "B"]])
