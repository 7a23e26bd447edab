"""An action log: open and closed actions on two sheets beside a cover, a risk register and a list of meetings."""

import csv
import io
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from tests.corpus.builders.forms import Forms, workbook
from tests.corpus.unseen import kit

HEAD = ["Action ID", "Priority area", "Action agreed", "Date raised", "Owner", "Due", "Revised due", "Status", "Update"]
RISKS = [
    ["Risk", "Likelihood", "Impact", "Mitigating action", "Risk owner", "Review date"],
    ["Analyst post not filled", "4", "3", "Ask ICB to second an analyst", "Business Manager", "30/09/2025"],
    ["Budget contributions fall", "3", "4", "Early talks with Chief Officers", "Exec Board", "31/10/2025"],
    ["Turnover of subgroup chairs", "3", "3", "Appoint vice chairs", "Exec Board", "30/11/2025"],
]
MEETINGS = [
    ["Meeting", "Date", "Time", "Venue"],
    ["Exec Board", "24/09/2025", "10:00", "County Hall, Room 3"],
    ["QA Subgroup", "07/10/2025", "14:00", "Teams"],
    ["MACE Panel", "14/10/2025", "09:30", "Police HQ"],
]


def rest(a: dict[str, Any]) -> list[str]:
    return [a.get("revised", ""), kit.first(a["st"]), a["prog"], a.get("closed", "")]


def rows(plan: dict[str, Any]) -> list[list[str]]:
    return [
        [a["n"], p["title"], a["text"], a["raised"], kit.first(a.get("who")), kit.when(a), *rest(a)]
        for p in plan["priorities"]
        for a in p["actions"]
    ]


def put(book: Workbook, title: str, table: list[list[str]], above: tuple[str, ...] = ()) -> None:
    sheet = book.create_sheet(title)
    for line in above:
        sheet.append([line])
    top = len(above) + 1
    for y, row in enumerate(table, top):
        for x, value in enumerate(row, 1):
            cell = sheet.cell(y, x, value or None)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if len(value) == 10 and value[2] == value[5] == "/":
                cell.value, cell.number_format = datetime.strptime(value, "%d/%m/%Y"), "dd/mm/yyyy"
            if y == top:
                cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F4E5F")
    sheet.freeze_panes = f"A{top + 1}"
    sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(table[0]))}{top + len(table) - 1}"
    for x in range(len(table[0])):
        sheet.column_dimensions[get_column_letter(x + 1)].width = 44 if x in (2, 8) else 16


def forms(plan: dict[str, Any]) -> Forms:
    found, book = rows(plan), Workbook()
    cover = book.worksheets[0]
    cover.title = "Read me"
    for line in plan["front"].strip().split("\n"):
        cover.append([line])
    put(book, "Live actions", [HEAD, *(row[:9] for row in found if not row[9])], ("ESCP Business Plan Action Log",))
    put(book, "Closed", [[*HEAD, "Date closed"], *(row for row in found if row[9])])
    put(book, "Risk register", RISKS)
    put(book, "Meetings", MEETINGS)
    lists = book.create_sheet("Lists")
    for value in ["Not started", "In progress", "Delayed", "Overdue", "On hold", "Ongoing", "Closed"]:
        lists.append([value])
    lists.sheet_state = "hidden"
    out = io.StringIO()
    csv.writer(out).writerows([[*HEAD, "Date closed"], *found])
    return {
        "eskerdale-action-log.xlsx": ("live and closed actions on two sheets, risks and meetings", workbook(book)),
        "eskerdale-action-log.csv": ("all actions in one list", out.getvalue()),
    }
