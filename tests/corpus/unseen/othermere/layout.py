"""One wide sheet, priority and outcome merged over their rows; the export leaves them empty after the first."""

import csv
import io
from itertools import pairwise
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from tests.corpus.builders.forms import Forms, workbook
from tests.corpus.unseen import kit

HEAD = ["Priority", "Outcome", "No.", "Action", "Responsible", "Deadline", "Success measure", "Status", "Position"]
CONTACTS = [["Agency", "Role", "Email"], ["OSCP", "Business Manager", "oscp@othermere.example"]]
KEY = [
    ["Status", "Meaning"],
    ["Complete", "Done, and evidence seen by the Improvement Board"],
    ["On track", "Will be done by the deadline"],
    ["Slipping", "Will be done late"],
    ["Not started", "Not yet due to start"],
]
ABOUT = "Agreed in February 2025 after the joint targeted area inspection. Position at 11 July 2025."


def rows(plan: dict[str, Any]) -> list[list[str]]:
    """Priority and outcome stand only in the first of their rows."""
    found: list[list[str]] = []
    for priority in plan["priorities"]:
        title, before = f"{priority['n']}. {priority['title']}", ""
        for i, a in enumerate(priority["actions"]):
            outcome = priority["outcomes"][int(a["o"])][1]
            row = ["" if i else title, "" if outcome == before else outcome, a["n"], a["text"]]
            row += [kit.first(a.get("who")), kit.when(a), a["measure"], kit.first(a["st"]), a["prog"]]
            found.append(row)
            before = outcome
    return found


def merge(book: Workbook, column: str, place: int, found: list[list[str]], top: int) -> None:
    starts = [y for y, row in enumerate(found) if row[place]] + [len(found)]
    for begin, end in pairwise(starts):
        if end - begin > 1:
            book.worksheets[0].merge_cells(f"{column}{top + begin}:{column}{top + end - 1}")


def forms(plan: dict[str, Any]) -> Forms:
    found, book = rows(plan), Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Improvement plan"
    sheet.append(["Othermere Safeguarding Children Partnership: Multi-Agency Improvement Plan 2025"])
    sheet.append([ABOUT])
    for row in [HEAD, *found]:
        sheet.append([value or None for value in row])
    sheet.merge_cells("A1:I1")
    sheet.merge_cells("A2:I2")
    for cell in sheet[3]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="BDD7EE")
    for column, width in zip("ABCDEFGHI", (22, 26, 6, 46, 24, 18, 26, 12, 28), strict=True):
        sheet.column_dimensions[column].width = width
        for cell in sheet[column]:
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    merge(book, "A", 0, found, 4)
    merge(book, "B", 1, found, 4)
    for title, table in [("Key", KEY), ("Contacts", CONTACTS)]:
        other = book.create_sheet(title)
        for row in table:
            other.append(row)
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([HEAD, *found])
    return {
        "othermere-improvement-plan.xlsx": ("one sheet, merged priorities and outcomes", workbook(book)),
        "othermere-improvement-plan.csv": ("semicolons; merged cells are empty after the first", out.getvalue()),
    }
