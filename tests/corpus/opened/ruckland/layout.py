"""Ruckland: one table, priorities written upwards in merged cells on the left, outcomes merged on the right."""

from itertools import groupby
from typing import Any

from tests.corpus.builders import as_docx, as_html
from tests.corpus.builders.as_docx import Writer, element
from tests.corpus.builders.blocks import Block, Bullets, Cell, Document, Heading, Para, Table
from tests.corpus.builders.cells import status, when, who
from tests.corpus.builders.forms import Forms

TITLE = "Strategic Business Plan 2016/17"
HEAD = ["", "", "How will the Board do this?", "Responsible lead / group", "By when", "Status", "Desired outcome"]
FILLS = {"Green": "92D050", "Amber": "FFC000", "Red": "FF7C80", "Complete": "8FB4E3", "Not started": ""}
GROUPS = [
    "EHSG Early Help Steering Group",
    "QAP Quality, Audit and Performance sub group",
    "CSEM CSE and Missing sub group",
    "PPP Policy, Procedures and Practice sub group",
    "T&D Training and Development sub group",
]


def table(plan: dict[str, Any]) -> Table:
    rows: list[list[Cell | str]] = [list(HEAD)]
    for p in plan["priorities"]:
        done = 0
        for number, group in groupby(p["actions"], lambda a: int(a.get("oc", "0"))):
            members = list(group)
            for j, a in enumerate(members):
                row: list[Cell | str] = [a["n"], a["text"], who(a), when(a)]
                row.append(Cell(status(a), fill=FILLS[status(a)]))
                if not done:
                    row.insert(0, Cell(f"Priority {p['n']}: {p['title']}", rows=len(p["actions"]), fill="D9E2F3"))
                if not j:
                    row.append(Cell(p["outcomes"][number][1], rows=len(members)))
                rows.append(row)
                done += 1
    return Table(rows, 1, [9, 5, 34, 17, 12, 8, 15])


def blocks(plan: dict[str, Any]) -> list[Block]:
    return [
        Heading("Ruckland Safeguarding Children Board"),
        Para(f"RSCB {TITLE}", "Subtitle"),
        Para(
            "The Board met on 11 March 2016 to agree its priorities for the year: early help and neglect, child sexual "
            "exploitation and missing, harmful practices and faith, and being an effective Board."
        ),
        Heading("What we said and what we did in 2015/16", 2),
        Table(
            [
                ["What we said we would do", "What we did", "Who"],
                ["Hold a conference on CSE", "Held in October 2015 for 140 people", "CSEM"],
                ["Audit of multi-agency thresholds", "Completed February 2016", "QAP"],
                ["New website", "Delayed to June 2016", "Business Manager"],
            ]
        ),
        Heading("Groups of the Board", 2),
        Bullets(list(GROUPS)),
        Heading("Business Plan", 2),
        table(plan),
        Para("As per Early Help Strategy means the dates in that strategy."),
    ]


class Upward(Writer):
    """The first column of the plan is written from the bottom to the top."""

    def turned(self) -> bytes:
        for row in self.word.tables[-1].rows[1:]:
            row.cells[0]._tc.get_or_add_tcPr().append(element("textDirection", val="btLr"))
        return self.saved()


def forms(plan: dict[str, Any]) -> Forms:
    document = Document(TITLE, blocks(plan), "RSCB", "RSCB Strategic Business Plan 2016/17 v3")
    word = Upward(document, landscape=True, size=9.5)
    word.write()
    turn = "td:first-child[rowspan] { color: #1c3f60; } tr { break-inside: auto; }"
    return {
        "business-plan.docx": ("Word, landscape, first column written upwards", word.turned()),
        "business-plan.pdf": ("landscape, merged on both sides", as_html.pdf(document, turn, "A4 landscape")),
        "business-plan.html": ("web page, merged on both sides", as_html.page_html(document)),
        "business-plan-portrait.docx": ("Word, portrait", as_docx.write(document, size=8)),
    }
