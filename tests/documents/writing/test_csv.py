import csv
import io

import pytest

from goldenthread.documents.writing.csv import write_csv
from goldenthread.documents.writing.report import Column, Organisation, Report, Section, Table
from tests.documents.writing.payloads import FORMULAS
from tests.documents.writing.sample import REPORT, report_of

LIVE = tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r")


def rows_of(content: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_one_table_is_a_heading_row_and_its_rows():
    assert rows_of(write_csv(REPORT)) == [
        ["Action", "Owner", "Due", "Returns", "As at"],
        ["Publish the yearly report", "Executive Board", "2021-07-31", "3", REPORT.as_at],
        ["Hold an assembly", "Chair & scrutineer <both>", "", "-2", REPORT.as_at],
    ]


def test_several_tables_stand_under_their_captions():
    tables = [Table(caption, [Column("Name")], [["Board"]]) for caption in ("Bodies", "Posts")]
    report = Report("Test", Organisation("Elmshire"), [Section("All", 1, tables)])

    assert rows_of(write_csv(report)) == [["Bodies"], ["Name"], ["Board"], [], ["Posts"], ["Name"], ["Board"], []]


def test_the_file_opens_in_excel_as_utf_8():
    assert write_csv(report_of(["Zoë"])).startswith("\ufeff".encode())


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("payload", FORMULAS)
def test_no_formula_is_live_whatever_separator_the_reader_believes_in(payload, delimiter):
    content = write_csv(report_of(["before", payload], [payload, "after"]))

    assert [
        cell for row in rows_of(content, delimiter) for cell in row if cell.strip(" \u200b\ufeff").startswith(LIVE)
    ] == []


@pytest.mark.parametrize("payload", FORMULAS)
def test_no_formula_is_live_in_a_heading_or_a_banner(payload):
    table = Table(payload, [Column(payload)], [["x"]])
    report = Report("Test", Organisation("Elmshire"), [Section("All", 1, [table, table])], as_at=payload)

    cells = [cell for row in rows_of(write_csv(report)) for cell in row]
    assert [cell for cell in cells if cell.strip(" \u200b\ufeff").startswith(LIVE)] == []
