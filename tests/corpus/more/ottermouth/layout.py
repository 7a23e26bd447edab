"""Ottermouth: a plan on a page whose priorities are columns and whose rows ask what, who, when and how we will know."""

from typing import Any

from tests.corpus.builders import as_docx, as_html
from tests.corpus.builders.blocks import Block, Cell, Document, Heading, Para, Table
from tests.corpus.builders.forms import Forms, FromWord
from tests.corpus.builders.truth import action_text, as_list

WHY = [
    "Six in ten of our child protection plans name it. In our last two reviews it was seen and lived with.",
    "214 children went missing in 2024. One in five of them more than four times.",
    "“We do a lot of reviews and then we do another one.” Practitioner, staff survey 2024",
]
CSS = """
.boxes { display: flex; gap: 12px; } .box { flex: 1; border: 2px solid #15616d; padding: 8px; }
h2 { background: #15616d; color: white; margin: -8px -8px 8px; padding: 6px; font-size: 1.1em; }
"""


def who(priority: dict[str, Any]) -> str:
    leads = [as_list(a["who"])[0] for a in priority["actions"]]
    if len(set(leads)) == 1:
        return leads[0]
    return "\n".join(f"{i}. {lead}" for i, lead in enumerate(leads, 1))


def when(priority: dict[str, Any]) -> str:
    return "\n".join(f"{a['n']}. {a.get('cell', as_list(a['by'])[0])}" for a in priority["actions"])


def rows(plan: dict[str, Any]) -> list[tuple[str, list[str]]]:
    priorities = plan["priorities"]
    return [
        ("Why?", WHY),
        ("What difference will it make?", ["\n".join(f"- {t}" for _, t in p["outcomes"]) for p in priorities]),
        ("What we will do", ["\n".join(f"{a['n']}. {action_text(a)}" for a in p["actions"]) for p in priorities]),
        ("Who", [who(p) for p in priorities]),
        ("When", [when(p) for p in priorities]),
        ("How we will know", ["\n".join(f"- {t}" for t in p["outcomes_also"]) for p in priorities]),
    ]


def page(plan: dict[str, Any]) -> Document:
    heads = [Cell(f"Priority {p['n']}\n{p['title']}", fill="15616D") for p in plan["priorities"]]
    body: list[list[Cell | str]] = [["", *heads]]
    body += [[Cell(question, bold=True), *answers] for question, answers in rows(plan)]
    blocks: list[Block] = [
        Heading("Ottermouth Safeguarding Children Partnership: plan on a page 2025-2027"),
        Para("**Vision** Every child in Ottermouth safe at home, at school, in the town and online"),
        Table(body, 1, [10, 31, 29, 30]),
        Para("**Running through everything we do:** the child’s day · fathers count · poverty is not neglect"),
        Para("Safeguarding partners: Ottermouth Council · NHS Southern Shore · Riverway Police"),
    ]
    return Document("Plan on a page", blocks, footer="OSCP | plan on a page | v1.3")


def web(plan: dict[str, Any]) -> str:
    boxes = []
    for i, priority in enumerate(plan["priorities"]):
        parts = [f"<h2>Priority {priority['n']}<br>{priority['title']}</h2>"]
        for question, answers in rows(plan):
            parts.append(f"<h3>{question}</h3>")
            parts += [f"<p>{line.removeprefix('- ')}</p>" for line in answers[i].split("\n")]
        boxes.append('<div class="box">' + "\n".join(parts) + "</div>")
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>Our plan | OSCP</title>\n'
        f"<style>{CSS}</style></head><body>\n<p><a href='/'>Home</a> / <a href='/about'>About us</a> / Our plan</p>\n"
        "<h1>Our plan on a page 2025-2027</h1>\n<p>Ottermouth Safeguarding Children Partnership</p>\n"
        '<div class="boxes">\n' + "\n".join(boxes) + "\n</div>\n<p>Was this page useful? Yes / No</p>\n</body></html>\n"
    )


def forms(plan: dict[str, Any]) -> Forms:
    return {
        "plan-on-a-page.docx": ("priorities as columns of one table", as_docx.write(page(plan), True, 9)),
        "plan-on-a-page.pdf": ("the same by LibreOffice", FromWord("plan-on-a-page.docx")),
        "our-plan.html": ("a box for each priority, numbered lines", web(plan)),
        "plan-on-a-page-weasy.pdf": ("landscape, priorities as columns", as_html.pdf(page(plan), "", "A4 landscape")),
    }
