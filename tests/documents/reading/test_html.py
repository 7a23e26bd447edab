import pytest

from goldenthread.documents.reading.html import hex_colour, read
from tests.documents.reading.shapes import cells, lines, tables


def page(body: str) -> bytes:
    return f"<!doctype html><title>Our plan</title><body>{body}".encode()


def test_headings_paragraphs_and_lists() -> None:
    document = read(page("<h2>Aims</h2><p>One<b> two</b></p><ol start=3 type=a><li>C<ul><li>deep</li></ul><li>D</ol>"))
    assert (document.title, lines(document)) == ("Our plan", ["## Aims", "One two", "c. C", "  • deep", "d. D"])


def test_printed_number_wins_over_the_list() -> None:
    assert lines(read(page("<ol><li>4. Four<li value=9>Nine</ol>"))) == ["4. Four", "9. Nine"]


def test_what_is_hidden_is_dropped() -> None:
    hidden = "<script>x</script><style>x</style><p hidden>x</p><p style='display:none'>x</p><!-- x --><nav>x</nav>"
    assert lines(read(page(hidden + "<p>Shown</p>"))) == ["Shown"]


def test_merged_cells_stand_once() -> None:
    document = read(
        page(
            "<table><caption>Actions</caption><thead><tr><th>Action<th>Lead<th>RAG</thead>"
            "<tr><td colspan=3>Priority 1<tr><td rowspan=2>Tall<td>a<td bgcolor=red>"
            "<tr><td>b<td style='background:#0f0'>G</table>"
        )
    )
    table = tables(document)[0]
    assert (table.name, table.header_rows, cells(table)) == (
        "Actions",
        1,
        [["Action", "Lead", "RAG"], ["Priority 1", None, None], ["Tall", "a", ""], [None, "b", "G"]],
    )
    assert (table.rows[1][0].colspan, table.rows[2][0].rowspan) == (3, 2)
    assert [table.rows[2][2].fill, table.rows[3][2].fill] == ["ff0000", "00ff00"]


def test_table_that_arranges_a_page_is_none() -> None:
    document = read(page("<table><tr><td><h1>Plan</h1><table><tr><td>A<td>B<tr><td>C<td>D</table></table>"))
    assert (lines(document), [cells(table) for table in tables(document)]) == (["# Plan"], [[["A", "B"], ["C", "D"]]])


def test_rows_are_equally_long() -> None:
    assert cells(tables(read(page("<table><tr><td>A<td>B<td>C<tr><td>D</table>")))[0])[1] == ["D", "", ""]


@pytest.mark.parametrize(
    ("colour", "code"),
    [("#F00", "ff0000"), ("rgb(0, 128, 0)", "008000"), ("amber", "ffbf00"), ("white", ""), ("inherit", "")],
)
def test_colours_are_codes(colour: str, code: str) -> None:
    assert hex_colour(colour) == code
