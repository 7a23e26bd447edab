"""Eldwick: a table of two columns of bullets under each heading, recognised from pages that cut the cells."""

from typing import Any

from tests.corpus.builders import as_docx, as_scan, as_text
from tests.corpus.builders.blocks import Block, Bullets, Cell, Document, Heading, PageBreak, Para, Picture, Table
from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text

TITLE = "Business Improvement Plan 2021-24"
HEAD = ["What we want to see", "What we will do 2021-24"]


def titles(plan: dict[str, Any]) -> list[str]:
    return [f"**Priority {p['n']}** – {p['title']}" for p in plan["priorities"]]


def front(plan: dict[str, Any]) -> list[Block]:
    return [
        Picture("ECSP logo"),
        Heading("Eldwick Children’s Safeguarding Partnership"),
        Para(TITLE),
        PageBreak(),
        Heading("Foreword", 2),
        Para(
            "Welcome to the plan of the Eldwick Children’s Safeguarding Partnership (ECSP). It begins on 1 April 2021, "
            "a year after schools first closed their doors. We thank all who kept children in view. By March 2022 "
            "we shall look again at what we have set out here, because nobody can know what the next year will bring."
        ),
        Para("Chief Executive, Eldwick Council"),
        Para("Chief Nurse, Eldwick Clinical Commissioning Group"),
        Para("Assistant Chief Constable, Wharfe Police"),
        Heading("Our four priorities", 2),
        Bullets(titles(plan)),
        Heading("How we shall work", 2),
        Bullets(
            [
                "**Listening:** the Young Advisers open each meeting of the Executive.",
                "**Being brief:** no report is longer than four pages.",
                "**Learning:** we publish what went wrong as well as what went right.",
            ]
        ),
        Para("Progress will be considered by the Elected Members’ Scrutiny Committee twice a year."),
    ]


def blocks(plan: dict[str, Any], mark: str) -> list[Block]:
    out = [*front(plan), PageBreak()]
    for p in plan["priorities"]:
        out.append(Heading(f"Priority {p['n']}: {p['title']}", 2))
        outcomes = "\n".join(f"{mark} {text}" for _, text in p["outcomes"])
        listed = "\n".join(f"{mark} {action_text(a)}" for a in p["actions"])
        rows: list[list[Cell | str]] = [list(HEAD), [outcomes, listed]]
        out.append(Table(rows, 1, [32, 68]))
    return [*out, Para("Published in April 2021 by the ECSP Business Unit, Bridge Street, Eldwick")]


def forms(plan: dict[str, Any]) -> Forms:
    pages = Document(TITLE, blocks(plan, "•"), "", "ECSP Business Improvement Plan 2021-24   #")
    return {
        "improvement-plan-scan.md": (
            "recognised pages, HTML tables, paragraphs in cells, cut by pages",
            as_scan.scan(pages, 27, listed="p", th=False),
        ),
        "improvement-plan.txt": ("recognised text, two columns parted by a tab", as_text.ocr(pages, 31, bold=True)),
        "improvement-plan.docx": ("Word, bullets in cells", as_docx.write(Document(TITLE, blocks(plan, "-")))),
    }
