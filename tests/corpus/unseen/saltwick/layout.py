"""A sheet in which each priority is a row of its own with the heading row again below it; agency and role apart."""

import csv
import io
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from tests.corpus.builders.forms import Forms, workbook
from tests.corpus.unseen import kit

HEAD = ["No", "Source", "Action", "Agency", "Role", "Target date", "Date completed", "BRAG", "Evidence / comment"]
COLOURS = {"B": "5B9BD5", "R": "FF5050", "A": "FFC000", "G": "92D050"}
TOP = [
    ["Saltwick Safeguarding Children Partnership"],
    ["Multi-agency Action Plan", "", "", "", "", "", "", "Version:", "9"],
    ["This plan brings together actions from inspections, reviews and audits. Updated May 2025."],
    ["BRAG: B = complete with evidence, R = overdue or at serious risk, A = some risk, G = on track"],
    [],
]


def rows(plan: dict[str, Any]) -> list[list[str]]:
    found = []
    for priority in plan["priorities"]:
        found += [[f"Priority {priority['n']}: {priority['title']}"], HEAD]
        for a in priority["actions"]:
            row = [a["n"], a["src"], a["text"], a["ag"], kit.first(a.get("who")), kit.when(a), a["done"]]
            found.append([*row, kit.first(a.get("st")), a["prog"]])
        found.append([])
    return found


def forms(plan: dict[str, Any]) -> Forms:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Action plan"
    for row in [*TOP, *rows(plan)]:
        sheet.append([value or None for value in row])
        y = max(sheet.max_row, 1)
        if row and row[0].startswith("Priority"):
            sheet.merge_cells(start_row=y, start_column=1, end_row=y, end_column=9)
            sheet.cell(y, 1).font = Font(bold=True, size=13)
        for cell in sheet[y]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if cell.value in COLOURS:
                cell.fill = PatternFill("solid", fgColor=COLOURS[cell.value])
    for column, width in zip("ABCDEFGHI", (6, 18, 50, 18, 24, 16, 16, 8, 34), strict=True):
        sheet.column_dimensions[column].width = width
    out = io.StringIO()
    csv.writer(out).writerows([row + [""] * (9 - len(row)) for row in [*TOP, *rows(plan)]])
    return {
        "saltwick-action-plan.xlsx": ("priorities and heading rows between the actions", workbook(book)),
        "saltwick-action-plan.csv": ("the same saved as CSV", out.getvalue()),
    }
