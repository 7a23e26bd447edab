"""Marram Coast: rows of what was said and what will be done, folded away by theme in the web page."""

from html import escape
from itertools import groupby
from typing import Any

from tests.corpus.builders import as_docx, as_text
from tests.corpus.builders.blocks import Block, Cell, Document, Heading, Para, Table
from tests.corpus.builders.forms import Forms, FromWord
from tests.corpus.builders.truth import action_text

HEAD = ["You said", "We will", "Who and when", "What difference will this make?"]
INTRO = (
    "Between 1 January and 31 December 2025 we will do what is on this page. It comes from 340 conversations held in "
    "the autumn of 2024, on the beach, in schools, in the hospital and in the Marram View estate office."
)


def groups(priority: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    found = groupby(priority["actions"], lambda a: a["oc"])
    return [(priority["outcomes"][int(number)][1], list(members)) for number, members in found]


def table(priority: dict[str, Any]) -> Table:
    rows: list[list[Cell | str]] = [list(HEAD)]
    for outcome, members in groups(priority):
        for i, a in enumerate(members):
            last = [Cell(outcome, rows=len(members))] if i == 0 else []
            rows.append([a["said"], action_text(a), a["cell"], *last])
    return Table(rows, 1, [25, 33, 20, 22])


def blocks(plan: dict[str, Any]) -> list[Block]:
    out: list[Block] = [
        Heading("You said, we will: plan for 2025"),
        Para("Marram Coast Safeguarding Children Partnership (MCSCP)"),
        Para(INTRO),
    ]
    for p in plan["priorities"]:
        out += [Heading(p["title"], 2), table(p)]
    return [*out, Heading("Want to know more?", 2), Para("Talk to us on the third Tuesday of each month at the pier.")]


def web(plan: dict[str, Any]) -> str:
    parts = []
    for p in plan["priorities"]:
        body = []
        for outcome, members in groups(p):
            for i, a in enumerate(members):
                cells = [f"<td><q>{escape(a['said'], False)}</q></td>", f"<td>{escape(action_text(a), False)}</td>"]
                cells += [f"<td>{a['cell']}</td>", f"<td rowspan={len(members)}>{outcome}</td>" if i == 0 else ""]
                body.append(f"<tr>{''.join(cells)}")
        heads = "".join(f"<th scope=col>{head}" for head in HEAD)
        parts.append(
            f"<details><summary>{p['title']}</summary>\n<table><tr>{heads}\n" + "\n".join(body) + "\n</table></details>"
        )
    return (
        "<!doctype html><html lang=en-GB><meta charset=utf-8><title>You said, we will | MCSCP</title>\n"
        "<body><a href=#c>Skip to main content</a>\n<div class=breadcrumb>Home › About › Plan</div>\n"
        f"<h1 id=c>You said, we will: plan for 2025</h1>\n<p>{INTRO}\n"
        + "\n".join(parts)
        + "\n<h2>Related pages</h2><ul><li><a href=/2024>Plan for 2024</a><li><a href=/news>News March 2025</a></ul>\n"
        "<p>© Marram Coast Safeguarding Children Partnership 2025</body></html>\n"
    )


def forms(plan: dict[str, Any]) -> Forms:
    document = Document("You said, we will", blocks(plan), "", "Marram Coast SCP")
    return {
        "you-said-we-will.html": ("web page of folded themes, tags left open", web(plan)),
        "you-said-we-will.docx": ("Word, four columns", as_docx.write(document, landscape=True)),
        "you-said-we-will.pdf": ("the same by LibreOffice", FromWord("you-said-we-will.docx")),
        "you-said-we-will.txt": ("recognised text with tabs", as_text.ocr(document, 30)),
    }
