"""Hartsholme and Wolds: a small table of labels and values for each action."""

from typing import Any

from tests.corpus.builders import as_docx, as_html, as_text
from tests.corpus.builders.blocks import Block, Bullets, Cell, Document, Heading, PageBreak, Para, Table
from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text, as_list


def front(plan: dict[str, Any]) -> list[Block]:
    return [
        Para("HARTSHOLME AND WOLDS SAFEGUARDING CHILDREN PARTNERSHIP", "Title"),
        Para("Multi-Agency Improvement Plan 2025/26", "Subtitle"),
        Table(
            [
                ["Version", "Date", "Changed by", "What changed"],
                ["0.1", "14 February 2025", "Business Manager", "First draft for partners"],
                ["0.2", "7 March 2025", "Practice Improvement Group", "Measures added"],
                ["1.0", "28 March 2025", "Board", "Agreed for publication"],
            ],
            1,
            [12, 22, 30, 36],
        ),
        Heading("Why this plan"),
        Para(
            "An inspection in November 2024 found that the front door was slow, that too few agencies took part in "
            "strategy discussions, and that plans were long and changed little. This plan is our answer. It runs from "
            "1 April 2025 until 31 March 2026 and replaces the Business Plan 2023-25."
        ),
        Bullets([f"Area {p['n']} – {p['title']}" for p in plan["priorities"]]),
        Para("Board meetings in the year: 22 May 2025, 17 July 2025, 25 September 2025, 27 November 2025."),
        PageBreak(),
    ]


def card(action: dict[str, Any]) -> Table:
    who, when = as_list(action["who"]), as_list(action["by"])
    pairs = [
        ("Action", action_text(action)),
        ("Lead", who[0] if who else action["leadcell"]),
        ("By when", when[0]),
        ("Measure", action["measure"]),
        ("Status", as_list(action["st"])[0]),
    ]
    rows: list[list[Cell | str]] = [[Cell("Ref", bold=True, fill="E4EFE7"), Cell(action["n"], bold=True)]]
    rows += [[Cell(name, bold=True, fill="E4EFE7"), value] for name, value in pairs]
    return Table(rows, 0, [18, 82])


def blocks(plan: dict[str, Any]) -> list[Block]:
    out = front(plan)
    for priority in plan["priorities"]:
        out += [Heading(f"Area for improvement {priority['n']}: {priority['title']}")]
        out += [Para(f"**Intended outcome:** {priority['outcomes'][0][1]}.")]
        for action in priority["actions"]:
            out += [card(action), Para("")]
    out += [
        Heading("Risks to this plan"),
        Table(
            [
                ["Risk", "Likelihood", "Impact", "Mitigation", "Owner"],
                ["Vacancies in the front door team", "4", "4", "Agency cover agreed to December 2025", "Council"],
                ["Case systems do not talk to each other", "3", "4", "Project board set up", "All"],
            ],
            1,
            [34, 12, 10, 30, 14],
        ),
    ]
    return out


def forms(plan: dict[str, Any]) -> Forms:
    document = Document("Improvement Plan", blocks(plan), "HWSCP", "Multi-Agency Improvement Plan 2025/26")
    return {
        "improvement-plan.docx": ("a two-column table for each action", as_docx.write(document)),
        "improvement-plan.pdf": ("A4", as_html.pdf(document)),
        "improvement-plan.txt": ("recognised text, labels and values with tabs", as_text.ocr(document, 44)),
        "improvement-plan.md": ("Markdown, a small table for each action", as_text.markdown(document)),
    }
