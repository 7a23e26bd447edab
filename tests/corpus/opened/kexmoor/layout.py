"""Kexmoor: two rows for each action, the second its progress; reasons beside the actions."""

from typing import Any

from tests.corpus.builders import as_docx, as_html, as_scan
from tests.corpus.builders.blocks import Block, Cell, Document, Heading, PageBreak, Para, Table
from tests.corpus.builders.cells import status, when, who
from tests.corpus.builders.forms import Forms

TITLE = "Annual Delivery Plan 2024-25"
HEAD = ["Ref", "We are going to", "Because", "Who is accountable", "By when", "Status"]
FILLS = {"Green": "92D050", "Amber": "FFC000", "Red": "FF7C80", "Blue": "8FB4E3", "": ""}
KPIS = [
    ["Measure", "2022/23", "2023/24", "Target", "Owner"],
    ["Adults asked what they want", "81%", "86%", "95%", "Quality Subgroup"],
    ["Children seen alone at first visit", "74%", "79%", "90%", "Head of Contact and Referral"],
    ["Reviews published within six months", "2 of 5", "3 of 4", "all", "Business Support Manager"],
]


def table(p: dict[str, Any]) -> Table:
    rows: list[list[Cell | str]] = [
        [Cell(f"{p['n']}. {p['title']}", cols=6, bold=True, fill="B4C6E7")],
        [Cell("\n".join(["What success looks like:", *(f"- {text}" for _, text in p["outcomes"])]), cols=6)],
        list(HEAD),
    ]
    for a in p["actions"]:
        state = Cell(status(a), fill=FILLS[status(a)])
        rows.append([Cell(a["n"], rows=2), a["text"], a["why"], who(a), when(a), state])
        rows.append([Cell(a["prog"], cols=5, fill="F2F2F2")])
    return Table(rows, 3, [6, 34, 20, 18, 12, 10])


def front() -> list[Block]:
    return [
        Heading("Kexmoor Safeguarding Adults and Children Partnership (KSACP)"),
        Para(f"{TITLE} – Quarter 2 update", "Subtitle"),
        Para(
            "In April 2023 the two boards became one partnership. This is its second delivery plan. Its themes are: "
            "whole-family safeguarding, homes that are not safe, voice, and assurance."
        ),
        Heading("How we measure ourselves", 2),
        Table([list(row) for row in KPIS], 1, [40, 12, 12, 12, 24]),
        PageBreak(),
    ]


def blocks(plan: dict[str, Any]) -> list[Block]:
    out = front()
    for p in plan["priorities"]:
        out.append(table(p))
    return [
        *out,
        Heading("Glossary", 2),
        Table([["ADN", "Associate Director of Nursing"], ["Det Supt", "Detective Superintendent"]], 0, [20, 80]),
    ]


def forms(plan: dict[str, Any]) -> Forms:
    document = Document(TITLE, blocks(plan), "KSACP Annual Delivery Plan", "Q2 2024-25")
    return {
        "delivery-plan.docx": ("Word, landscape, two rows for each action", as_docx.write(document, landscape=True)),
        "delivery-plan.pdf": ("landscape, two rows for each action", as_html.pdf(document, "", "A4 landscape")),
        "delivery-plan.html": ("web page", as_html.page_html(document)),
        "delivery-plan-scan.md": ("recognised pages", as_scan.scan(document, 34)),
    }
