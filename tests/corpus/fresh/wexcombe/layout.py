"""Wexcombe: "Outcome / Actions" in two columns, recognised from pages that cut the cells."""

from typing import Any

from tests.corpus.builders import as_html, as_scan, as_text
from tests.corpus.builders.blocks import Block, Bullets, Cell, Document, Heading, PageBreak, Para, Picture, Table
from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text

TITLE = "Safeguarding Improvement Plan 2022-24"


def long_titles(plan: dict[str, Any]) -> list[str]:
    return [f"**Priority {p['n']}:** {p['title_accept'][0]}" for p in plan["priorities"]]


def front(plan: dict[str, Any]) -> list[Block]:
    return [
        Picture("WEXCOMBE Safeguarding Children PARTNERSHIP"),
        Heading(TITLE),
        PageBreak(),
        Heading("Foreword", 2),
        Para(
            "This is the second improvement plan of the Wexcombe Safeguarding Children Partnership (WSCP). It takes "
            "effect from 1st April 2022. The pandemic taught us to meet less and do more; we mean to keep to that. We "
            "spoke with 260 practitioners in November 2021 and asked the safeguarding partners to name the few things "
            "that only the partnership as a whole can change. These are:"
        ),
        Bullets(long_titles(plan)),
        Para("Director of Children’s Services\nWexcombe Council"),
        Para("Accountable Officer\nWexcombe and Loddon Clinical Commissioning Group"),
        Para("Deputy Chief Constable\nLoddon Valley Police"),
        Heading("What we achieved in 2020-22", 2),
        Bullets(
            [
                "Trained 1,140 people in the new threshold document by December 2021.",
                "The Case Review Sub-Group completed six rapid reviews, all within the time allowed.",
                "Moved the whole training offer on line within five weeks of the first lockdown.",
            ]
        ),
        Heading("Our Priorities", 2),
        Para(
            "An account of progress will go to the Children’s Overview and Scrutiny Panel each autumn. The plan is "
            "short on purpose and has four priorities:"
        ),
        Bullets(long_titles(plan)),
        Para("The golden thread through all of them is the voice of the child."),
    ]


def table(plan: dict[str, Any]) -> Table:
    rows: list[list[Cell | str]] = [["Outcome", "Actions 2022-24"]]
    for p in plan["priorities"]:
        rows.append([Cell(f"Priority {p['n']}: {p['title']}", cols=2, bold=True, fill="DCE6F1")])
        outcomes = "\n".join(text for _, text in p["outcomes"])
        actions = ";\n".join(action_text(a) for a in p["actions"]) + "."
        rows.append([Cell(outcomes, numbers="1."), Cell(actions, numbers="1.")])
    return Table(rows, 1, [34, 66])


def forms(plan: dict[str, Any]) -> Forms:
    back: list[Block] = [
        Picture("WEXCOMBE Safeguarding Children PARTNERSHIP"),
        Para("WSCP, 4th Floor, Corn Exchange House, Wexcombe"),
        Para("Date of publication: March 2022"),
    ]
    blocks = [*front(plan), PageBreak(), table(plan), *back]
    css = "li { margin-bottom: 3pt; }"
    return {
        "improvement-plan-scan.md": (
            "recognised pages, HTML tables with lists in their cells, cut by pages",
            as_scan.scan(Document(TITLE, blocks), 29, listed="ol"),
        ),
        "improvement-plan-ocr.txt": (
            "recognised text, two columns parted by a tab, lists in cells",
            as_text.ocr(Document(TITLE, blocks), 40, bold=True),
        ),
        "improvement-plan.pdf": ("A4, cells broken over pages", as_html.pdf(Document(TITLE, blocks), css)),
    }
