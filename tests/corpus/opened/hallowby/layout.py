"""Hallowby: a tracker that begins with the colour; priority merged, heading repeated, outcomes on another sheet."""

import csv
import io
import re
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from tests.corpus.builders import as_html
from tests.corpus.builders.blocks import Block, Cell, Document, Heading, Para, Table
from tests.corpus.builders.cells import status, when, who
from tests.corpus.builders.forms import Forms, workbook

HEAD = ["RAG", "Priority area", "ID", "Due", "Revised", "Task", "Owner", "Who else", "% done", "Commentary"]
FILLS = {"G": "92D050", "A": "FFC000", "R": "FF7C80", "C": "8FB4E3", "NS": "D9D9D9", "": "FFFFFF"}


def values(p: dict[str, Any], a: dict[str, Any], first: bool) -> list[str]:
    area = f"{p['n']} {p['title']}" if first else ""
    row = [status(a), area, a["n"], when(a), a["revised"], a["text"], who(a)]
    return [*row, a["else"], a["pc"], a["prog"]]


def typed(text: str) -> datetime | str | None:
    if re.fullmatch(r"\d\d/\d\d/\d{4}", text):
        return datetime.strptime(text, "%d/%m/%Y")
    return text or None


def heading(sheet: Worksheet, y: int) -> None:
    for x, text in enumerate(HEAD, 1):
        one = sheet.cell(y, x, text)
        one.font, one.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F3864")


def tracker(sheet: Worksheet, plan: dict[str, Any]) -> None:
    sheet.title = "Tracker"
    sheet["A1"] = "HSP Delivery Plan 2023-24 Tracker"
    sheet["A2"] = "Updated 1 September 2023"
    y = 4
    for p in plan["priorities"]:
        heading(sheet, y)
        start = y + 1
        for a in p["actions"]:
            y += 1
            for x, value in enumerate(values(p, a, y == start), 1):
                one = sheet.cell(y, x, value if x == 3 else typed(value))
                one.alignment = Alignment(wrap_text=True, vertical="top")
                if isinstance(one.value, datetime):
                    one.number_format = "dd/mm/yyyy"
            sheet.cell(y, 1).fill = PatternFill("solid", fgColor=FILLS[status(a)])
        sheet.merge_cells(start_row=start, end_row=y, start_column=2, end_column=2)
        y += 2
    for letter, width in zip("ABCDEFGHIJ", [6, 18, 6, 14, 12, 48, 24, 20, 8, 28], strict=True):
        sheet.column_dimensions[letter].width = width


def pairs(plan: dict[str, Any]) -> list[list[str]]:
    return [[f"{p['n']} {p['title']}", text] for p in plan["priorities"] for _, text in p["outcomes"]]


def book(plan: dict[str, Any]) -> bytes:
    made = Workbook()
    tracker(made.active, plan)
    outcomes = made.create_sheet("Priorities and outcomes")
    for row in [["Priority area", "What will be different for children"], *pairs(plan)]:
        outcomes.append(row)
    people = made.create_sheet("Contacts")
    for row in [["Role", "Agency"], ["Midwifery Matron", "Hospital trust"], ["Quality Lead", "Council"]]:
        people.append(row)
    return workbook(made)


def export(plan: dict[str, Any]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["HSP Delivery Plan 2023-24 Tracker", *[""] * 9])
    writer.writerow([""] * 10)
    for p in plan["priorities"]:
        writer.writerow(HEAD)
        for i, a in enumerate(p["actions"]):
            writer.writerow(values(p, a, i == 0))
        writer.writerow([""] * 10)
    writer.writerow(["", "Priority area", "What will be different for children", *[""] * 7])
    for area, text in pairs(plan):
        writer.writerow(["", area, text, *[""] * 7])
    return out.getvalue()


def page(plan: dict[str, Any]) -> Document:
    front: list[list[Cell | str]] = [["Priority area", "What will be different for children"], *map(list, pairs(plan))]
    blocks: list[Block] = [
        Heading("HSP Delivery Plan 2023-24"),
        Table(front, 1, [30, 70]),
        Para("Updated 1 September 2023"),
    ]
    rows: list[list[Cell | str]] = []
    for p in plan["priorities"]:
        rows.append(list(HEAD))
        for i, a in enumerate(p["actions"]):
            rag, area, *rest = values(p, a, True)
            first: list[Cell | str] = [] if i else [Cell(area, rows=len(p["actions"]), bold=True)]
            rows.append([Cell(rag, fill=FILLS[rag]), *first, *rest])
    return Document("Delivery Plan 2023-24", [*blocks, Table(rows, 1, [4, 11, 4, 9, 9, 26, 12, 9, 5, 11])], "HSP", "")


def forms(plan: dict[str, Any]) -> Forms:
    return {
        "delivery-plan-tracker.xlsx": ("workbook, merged priorities, repeated heading", book(plan)),
        "delivery-plan-tracker.csv": ("export, repeated heading, outcomes at the end", export(plan)),
        "delivery-plan.pdf": ("landscape, printed from the tracker", as_html.pdf(page(plan), "", "A4 landscape")),
    }
