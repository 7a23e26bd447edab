"""Harrowmere: an essay in two columns; what is promised is in bold."""

from typing import Any

from tests.corpus.builders import as_docx, as_html, as_text
from tests.corpus.builders.blocks import Block, Bullets, Document, Heading, Para
from tests.corpus.builders.forms import Forms

TITLE = "Five Commitments: our shared plan, January 2025 to December 2026"
CSS = """
main { columns: 2; column-gap: 9mm; text-align: justify; hyphens: none; } h1, .lead { column-span: all; }
body { font-family: "Liberation Serif"; font-size: 11pt; }
"""


def paragraph(action: dict[str, Any]) -> str:
    return " ".join(
        p for p in (action.get("pre"), f"**{action['text']}**" + action.get("tail", ""), action.get("post")) if p
    )


def blocks(plan: dict[str, Any]) -> list[Block]:
    out: list[Block] = [
        Heading("Harrowmere Safeguarding Together"),
        Para(TITLE, "lead"),
        Heading("A word from the Partnership Chair", 2),
        Para(
            "Plans are easy to write. This one is shorter than the last, and each of us has put our name to a part "
            "of it. What we commit ourselves to is set in **bold** so that anybody can find it and ask."
        ),
        Para("The five commitments are these."),
        Bullets([p["title"] for p in plan["priorities"]]),
        Para(
            "We heard from 1,032 people between May and September 2024. If we fall short you will hear it from us "
            "first: we will tell the Children and Young People Scrutiny Committee each February how far we have come."
        ),
    ]
    for priority in plan["priorities"]:
        out.append(Heading(f"Commitment {priority['n']}. {priority['title']}", 2))
        out += [Para(paragraph(a)) for a in priority["actions"]]
    out += [
        Heading("How this plan was made", 2),
        Para(
            "Drafts were discussed at the staff conference of October 2024, by the Education Partnership Board in "
            "November and by the Lead Safeguarding Partners on 12 December 2024."
        ),
        Para("Adopted and published 30 January 2025. ISBN none. Printed on recycled paper."),
    ]
    return out


def forms(plan: dict[str, Any]) -> Forms:
    document = Document(
        TITLE, blocks(plan), header="Harrowmere Safeguarding Together", footer="Five Commitments 2025-26"
    )
    return {
        "five-commitments.pdf": ("two columns of narrative, promises in bold", as_html.pdf(document, CSS)),
        "five-commitments.docx": ("Word, promises as bold runs", as_docx.write(document, size=11)),
        "five-commitments.md": ("Markdown, promises in bold", as_text.markdown(document)),
    }
