"""Wendlebury: a community safety plan in headings and lettered paragraphs; the lead stands under each heading."""

from typing import Any

from tests.corpus.builders import as_docx, as_text
from tests.corpus.builders.blocks import Block, Contents, Document, Heading, PageBreak, Para, Table
from tests.corpus.builders.forms import Forms, FromWord
from tests.corpus.builders.truth import action_text

LEADS = [
    "Serious Violence Delivery Group",
    "Domestic Abuse Local Partnership Board",
    "Wendlebury Youth Justice Board",
    "Neighbourhood Policing Command & Night-Time Economy Forum (jointly)",
]
STORY = [
    "Serious violence is rare in Wendlebury and its effects are not. In 2022 there were 61 admissions, 23 of them of "
    "people under 25.",
    "One in six crimes recorded here is domestic abuse. The Board was set up in 2021 and published its first "
    "strategy in January 2022.",
    "There were 47 first time entrants in 2021/22, down from 58.",
    "The residents’ survey is carried out every February.",
]


def blocks(plan: dict[str, Any]) -> list[Block]:
    names = [f"{p['n']}. {p['title']}" for p in plan["priorities"]]
    out: list[Block] = [
        Para("Wendlebury Community Safety Partnership", "Title"),
        Para("Community Safety Partnership Plan 2022-25: Year 2 Refresh", "Subtitle"),
        Para("Adopted by the Responsible Authorities Group (RAG) on 12 May 2023"),
        PageBreak(),
        Contents([("Chair’s introduction", 2), *((name, 3 + i) for i, name in enumerate(names)), ("Performance", 7)]),
        Heading("Chair’s introduction"),
        Para(
            "A year ago we set out four priorities for three years. This refresh keeps all four, drops what is done "
            "and adds what the new serious violence duty asks of us. The Responsible Authorities Group reports to "
            "the Police and Crime Panel in June each year."
        ),
    ]
    for i, priority in enumerate(plan["priorities"]):
        out += [
            Heading(names[i]),
            Para(f"**Lead body:** {LEADS[i]}"),
            Para(STORY[i]),
            Para(f"**Outcome:** {priority['outcomes'][0][1]}"),
            Para("**In Year 2 the partnership will:**"),
        ]
        out += [Para(f"{a['n']}\t{action_text(a)}") for a in priority["actions"]]
    out += [
        Heading("Performance"),
        Table(
            [
                ["Measure", "2021/22", "2022/23", "Direction"],
                ["First time entrants", "47", "44", "Better"],
                ["Repeat victims at MARAC", "29%", "31%", "Worse"],
                ["Feel safe after dark", "54%", "56%", "Better"],
            ]
        ),
        Heading("Signed for the responsible authorities"),
        Para("Leader of the Council; Borough Commander; Chief Fire Officer; ICB Place Director; Head of Probation"),
    ]
    return out


def forms(plan: dict[str, Any]) -> Forms:
    document = Document("CSP Plan", blocks(plan), header="Wendlebury CSP", footer="Year 2 Refresh 2023/24")
    text = as_text.wrapped(as_text.ocr(document, 46).replace("\t", "  "))
    return {
        "csp-plan.docx": ("Word, headings and typed letters", as_docx.write(document, size=11)),
        "csp-plan.pdf": ("the same by LibreOffice", FromWord("csp-plan.docx")),
        "csp-plan.txt": ("plain text folded at 78 characters", text),
    }
