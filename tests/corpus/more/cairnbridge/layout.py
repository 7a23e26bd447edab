"""Cairnbridge: a grid with a column for each quarter, marked where something happens."""

from html import escape
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import PatternFill

from tests.corpus.builders import as_docx, as_text
from tests.corpus.builders.blocks import Block, Cell, Document, Heading, Para, Table
from tests.corpus.builders.forms import Forms, FromWord, workbook
from tests.corpus.builders.truth import action_text, as_list

QUARTERS = ["Q1", "Q2", "Q3", "Q4"] * 2
INTRO = [
    "The Hub’s Business Plan 2025-27 has three aims. This timeline shows when each piece of work is done.",
    "Quarters are those of the financial year: Q1 is April to June.",
]


def marks(action: dict[str, Any]) -> set[int]:
    return {int(n) for n in action["ticks"].split()}


def lead(action: dict[str, Any]) -> str:
    who = as_list(action["who"])
    return who[0] if who else action["leadcell"]


def table(plan: dict[str, Any], mark: str, years: bool) -> Table:
    """`years` puts the years in a row of their own over the quarters; else each quarter prints its year."""
    if years:
        heads: list[list[Cell | str]] = [
            [Cell("Ref", rows=2), Cell("Activity", rows=2), Cell("Lead", rows=2)],
            list(QUARTERS),
        ]
        heads[0] += [Cell("2025/26", cols=4), Cell("2026/27", cols=4)]
    else:
        named = [f"{q} {'25/26' if i < 4 else '26/27'}" for i, q in enumerate(QUARTERS)]
        heads = [["Ref", "Activity", "Lead", *named]]
    rows = list(heads)
    for p in plan["priorities"]:
        rows.append([Cell(f"AIM {p['n']}: {p['title'].upper()}", cols=11, bold=True, fill="CFE2D4")])
        for a in p["actions"]:
            filled = [Cell(mark, fill="7FB58F") if n in marks(a) else Cell() for n in range(1, 9)]
            rows.append([a["n"], action_text(a), lead(a), *filled])
    return Table(rows, len(heads) if years else 1, [5, 37, 14, *[5.5] * 8])


def paper(plan: dict[str, Any], mark: str, years: bool) -> Document:
    blocks: list[Block] = [
        Heading("Cairnbridge Children’s Safeguarding Hub"),
        Para("Business Plan 2025-27", "Subtitle"),
    ]
    blocks += [Para(text) for text in INTRO]
    blocks.append(Heading("What we want for children", 2))
    for p in plan["priorities"]:
        blocks.append(Para(f"**Aim {p['n']} – {p['title']}.** Outcome: {p['outcomes'][0][1]}."))
    blocks += [Heading("Delivery Timeline 2025-27", 2), table(plan, mark, years)]
    blocks.append(Para("ASG Adolescent Safety Group · SIG Scrutiny and Impact Group · WDG Workforce Development Group"))
    return Document("Delivery Timeline 2025-27", blocks, footer="CCSH Business Plan 2025-27")


def web(plan: dict[str, Any]) -> str:
    """The marks are shading only, each with words for screen readers."""
    parts = []
    for p in plan["priorities"]:
        body = []
        for a in p["actions"]:
            cells = "".join(
                f'<td class="on" title="{q}"><span class="visually-hidden">●</span></td>'
                if i in marks(a)
                else "<td></td>"
                for i, q in enumerate(QUARTERS, 1)
            )
            body.append(f"<tr><th>{a['n']}</th><td>{escape(action_text(a))}</td><td>{lead(a)}</td>{cells}</tr>")
        heads = "".join(f"<th>{q}</th>" for q in QUARTERS)
        parts.append(
            f"<h2>Aim {p['n']}: {p['title']}</h2>\n<p>Outcome: {escape(p['outcomes'][0][1])}.</p>\n<table>\n"
            '<tr><td colspan="3"></td><th colspan="4">2025/26</th><th colspan="4">2026/27</th></tr>\n'
            f"<tr><th>Ref</th><th>Activity</th><th>Lead</th>{heads}</tr>\n" + "\n".join(body) + "\n</table>"
        )
    style = "<style>.on { background: #7fb58f } .visually-hidden { position: absolute; left: -999px }</style>"
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>Delivery Timeline</title>{style}'
        "</head>\n<body><h1>Cairnbridge Children’s Safeguarding Hub: Delivery Timeline 2025-27</h1>\n"
        + "".join(f"<p>{text}</p>\n" for text in INTRO)
        + "\n".join(parts)
        + "\n<p>ASG: Adolescent Safety Group. SIG: Scrutiny and Impact Group. WDG: Workforce Development Group.</p>"
        "\n</body></html>\n"
    )


def book(plan: dict[str, Any]) -> bytes:
    made = Workbook()
    sheet = made.active
    sheet.title = "Timeline"
    sheet.append(["Cairnbridge Children’s Safeguarding Hub"])
    sheet.append(["Delivery Timeline 2025-27"])
    sheet.append(["Aim", "Outcome", "Ref", "Activity", "Lead", "2025/26", "", "", "", "2026/27"])
    sheet.append([*[""] * 5, *QUARTERS])
    for p in plan["priorities"]:
        for i, a in enumerate(p["actions"]):
            name = [f"{p['n']}: {p['title']}", p["outcomes"][0][1]] if i == 0 else ["", ""]
            sheet.append([*name, a["n"], action_text(a), lead(a), *["X" if n in marks(a) else "" for n in range(1, 9)]])
            for n in marks(a):
                sheet.cell(sheet.max_row, 5 + n).fill = PatternFill("solid", fgColor="7FB58F")
    sheet.merge_cells("F3:I3")
    sheet.merge_cells("J3:M3")
    return workbook(made)


def forms(plan: dict[str, Any]) -> Forms:
    return {
        "delivery-timeline.docx": (
            "grid with ticks, years over the quarters",
            as_docx.write(paper(plan, "✔", True), True, 9),
        ),
        "delivery-timeline.pdf": ("the same by LibreOffice", FromWord("delivery-timeline.docx")),
        "delivery-timeline.html": ("a shaded grid for each aim", web(plan)),
        "delivery-timeline.md": ("Markdown, X in the quarter", as_text.markdown(paper(plan, "X", False))),
        "delivery-timeline.xlsx": ("workbook, aim and outcome in columns, X in the quarter", book(plan)),
    }
