import io
import zipfile
from datetime import datetime

import openpyxl
import pytest

from goldenthread.documents.writing.report import Column, Organisation, Report, Section, Table
from goldenthread.documents.writing.xlsx import write_xlsx
from tests.documents.writing.payloads import FORMULAS
from tests.documents.writing.sample import REPORT, report_of


@pytest.fixture(scope="module")
def book():
    return openpyxl.load_workbook(io.BytesIO(write_xlsx(REPORT)))


def column(sheet, letter):
    return [cell.value for cell in sheet[letter]]


def test_the_first_sheet_says_what_this_is(book):
    assert column(book["About"], "A") == [
        "Plan of Elmshire",
        "Two years",
        "Elmshire Safeguarding Children Partnership",
        "The plan as it stood on 30 November 2021",
        "Elmshire partnership office",
        None,
        "Summary",
        "Most is on track.",
        "Figures are of approved returns.",
        None,
        "Priority 1",
    ]


def test_the_file_says_its_title_its_language_and_whose_it_is(book):
    said = book.properties
    assert (said.title, said.language, said.creator, said.lastModifiedBy) == (
        "Plan of Elmshire",
        "en-GB",
        "Elmshire Safeguarding Children Partnership",
        "Elmshire Safeguarding Children Partnership",
    )


def test_a_table_has_a_sheet_with_the_banner_and_a_frozen_heading_row(book):
    sheet = book["Actions of priority 1"]

    assert column(sheet, "A") == [
        "Actions of priority 1",
        "The plan as it stood on 30 November 2021",
        "Action",
        "Publish the yearly report",
        "Hold an assembly",
    ]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A4", "$3:$3")


def test_the_heading_row_is_marked_for_screen_readers(book):
    marked = book["Actions of priority 1"].tables["Table1"]

    assert (marked.ref, marked.headerRowCount, [c.name for c in marked.tableColumns]) == (
        "A3:D5",
        1,
        ["Action", "Owner", "Due", "Returns"],
    )


def test_dates_and_numbers_are_dates_and_numbers(book):
    sheet = book["Actions of priority 1"]

    assert (sheet["C4"].value, sheet["C4"].number_format) == (datetime(2021, 7, 31), "d mmmm yyyy")
    assert column(sheet, "D")[3:] == [3, -2]


def test_a_linked_cell_leads_to_its_page(book):
    assert book["Actions of priority 1"]["B4"].hyperlink.target == "https://example.org/bodies/board"


def test_columns_are_as_wide_as_what_they_hold(book):
    widths = {key: value.width for key, value in book["Actions of priority 1"].column_dimensions.items()}

    assert widths == {"A": 27, "B": 27, "C": 14, "D": 9}


def test_sheets_of_one_name_are_told_apart():
    tables = [Table("About [the plan]: a very long caption indeed", [Column("Name")], [["x"]])] * 2
    content = write_xlsx(Report("Test", Organisation("Elmshire"), [Section("All", 1, tables)]))

    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == [
        "About",
        "About the plan a very long capt",
        "About the plan a very long 2",
    ]


def test_a_table_without_rows_keeps_its_headings():
    report = Report("Test", Organisation("Elmshire"), [Section("All", 1, [Table("Bodies", [Column("Name")], [])])])

    assert column(openpyxl.load_workbook(io.BytesIO(write_xlsx(report)))["Bodies"], "A") == ["Bodies", "Name"]


@pytest.mark.parametrize("payload", FORMULAS)
def test_no_formula_is_live(payload):
    table = Table(payload, [Column(payload)], [[payload]])
    report = Report(payload, Organisation(payload), [Section(payload, 1, [payload, table])], payload, payload, payload)
    content = write_xlsx(report)

    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    assert not any(b"<f>" in zipfile.ZipFile(io.BytesIO(content)).read(name) for name in _sheets(content))


def test_a_text_is_stored_as_it_stands():
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(report_of(["=1+1"]))))

    assert book["Rows"]["A3"].value == "=1+1"


def _sheets(content: bytes) -> list[str]:
    return [name for name in zipfile.ZipFile(io.BytesIO(content)).namelist() if "worksheets/" in name]
