"""Quenby: several actions as bullets in one cell, with one lead and one date for all of them."""

from itertools import groupby
from typing import Any

from tests.corpus.builders import as_docx, as_html, as_text
from tests.corpus.builders.blocks import Block, Cell, Document, Heading, Para, Table
from tests.corpus.builders.forms import Forms, FromWord
from tests.corpus.builders.truth import action_text, as_list

OBJECTIVES = [
    "The child’s voice",
    "Eyes on",
    "Better thresholds",
    "Leaders who know",
    "Alternatives to the cell",
]
HOW = ["Parent survey", "Audit grade", "Fewer changes of plan", "Visit notes", "Nights in cells: none"]


def rows(plan: dict[str, Any]) -> list[list[Cell | str]]:
    out: list[list[Cell | str]] = [["Objective", "Actions", "Lead(s)", "Timeframe", "Measured by", "RAG"]]
    for p in plan["priorities"]:
        out.append([Cell(f"PRIORITY {p['n']}: {p['title']}", cols=6, bold=True, fill="C9DAF8")])
        out.append([Cell(f"Outcome: {p['outcomes'][0][1]}", cols=6, fill="E8F0FE")])
        for number, group in groupby(p["actions"], lambda a: int(a["row"])):
            members = list(group)
            lead = "" if "tail" in members[0] else as_list(members[0]["who"])[0]
            listed = "\n".join(f"- {action_text(a)}" for a in members)
            out.append([OBJECTIVES[number], listed, lead, as_list(members[0]["by"])[0], HOW[number], ""])
    return out


def blocks(plan: dict[str, Any]) -> list[Block]:
    return [
        Heading("QSCP Business Plan 2024/26"),
        Para("Quenby Safeguarding Children Partnership. This plan was agreed on 21 March 2024."),
        Table(rows(plan), 1, [14, 36, 18, 14, 13, 5]),
        Heading("Escalation", 2),
        Para("Red items go to the Lead Safeguarding Partners within ten working days."),
    ]


def forms(plan: dict[str, Any]) -> Forms:
    document = Document("QSCP Business Plan 2024/26", blocks(plan), "", "QSCP")
    return {
        "business-plan.docx": ("Word, bullets in cells", as_docx.write(document, landscape=True)),
        "business-plan-word.pdf": ("the same by LibreOffice", FromWord("business-plan.docx")),
        "business-plan.html": ("web page, lists in cells", as_html.page_html(document)),
        "business-plan.pdf": ("landscape", as_html.pdf(document, "", "A4 landscape")),
        "business-plan.md": ("Markdown, bullets parted by line breaks in cells", as_text.markdown(document)),
    }
