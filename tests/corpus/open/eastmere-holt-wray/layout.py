"""Eastmere, Holt & Wray: one landscape table of nine columns, priority and outcome as merged cells."""

from itertools import groupby
from typing import Any

from tests.corpus.builders import as_docx, as_html, as_text
from tests.corpus.builders.blocks import Block, Bullets, Cell, Document, Heading, PageBreak, Para, Table
from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text, as_list

FILLS = {"GREEN": "92D050", "AMBER": "FFC000", "RED": "FF5050", "BLUE": "8FB4E3", "NOT STARTED": "E7E6E6", "": ""}
HEAD = [
    "Priority",
    "Ref",
    "What will we do?",
    "Who will lead?",
    "With whom?",
    "When?",
    "Intended outcome",
    "Where are we? (January 2025)",
    "Status",
]
WIDTHS = [10, 4, 24, 13, 11, 9, 12, 11, 6]


def rows(plan: dict[str, Any], joined: bool) -> list[list[Cell | str]]:
    """`joined` merges the priority and outcome over their rows, as the page shows them."""
    out: list[list[Cell | str]] = [list(HEAD)]
    for priority in plan["priorities"]:
        name = f"{priority['n']}. {priority['title']}"
        first = True
        for number, group in groupby(priority["actions"], lambda a: a["oc"]):
            members = list(group)
            for i, a in enumerate(members):
                who = as_list(a["who"])
                when = "" if "in_text" in a else a.get("cell", as_list(a["by"])[0])
                status = as_list(a["st"])[0]
                row: list[Cell | str] = [a["n"], action_text(a), who[0] if who else ""]
                row += [", ".join(as_list(a.get("with"))), when]
                if i == 0 or not joined:
                    outcome = priority["outcomes"][int(number)][1]
                    row.append(Cell(outcome, rows=len(members) if joined else 1))
                row += [a["prog"], Cell(status, fill=FILLS[status])]
                if first or not joined:
                    span = len(priority["actions"]) if joined else 1
                    row.insert(0, Cell(name, rows=span, bold=True))
                first = False
                out.append(row)
    return out


def front(plan: dict[str, Any]) -> list[Block]:
    return [
        Heading("Eastmere, Holt & Wray Safeguarding Children Partnership"),
        Para("Three Boroughs Delivery Plan 2024-26", "Subtitle"),
        Para(
            "This plan covers 1 September 2024 to 31 August 2026. It is owned by the Delegated Safeguarding Partners "
            "of the three boroughs and should be read with the Strategy 2024-29 and the Annual Report 2023/24."
        ),
        Bullets([f"Priority {p['n']} – {p['title']}" for p in plan["priorities"]]),
        Para("Status: BLUE complete, GREEN on track, AMBER at risk of delay, RED will not be met without a decision."),
    ]


def back() -> list[Block]:
    return [
        PageBreak(),
        Heading("Membership of the Delegated Safeguarding Partners’ meeting", 2),
        Table(
            [
                ["Role", "Organisation"],
                ["Director of Children’s Services", "Eastmere Council"],
                ["Director for People", "Holt Borough Council"],
                ["Executive Director, Children", "Wray Council"],
                ["Chief Nursing Officer", "Tidewater ICB"],
                ["Assistant Chief Constable", "Three Rivers Police"],
                ["Lay member", "Vacant, to be filled by April 2025"],
            ],
            1,
            [40, 60],
        ),
    ]


def forms(plan: dict[str, Any]) -> Forms:
    def document(joined: bool) -> Document:
        table = Table(rows(plan, joined), 1, WIDTHS)
        header, footer = "Three Boroughs Delivery Plan 2024-26", "Updated for the meeting of 12 February 2025 - page #"
        return Document("Three Boroughs Delivery Plan", [*front(plan), table, *back()], header, footer)

    page = document(joined=True)
    pdf_page = Document(page.title, page.blocks, page.header, "Updated for the meeting of 12 February 2025")
    return {
        "delivery-plan.pdf": ("landscape, rows broken over pages", as_html.pdf(pdf_page, "", "A4 landscape")),
        "delivery-plan.docx": ("landscape, merged cells", as_docx.write(page, landscape=True, size=8.5)),
        "delivery-plan.txt": ("recognised text, tabs, rows cut by pages", as_text.ocr(page, 40)),
    }
