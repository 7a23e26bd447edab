"""Saxonbury: an outcomes framework, then one schedule sorted by date with codes for priority and outcome."""

import csv
import io
from itertools import groupby
from typing import Any

from tests.corpus.builders import as_docx, as_html, as_text
from tests.corpus.builders.blocks import Block, Cell, Document, Heading, Para, Table
from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text, as_list, truth

BANNERS = {
    "2025-04": "Quarter 1: April to June 2025",
    "2025-07": "Quarter 2: July to September 2025",
    "2025-10": "Quarter 3: October to December 2025",
    "2026-01": "Quarter 4: January to March 2026",
}
HEAD = ["Date", "What will be delivered", "Priority", "Outcome", "Who"]


def quarter(due: str) -> str:
    return f"{due[:4]}-{(int(due[5:7]) - 1) // 3 * 3 + 1:02}"


def schedule(plan: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """The rows in the order of their dates, each with its day."""
    days = [a["deadline"]["due"] for p in truth(plan, [])["priorities"] for a in p["actions"]]
    rows = [
        [as_list(a["by"])[0], action_text(a), f"P{p['n']}", a["o"], as_list(a["who"])[0]]
        for p in plan["priorities"]
        for a in p["actions"]
    ]
    return sorted(zip(days, rows, strict=True))


def framework(plan: dict[str, Any]) -> Table:
    rows: list[list[Cell | str]] = [["Code", "Priority", "Code", "Outcome", "Baseline", "Target"]]
    figures = iter([("31", "24"), ("42%", "60%"), ("118 days", "90 days"), ("not known", "80%"), ("n/a", "12 visits")])
    for p in plan["priorities"]:
        for i, (code, text) in enumerate(p["outcomes"]):
            was, will = next(figures, ("0", "3"))
            named = [Cell(f"P{p['n']}", rows=2), Cell(p["title"], rows=2)] if i == 0 else []
            rows.append([*named, code, text, was, will])
    return Table(rows, 1, [7, 20, 7, 40, 13, 13])


def blocks(plan: dict[str, Any]) -> list[Block]:
    rows: list[list[Cell | str]] = [list(HEAD)]
    for start, members in groupby(schedule(plan), lambda one: quarter(one[0])):
        rows.append([Cell(BANNERS[start], cols=5, bold=True, fill="EADCF4")])
        rows += [list(row) for _, row in members]
    return [
        Heading("Saxonbury Safeguarding Children Partnership"),
        Para("Annual Delivery Schedule 2025-26", "Subtitle"),
        Para(
            "Our five-year strategy says what we want. This schedule says what will be delivered between 1 April 2025 "
            "and 31 March 2026. If it is not on the schedule, it is not a partnership task."
        ),
        Heading("Outcomes framework", 2),
        framework(plan),
        Heading("Schedule", 2),
        Table(rows, 1, [11, 47, 10, 10, 22]),
        Heading("Standing meetings", 2),
        Table(
            [
                ["Date", "Meeting", "Chair"],
                ["14 May", "Executive", "Director of Children’s Services"],
                ["9 Jul", "Executive", "Young people"],
                ["8 Oct", "Executive", "Chief Superintendent"],
            ],
            1,
            [20, 40, 40],
        ),
    ]


def export(plan: dict[str, Any]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["Saxonbury Safeguarding Children Partnership - Annual Delivery Schedule 2025-26", *[""] * 4])
    for p in plan["priorities"]:
        writer.writerow([f"P{p['n']}", p["title"], "", "", ""])
        for code, text in p["outcomes"]:
            writer.writerow(["", code, text, "", ""])
    writer.writerow([""] * 5)
    writer.writerow(HEAD)
    for start, members in groupby(schedule(plan), lambda one: quarter(one[0])):
        writer.writerow([BANNERS[start], *[""] * 4])
        writer.writerows(row for _, row in members)
    return out.getvalue()


def forms(plan: dict[str, Any]) -> Forms:
    document = Document("Delivery Schedule", blocks(plan), "SaxSCP", "Annual Delivery Schedule 2025-26")
    return {
        "delivery-schedule.pdf": ("one table sorted by date, codes for priorities", as_html.pdf(document)),
        "delivery-schedule.docx": ("the same in Word", as_docx.write(document)),
        "delivery-schedule.txt": ("recognised text with tabs", as_text.ocr(document, 44)),
        "delivery-schedule.csv": ("export, framework above the schedule", export(plan)),
    }
