"""Castle Denby: a card for each action, labels in the first column."""

from typing import Any

from tests.corpus.builders import as_docx
from tests.corpus.builders.as_html import inline
from tests.corpus.builders.blocks import Block, Bullets, Cell, Document, Heading, PageBreak, Para, Table
from tests.corpus.builders.forms import Forms, FromWord
from tests.corpus.builders.truth import action_text, as_list

FILLS = {
    "Complete": "9DC3E6",
    "In progress": "C6E0B4",
    "Overdue": "FF7C80",
    "At risk": "FFD966",
    "Not started": "EDEDED",
}
INTRO = (
    "This document joins our improvement plan and our delivery plan, for the financial years 2023/24 – 2024/25. Our "
    "last inspection was in November 2022. The safeguarding partners considered its findings, four reviews and the "
    "scrutineer’s statement, and settled on four areas of focus."
)


def fields(action: dict[str, Any]) -> list[tuple[str, str]]:
    who = as_list(action.get("who"))
    when = as_list(action.get("by"))
    return [
        ("Task", action_text(action)),
        ("Measure of success", action["measure"]),
        ("Accountable", who[0] if who else ""),
        ("Working with", "; ".join(as_list(action.get("with")))),
        ("To be completed", action.get("cell", when[0] if when else "")),
        ("Position at 30 November 2023", action["prog"]),
    ]


def card(action: dict[str, Any]) -> Table:
    status = as_list(action["st"])[0]
    rows: list[list[Cell | str]] = [[Cell(action["n"], bold=True), Cell(status, fill=FILLS[status])]]
    rows += [[Cell(label, bold=True), value] for label, value in fields(action)]
    return Table(rows, 0, [27, 73])


def front(plan: dict[str, Any]) -> list[Block]:
    return [
        Para("Castle Denby Children’s Safeguarding Partnership", "Title"),
        Para("Improvement and Delivery Plan", "Subtitle"),
        Para(INTRO),
        Bullets([p["title"] for p in plan["priorities"]]),
        Para("Status words: Complete, In progress, At risk, Overdue, Not started."),
        PageBreak(),
    ]


def blocks(plan: dict[str, Any]) -> list[Block]:
    out = front(plan)
    for priority in plan["priorities"]:
        out.append(Heading(f"Area of focus {priority['n']} | {priority['title']}"))
        out.append(Para(f"The difference we want to see: {priority['outcomes'][0][1]}"))
        for action in priority["actions"]:
            out += [card(action), Para("")]
    out += [
        Heading("Version control"),
        Table(
            [
                ["Version", "Date", "Change"],
                ["0.1", "3 April 2023", "First draft by Safeguarding Business Coordinator"],
                ["1.0", "22 May 2023", "Agreed by the Executive"],
                ["1.3", "30 November 2023", "Position updated"],
            ]
        ),
    ]
    return out


def page(plan: dict[str, Any]) -> str:
    """The web page says the same in definition lists."""
    parts = ["<h1>Improvement and Delivery Plan</h1>", "<p>Castle Denby Children’s Safeguarding Partnership</p>"]
    parts.append(f"<p>{INTRO}</p><ul>" + "".join(f"<li>{p['title']}</li>" for p in plan["priorities"]) + "</ul>")
    for priority in plan["priorities"]:
        parts.append(f"<section><h2>Area of focus {priority['n']}: {priority['title']}</h2>")
        parts.append(f"<p>The difference we want to see: {priority['outcomes'][0][1]}</p>")
        for action in priority["actions"]:
            rows = "".join(f"<dt>{k}</dt><dd>{inline(v) or '&nbsp;'}</dd>" for k, v in fields(action))
            parts.append(f"<h3>{action['n']} ({as_list(action['st'])[0]})</h3><dl>{rows}</dl>")
        parts.append("</section>")
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>Our plan - Castle Denby</title></head>\n<body>'
        '<div role="navigation"><a href="/">Home</a> | <a href="/learning-2024">Learning 2024</a></div>\n'
        f'{body}\n<div role="contentinfo">Page updated 4 December 2023</div></body></html>\n'
    )


def forms(plan: dict[str, Any]) -> Forms:
    document = Document("Improvement and Delivery Plan", blocks(plan), "CDCSP", "Version 1.3, November 2023")
    return {
        "improvement-and-delivery-plan.docx": ("a card for each action", as_docx.write(document, size=10)),
        "improvement-and-delivery-plan.pdf": (
            "the same by LibreOffice",
            FromWord("improvement-and-delivery-plan.docx"),
        ),
        "improvement-and-delivery-plan.html": ("web page of definition lists", page(plan)),
    }
