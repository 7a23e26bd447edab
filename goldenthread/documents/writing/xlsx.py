"""XLSX: a sheet for each table, led by a sheet that says what this is. Nothing in it is ever a formula."""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableStyleInfo

from goldenthread.documents.writing.report import Column, Link, Note, Report, Table, Value, as_text

WIDEST = 60
LINE_POINTS, MOST_POINTS = 15, 405
PLAIN = Font(name="Arial", size=11)
BOLD = Font(name="Arial", size=11, bold=True)
LINK = Font(name="Arial", size=11, color="1D70B8", underline="single")
DATE = "d mmmm yyyy"


def write_xlsx(report: Report) -> bytes:
    book = Workbook(write_only=True)
    book.properties.title = as_text(report.title)
    book.properties.creator = book.properties.lastModifiedBy = as_text(report.organisation.name)
    book.properties.language = report.language
    _about_sheet(book.create_sheet("About"), report)
    names = {"about"}
    for number, table in enumerate(report.tables(), 1):
        sheet = book.create_sheet(_sheet_name(table.caption, names))
        _table_sheet(sheet, table, number, banner=report.as_at)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _about_sheet(sheet: WriteOnlyWorksheet, report: Report) -> None:
    sheet.column_dimensions["A"].width = 100
    head = [report.title, report.subtitle, report.organisation.name, report.as_at, report.footer]
    head += [f"Licence: {report.licence}"] if report.licence else []
    sheet.append([_cell(sheet, head[0], style=BOLD)])
    for text in filter(None, head[1:]):
        sheet.append([_cell(sheet, text)])
    for section in report.sections:
        sheet.append([])
        sheet.append([_cell(sheet, section.heading, style=BOLD)])
        for block in section.blocks:
            if isinstance(block, str | Note):
                sheet.append([_cell(sheet, block if isinstance(block, str) else block.text)])


def _table_sheet(sheet: WriteOnlyWorksheet, table: Table, number: int, *, banner: str) -> None:
    top = [text for text in (table.caption, banner) if text]
    head_row = len(top) + 1
    sheet.freeze_panes = f"A{head_row + 1}"
    widths = list(_widths(table))
    for position, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for text in top:
        sheet.append([_cell(sheet, text, style=BOLD, wrap=False)])
    titles = [_one_line(column.title) for column in table.columns]
    sheet.append([_cell(sheet, title, style=BOLD) for title in titles])
    for position, row in enumerate(table.rows, head_row + 1):
        sheet.row_dimensions[position].height = _height(row, widths)
        sheet.append([_cell(sheet, value) for value in row])
    if table.rows:
        last = f"{get_column_letter(len(titles))}{head_row + len(table.rows)}"
        sheet.tables.add(_marked_as_table(f"A{head_row}:{last}", titles, number))


def _marked_as_table(area: str, titles: Sequence[str], number: int) -> ExcelTable:
    """Tells Excel and screen readers which row holds the headings, and gives each a filter."""
    marked = ExcelTable(displayName=f"Table{number}", ref=area)
    marked.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    marked._initialise_columns()
    for column, title in zip(marked.tableColumns, titles, strict=True):
        column.name = title
    return marked


def _cell(sheet: WriteOnlyWorksheet, value: Value, *, style: Font = PLAIN, wrap: bool = True) -> Cell:
    cell = _number_or_date(sheet, value) or _text(sheet, as_text(value))
    cell.font = style
    cell.alignment = Alignment(wrap_text=wrap, vertical="top")
    if isinstance(value, Link):
        cell.hyperlink = value.url
        cell.font = LINK
    return cell


def _number_or_date(sheet: WriteOnlyWorksheet, value: Value) -> Cell | None:
    if not isinstance(value, int | float | Decimal | date):
        return None
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, date):
        cell.number_format = DATE
    return cell


def _text(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = True  # stays text when a person edits the cell
    return cell


def _widths(table: Table) -> Iterator[int]:
    for position, column in enumerate(table.columns):
        longest = max((len(as_text(row[position])) for row in table.rows), default=0)
        yield min(WIDEST, max(longest, _least_width(column)) + 2)


def _height(row: Sequence[Value], widths: Sequence[int]) -> int:
    """In points. Not every program works this out for itself when it opens the file."""
    paragraphs = [
        [len(line) // width + 1 for line in as_text(value).split("\n")]
        for value, width in zip(row, widths, strict=True)
    ]
    return min(MOST_POINTS, LINE_POINTS * max(sum(lines) for lines in paragraphs))


def _least_width(column: Column) -> int:
    return max(map(len, column.title.split()))


def _one_line(text: str) -> str:
    return " ".join(as_text(text).split())


def _sheet_name(caption: str, taken: set[str]) -> str:
    """At most 31 characters, none of those that Excel forbids, and not used before (in any case)."""
    base = _one_line(re.sub(r"[\[\]:*?/\\']", " ", caption))[:31].strip() or "Table"
    name, number = base, 2
    while name.casefold() in taken:
        name, number = f"{base[:27].strip()} {number}", number + 1
    taken.add(name.casefold())
    return name
