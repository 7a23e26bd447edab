import itertools
import re

import pytest

from goldenthread.documents.blocks import Document
from goldenthread.documents.reading.pdf import read
from tests.documents.reading.shapes import cells, lines, tables

STYLE = """@page { size: A4; margin: 2cm }
body { font: 11pt sans-serif } table { border-collapse: collapse; width: 100% }
td, th { padding: 4pt 6pt; text-align: left; vertical-align: top } .ruled td, .ruled th { border: 1px solid }"""
LONG = "Hold a learning event for practitioners on professional curiosity and share the slides with those who were away"
THREE = "<tr><th>What we will do<th>Who<th>When</tr>"
ROW = f"<tr><td>{LONG}<td>Learning and Development Sub-Group<td>Spring 2025</tr>"


def read_page(body: str, style: str = "") -> Document:
    try:
        import weasyprint
    except OSError:
        pytest.skip("Pango, which makes the PDF files for these tests, is not on this machine")
    return read(weasyprint.HTML(string=f"<style>{STYLE}{style}</style>{body}").write_pdf())


def test_headings_paragraphs_and_lists() -> None:
    document = read_page(
        f"<h1>Plan</h1><h2>Aims</h2><p>{LONG} {LONG}.</p><p><b>Why</b></p><ol><li>{LONG} {LONG}<li>Two</ol>"
        "<ul><li>a<ul><li>b</ul><li>c</ul>"
    )
    assert lines(document) == [
        "# Plan",
        "## Aims",
        f"{LONG} {LONG}.",
        "### Why",
        f"1. {LONG} {LONG}",
        "2. Two",
        "• a",
        "  ◦ b",
        "• c",
    ]


def test_ruled_table_with_merged_and_coloured_cells() -> None:
    document = read_page(
        f"<table class=ruled>{THREE}<tr><td colspan=3>Priority 1</tr>{ROW}"
        "<tr><td rowspan=2>Tall<td>a<td style='background: #f00'></tr><tr><td><ul><li>b<li>c</ul><td>d</tr></table>"
    )
    table = tables(document)[0]
    assert cells(table) == [
        ["What we will do", "Who", "When"],
        ["Priority 1", None, None],
        [LONG, "Learning and Development Sub-Group", "Spring 2025"],
        ["Tall", "a", ""],
        [None, "• b / • c", "d"],
    ]
    assert (table.rows[1][0].colspan, table.rows[3][0].rowspan, table.rows[3][2].fill) == (3, 2, "ff0000")


@pytest.mark.parametrize(
    "style",
    ["", "td, th { border-bottom: 1px solid }", "tr:nth-child(even) td { background: #eee } th { background: #005 }"],
    ids=["no rules", "rules between rows", "stripes"],
)
def test_table_without_frames(style: str) -> None:
    document = read_page(f"<p>Before it.</p><table>{THREE}{ROW * 4}</table><p>After it.</p>", style)
    expected = [["What we will do", "Who", "When"]] + [[LONG, "Learning and Development Sub-Group", "Spring 2025"]] * 4
    assert (lines(document), [cells(table) for table in tables(document)]) == (["Before it.", "After it."], [expected])


def test_row_across_a_table_without_rules() -> None:
    document = read_page(f"<table>{THREE}{ROW * 3}<tr><td colspan=3>Priority 2: {LONG[:60]}</tr>{ROW * 2}</table>")
    assert cells(tables(document)[0])[4] == [f"Priority 2: {LONG[:60]}", None, None]


def test_columns_of_running_text_are_no_table() -> None:
    text = f"<p>{LONG}, and tell the Board what has changed for children. {LONG}.</p>" * 3
    document = read_page(f"<div style='columns: 2'>{text}</div>", "p { margin: 0 0 1em }")
    assert (tables(document), len(lines(document))) == ([], 3)


