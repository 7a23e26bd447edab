"""Crowmarsh Vale: a page of numbered outcomes first, then a table of actions for each aim that refers to them."""

from typing import Any

from tests.corpus.builders import as_html, as_scan, as_text
from tests.corpus.builders.blocks import Block, Bullets, Cell, Contents, Document, Heading, PageBreak, Para, Table
from tests.corpus.builders.cells import when, who
from tests.corpus.builders.forms import Forms

TITLE = "Strategic Plan 2023-2026"
MEMBERS = [
    ["Member", "Attendance 2022/23"],
    ["Independent Chair", "6 of 6"],
    ["Crowmarsh Vale Council, Director of Adult Social Care", "5 of 6"],
    ["ICB Director of Nursing", "4 of 6"],
    ["Vale Police, Detective Superintendent Public Protection", "6 of 6"],
    ["Healthwatch Crowmarsh", "5 of 6"],
]


def front() -> list[Block]:
    return [
        Heading("Crowmarsh Vale Safeguarding Adults Board"),
        Para(TITLE),
        PageBreak(),
        Contents(
            [("A word from the Independent Chair", 3), ("Our outcomes", 4), ("What we will do", 5), ("Members", 9)]
        ),
        Heading("A word from the Independent Chair", 2),
        Para(
            "The Care Act asks each board to publish a strategic plan. Ours runs from 1 April 2023 to 31 March 2026. "
            "We asked people with care and support needs, carers and staff what mattered; 418 answered. They want us "
            "to prevent abuse, to stay alongside people who neglect themselves, to make safeguarding personal and to "
            "learn. The Board reports once a year to the Health and Wellbeing Board."
        ),
        Heading("The six principles", 2),
        Bullets(["Empowerment", "Prevention", "Proportionality", "Protection", "Partnership", "Accountability"]),
        Heading("The picture in numbers", 2),
        Table(
            [
                ["", "2020/21", "2021/22", "2022/23"],
                ["Concerns", "2,114", "2,390", "2,655"],
                ["Enquiries", "702", "689", "744"],
                ["Self-neglect, share of enquiries", "9%", "12%", "15%"],
            ]
        ),
    ]


def framework(plan: dict[str, Any]) -> Table:
    rows: list[list[Cell | str]] = [["Strategic aim", "No.", "By 2026 we want to be able to say that"]]
    for p in plan["priorities"]:
        for i, (number, text) in enumerate(p["outcomes"]):
            first: list[Cell | str] = [] if i else [Cell(f"{p['n']}. {p['title_accept'][0]}", rows=len(p["outcomes"]))]
            rows.append([*first, number, text])
    return Table(rows, 1, [32, 8, 60])


def actions(plan: dict[str, Any]) -> list[Block]:
    out: list[Block] = []
    for p in plan["priorities"]:
        out.append(Heading(f"Aim {p['n']} – {p['title']}", 2))
        rows: list[list[Cell | str]] = [["Ref", "Our commitment", "Outcome", "Accountable", "Completion"]]
        rows += [[a["n"], a["text"], a["oc"], who(a), when(a)] for a in p["actions"]]
        out.append(Table(rows, 1, [7, 45, 10, 21, 17]))
    return out


def forms(plan: dict[str, Any]) -> Forms:
    blocks = [
        *front(),
        PageBreak(),
        Heading("Our outcomes", 2),
        framework(plan),
        PageBreak(),
        Heading("What we will do"),
        *actions(plan),
        Heading("Members", 2),
        Table(list(MEMBERS), 1, [70, 30]),
        Heading("If you are worried about an adult", 2),
        Para("Telephone the contact centre on 01632 960742 at any time. Published July 2023."),
    ]
    document = Document(TITLE, blocks, "CVSAB Strategic Plan 2023-2026", "Page #")
    return {
        "strategic-plan.pdf": (
            "A4, outcomes on a page of their own",
            as_html.pdf(Document(TITLE, blocks, "CVSAB", "")),
        ),
        "strategic-plan.html": ("web page, outcomes before actions", as_html.page_html(document)),
        "strategic-plan-scan.md": ("recognised pages, HTML tables", as_scan.scan(document, 40)),
        "strategic-plan-ocr.txt": ("recognised text, tabs", as_text.ocr(document, 40)),
    }
