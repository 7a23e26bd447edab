"""Isle of Skerrow: a joint plan; under each action lines that begin with Lead, Support and Target date."""

from itertools import groupby
from typing import Any

from tests.corpus.builders import as_docx, as_html, as_text
from tests.corpus.builders.blocks import Block, Bullets, Document, Heading, PageBreak, Para, Table
from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text, as_list

YEARS = {"1": "Year 1 (2026/27)", "2": "Year 2 (2027/28)"}
TITLE = "Joint Safeguarding Business Plan 2026-2028"


def lines(action: dict[str, Any]) -> list[Block]:
    who, when = as_list(action.get("who")), as_list(action.get("by"))
    date = action.get("line", action.get("cell", when[0] if when else ""))
    out: list[Block] = [Para(f"**{action['n']}** {action_text(action)}")]
    out.append(Para(f"*Lead:* {who[0] if who else 'not yet agreed'}"))
    if action.get("with"):
        out.append(Para(f"*Support:* {', '.join(as_list(action['with']))}"))
    if date:
        out.append(Para(f"*Target date:* {date}"))
    return out


def blocks(plan: dict[str, Any]) -> list[Block]:
    out: list[Block] = [
        Para("Isle of Skerrow Safeguarding Children Partnership and Safeguarding Adults Board", "Title"),
        Heading(TITLE),
        Para("March 2026"),
        Heading("From the two chairs", 2),
        Para(
            "On an island of 31,000 people the same professionals safeguard children and adults, often in the same "
            "family. From April 2026 to March 2028 we will work to one plan. It replaces the SSCP Business Plan "
            "2023-26 and the SAB Strategic Plan 2024-27."
        ),
        Para("There are four aims:"),
        Bullets(["transitions", "whole family safeguarding", "island risks", "one system"]),
        Heading("What the figures say", 2),
        Table(
            [
                ["", "2023/24", "2024/25"],
                ["Adult safeguarding concerns", "611", "640"],
                ["Section 47 enquiries", "88", "79"],
                ["Young carers known to services", "31", "52"],
            ]
        ),
        PageBreak(),
    ]
    for priority in plan["priorities"]:
        out.append(Heading(f"Aim {priority['n']} - {priority['title']}", 2))
        out.append(Para(f"Intended outcome: {priority['outcomes'][0][1]}"))
        for year, group in groupby(priority["actions"], lambda a: a["yr"]):
            out.append(Heading(YEARS[year], 3))
            for action in group:
                out += lines(action)
    out += [
        Heading("Abbreviations", 2),
        Para("ASC: Adult Social Care. CSC: Children’s Social Care. SAB: Skerrow Safeguarding Adults Board."),
        Para("SSCP: Skerrow Safeguarding Children Partnership. MCA: Mental Capacity Act 2005."),
    ]
    return out


def forms(plan: dict[str, Any]) -> Forms:
    document = Document(
        TITLE, blocks(plan), "Isle of Skerrow", "Joint plan, approved March 2026, next review March 2027"
    )
    text = as_text.wrapped(as_text.ocr(document, 38), 92)
    return {
        "joint-plan.docx": ("Word, lines for lead and date under each action", as_docx.write(document, size=11)),
        "joint-plan.txt": ("text folded at 92 characters, with page furniture", text),
        "joint-plan.pdf": ("WeasyPrint", as_html.pdf(document, "h3 { color: #7a3b00; }")),
    }