def test_running_heads_are_kept_apart() -> None:
    style = "@page { @top-center { content: 'Official' } @bottom-right { content: 'Page ' counter(page) } }"
    document = read_page(
        "<p>One</p><p style='break-before: page'>Two</p><p style='break-before: page'>Three</p>", style
    )
    assert (lines(document), document.pages) == (["One", "Two", "Three"], 3)
    assert document.meta == {"running": ["Official", "Page 1", "Page 2", "Page 3"]}


def test_table_broken_over_pages_keeps_its_rows() -> None:
    document = read_page(f"<table class=ruled><thead>{THREE}</thead>{ROW * 30}</table>", "tr { break-inside: avoid }")
    found = tables(document)
    assert [table.place.page for table in found] == [1, 2, 3]
    assert sum(len(table.rows) for table in found) == 33


def test_paragraph_broken_over_pages_is_joined() -> None:
    words = " ".join(map("".join, itertools.product("bdfgk", "aeiou", "lmnrs", "aeiou")))
    assert lines(read_page(f"<p>{words}.</p>")) == [f"{words}."]


def test_frame_around_a_paragraph_is_no_table() -> None:
    assert lines(read_page(f"<p style='border: 1px solid'>{LONG}</p>")) == [LONG]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("It is multi-<br>agency work", "It is multi-agency work"),
        ("This is safe-<br>guarding, and safeguarding it is", "This is safeguarding, and safeguarding it is"),
        ("Training <i>in</i> July 31<sup>st</sup>", "Training in July 31st"),
    ],
    ids=["hyphen of the word", "hyphen of the line", "raised letters"],
)
def test_words_are_put_together(text: str, joined: str) -> None:
    assert lines(read_page(f"<p>{text}</p>")) == [joined]


def test_columns_with_lines_at_different_heights_are_read_one_after_the_other() -> None:
    left = "".join(f"<p>Left {word} {LONG[:30]}</p>" for word in range(9))
    right = left.replace("Left", "Right")
    style = "td { width: 50%; padding: 0 12pt } p { margin: 0 0 6pt } .b p { font-size: 9.5pt; margin: 3pt 0 7pt }"
    found = lines(read_page(f"<p>{LONG}</p><table><tr><td>{left}<td class=b>{right}</tr></table>", style))
    assert re.findall("Left .|Right .", " ".join(found)) == [
        f"{side} {n}" for side in ("Left", "Right") for n in range(9)
    ]


def test_numbers_that_hang_out_are_no_column() -> None:
    items = "".join(f"<p><span>{n}a</span>{LONG} and elsewhere</p>" for n in range(1, 5))
    assert tables(read_page(items, "span { display: inline-block; width: 30pt }")) == []


def test_list_of_contents_is_kept_apart() -> None:
    rows = "".join(f"<tr><td>Priority {n}<td style='text-align: right'>{n + 1}</tr>" for n in range(1, 5))
    document = read_page(f"<h2>Contents</h2><table>{rows}</table><h2>Foreword</h2>")
    assert (lines(document), tables(document)) == (["# Contents", "# Foreword"], [])
    assert document.meta == {"contents": ["Priority 1 2", "Priority 2 3", "Priority 3 4", "Priority 4 5"]}


def test_drawn_bullets_are_bullets() -> None:
    dot = "<span style='display: inline-block; width: 3pt; height: 3pt; background: #000; margin: 2pt 6pt'></span>"
    assert lines(read_page(f"<p>{dot}{LONG[:30]}</p><p>{dot}Two</p>")) == [f"• {LONG[:30]}", "• Two"]


def test_bullet_item_in_bold_is_no_heading() -> None:
    assert lines(read_page(f"<ul><li><b>Priority 1</b></ul><p>{LONG}</p>")) == ["• Priority 1", LONG]


def test_rag_cell_without_a_word_keeps_its_colour() -> None:
    table = f"<table>{THREE}<tr><td>{LONG}<td>Police<td style='background: #ffbf00'></tr></table>"
    document = read_page(table, "td, th { border: 1px solid }")
    assert [cell.fill for cell in tables(document)[0].rows[1]] == ["", "", "ffbf00"]
