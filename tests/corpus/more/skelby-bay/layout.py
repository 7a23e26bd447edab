"""Skelby Bay: one workplan for each sub-group, which is the owner; the priority is a figure in a column."""

from typing import Any

from tests.corpus.builders import as_docx, as_html, as_text
from tests.corpus.builders.blocks import Block, Bullets, Cell, Document, Heading, Para, Table
from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text, as_list

GROUPS = ["Quality and Impact Group", "Workforce Group", "Harm Outside the Home Group", "Executive"]
CHAIRS = [
    "Head of Quality, Council",
    "Named Nurse, Hospitals",
    "Detective Inspector, Police",
    "Chair of the Partnership",
]
MEETS = ["every six weeks", "each half-term", "monthly", "quarterly, next on 12 May 2025"]


def workplan(plan: dict[str, Any], group: int) -> Table:
    rows: list[list[Cell | str]] = [["Ref", "Priority no.", "Task", "Due", "Lead if not the whole group"]]
    for p in plan["priorities"]:
        for a in p["actions"]:
            if int(a["g"]) == group:
                rows.append([a["n"], p["n"], action_text(a), as_list(a["by"])[0], a.get("leadcell", "")])
    return Table(rows, 1, [10, 10, 44, 18, 18])


def blocks(plan: dict[str, Any]) -> list[Block]:
    out: list[Block] = [
        Heading("Skelby Bay Safeguarding Children Partnership"),
        Para("Business Plan 2025/26: Sub-group Workplans", "Subtitle"),
        Para("Our three priorities for the year are the same as last year’s:"),
        Bullets([f"Priority {p['n']} – {p['title']}" for p in plan["priorities"]]),
        Para("Each group has its own workplan. The group answers for all tasks in it."),
    ]
    for i, group in enumerate(GROUPS):
        out += [Heading(f"Workplan: {group}", 2), Para(f"Chair: {CHAIRS[i]}. Meets {MEETS[i]}."), workplan(plan, i)]
    return out


def forms(plan: dict[str, Any]) -> Forms:
    document = Document("Sub-group Workplans", blocks(plan), "SBSCP", "Business Plan 2025/26")
    return {
        "workplans.docx": ("Word, a table for each owner", as_docx.write(document)),
        "workplans.html": ("web page", as_html.page_html(document)),
        "workplans.pdf": ("A4", as_html.pdf(document)),
        "workplans.txt": ("recognised text with tabs", as_text.ocr(document, 40)),
    }
