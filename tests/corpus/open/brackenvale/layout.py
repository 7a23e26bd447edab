"""Brackenvale: an action log in a workbook, open and closed actions on two sheets, and its flat export."""

import csv
import io
import re
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from tests.corpus.builders.forms import Forms, workbook
from tests.corpus.builders.truth import action_text, as_list

FILLS = {"B": "5B9BD5", "R": "FF0000", "A": "FFC000", "G": "92D050", "W": "FFFFFF"}
HEAD = ["Priority", "Ref", "Action", "Lead", "Supported by", "Due", "Revised", "BRAG", "Update (9 January 2023)"]
KEY = [
    ("B", "Complete"),
    ("R", "Not on track, Executive Group needs to act"),
    ("A", "Some slippage, lead is managing it"),
    ("G", "On track"),
    ("W", "Not yet due to start"),
]


def dated(text: str) -> date | str:
    """What a person typing this into a cell gets."""
    if re.fullmatch(r"\d\d/\d\d/\d{4}", text):
        return datetime.strptime(text, "%d/%m/%Y")
    if re.fullmatch(r"[A-Z][a-z]{2}-\d\d", text):
        return datetime.strptime(text, "%b-%y")
    return text


def values(action: dict[str, Any]) -> list[Any]:
    partners = ", ".join(as_list(action.get("with")))
    when = as_list(action["by"])[0]
    status = as_list(action["st"])[0]
    owner = as_list(action["who"])[0]
    return [action["n"], action_text(action), owner, partners, when, action.get("revised", ""), status, action["prog"]]


def log(sheet: Worksheet, title: str, groups: list[tuple[str, list[dict[str, Any]]]]) -> None:
    thin = Side(style="thin", color="999999")
    sheet["A1"], sheet["A1"].font = (
        "Brackenvale Children’s Safeguarding Assurance Partnership",
        Font(bold=True, size=14),
    )
    sheet.merge_cells("A1:I1")
    sheet["A2"], sheet["A2"].font = title, Font(bold=True, size=12)
    sheet.merge_cells("A2:I2")
    sheet["A3"] = "Version 7 - for Executive Group 18 January 2023"
    for x, (head, width) in enumerate(zip(HEAD, [18, 8, 48, 24, 24, 13, 13, 8, 44], strict=True), start=1):
        one = sheet.cell(5, x, head)
        one.font, one.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F3864")
        sheet.column_dimensions[one.column_letter].width = width
    y = 6
    for name, actions in groups:
        first = y
        for action in actions:
            for x, value in enumerate(values(action), start=2):
                one = sheet.cell(y, x, (dated(value) if x in (6, 7) else value) or None)
                one.alignment, one.border = Alignment(wrap_text=True, vertical="top"), Border(bottom=thin)
                if isinstance(one.value, datetime):
                    one.number_format = "mmm-yy" if value[0].isalpha() else "dd/mm/yyyy"
                if x == 8:
                    one.fill = PatternFill("solid", fgColor=FILLS[value])
            y += 1
        sheet.cell(first, 1, name).alignment = Alignment(wrap_text=True, vertical="top")
        if y - first > 1:
            sheet.merge_cells(start_row=first, end_row=y - 1, start_column=1, end_column=1)
    sheet.freeze_panes = "C6"


def book(plan: dict[str, Any]) -> bytes:
    made = Workbook()
    key = made.active
    key.title = "Key"
    for row in [
        ["How to use this log"],
        ["Leads update the last column a week before each meeting."],
        [],
        ["BRAG", "Meaning"],
    ]:
        key.append(row)
    for letter, meaning in KEY:
        key.append([letter, meaning])
        key.cell(key.max_row, 1).fill = PatternFill("solid", fgColor=FILLS[letter])
    named = [(f"{p['n']}. {p['title']}", p["actions"]) for p in plan["priorities"]]
    still_open = [(name, [a for a in actions if "closed" not in a]) for name, actions in named]
    closed = [(name, [a for a in actions if "closed" in a]) for name, actions in named]
    log(made.create_sheet("Action log"), "Partnership Delivery Plan – Action Log, April 2022 to March 2024", still_open)
    log(made.create_sheet("Closed"), "Partnership Delivery Plan – Action Log: closed actions", closed)
    lists = made.create_sheet("Lists")
    for row in [["BRAG", "Leads"], *([letter, ""] for letter, _ in KEY), ["", "QA Lead"], ["", "Business Manager"]]:
        lists.append(row)
    lists.sheet_state = "hidden"
    return workbook(made)


def export(plan: dict[str, Any]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["Partnership Delivery Plan – Action Log, April 2022 to March 2024", *[""] * 8])
    writer.writerow(["Brackenvale Children’s Safeguarding Assurance Partnership", *[""] * 8])
    writer.writerow([""] * 9)
    writer.writerow(HEAD)
    for priority in plan["priorities"]:
        for action in priority["actions"]:
            writer.writerow([f"{priority['n']}. {priority['title']}", *values(action)])
    return "\ufeff" + out.getvalue()


def forms(plan: dict[str, Any]) -> Forms:
    return {
        "delivery-plan-action-log.xlsx": ("workbook, open and closed actions on two sheets", book(plan)),
        "delivery-plan-action-log.csv": ("export of the log, the priority repeated on every row", export(plan)),
    }
