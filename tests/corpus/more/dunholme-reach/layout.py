"""Dunholme Reach: prose; the actions are enumerated with letters in the middle of a paragraph."""

from typing import Any

from tests.corpus.builders import as_docx, as_html, as_text
from tests.corpus.builders.blocks import Block, Document, Heading, Para
from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text

WHY = [
    "Two out of five children told their school that they had seen something on a screen in the last month that they "
    "wished they had not, and one in five of those had told an adult.",
    "Debt advisers in the Reach saw 311 parents in 2024 because of gambling. In our own records the word appears "
    "nine times.",
    "There are 74 places of worship and some 190 clubs. We know the safeguarding lead of 88 of them.",
]


def paragraph(priority: dict[str, Any], why: str) -> str:
    parts = [f"({a['n']}) {action_text(a)}" for a in priority["actions"]]
    listed = "; ".join(parts[:-1]) + f"; and {parts[-1]}"
    return f"{why} In 2025 {listed}. We shall have succeeded when {priority['outcomes'][0][1]}."


def blocks(plan: dict[str, Any]) -> list[Block]:
    out: list[Block] = [
        Heading("Dunholme Reach Safeguarding Children Partnership"),
        Para("Statement of Priorities 2025", "Subtitle"),
        Para(
            "This statement is published under the Partnership’s arrangements. It says what the Partnership will do "
            "together between 1 January and 31 December 2025. What its members do by themselves is in their own plans."
        ),
    ]
    for p, why in zip(plan["priorities"], WHY, strict=True):
        out += [Heading(f"Priority {p['n']}: {p['title']}", 2), Para(paragraph(p, why))]
    return [
        *out,
        Heading("Reporting", 2),
        Para("The Partnership will publish a report on this statement by 31 March 2026. Comments are welcome."),
    ]


def forms(plan: dict[str, Any]) -> Forms:
    document = Document("Statement of Priorities 2025", blocks(plan), "", "DRSCP Statement of Priorities 2025")
    return {
        "statement.docx": ("Word, paragraphs", as_docx.write(document, size=12)),
        "statement.html": ("web page, paragraphs", as_html.page_html(document)),
        "statement.pdf": ("A4, paragraphs", as_html.pdf(document)),
        "statement.txt": ("text folded at 70 characters", as_text.wrapped(as_text.ocr(document, 50), 70)),
    }
