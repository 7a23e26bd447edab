"""Northwick and the Isles: plain tables as they come out of a page: columns of spaces, or a line for each cell."""

import textwrap
from typing import Any

from tests.corpus.builders import as_html, as_text
from tests.corpus.builders.blocks import Block, Document, Heading, Para, Table
from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text, as_list

HEAD = ["Ref", "Status", "Action", "Lead officer", "Target date"]
WIDTHS = [6, 8, 46, 22, 16]
INTRO = [
    "Forward Plan 2024-25",
    "Northwick and the Isles Safeguarding Children Partnership serves 41,000 people, 7,900 of them children, on one "
    "peninsula and six islands. There are five of us in the office and one boat.",
    "Golden thread: we go to children; children do not come to us.",
    "Status: B done, G on track, A may slip, R stuck, N not begun.",
]


def row(action: dict[str, Any]) -> list[str]:
    return [
        action["n"],
        as_list(action["st"])[0],
        action_text(action),
        as_list(action["who"])[0],
        as_list(action["by"])[0],
    ]


def heading(priority: dict[str, Any]) -> str:
    return priority["title"] if priority["n"] == "E" else f"Aim {priority['n']}: {priority['title']}"


def blocks(plan: dict[str, Any]) -> list[Block]:
    out: list[Block] = [Heading("NISCP"), *map(Para, INTRO)]
    for p in plan["priorities"]:
        out += [Heading(heading(p), 2), Para(f"What we want to see: {p['outcomes'][0][1]}.")]
        out.append(Table([list(HEAD), *(list(row(a)) for a in p["actions"])], 1, [8, 8, 46, 22, 16]))
    return [*out, Para("Next look at this plan: 12 March 2025, on the boat.")]


def spaced(cells: list[str]) -> list[str]:
    """The lines of a row whose cells are folded in columns of set width."""
    folded = [
        textwrap.wrap(text, width - 2, break_on_hyphens=False) or [""]
        for text, width in zip(cells, WIDTHS, strict=True)
    ]
    height = max(map(len, folded))
    padded = [column + [""] * (height - len(column)) for column in folded]
    return [
        "".join(part.ljust(w) for part, w in zip(line, WIDTHS, strict=True)).rstrip()
        for line in zip(*padded, strict=True)
    ]


def columns(plan: dict[str, Any]) -> str:
    out = [line for text in INTRO for line in [*textwrap.wrap(text, 96), ""]]
    for page, p in enumerate(plan["priorities"], 1):
        out += ["", heading(p), "", f"What we want to see: {p['outcomes'][0][1]}.", "", *spaced(HEAD), ""]
        for a in p["actions"]:
            out += spaced(row(a))
        out += ["", f"{'NISCP Forward Plan 2024-25':<80}{page}", "\f"]
    return "\n".join(out) + "\n"


def cell_by_cell(plan: dict[str, Any]) -> str:
    out = [*INTRO, ""]
    for p in plan["priorities"]:
        out += [heading(p), f"What we want to see: {p['outcomes'][0][1]}.", "", *HEAD]
        for a in p["actions"]:
            out += row(a)
        out.append("")
    return "\n\n".join(line for line in out if line) + "\n"


def forms(plan: dict[str, Any]) -> Forms:
    document = Document("Forward Plan", blocks(plan), "", "NISCP Forward Plan 2024-25")
    css = "table, th, td { border: none !important; } th { background: none !important; }"
    return {
        "forward-plan.txt": ("columns of spaces, cells folded", columns(plan)),
        "forward-plan-cells.txt": ("recognised text, a line for each cell", cell_by_cell(plan)),
        "forward-plan.pdf": ("A4, tables without lines", as_html.pdf(document, css)),
        "forward-plan.md": ("Markdown", as_text.markdown(document)),
    }
