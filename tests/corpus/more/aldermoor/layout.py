"""Aldermoor: one table in which each priority is a column, with letters and dates in square brackets."""

from typing import Any

from tests.corpus.builders import as_docx, as_html
from tests.corpus.builders.blocks import Block, Cell, Document, Heading, Para, Table
from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text

KEY = (
    "Key: EDG Executive Delivery Group; CRG Case Review Group; TLC Training, Learning & Culture Group; VBT "
    "Vulnerable Babies Task Group; ESN Education Safeguarding Network; CP Community Partners"
)
WHY = [
    "Four babies seriously hurt since 2020",
    "One in five missing episodes is a child we did not know",
    "Staff told us that they hold back",
]


def blocks(plan: dict[str, Any]) -> list[Block]:
    wide = [26, 26, 26]
    head = [Cell("")] + [Cell(f"Priority {p['n']}\n**{p['title']}**", fill="CDE7D8") for p in plan["priorities"]]
    rows: list[list[Cell | str]] = [
        list(head),
        [Cell("Why?", bold=True), *WHY],
        [
            Cell("What will we do?", bold=True),
            *("\n".join(f"- {action_text(a)}" for a in p["actions"]) for p in plan["priorities"]),
        ],
        [Cell("What will be different?", bold=True), *(p["outcomes"][0][1] for p in plan["priorities"])],
        [Cell("Threaded through everything: the voice of children; equality; early help", cols=4, fill="FCE9B8")],
    ]
    return [
        Heading("Aldermoor Safeguarding Children Partnership (ASCP)"),
        Para("Business Plan on a Page 2023/24", "Subtitle"),
        Table(rows, 1, [22, *wide]),
        Para(KEY),
    ]


def forms(plan: dict[str, Any]) -> Forms:
    document = Document("ASCP plan", blocks(plan), footer="Agreed by the Executive Delivery Group")
    return {
        "plan-on-a-page.docx": ("landscape page, a column for each priority", as_docx.write(document, True, 9)),
        "plan-on-a-page.html": ("web page, a column for each priority", as_html.page_html(document)),
        "plan-on-a-page.pdf": ("landscape page by WeasyPrint", as_html.pdf(document, "", "A4 landscape")),
    }
