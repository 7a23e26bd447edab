"""Tavermouth: a neighbour's plan in legal numbering, three levels deep, and the same as a flat list."""

import csv
import io
from typing import Any

from tests.corpus.builders import as_docx, as_text
from tests.corpus.builders.blocks import Block, Document, Heading, Para
from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text

TITLE = "Youth Justice Plan 2023-2025 – Delivery Schedule"


def outcome_of(priority: dict[str, Any], action: dict[str, Any]) -> list[str]:
    return next(o for o in priority["outcomes"] if action["n"].startswith(o[0] + "."))


def blocks(plan: dict[str, Any]) -> list[Block]:
    out: list[Block] = [
        Heading(TITLE),
        Para("Tavermouth Youth Justice Partnership Board"),
        Para("Submitted to the Youth Justice Board for England and Wales on 30 June 2023"),
        Heading("Preamble", 2),
        Para(
            "This schedule belongs to the Youth Justice Plan 2023-2025. Words in it have the meaning given in "
            "section 40 of the Crime and Disorder Act 1998. ‘The Board’ means the Tavermouth Youth Justice "
            "Partnership Board."
        ),
    ]
    for priority in plan["priorities"]:
        out.append(Heading(f"{priority['n']}. {priority['title']}", 2))
        for number, text in priority["outcomes"]:
            out.append(Para(f"{number} {text}"))
            out += [Para(f"{a['n']} {action_text(a)}") for a in priority["actions"] if a["n"].startswith(number + ".")]
    out += [
        Heading("Resources", 2),
        Para("The service has 22.4 full-time posts. Grants for 2023/24 come to £611,000."),
        Heading("Signature of the Chair", 2),
        Para("Signed ……………………  Dated 28/06/2023"),
    ]
    return out


def export(plan: dict[str, Any]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["Priority No", "Priority", "Outcome No", "Outcome", "Action No", "Action"])
    for priority in plan["priorities"]:
        for action in priority["actions"]:
            mark, outcome = outcome_of(priority, action)
            writer.writerow([priority["n"], priority["title"], mark, outcome, action["n"], action_text(action)])
    return f"{TITLE},,,,,\nTavermouth Youth Justice Partnership Board,,,,,\n" + out.getvalue()


def forms(plan: dict[str, Any]) -> Forms:
    document = Document(TITLE, blocks(plan), header="Tavermouth", footer="Schedule 1 - page #")
    return {
        "delivery-schedule.txt": ("recognised text, legal numbering", as_text.ocr(document, 30)),
        "delivery-schedule.docx": ("Word, typed legal numbering", as_docx.write(document, size=12)),
        "delivery-schedule.csv": ("flat list, owner and date only in the sentence", export(plan)),
    }
