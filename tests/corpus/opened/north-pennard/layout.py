"""North Pennard: themes that unfold on a web page, tables that begin with the date, headings repeated half-way."""

from itertools import groupby
from typing import Any

from tests.corpus.builders import as_docx, as_html
from tests.corpus.builders.as_html import block_html
from tests.corpus.builders.blocks import Block, Bullets, Cell, Contents, Document, Heading, Para, Table
from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text, as_list

HEAD: list[Cell | str] = ["Deadline", "Responsible", "What needs to happen"]
LETTERS = "ABCD"
INTRO = (
    "This is the last year of our Strategic Plan 2023-2026, which covers the school years 2023/24 to 2025/26. Two "
    "thirds of what we set out to do is done. The table below is what is left, and what we have learned to add."
)
MEMBERS = [
    "North Pennard Council",
    "Pennard and Fosse ICB",
    "Pennard Police",
    "All schools and colleges",
    "Moorland Mind",
]


def table(members: list[dict[str, Any]], again: bool) -> Table:
    """`again` prints the heading row once more after the third action, as where a page once ended."""
    rows: list[list[Cell | str]] = [HEAD]
    for i, a in enumerate(members):
        if again and i == 3:
            rows.append([Cell(str(text), bold=True) for text in HEAD])
        who, when = as_list(a.get("who")), as_list(a.get("by"))
        shown = "" if "blank" in a else a.get("tbc", when[0] if when else "")
        rows.append([shown, who[0] if who else "", action_text(a)])
    return Table(rows, 1, [18, 24, 58])


def theme(priority: dict[str, Any]) -> list[Block]:
    out: list[Block] = []
    for number, group in groupby(priority["actions"], lambda a: a["ob"]):
        mark, outcome = priority["outcomes"][int(number)]
        out.append(Heading(f"Objective {mark}: {outcome}", 3))
        out.append(table(list(group), again=True))
    return out


def front(plan: dict[str, Any]) -> list[Block]:
    themes = [f"Theme {p['n']}: {p['title']}" for p in plan["priorities"]]
    return [
        Heading("Strategic Plan 2023-2026 and Action Plan Year 3"),
        Para("North Pennard Safeguarding Partnership for Children and Young People"),
        Para("September 2025"),
        Contents([("Introduction", 1), *((name, i + 2) for i, name in enumerate(themes)), ("Members", 6)]),
        Heading("Introduction", 2),
        Para(INTRO),
    ]


def back() -> list[Block]:
    return [Heading("Members", 2), Bullets(MEMBERS), Para("Signed by the Chair of the Strategic Safeguarding Board")]


def page(plan: dict[str, Any]) -> str:
    parts = [as_html.body_html(Document("", [b for b in front(plan) if not isinstance(b, Contents)]))]
    for i, priority in enumerate(plan["priorities"]):
        inner = "\n".join(block_html(b) for b in theme(priority))
        title = f"<summary><h2>Theme {priority['n']}: {priority['title']}</h2></summary>"
        parts.append(f"<details{' open' if i == 0 else ''}>{title}\n{inner}\n</details>")
    parts.append(as_html.body_html(Document("", back())))
    cookie = "<div>We use cookies. <button>Accept</button> <button>Reject</button></div>"
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>Strategic plan | NPSP</title></head>\n'
        f'<body>{cookie}<ul class="menu"><li>News 2025</li><li>Training</li><li>Plan</li></ul><div id="content">\n'
        f"{body}\n</div><footer>Copyright NPSP 2025</footer></body></html>\n"
    )


def forms(plan: dict[str, Any]) -> Forms:
    body: list[Block] = []
    for priority in plan["priorities"]:
        body += [Heading(f"Theme {priority['n']}: {priority['title']}", 2), *theme(priority)]
    blocks = [*front(plan), *body, *back()]
    document = Document("Strategic Plan 2023-2026", blocks, header="NPSP", footer="Action Plan Year 3, 2025/26")
    return {
        "strategic-plan.html": ("web page, themes unfold, date first", page(plan)),
        "strategic-plan.docx": ("Word, date first, headings repeated", as_docx.write(document)),
        "strategic-plan.pdf": ("A5 booklet by WeasyPrint", as_html.pdf(document, "", "A5")),
    }
