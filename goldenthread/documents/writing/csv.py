"""CSV for other programs: UTF-8 with a byte order mark (Excel needs it), RFC 4180, dates as 2021-04-30."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from goldenthread.documents.writing.report import Report, Table, Value, as_text

FULL_WIDTH = "\uff1d\uff0b\uff0d\uff20"
LIVE = re.compile(rf"(^|[;\t\r\n](?:[^\S\t\r\n]|[\u200b\ufeff])*)(?=[-=+@{FULL_WIDTH}])")
"""Where a spreadsheet may see a formula begin: at the start of a cell, and after whatever a spreadsheet
with other settings takes for the end of one."""


def write_csv(report: Report) -> bytes:
    """The report's tables. Where there are several, each follows its caption and ends with an empty line."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    tables = list(report.tables())
    for table in tables:
        if len(tables) > 1:
            writer.writerow([harmless(table.caption)])
        writer.writerows(_rows(table, {"As at": report.as_at, "Licence": report.licence}))
        if len(tables) > 1:
            writer.writerow([])
    return out.getvalue().encode("utf-8-sig")


def _rows(table: Table, said: dict[str, str]) -> Iterator[list[str]]:
    """A banner would break the program that reads the file, so what is said of all rows are columns."""
    more = {title: harmless(text) for title, text in said.items() if text}
    yield [*(harmless(column.title) for column in table.columns), *more]
    for row in table.rows:
        yield [*(_cell(value) for value in row), *more.values()]


def _cell(value: Value) -> str:
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return harmless(as_text(value))


def harmless(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet could run as a formula."""
    return LIVE.sub(r"\1'", text.strip().lstrip("\u200b\ufeff"))
