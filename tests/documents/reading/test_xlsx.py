import datetime as dt
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from goldenthread.documents.blocks import Document
from goldenthread.documents.reading.xlsx import read
from tests.documents.files import book_bytes
from tests.documents.reading.shapes import cells, lines, tables


def read_sheet(fill: Callable[[Worksheet], None]) -> Document:
    book = openpyxl.Workbook()
    book.active.title = "Plan"
    fill(book.active)
    return read(book_bytes(book))


def test_titles_above_and_a_table() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "Neglect plan"
        sheet.append([])
        sheet.append(["Action", "Lead"])
        sheet.append(["1. One\n2. Two", "Police"])

    document = read_sheet(fill)
    assert lines(document) == ["Neglect plan"]
    assert cells(tables(document)[0]) == [["Action", "Lead"], ["1. One / 2. Two", "Police"]]
    assert str(tables(document)[0].rows[0][1].place) == "sheet Plan, table 1, row 3, column 2"


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (dt.datetime(2025, 3, 31), "dd/mm/yyyy", "31 March 2025"),
        (dt.datetime(2025, 3, 1), "mmm-yy", "March 2025"),
        (dt.datetime(2025, 3, 1), "yyyy", "2025"),
        (0.5, "0%", "50%"),
        (3.0, "General", "3"),
        (True, "General", "Yes"),
    ],
)
def test_values_are_as_the_sheet_shows_them(value: object, form: str, shown: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Action", value])
        sheet["B1"].number_format = form

    assert cells(tables(read_sheet(fill))[0]) == [["Action", shown]]


def test_merged_cells_and_colours() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Action", "Lead", "RAG"])
        sheet.append(["Priority 1"])
        sheet.append(["Do it", "Police"])
        sheet.merge_cells("A2:C2")
        sheet["C3"].fill = PatternFill("solid", fgColor="FFFF0000")

    table = tables(read_sheet(fill))[0]
    assert cells(table) == [["Action", "Lead", "RAG"], ["Priority 1", None, None], ["Do it", "Police", ""]]
    assert (table.rows[1][0].colspan, table.rows[2][2].fill) == (3, "ff0000")


def test_hidden_rows_and_sheets_are_counted_and_left_out() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (["Action", "Lead"], ["Secret", "x"], ["Shown", "y"]):
            sheet.append(row)
        sheet.row_dimensions[2].hidden = True
        sheet.parent.create_sheet("Old").sheet_state = "hidden"

    document = read_sheet(fill)
    assert (cells(tables(document)[0]), document.meta) == (
        [["Action", "Lead"], ["Shown", "y"]],
        {"hidden_sheets": 1, "hidden_rows": 1},
    )


def test_filter_marks_the_head() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "Title"
        for row in (["Action", "Lead"], ["Do it", "Police"]):
            sheet.append(row)
        sheet.auto_filter.ref = "A2:B3"

    assert tables(read_sheet(fill))[0].header_rows == 1


def test_each_sheet_is_a_table() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["A", "B"])
        sheet.parent.create_sheet("Second").append(["C", "D"])

    assert [(table.name, cells(table)) for table in tables(read_sheet(fill))] == [
        ("Plan", [["A", "B"]]),
        ("Second", [["C", "D"]]),
    ]
