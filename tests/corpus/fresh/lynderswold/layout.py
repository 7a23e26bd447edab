"""Lynderswold: questions as column headings under a merged heading row, the date first, BRAG and progress last."""

from typing import Any

from tests.corpus.builders import as_docx, as_html
from tests.corpus.builders.blocks import Block, Bullets, Cell, Document, Heading, PageBreak, Para, Table
from tests.corpus.builders.cells import status, when, who
from tests.corpus.builders.forms import Forms

FILLS = {"B": "8FB4E3", "R": "FF7C80", "A": "FFC000", "G": "92D050", "": ""}
WHY = [
    "In 2022/23, 187 children had a plan because of neglect or harm at home. One in four had had a plan before. The "
    "audit of 2021 found good relationships with children and little change in their lives.",
    "41 young people were at the highest level of risk in March 2024. Only twelve of them were known to the Family "
    "Help Service two years earlier. Young people told us that they are afraid of three bus stops and one park.",
    "Since 2019 we have made 96 recommendations. We can show evidence of change for fewer than half of them.",
]
ACRONYMS = [
    ["ASG", "Adolescent Safety Group", "CAIU", "Lynder Police Child Abuse Investigation Unit"],
    ["CRP", "Case Review Panel", "Des Nurse", "Designated Nurse"],
    ["ERG", "Education Reference Group", "FHS", "Family Help Service"],
    ["IAG", "Insight and Audit Group", "LPCA", "Lynderswold Parent Carer Alliance"],
    ["PEx", "Partnership Executive", "PST", "Partnership Support Team"],
    ["WPD", "Workforce and Practice Development Group", "", ""],
]


def front() -> list[Block]:
    return [
        Para("Lynderswold Safeguarding Children Partnership", "Title"),
        Para("Our Business Plan 2024-2026", "Subtitle"),
        Para("May 2024, with progress at January 2025"),
        PageBreak(),
        Heading("Welcome"),
        Para(
            "Our plan begins with children and ends with them. It will guide the work of the Partnership until March "
            "2026. We have three priorities and not one more: children hurt or neglected at home, children hurt or "
            "exploited outside the home, and being a partnership that learns."
        ),
        Para("Lead Safeguarding Partners: the Council, the Integrated Care Board and Lynder Police"),
        Heading("Who is who in this plan", 2),
        Table(list(ACRONYMS), 0, [10, 40, 10, 40]),
        Heading("BRAG key", 2),
        Table(
            [
                [Cell("B", fill="8FB4E3"), "Done and checked"],
                [Cell("G", fill="92D050"), "On course"],
                [Cell("A", fill="FFC000"), "Some delay, recoverable"],
                [Cell("R", fill="FF7C80"), "Will not be delivered without a decision of the Executive"],
            ],
            0,
            [10, 90],
        ),
    ]


def table(priority: dict[str, Any]) -> Table:
    rows: list[list[Cell | str]] = [
        [Cell("OUR PLAN", cols=4, bold=True), Cell("OUR PROGRESS", cols=2, bold=True)],
        ["When?", "What are we going to do?", "Who?", "How will we know?", "Where are we now?", "BRAG"],
    ]
    for a in priority["actions"]:
        rows.append(
            [when(a), a["text"], who(a), a["measure"], a["prog"], Cell(status(a), fill=FILLS[status(a)])],
        )
    return Table(rows, 2, [13, 35, 12, 20, 14, 6])


def blocks(plan: dict[str, Any]) -> list[Block]:
    out = front()
    for p, why in zip(plan["priorities"], WHY, strict=True):
        out += [PageBreak(), Heading(f"Priority {p['n']} – {p['title']}")]
        out += [Heading("Why is this a priority?", 3), Para(why)]
        out += [Heading("What difference will it make?", 3), Bullets([text for _, text in p["outcomes"]])]
        out.append(table(p))
    return [
        *out,
        Heading("How we check", 2),
        Para("Each group tells the Partnership Executive every quarter what has been done and what has changed."),
    ]


def forms(plan: dict[str, Any]) -> Forms:
    document = Document("Business Plan 2024-2026", blocks(plan), "LSCP Business Plan 2024-2026", "Lynderswold LSCP")
    return {
        "business-plan.docx": ("Word, landscape, two heading rows", as_docx.write(document, landscape=True)),
        "business-plan.pdf": ("landscape, two heading rows", as_html.pdf(document, "", "A4 landscape")),
        "business-plan.html": ("web page, two heading rows", as_html.page_html(document)),
    }
