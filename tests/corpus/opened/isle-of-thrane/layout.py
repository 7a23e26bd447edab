"""Isle of Thrane: actions on the left, outcomes on the right, lines within the cell that name who leads."""

from itertools import groupby
from typing import Any

from tests.corpus.builders import as_docx, as_html, as_scan, as_text
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

TITLE = "Joint Business Plan 2023-2025"


def front(plan: dict[str, Any]) -> list[Block]:
    titles = [f"Priority {p['n']}: {p.get('title_accept', [p['title']])[0]}" for p in plan["priorities"]]
    return [
        Picture("Isle of Thrane Safeguarding Partnership"),
        Heading(TITLE),
        Contents([("Welcome", 2), ("What we know", 2), ("Our priorities", 3), ("Our plan", 4), ("Contacts", 9)]),
        Heading("Welcome", 2),
        Para(
            "An island of 31,000 people does not need two plans. From May 2023 the Isle of Thrane Safeguarding "
            "Partnership (ITSP) looks after children and adults alike, and this is its first plan. The Executive will "
            "report to the Island Assembly each July."
        ),
        Para("The Independent Chair"),
        Heading("What we know", 2),
        Table([["", "2021", "2022"], ["Children with a plan", "38", "44"], ["Adult enquiries", "96", "131"]]),
        Heading("Our priorities", 2),
        Bullets(titles),
    ]


def led(actions: list[dict[str, Any]]) -> str:
    lines: list[str] = []
    for leader, group in groupby(actions, lambda a: a["w"]):
        lines.append(f"**Led by {leader}:**")
        lines += [f"{a['n']}. {action_text(a)}" for a in group]
    return "\n".join(lines)


def table(plan: dict[str, Any]) -> Table:
    rows: list[list[Cell | str]] = [["Actions 2023-2025", "Outcome"]]
    for p in plan["priorities"]:
        rows.append([Cell(f"PRIORITY {p['n']}: {p['title']}", cols=2, bold=True, fill="DDEBF7")])
        rows.append([led(p["actions"]), "\n".join(f"{mark}) {text}" for mark, text in p["outcomes"])])
    return Table(rows, 1, [66, 34])


def forms(plan: dict[str, Any]) -> Forms:
    back: list[Block] = [Heading("Contacts", 2), Para("ITSP Business Unit, Old Lighthouse, Thrane. Published May 2023")]
    blocks = [*front(plan), PageBreak(), Heading("Our plan", 2), table(plan), *back]
    pages = Document(TITLE, blocks, "ITSP Joint Business Plan", "Page #")
    paper = Document(TITLE, blocks, "ITSP Joint Business Plan", "May 2023")
    return {
        "joint-business-plan-scan.md": ("recognised pages, HTML tables, cells cut by pages", as_scan.scan(pages, 26)),
        "joint-business-plan-ocr.txt": ("recognised text, two columns parted by a tab", as_text.ocr(pages, 30)),
        "joint-business-plan.docx": ("Word, two columns", as_docx.write(paper)),
        "joint-business-plan.pdf": ("A4, cells broken over pages", as_html.pdf(paper)),
    }
