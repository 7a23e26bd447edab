import pytest

from goldenthread.documents.reading.csv import read
from tests.documents.reading.shapes import cells, lines, tables


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separator_is_found(separator: str) -> None:
    text = 'Action|Lead|When\n"Do it, or not"|Police|May 2025\n'.replace("|", separator)
    assert cells(tables(read(text.encode()))[0]) == [
        ["Action", "Lead", "When"],
        ["Do it, or not", "Police", "May 2025"],
    ]


def test_titles_above_the_table_are_lines() -> None:
    document = read(b"Action log,,\n,,\nAction,Lead,\nDo it,Police,\n")
    assert (lines(document), cells(tables(document)[0])) == (["Action log"], [["Action", "Lead"], ["Do it", "Police"]])


def test_cell_keeps_its_row_and_column() -> None:
    assert str(tables(read(b"Title\n\nAction,Lead\nDo it,Police"))[0].rows[1][1].place) == "row 4, column 2"


def test_line_breaks_in_a_cell_are_kept() -> None:
    assert cells(tables(read(b'A,B\n"1. One\n2. Two",x'))[0])[1] == ["1. One / 2. Two", "x"]
