"""Saltmarsh and Fen: recognised text and web page of one table with a banner row for each priority."""

from itertools import groupby
from typing import Any

from tests.corpus.builders import as_html, as_text
from tests.corpus.builders.blocks import (
    Block,
    Bullets,
    Cell,
    Contents,
    Document,
    Heading,
    PageBreak,
    Para,
    Picture,
    Table,
)
from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text

WORDS = ["One", "Two", "Three", "Four"]


def front(plan: dict[str, Any]) -> list[Block]:
    names = [f"Priority {WORDS[i]}: {p['title']}" for i, p in enumerate(plan["priorities"])]
    return [
        Picture("SALTMARSH & FEN Keeping children safe, together"),
        Heading("Safeguarding Business Plan 2022/24"),
        PageBreak(),
        Contents(
            [("Welcome", 2), ("What children told us", 2), ("Our priorities", 3), ("Action plan", 4), ("Contact", 8)]
        ),
        Heading("Welcome", 2),
        Para(
            "The Saltmarsh and Fen Safeguarding Children Partnership (SFSCP) covers two districts, 214 miles of coast "
            "and marsh and one of the youngest towns in England. Our plan has to work for all of them. In October 2021 "
            "we sat down with staff, families and young people; the plan that follows is theirs as much as ours."
        ),
        Bullets([f"**{name}**" for name in names]),
        Para("Chief Executive, Saltmarsh and Fen Council\nAccountable Officer, Fen Clinical Commissioning Group"),
        Para("Chief Constable, East Fen Constabulary"),
        Heading("What children told us", 2),
        Bullets(
            [
                "“Don’t make me tell it again.” (girl, 13)",
                "“By the time somebody came it was all different.” (boy, 16)",
                "“You need a bus to get to help and there is no bus.” (girl, 15)",
            ]
        ),
        Para("A report on progress will be made to the Lead Members’ Forum twice a year."),
    ]


def table(plan: dict[str, Any]) -> Table:
    rows: list[list[Cell | str]] = [["Outcome", "Action 2022/24", "Lead and date"]]
    for i, priority in enumerate(plan["priorities"]):
        rows.append([Cell(f"Priority {WORDS[i]}: {priority['title']}", cols=3, bold=True, fill="F2E6C9")])
        for number, group in groupby(priority["actions"], lambda a: a["oc"]):
            members = list(group)
            mark, outcome = priority["outcomes"][int(number)]
            for j, a in enumerate(members):
                row: list[Cell | str] = [f"{a['n']}. {action_text(a)}", a["cell"]]
                if j == 0:
                    row.insert(0, Cell(f"{mark}. {outcome}", rows=len(members)))
                rows.append(row)
    return Table(rows, 1, [24, 56, 20])


def forms(plan: dict[str, Any]) -> Forms:
    back: list[Block] = [
        Heading("Contact", 2),
        Para("SFSCP Business Unit, Sluice House, Fen Road, Saltmarsh. business.unit@saltmarshfen.example"),
        Para("Date of publication: April 2022"),
    ]
    blocks = [*front(plan), Heading("Action plan", 2), table(plan), *back]
    header = "SFSCP Safeguarding Business Plan 2022/24"
    paper = Document("Safeguarding Business Plan 2022/24", blocks, header, "OFFICIAL        Page #")
    nav = '<div class="nav"><a href="#main">Skip to content</a> Home &gt; About us &gt; Business plan</div>'
    return {
        "business-plan-ocr.txt": ("recognised text, tabs, cells cut by pages", as_text.ocr(paper, 34, bullet="-")),
        "business-plan.html": ("web page, merged outcome cells", as_html.page_html(paper, "", nav)),
        "business-plan.pdf": (
            "A4, rows broken over pages",
            as_html.pdf(Document(paper.title, blocks, header, "OFFICIAL")),
        ),
    }
