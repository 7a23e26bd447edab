"""Ashfleet: an improvement tracker with SRO and outcome above each heading, and its export as one list."""

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

HEAD = ["Ref", "What we will do", "RO", "Start", "Complete by", "BRAG", "Latest position", "Evidence of impact"]
DCS, POLICE = "Director of Children’s Services", "Chief Superintendent"
SROS = [DCS, POLICE, DCS, POLICE, DCS]
FILLS = {"Blue": "8FB4E3", "Red": "FF7C80", "Amber": "FFC000", "Green": "92D050", "White": "FFFFFF", "": "FFFFFF"}


def values(a: dict[str, Any]) -> list[str]:
    return [a["n"], a["text"], who(a), a["s"], when(a), status(a), a["prog"], a["measure"]]


def typed(text: str) -> datetime | str | None:
    if re.fullmatch(r"\d\d/\d\d/\d{4}", text):
        return datetime.strptime(text, "%d/%m/%Y")
    return text or None


def summary(sheet: Worksheet, plan: dict[str, Any]) -> None:
    sheet.title = "Summary"
    sheet.append(["Ashfleet Joint Improvement Plan 2024/25"])
    sheet.append(["Reported to the Improvement Board on 27 June 2024"])
    sheet.append([])
    sheet.append(["Theme", "Blue", "Green", "Amber", "Red", "Not started", "Total"])
    for p in plan["priorities"]:
        found = [status(a) for a in p["actions"]]
        counts = [found.count(s) for s in ("Blue", "Green", "Amber", "Red")]
        sheet.append([f"{p['n']} {p['title']}", *counts, len(found) - sum(counts), len(found)])
    sheet.append([])
    sheet.append(["Decisions needed this month"])
    sheet.append(["1", "Extra capacity for the domestic abuse backlog (Head of Front Door) by 5 July"])
    sheet.append(["2", "Funding of the second paediatric post"])


def fill(sheet: Worksheet, p: dict[str, Any], sro: str) -> None:
    sheet["A1"] = f"Priority {p['n']}: {p['title']}"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A2"], sheet["A3"] = f"Outcome: {p['outcomes'][0][1]}", f"SRO: {sro}"
    sheet.merge_cells("A1:H1")
    sheet.merge_cells("A2:H2")
    for x, head in enumerate(HEAD, 1):
        one = sheet.cell(5, x, head)
        one.font, one.fill = Font(bold=True), PatternFill("solid", fgColor="DDDDDD")
        sheet.column_dimensions[one.column_letter].width = 44 if x in (2, 7) else 16
    for y, a in enumerate(p["actions"], 6):
        for x, value in enumerate(values(a), 1):
            one = sheet.cell(y, x, value if x == 1 else typed(value))
            one.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(one.value, datetime):
                one.number_format = "dd/mm/yyyy"
        sheet.cell(y, 6).fill = PatternFill("solid", fgColor=FILLS[status(a)])


def book(plan: dict[str, Any]) -> bytes:
    made = Workbook()
    summary(made.active, plan)
    for p, sro in zip(plan["priorities"], SROS, strict=True):
        fill(made.create_sheet(f"{p['n']}. {p['title']}"[:31]), p, sro)
    lists = made.create_sheet("Lists")
    for key in ("Blue - complete and evidenced", "Green - on track", "Amber - some slippage", "Red - off track"):
        lists.append([key])
    return workbook(made)


def export(plan: dict[str, Any]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["Theme", "Outcome", "SRO", *HEAD])
    for p, sro in zip(plan["priorities"], SROS, strict=True):
        for a in p["actions"]:
            writer.writerow([f"{p['n']} {p['title']}", p["outcomes"][0][1], sro, *values(a)])
    return "\ufeff" + out.getvalue()


def page(plan: dict[str, Any]) -> Document:
    blocks: list[Block] = [Heading("Ashfleet Joint Improvement Plan 2024/25"), Para("Position at 27 June 2024")]
    for p, sro in zip(plan["priorities"], SROS, strict=True):
        rows: list[list[Cell | str]] = [[Cell(f"Priority {p['n']}: {p['title']}", cols=6), Cell(f"SRO: {sro}", cols=2)]]
        rows += [[Cell(f"Outcome: {p['outcomes'][0][1]}", cols=8)], list(HEAD)]
        rows += [list(values(a)) for a in p["actions"]]
        blocks.append(Table(rows, 3, [6, 26, 14, 9, 10, 7, 14, 14]))
    return Document("Joint Improvement Plan", blocks, "ASCP – OFFICIAL", "Improvement Board 27 June 2024")


def forms(plan: dict[str, Any]) -> Forms:
    return {
        "improvement-plan.xlsx": ("workbook, a sheet for each priority, real dates", book(plan)),
        "improvement-plan.csv": ("one list, byte order mark", export(plan)),
        "improvement-plan.pdf": ("landscape, three heading rows", as_html.pdf(page(plan), "", "A4 landscape")),
    }
