"""Ravelby: a workbook with a sheet for each priority, a "so that" column and percentages; and a web page."""

from datetime import datetime
from itertools import groupby
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from tests.corpus.builders import as_docx, as_html
from tests.corpus.builders.blocks import Block, Cell, Document, Heading, Para, Table
from tests.corpus.builders.forms import Forms, workbook
from tests.corpus.builders.truth import action_text, as_list

HEAD = ["No.", "We will…", "…so that…", "Owned by", "Finish", "% done", "Notes"]
PLAIN = ["No.", "We will…", "…so that…", "Owned by", "Finish", "% done"]


def book(plan: dict[str, Any]) -> bytes:
    made = Workbook()
    front = made.active
    front.title = "Front"
    for row in [
        ["RMASP Business Plan 2025-2028 tracker"],
        ["Ravelby Multi-Agency Safeguarding Partnership"],
        ["One sheet for each priority. Owners fill in the last two columns by the 5th of the month."],
        [],
        ["Sheet", "Priority", "Actions", "Average % done"],
        *([f"P{p['n']}", p["title"], len(p["actions"]), ""] for p in plan["priorities"]),
    ]:
        front.append(row)
    for p in plan["priorities"]:
        sheet = made.create_sheet(f"P{p['n']}")
        sheet["B2"], sheet["B2"].font = f"PRIORITY {p['n']} | {p['title']}", Font(bold=True, size=16)
        sheet.merge_cells("B2:H2")
        for x, head in enumerate(HEAD, 2):
            one = sheet.cell(4, x, head)
            one.font, one.fill = Font(bold=True), PatternFill("solid", fgColor="FFD966")
        sheet.column_dimensions["C"].width, sheet.column_dimensions["D"].width = 50, 40
        y = 5
        for number, group in groupby(p["actions"], lambda a: a["so"]):
            first = y
            for a in group:
                when: object = datetime.fromisoformat(a["date"]) if "date" in a else as_list(a["by"])[0]
                values = [a["n"], action_text(a), "", as_list(a["who"])[0], when, as_list(a["st"])[0], ""]
                for x, value in enumerate(values, 2):
                    sheet.cell(y, x, value or None).alignment = Alignment(wrap_text=True, vertical="top")
                if "date" in a:
                    sheet.cell(y, 6).number_format = "dd.mm.yy"
                y += 1
            sheet.cell(first, 4, p["outcomes"][int(number)][1])
            if y - first > 1:
                sheet.merge_cells(start_row=first, end_row=y - 1, start_column=4, end_column=4)
        sheet.cell(y + 1, 3, "Last updated by: Performance Lead")
    numbers = made.create_sheet("Training numbers")
    for row in [["Course", "Owner", "Date", "Places"], ["Level 3", "Learning Coordinator", "14.05.25", 24]]:
        numbers.append(row)
    return workbook(made)


def blocks(plan: dict[str, Any]) -> list[Block]:
    rows: list[list[Cell | str]] = [list(PLAIN)]
    for p in plan["priorities"]:
        rows.append([Cell(f"PRIORITY {p['n']} | {p['title']}", cols=6, bold=True, fill="FFD966")])
        for number, group in groupby(p["actions"], lambda a: a["so"]):
            members = list(group)
            for i, a in enumerate(members):
                row: list[Cell | str] = [a["n"], action_text(a), as_list(a["who"])[0], as_list(a["by"])[0]]
                if i == 0:
                    row.insert(2, Cell(p["outcomes"][int(number)][1], rows=len(members)))
                rows.append([*row, as_list(a["st"])[0]])
    return [
        Heading("RMASP Business Plan 2025-2028"),
        Para("Ravelby Multi-Agency Safeguarding Partnership. Position at 1 September 2025."),
        Table(rows, 1, [6, 34, 24, 17, 12, 7]),
    ]


def forms(plan: dict[str, Any]) -> Forms:
    document = Document("RMASP Business Plan 2025-2028", blocks(plan), "", "RMASP")
    return {
        "business-plan-tracker.xlsx": ("workbook, a sheet for each priority", book(plan)),
        "business-plan-tracker.html": ("web page, banners and so-that column", as_html.page_html(document)),
        "business-plan-tracker.docx": ("Word", as_docx.write(document, landscape=True, size=9)),
        "business-plan-tracker.pdf": ("landscape", as_html.pdf(document, "", "A4 landscape")),
    }
