"""Swinbeck and Ure: a small table for each outcome; its caption is the outcome."""

from typing import Any

from tests.corpus.builders import as_docx, as_html, as_text
from tests.corpus.builders.as_html import block_html
from tests.corpus.builders.blocks import Block, Bullets, Cell, Document, Heading, Para, Table
from tests.corpus.builders.cells import when, who
from tests.corpus.builders.forms import Forms

TITLE = "Strategic Plan April 2022 - March 2025"
CALENDAR = [
    ["Course", "Date", "Trainer", "Places"],
    ["Working with fathers", "14 September 2022", "Early Years Lead", "24"],
    ["Injuries in babies", "9 November 2022", "Swinbeck Hospitals", "60"],
    ["Online harm", "18 January 2023", "Police", "40"],
]


def table(p: dict[str, Any], number: int) -> Table:
    rows: list[list[Cell | str]] = [["Accountable", "What needs to happen", "Finish", "Supported by"]]
    rows += [[who(a), a["text"], when(a), a["sup"]] for a in p["actions"] if int(a["oc"]) == number]
    return Table(rows, 1, [22, 44, 17, 17])


def front() -> list[Block]:
    return [
        Heading("Swinbeck and Ure Safeguarding Children Partnership"),
        Para(TITLE, "Subtitle"),
        Para("Published June 2022"),
        Heading("From the Chair", 2),
        Para(
            "Ours is the largest and emptiest area in the north. A child can live an hour from a school nurse. We want "
            "help that fits, children who are safe in families and in care, and a partnership that learns and listens."
        ),
        Heading("What we value", 2),
        Bullets(["Kindness", "Plain words", "Being on time"]),
    ]


def back() -> list[Block]:
    return [
        Heading("Training calendar 2022/23", 2),
        Table([list(row) for row in CALENDAR], 1, [40, 25, 25, 10]),
        Heading("How to complain", 2),
        Para("Write to the Partnership office by post or email. You will have an answer within ten working days."),
    ]


def blocks(plan: dict[str, Any]) -> list[Block]:
    out = front()
    for p in plan["priorities"]:
        out.append(Heading(f"Priority {p['n']}: {p['title']}", 2))
        for i, (number, text) in enumerate(p["outcomes"]):
            out += [Heading(f"Outcome {number}: {text}", 3), table(p, i)]
    return [*out, *back()]


def captioned(p: dict[str, Any], i: int) -> str:
    number, text = p["outcomes"][i]
    return block_html(table(p, i)).replace("<table>", f"<table><caption>Outcome {number}: {text}</caption>", 1)


def page(plan: dict[str, Any]) -> str:
    folds = [
        f"<details><summary><h2>Priority {p['n']}: {p['title']}</h2></summary>"
        + "".join(captioned(p, i) for i in range(len(p["outcomes"])))
        + "</details>"
        for p in plan["priorities"]
    ]
    before, after = (as_html.body_html(Document("", part)) for part in (front(), back()))
    head = f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{TITLE} | SUSCP</title></head>'
    return f"{head}\n<body><main>\n{before}\n" + "\n".join(folds) + f"\n{after}\n</main></body></html>\n"


def forms(plan: dict[str, Any]) -> Forms:
    document = Document(TITLE, blocks(plan), "SUSCP", "Page #")
    return {
        "strategic-plan.html": ("web page, captions, folded priorities", page(plan)),
        "strategic-plan.docx": ("Word, a table for each outcome", as_docx.write(document)),
        "strategic-plan.pdf": ("A4", as_html.pdf(Document(TITLE, blocks(plan), "SUSCP", "Strategic Plan"))),
        "strategic-plan.txt": ("recognised text, tabs", as_text.ocr(document, 32)),
    }
