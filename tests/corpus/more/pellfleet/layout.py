"""Pellfleet: a workbook with a log of fifteen columns, a risk register and a list of meetings; and its export."""

import csv
import io
import re
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from tests.corpus.builders.forms import Forms, workbook
from tests.corpus.builders.truth import action_text, as_list

HEAD = [
    "ID",
    "Theme",
    "Source of action",
    "Date raised",
    "Action agreed",
    "Action owner",
    "Original due date",
    "Revised due date",
    "Status",
    "Latest update",
    "Evidence held",
    "Closed on",
    "Days open",
]
RISKS = [
    ["Risk ID", "Description", "Owner", "Score", "Controls", "Review date"],
    ["R1", "One safeguarding partner reduces its contribution", "DCS", 16, "Three-year agreement", "31/01/2025"],
    ["R2", "Loss of analyst leaves the dataset unread", "PSPC BM", 12, "Cover from public health", "28/02/2025"],
    ["R3", "Reviews not published within six months", "CDG", 9, "Tracker to each Exec", "31/03/2025"],
]
MEETINGS = [
    ["Group", "Date", "Papers due", "Venue"],
    ["Exec", "05/12/2024", "26/11/2024", "Teams"],
    ["Exec", "06/02/2025", "28/01/2025", "Civic Centre"],
    ["QEG", "16/01/2025", "08/01/2025", "Teams"],
]


def when(text: str) -> datetime | str | None:
    if re.fullmatch(r"\d\d/\d\d/\d{4}", text):
        return datetime.strptime(text, "%d/%m/%Y")
    if re.fullmatch(r"[A-Z][a-z]{2}-\d\d", text):
        return datetime.strptime(text, "%b-%y")
    return text or None


def values(priority: dict[str, Any], a: dict[str, Any]) -> list[str]:
    who = as_list(a["who"])
    out = [a["n"], f"P{priority['n']}", a["src"], a["raised"], action_text(a), who[0] if who else ""]
    return [*out, as_list(a["by"])[0], a["revised"], as_list(a["st"])[0], a["prog"], a["evid"], a["closed"]]


def log(sheet: Worksheet, plan: dict[str, Any]) -> None:
    sheet["A1"] = "PSPC Business Plan Action Log 2024-26"
    sheet["A1"].font = Font(bold=True, size=16)
    sheet["I1"] = "Position at:"
    sheet["J1"] = datetime(2024, 12, 20)
    sheet["J1"].number_format = "d mmm yyyy"
    for x, head in enumerate(HEAD, 1):
        one = sheet.cell(3, x, head)
        one.font, one.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="4B2E83")
        one.alignment = Alignment(wrap_text=True)
        sheet.column_dimensions[one.column_letter].width = 46 if x in (5, 10) else 15
    rows = [values(p, a) for p in plan["priorities"] for a in p["actions"]]
    for y, row in enumerate(rows, 4):
        for x, value in enumerate(row, 1):
            one = sheet.cell(y, x, when(value))
            if isinstance(one.value, datetime):
                one.number_format = "mmm-yy" if value[0].isalpha() else "dd/mm/yyyy"
        sheet.cell(y, 13, f'=IF(L{y}="",TODAY()-D{y},L{y}-D{y})')
    sheet.auto_filter.ref = f"A3:M{3 + len(rows)}"


def book(plan: dict[str, Any]) -> bytes:
    made = Workbook()
    first = made.active
    first.title = "Read me"
    for row in [
        ["Pellfleet Safeguarding Partnership for Children"],
        ["This log brings together every action in the Business Plan 2024-26 and those added since."],
        ["Please do not sort or add columns. Send changes to the business manager."],
        [],
        ["Theme", "Priority in the Business Plan"],
        *([f"P{p['n']}", p["title"]] for p in plan["priorities"]),
        [],
        ["Status", "Not started / On track / Overdue / Complete / Closed"],
    ]:
        first.append(row)
    log(made.create_sheet("Log"), plan)
    for title, rows in (("Risk register", RISKS), ("Meetings 24-25", MEETINGS)):
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return workbook(made)


def export(plan: dict[str, Any]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    names = " | ".join(f"P{p['n']} = {p['title']}" for p in plan["priorities"])
    writer.writerow(["PSPC Business Plan Action Log 2024-26", *[""] * 11])
    writer.writerow([names, *[""] * 11])
    writer.writerow(HEAD[:12])
    for priority in plan["priorities"]:
        writer.writerows(values(priority, a) for a in priority["actions"])
    writer.writerow(["", "", "", "", "Total actions", "13", *[""] * 6])
    return out.getvalue()


def forms(plan: dict[str, Any]) -> Forms:
    return {
        "action-log.xlsx": ("workbook, one log of all actions with priority codes", book(plan)),
        "action-log.csv": ("export with semicolons, codes explained above the header", export(plan)),
    }
