"""Lowther Bay: a workbook with a sheet for each priority and headings in two rows, and its export with banner rows."""

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

FILLS = {"B": "00B0F0", "R": "FF0000", "A": "FFC000", "G": "00B050", "White": "FFFFFF"}
ACRONYMS = [
    ("BYV", "Bay Young Voices"),
    ("CRP", "Community Rehabilitation Partners"),
    ("ICB", "North Coast ICB"),
    ("LBC CS", "Lowther Bay Council Children’s Services"),
    ("LDO", "Learning & Development Officer"),
    ("NSG", "Neglect Steering Group"),
    ("PIE Group", "Practice, Improvement & Evidence Group"),
    ("PM", "Partnership Manager"),
    ("PSW", "Principal Social Worker"),
    ("SAG", "Safer Adolescence Group"),
    ("SLM", "Senior Leads Meeting"),
    ("YJS", "Youth Justice Service"),
]
HEADS = ["RAG", "No", "Objective / task", "Lead", "Supported by", "Completion", "Success criteria", "Commentary"]


def values(action: dict[str, Any]) -> list[str]:
    who = as_list(action.get("who"))
    when = action.get("cell", (as_list(action.get("by")) or [""])[0])
    partners = ", ".join(as_list(action.get("with")))
    lead = who[0] if who else ""
    return [
        as_list(action["st"])[0],
        action["n"],
        action_text(action),
        lead,
        partners,
        when,
        action["measure"],
        action["prog"],
    ]


def dated(text: str) -> tuple[Any, str]:
    """What a person typing this into a cell gets, and how the cell shows it."""
    for pattern, parse, shown in [
        (r"\d\d/\d\d/\d{4}", "%d/%m/%Y", "dd/mm/yyyy"),
        (r"[A-Z][a-z]{2}-\d\d", "%b-%y", "mmm-yy"),
        (r"\d\d [A-Z][a-z]{2} \d{4}", "%d %b %Y", "d mmm yyyy"),
    ]:
        if re.fullmatch(pattern, text):
            return datetime.strptime(text, parse), shown
    return text or None, "General"


def priority_sheet(sheet: Worksheet, priority: dict[str, Any]) -> None:
    sheet["B2"], sheet["B2"].font = "Lowther Bay Safeguarding Children Partnership", Font(bold=True, size=16)
    sheet["B3"], sheet["B3"].font = "Business Plan Tracker 2025-2027", Font(bold=True, size=12)
    sheet.merge_cells("B2:I2")
    sheet.merge_cells("B3:I3")
    sheet["B5"], sheet["B5"].font = priority["head"], Font(bold=True, color="FFFFFF")
    sheet["B5"].fill = PatternFill("solid", fgColor="7030A0")
    sheet.merge_cells("B5:I5")
    sheet["E6"], sheet["H6"] = "Who", "Impact and progress"
    sheet.merge_cells("E6:F6")
    sheet.merge_cells("H6:I6")
    for x, (head, width) in enumerate(zip(HEADS, [7, 6, 52, 22, 26, 14, 26, 38], strict=True), start=2):
        one = sheet.cell(7, x, head)
        one.font, one.fill = Font(bold=True), PatternFill("solid", fgColor="E4DFEC")
        sheet.column_dimensions[one.column_letter].width = width
    for y, action in enumerate(priority["actions"], start=8):
        for x, value in enumerate(values(action), start=2):
            one = sheet.cell(y, x)
            one.value, one.number_format = dated(value) if x == 7 else (value or None, "General")
            one.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(y, 2).fill = PatternFill("solid", fgColor=FILLS[values(action)[0]])


def book(plan: dict[str, Any]) -> bytes:
    made = Workbook()
    summary = made.active
    summary.title = "Summary"
    summary.append(["Business Plan Tracker 2025-2027", None, None, None, None, None])
    summary.append(["Position at 12 September 2025"])
    summary.append([])
    summary.append(["Priority", *FILLS])
    for priority in plan["priorities"]:
        statuses = [values(a)[0] for a in priority["actions"]]
        summary.append([priority["head"], *(statuses.count(letter) for letter in FILLS)])
    for priority in plan["priorities"]:
        priority_sheet(made.create_sheet(priority["sheet"]), priority)
    acronyms = made.create_sheet("Acronyms")
    for row in ACRONYMS:
        acronyms.append(row)
    drop = made.create_sheet("Drop-downs")
    for letter in FILLS:
        drop.append([letter])
    return workbook(made)


def export(plan: dict[str, Any]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["LBSCP Business Plan Tracker 2025-2027"])
    writer.writerow([])
    writer.writerow(HEADS)
    for priority in plan["priorities"]:
        writer.writerow([priority["head"], *[""] * 7])
        for action in priority["actions"]:
            writer.writerow(values(action))
    writer.writerow([])
    for row in ACRONYMS:
        writer.writerow([*row, *[""] * 6])
    return out.getvalue()


def forms(plan: dict[str, Any]) -> Forms:
    return {
        "business-plan-tracker.xlsx": ("workbook, a sheet for each priority, headings in two rows", book(plan)),
        "business-plan-tracker.csv": ("export with semicolons and banner rows", export(plan)),
    }
