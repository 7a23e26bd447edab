"""Nine columns below two rows of headings, objectives merged over their actions; a sheet for each priority."""

from datetime import datetime
from html import escape
from itertools import groupby
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from tests.corpus.builders.forms import Forms, workbook
from tests.corpus.unseen import kit

HEAD = ["Ref", "Objective", "Action", "Lead", "Supporting agencies", "Timescale", "", "RAG", "Comments"]
FILLS = {"Complete": "9DC3E6", "Green": "A9D18E", "Amber": "FFD966", "Red": "FF7C80", "Not started": "FFFFFF"}
THIN = Side(style="thin", color="808080")
CSS = """@page { size: A4 landscape; margin: 12mm;
@top-center { content: "Stonegarth SCP Delivery Plan 2025-26 - 30 September 2025"; font-size: 8pt }
@bottom-right { content: counter(page) "/" counter(pages); font-size: 8pt } }
body { font: 8.5pt "Liberation Sans Narrow", "Liberation Sans" } h1 { font-size: 15pt }
table { border-collapse: collapse; width: 100%; margin-bottom: 6mm } caption { font-size: 11pt; font-weight: bold;
text-align: left; background: #333; color: #fff; padding: 4px } td, th { border: .5pt solid #555; padding: 3pt;
vertical-align: top; text-align: left } th { background: #ddd } tr { break-inside: avoid }"""
ABOUT = """The Delivery Plan turns the four priorities of our strategy into work for one year. It is owned by the
Executive of the Stonegarth Safeguarding Children Partnership and is updated by the Partnership Development
Officer before each meeting. 17 actions are in the plan; four had been completed at 30 September 2025."""


def ending(a: dict[str, Any]) -> list[str]:
    return [a["help"], a["start"], kit.when(a), kit.first(a["st"]), a["prog"]]


def cells(a: dict[str, Any]) -> list[str]:
    return [*(a[key] for key in ("n", "obj", "text")), kit.first(a.get("who")), *ending(a)]


def sheet_of(book: Workbook, priority: dict[str, Any]) -> None:
    sheet = book.create_sheet(f"P{priority['n']} {priority['title']}"[:31])
    sheet.append([f"PRIORITY {priority['n']}: {priority['title']}"])
    sheet.merge_cells("A1:I1")
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([])
    sheet.append(HEAD)
    sheet.append(["", "", "", "", "", "Start", "Finish", "", ""])
    sheet.merge_cells("F3:G3")
    for column in "ABCDEHI":
        sheet.merge_cells(f"{column}3:{column}4")
    row = 5
    for _, group in groupby(priority["actions"], key=lambda a: a["obj"]):
        top = row
        for a in group:
            for x, value in enumerate(cells(a), 1):
                cell = sheet.cell(row, x, None if x == 2 and row > top else value or None)
                if x in (6, 7) and "-" in value:
                    cell.value, cell.number_format = datetime.strptime(value, "%b-%y"), "mmm-yy"
                if x == 8:
                    cell.fill = PatternFill("solid", fgColor=FILLS[value])
                cell.border = Border(THIN, THIN, THIN, THIN)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            row += 1
        if row - top > 1:
            sheet.merge_cells(f"B{top}:B{row - 1}")
    for column, width in zip("ABCDEFGHI", (6, 26, 44, 24, 22, 9, 9, 12, 34), strict=True):
        sheet.column_dimensions[column].width = width


def summary(book: Workbook, plan: dict[str, Any]) -> None:
    sheet = book.worksheets[0]
    sheet.title = "Summary"
    sheet.append(["Stonegarth Safeguarding Children Partnership"])
    sheet.append(["Delivery Plan 2025-26"])
    sheet.append([ABOUT.replace("\n", " ")])
    sheet.append([])
    sheet.append(["Priority", "Actions", "Complete", "Red"])
    for priority in plan["priorities"]:
        states = [kit.first(a["st"]) for a in priority["actions"]]
        row = [priority["title"], len(states), states.count("Complete"), states.count("Red")]
        sheet.append(row)
    sheet.append(["Total", "=SUM(B6:B9)", "=SUM(C6:C9)", "=SUM(D6:D9)"])


def pdf_table(priority: dict[str, Any]) -> str:
    heads = [f"<th rowspan=2>{name}</th>" for name in HEAD if name and name != "Timescale"]
    heads.insert(5, "<th colspan=2>Timescale</th>")
    out = f"<table><caption>Priority {priority['n']}: {priority['title']}</caption><thead><tr>{''.join(heads)}</tr>"
    out += "<tr><th>Start</th><th>Finish</th></tr></thead><tbody>"
    for objective, group in groupby(priority["actions"], key=lambda a: a["obj"]):
        for i, a in enumerate(some := list(group)):
            row = [f"<td>{escape(value, False)}</td>" for value in cells(a)]
            row[1] = "" if i else f"<td rowspan={len(some)}>{escape(objective, False)}</td>"
            row[7] = f'<td style="background:#{FILLS[kit.first(a["st"])]}">{kit.first(a["st"])}</td>'
            out += f"<tr>{''.join(row)}</tr>"
    return out + "</tbody></table>"


def forms(plan: dict[str, Any]) -> Forms:
    book = Workbook()
    summary(book, plan)
    for priority in plan["priorities"]:
        sheet_of(book, priority)
    body = f"<h1>Stonegarth Safeguarding Children Partnership<br>Delivery Plan 2025-26</h1><p>{ABOUT}</p>"
    body += "".join(pdf_table(priority) for priority in plan["priorities"])
    body += "<p>Key: Green = on track, Amber = some delay, Red = significant delay, Not started = not yet due.</p>"
    return {
        "stonegarth-delivery-plan.xlsx": ("a sheet for each priority, two rows of headings", workbook(book)),
        "stonegarth-delivery-plan.pdf": ("landscape, nine columns, merged objectives", kit.pdf(body, CSS)),
    }
