"""Kestrel Vale: outcomes and actions as numbered lists inside the cells of one table."""

from typing import Any

from tests.corpus.builders import as_docx, as_html, as_text
from tests.corpus.builders.blocks import Block, Bullets, Cell, Document, Heading, PageBreak, Para, Table
from tests.corpus.builders.forms import Forms, FromWord

NAME = "Kestrel Vale Safeguarding Children Partnership"


def front(plan: dict[str, Any]) -> list[Block]:
    names = Bullets([f"**Priority {p['n']}:** {p['title']}" for p in plan["priorities"]])
    return [
        Para(NAME, "Title"),
        Para("Business Improvement Plan 2024-26", "Subtitle"),
        PageBreak(),
        Heading("Foreword"),
        Para(
            "This plan takes effect on 1st April 2024. The three safeguarding partners are equally responsible for "
            "it. Two hundred and ninety people answered our questions in the autumn of 2023, and a quarter of them "
            "were under 18."
        ),
        Para("Our four priorities are:"),
        names,
        Para(
            "Corporate Director, Kestrel Vale Council | Place Director, NHS Vale ICB | Chief Superintendent, the Police"
        ),
        Heading("How we work"),
        Bullets(
            [
                "**We start with the child:** what is life like for them?",
                "**We are honest:** good news and bad news travel at the same speed.",
                "**We finish:** an action is done when it has made a difference.",
            ]
        ),
        Heading("Our priorities"),
        names,
        Para(
            "Progress will be reported to the Health and Wellbeing Board and the People Scrutiny Panel once a year. "
            "The golden thread through all four is that children’s own words are heard where decisions are made."
        ),
        Heading("Implementation plan"),
    ]


def table(plan: dict[str, Any]) -> Table:
    rows: list[list[Cell | str]] = [["Actions 2024-26", "Outcome"]]
    for priority in plan["priorities"]:
        rows.append([Cell(f"Priority {priority['n']}: {priority['title']}", cols=2, bold=True, fill="DDEBF7")])
        rows.append(
            [
                Cell("\n".join(a["text"] + a["end"] for a in priority["actions"]), numbers="1."),
                Cell("\n".join(text for _, text in priority["outcomes"]), numbers="1."),
            ]
        )
    return Table(rows, 1, [66, 34])


def forms(plan: dict[str, Any]) -> Forms:
    blocks = [
        *front(plan),
        table(plan),
        Heading("Contact"),
        Para(f"{NAME}, 4 Mill Yard. Date of Publication: March 2024"),
    ]
    header = "KVSCP Business Improvement Plan 2024-26"
    document = Document("Business Improvement Plan 2024-26", blocks, "", header)
    return {
        "business-improvement-plan.docx": ("Word, numbered lists in cells", as_docx.write(document, size=11)),
        "business-improvement-plan.pdf": ("the same by LibreOffice", FromWord("business-improvement-plan.docx")),
        "business-improvement-plan.html": ("web page, lists in cells", as_html.page_html(document)),
        "business-improvement-plan.txt": ("recognised text, lists cut by pages", as_text.ocr(document, 36, bold=True)),
    }
