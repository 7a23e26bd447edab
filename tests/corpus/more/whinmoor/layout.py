"""Whinmoor and Dale: paragraphs numbered by hand, objectives before the actions, outcomes after them."""

from itertools import groupby
from typing import Any

from tests.corpus.builders import as_docx, as_text
from tests.corpus.builders.blocks import Block, Contents, Document, Heading, PageBreak, Para, Table
from tests.corpus.builders.forms import Forms, FromWord
from tests.corpus.builders.truth import action_text

WORDS = ["ONE", "TWO", "THREE"]
BACKGROUND = [
    "In 2024 one in four of our child protection plans recorded parental mental ill health, one in five drugs or "
    "alcohol, and one in nine both.",
    "Since 2019 the Partnership has completed eleven rapid reviews and four local child safeguarding practice reviews, "
    "which made 67 recommendations. 29 are open.",
    "The survey of Year 8 and Year 10 in February 2025 had 2,208 answers. 37% said that there was a place they would "
    "not walk through.",
]


def front() -> list[Block]:
    return [
        Para("WHINMOOR AND DALE SAFEGUARDING CHILDREN PARTNERSHIP", "Title"),
        Para("Strategic Business Plan 2023/26", "Subtitle"),
        Para("Year 3 edition, May 2025"),
        Contents(
            [
                ("1. About this plan", 2),
                ("2. Governance", 2),
                ("3. Priority One", 3),
                ("4. Priority Two", 4),
                ("5. Priority Three", 5),
                ("6. Monitoring", 6),
            ]
        ),
        PageBreak(),
        Heading("1. ABOUT THIS PLAN"),
        Para("1.1\tThe plan began on 1 April 2023 and ends on 31 March 2026. This is its third and last edition."),
        Para("1.2\tActions completed in Years 1 and 2 are not repeated; they are described in the yearly reports."),
        Para("1.3\tA new plan will be written between September 2025 and February 2026, after consultation."),
        Heading("2. GOVERNANCE"),
        Para("2.1\tThe Executive will meet every six weeks. Three sub-groups report to it:"),
        Para("2.1.1\tPerformance Scrutiny Sub-Group (PSSG);"),
        Para("2.1.2\tCase Review Sub-Group (CRSG);"),
        Para("2.1.3\tLearning and Practice Sub-Group (LPSG)."),
        Para("2.2\tThe Executive will report to the Health and Wellbeing Board each November."),
        PageBreak(),
    ]


def sections(plan: dict[str, Any]) -> list[Block]:
    out: list[Block] = []
    for i, p in enumerate(plan["priorities"]):
        out += [Heading(f"{i + 3}. PRIORITY {WORDS[i]}: {p['title'].upper()}")]
        out += [Para(f"{p['title']}. {BACKGROUND[i]}")]
        for number, group in groupby(p["actions"], lambda a: a["n"][:3]):
            objective = p["outcomes_also"][int(number[2]) - 1]
            out.append(Para(f"{number}\t**Objective {number[2]}:** {objective}"))
            out += [Para(f"{a['n']}\t{action_text(a)}") for a in group]
        out.append(Para("**What will be different by March 2026 (outcomes)**"))
        out += [Para(f"{number}\t{text}") for number, text in p["outcomes"]]
    return out


def back() -> list[Block]:
    return [
        Heading("6. MONITORING"),
        Para("6.1\tEach sub-group will send a highlight report to the Executive ten days before it meets."),
        Para("6.2\tThe dates of reporting are as follows."),
        Table(
            [
                ["Sub-group", "Report due", "Executive"],
                ["PSSG", "4 July 2025", "14 July 2025"],
                ["CRSG", "15 August 2025", "26 August 2025"],
                ["LPSG", "26 September 2025", "6 October 2025"],
            ]
        ),
    ]


def forms(plan: dict[str, Any]) -> Forms:
    document = Document(
        "Strategic Business Plan", [*front(), *sections(plan), *back()], "WDSCP Strategic Business Plan 2023/26", "#"
    )
    text = as_text.wrapped(as_text.ocr(document, 42).replace("\t", "    "), 88)
    return {
        "strategic-business-plan.docx": ("Word, paragraphs numbered by hand", as_docx.write(document, size=11)),
        "strategic-business-plan.pdf": ("the same by LibreOffice", FromWord("strategic-business-plan.docx")),
        "strategic-business-plan.txt": ("plain text folded at 88 characters", text),
    }
