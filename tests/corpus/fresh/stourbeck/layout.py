"""Stourbeck: a community safety partnership's table of nine columns, the intended impact merged over its actions."""

from itertools import groupby
from typing import Any

from tests.corpus.builders import as_docx, as_html, as_scan
from tests.corpus.builders.blocks import Block, Cell, Document, Heading, PageBreak, Para, Table
from tests.corpus.builders.cells import status, when, who
from tests.corpus.builders.forms import Forms

TITLE = "Safeguarding and Exploitation Delivery Plan 2023-25"
HEAD = ["Intended impact", "No.", "Activity", "Output", "RO", "Partners", "Timeframe", "KPI", "RAG"]
SPONSORS = ["Chief Superintendent", "Director of Children’s Services", "Director of Public Health", "Chief Executive"]
FILLS = {"G": "92D050", "A": "FFC000", "R": "FF7C80", "": ""}
KEY = "RO = responsible officer. CSM Community Safety Manager; DAC Domestic Abuse Coordinator; DNS Designated Nurse"
KEY_2 = "Safeguarding; ESA Education Safeguarding Adviser; NPT Insp Neighbourhood Inspector; SHG Stour Housing Group;"
KEY_3 = "SSP Safer Stourbeck Partnership; VRL Violence Reduction Lead; YJ HoS Youth Justice Head of Service."


def table(p: dict[str, Any]) -> Table:
    rows: list[list[Cell | str]] = [list(HEAD)]
    for number, group in groupby(p["actions"], lambda a: int(a["i"])):
        members = list(group)
        for j, a in enumerate(members):
            first: list[Cell | str] = [] if j else [Cell(p["outcomes"][number][1], rows=len(members))]
            row = [a["n"], a["text"], a["out"], who(a), a["pt"], when(a), a["measure"]]
            rows.append([*first, *row, Cell(status(a), fill=FILLS[status(a)])])
    return Table(rows, 1, [14, 5, 24, 11, 11, 10, 9, 12, 4])


def blocks(plan: dict[str, Any]) -> list[Block]:
    out: list[Block] = [
        Para("Safer Stourbeck Partnership", "Title"),
        Para(TITLE, "Subtitle"),
        Heading("Introduction"),
        Para(
            "The Crime and Disorder Act asks us to work together to make Stourbeck safer. This plan is the part of our "
            "strategy that is about children and young people. It was drawn from the strategic assessment of December "
            "2022 and consulted upon in January 2023."
        ),
        Table(
            [
                ["Priority", "What the assessment found", "Strategic sponsor"],
                ["1. Serious violence", "Injuries with a blade, under 25: 61 (2021: 48)", SPONSORS[0]],
                ["2. Exploitation", "44 children at high risk", SPONSORS[1]],
                ["3. Domestic abuse", "2,870 incidents with a child in the home", SPONSORS[2]],
                ["4. Radicalisation and hate", "31 referrals, 19 of them under 18", SPONSORS[3]],
            ]
        ),
        Para(KEY + " " + KEY_2 + " " + KEY_3, "small"),
    ]
    for p, sponsor in zip(plan["priorities"], SPONSORS, strict=True):
        out += [PageBreak(), Heading(f"Priority {p['n']}: {p['title']}", 2), Para(f"Strategic sponsor: {sponsor}")]
        out.append(table(p))
    return [
        *out,
        Heading("Risks", 2),
        Table(
            [
                ["Risk", "Likelihood", "Impact", "Mitigation", "Owner"],
                ["Grant ends in March 2024", "High", "High", "Early bid for the duty fund", "CSM"],
                ["Loss of analyst", "Medium", "High", "Share post with the county", "VRL"],
            ]
        ),
        Para("Published April 2023"),
    ]


def forms(plan: dict[str, Any]) -> Forms:
    document = Document(TITLE, blocks(plan), "Safer Stourbeck Partnership", "OFFICIAL")
    return {
        "delivery-plan.docx": ("Word, landscape, nine columns", as_docx.write(document, landscape=True, size=9)),
        "delivery-plan.pdf": (
            "landscape, nine columns",
            as_html.pdf(document, "td { font-size: 8pt }", "A4 landscape"),
        ),
        "delivery-plan-scan.md": ("recognised pages, HTML tables", as_scan.scan(document, 19, th=False)),
    }
