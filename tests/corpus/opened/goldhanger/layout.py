"""Goldhanger Reach: paragraphs numbered through all ambitions, the date in the margin, the owner as subject."""

from typing import Any

from tests.corpus.builders import as_docx, as_html, as_text
from tests.corpus.builders.blocks import Block, Cell, Document, Heading, PageBreak, Para, Table
from tests.corpus.builders.cells import when, who
from tests.corpus.builders.forms import Forms

TITLE = "Our Ambitions 2023 to 2026"
ORDER = ["one", "two", "three", "four"]
CSS = "table.margin td { border: none; font-size: 10pt; } table.margin td:last-child { color: #7a1f1f; }"


def bold(a: dict[str, Any]) -> str:
    owner = who(a)
    return a["text"].replace(owner, f"**{owner}**", 1) if owner else a["text"]


def front(plan: dict[str, Any]) -> list[Block]:
    first, *others = [p["title"].lower() for p in plan["priorities"]]
    listed = f"{first}, {others[0]}, {others[1]} and {others[2]}"
    return [
        Heading(f"{TITLE}: the plan of the Goldhanger Reach Safeguarding Children Partnership"),
        Para("For everybody who works with children between the river and the sea", "Subtitle"),
        Para(
            "We have four ambitions. They are short enough to remember: " + listed + ". In 2022 two young people did "
            "not come home. This plan is for them and for their friends, who helped to write it."
        ),
        Para("Each promise is numbered. The date in the margin is the date by which you may hold us to it."),
        PageBreak(),
    ]


def back() -> list[Block]:
    return [
        Heading("Where this plan comes from", 2),
        Para(
            "1,310 answers to a survey in January 2023; eleven evenings in village halls; the yearly report 2021/22; "
            "the inspection of May 2022."
        ),
    ]


def heading(i: int, p: dict[str, Any]) -> list[Block]:
    return [Heading(f"Ambition {ORDER[i]} – {p['title']}", 2), Para(f"*So that {p['outcomes'][0][1]}.*")]


def blocks(plan: dict[str, Any]) -> list[Block]:
    out = front(plan)
    for i, p in enumerate(plan["priorities"]):
        rows: list[list[Cell | str]] = [[a["n"], bold(a), when(a)] for a in p["actions"]]
        out += [*heading(i, p), Table(rows, 0, [6, 72, 22], "margin")]
    return [*out, *back()]


def in_lines(plan: dict[str, Any]) -> list[Block]:
    """For plain text: the margin note on a line of its own below the paragraph."""
    out = front(plan)
    for i, p in enumerate(plan["priorities"]):
        out += heading(i, p)
        for a in p["actions"]:
            out.append(Para(f"{a['n']}.  {a['text']}" + (f"\n        [{when(a)}]" if when(a) else "")))
    return [*out, *back()]


def forms(plan: dict[str, Any]) -> Forms:
    document = Document(TITLE, blocks(plan), "", "Goldhanger Reach SCP")
    text = as_text.ocr(Document(TITLE, in_lines(plan), "", "- # -"), 44)
    return {
        "our-ambitions.docx": (
            "Word, a table without heading",
            as_docx.write(document, size=11),
        ),
        "our-ambitions.pdf": ("A4, no rules", as_html.pdf(document, CSS)),
        "our-ambitions.txt": ("recognised text, folded, margin notes below", as_text.wrapped(text, 80)),
    }
