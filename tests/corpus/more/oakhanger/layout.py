"""Oakhanger: a logic model for each priority: inputs, activities, outputs, outcomes, impact."""

from typing import Any

from tests.corpus.builders import as_docx, as_html, as_text
from tests.corpus.builders.blocks import Block, Cell, Document, Heading, Para, Table
from tests.corpus.builders.forms import Forms, FromWord
from tests.corpus.builders.truth import action_text, as_list

INPUTS = [
    "Family help grant £410,000; six team managers",
    "Transformation grant; existing staff",
    "LADO, one day a week",
]
IMPACT = "Children in Oakhanger grow up safe in their own families and communities wherever possible"
HEAD = ["Inputs", "Activities", "Owner", "Completion", "Outputs", "Outcomes", "Long-term impact"]


def model(priority: dict[str, Any], inputs: str) -> Table:
    rows: list[list[Cell | str]] = [[Cell(f"Pathway {priority['n']} > {priority['title']}", cols=7)], list(HEAD)]
    height = len(priority["actions"])
    for i, a in enumerate(priority["actions"]):
        row: list[Cell | str] = [action_text(a), as_list(a["who"])[0], as_list(a["by"])[0], a["measure"]]
        if i == 0:
            outcomes = "\n".join(f"- {text}" for _, text in priority["outcomes"])
            row = [Cell(inputs, rows=height), *row, Cell(outcomes, rows=height), Cell(IMPACT, rows=height)]
        rows.append(row)
    return Table(rows, 2, [12, 26, 15, 11, 11, 14, 11])


def blocks(plan: dict[str, Any]) -> list[Block]:
    out: list[Block] = [
        Heading("Oakhanger Safeguarding Children Partnership"),
        Para("Theory of Change and Delivery Plan 2026/27", "Subtitle"),
        Para("Read each pathway from left to right: if we have the inputs and do the activities, the outputs follow."),
    ]
    for p, inputs in zip(plan["priorities"], INPUTS, strict=True):
        out.append(model(p, inputs))
    return [*out, Para("Assumptions: staff stay; grants continue after March 2027; schools have time.")]


def forms(plan: dict[str, Any]) -> Forms:
    document = Document("Theory of Change", blocks(plan), "OaSCP", "Delivery Plan 2026/27")
    return {
        "theory-of-change.docx": ("Word, landscape, merged cells", as_docx.write(document, landscape=True, size=9)),
        "theory-of-change-word.pdf": ("the same by LibreOffice", FromWord("theory-of-change.docx")),
        "theory-of-change.html": ("web page", as_html.page_html(document)),
        "theory-of-change.pdf": ("landscape", as_html.pdf(document, "", "A4 landscape")),
        "theory-of-change.txt": ("recognised text with tabs", as_text.ocr(document, 40)),
    }
