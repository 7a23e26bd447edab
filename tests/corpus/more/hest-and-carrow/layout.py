"""Hest and Carrow: priority, outcome and action as rows of one table; in Word the details are tables within cells."""

from itertools import groupby
from typing import Any

from docx.shared import Cm
from docx.table import Table as WordTable
from docx.table import _Cell

from tests.corpus.builders import as_html, as_text
from tests.corpus.builders.as_docx import Writer
from tests.corpus.builders.blocks import Block, Cell, Document, Heading, Para, Table
from tests.corpus.builders.forms import Forms, FromWord
from tests.corpus.builders.truth import action_text, as_list

HEAD = ["Ref", "Description", "Responsible lead", "Deadline", "Evidence of success", "BRAG"]
FILLS = {"GREEN": "92D050", "AMBER": "FFC000", "BLUE": "8FB4E3", "GREY": "D9D9D9"}
INTRO = [
    "Priorities and Work Plan September 2025 – August 2026",
    "Hest and Carrow Safeguarding Children Partnership chose three priorities at its development day on 4 July 2025.",
]


def cells(a: dict[str, Any]) -> list[str]:
    return [
        a["n"],
        action_text(a),
        as_list(a["who"])[0],
        as_list(a["by"])[0],
        a["measure"],
        as_list(a["st"])[0],
    ]


def table(plan: dict[str, Any]) -> Table:
    rows: list[list[Cell | str]] = [list(HEAD)]
    for p in plan["priorities"]:
        rows.append([Cell(p["n"], bold=True, fill="1F3864"), Cell(p["title"], cols=5, bold=True, fill="B4C6E7")])
        for number, group in groupby(p["actions"], lambda a: a["oc"]):
            mark, outcome = p["outcomes"][int(number)]
            rows.append([Cell(mark, fill="D9E2F3"), Cell(outcome, cols=5, fill="D9E2F3")])
            for a in group:
                *most, status = cells(a)
                rows.append([*most, Cell(status, fill=FILLS[status])])
    return Table(rows, 1, [8, 36, 20, 13, 16, 7])


def blocks(plan: dict[str, Any]) -> list[Block]:
    return [
        Heading(INTRO[0]),
        Para(INTRO[1]),
        Para("In the table, a row with one figure is a priority, two figures an outcome and three figures an action."),
        table(plan),
        Heading("Version control", 2),
        Table([["Version", "Date", "Author"], ["1", "18 July 2025", "Business Manager"]]),
    ]


class Nested(Writer):
    """A row for each outcome; its right-hand cell holds a table with the actions."""

    def inner(self, place: _Cell, actions: list[dict[str, Any]]) -> None:
        made = place.add_table(len(actions) + 1, 5)
        made.style = self.word.styles["Table Grid"]
        lines = [[HEAD[0], "Action", *HEAD[2:4], HEAD[5]], *([*cells(a)[:4], cells(a)[5]] for a in actions)]
        for row, line in zip(made.rows, lines, strict=True):
            for one, text in zip(row.cells, line, strict=True):
                one.text = text
        self.measured(made, [1.6, 7.4, 4.8, 2.9, 2.3])

    def measured(self, made: WordTable, widths: list[float]) -> None:
        made.autofit = False
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Cm(width)
            for one in column.cells:
                one.width = Cm(width)

    def nested(self, plan: dict[str, Any]) -> None:
        for p in plan["priorities"]:
            self.block(Heading(f"Priority {p['n']}: {p['title']}", 2))
            groups = [(int(n), list(g)) for n, g in groupby(p["actions"], lambda a: a["oc"])]
            outer = self.word.add_table(len(groups) + 1, 2, style="Table Grid")
            outer.cell(0, 0).text, outer.cell(0, 1).text = "Outcome", "How we will get there"
            for y, (number, members) in enumerate(groups, 1):
                mark, outcome = p["outcomes"][number]
                outer.cell(y, 0).text = f"{mark} {outcome}"
                self.inner(outer.cell(y, 1), members)
                for a in members:
                    outer.cell(y, 1).add_paragraph(f"Evidence of success for {a['n']}: {a['measure']}")
            self.measured(outer, [4.5, 20.5])


def forms(plan: dict[str, Any]) -> Forms:
    document = Document(INTRO[0], blocks(plan), "HCSCP", "Work Plan 2025-26")
    word = Nested(Document(INTRO[0], [Heading(INTRO[0]), Para(INTRO[1])], "HCSCP", "Work Plan 2025-26"), landscape=True)
    word.write()
    word.nested(plan)
    return {
        "work-plan.docx": ("Word, tables within the cells of tables", word.saved()),
        "work-plan-from-word.pdf": ("the same by LibreOffice", FromWord("work-plan.docx")),
        "work-plan.html": ("web page, three kinds of rows", as_html.page_html(document)),
        "work-plan.pdf": ("landscape, three kinds of rows", as_html.pdf(document, "", "A4 landscape")),
        "work-plan.txt": ("recognised text with tabs", as_text.ocr(document, 36)),
    }
