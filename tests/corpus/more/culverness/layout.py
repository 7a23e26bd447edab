"""Culverness: each action is a heading followed by labelled lines, on cards in the web page."""

from html import escape
from typing import Any

from tests.corpus.builders import as_docx, as_text
from tests.corpus.builders.blocks import Block, Document, Heading, Para
from tests.corpus.builders.forms import Forms, FromWord
from tests.corpus.builders.truth import action_text, as_list

TITLE = "Safeguarding together: our business plan 2024 to 2026"
STORY = [
    "In 2023/24 there were 1,912 contacts that led to nothing. Four hundred of these families were back within a year.",
    "Police came to 3,304 incidents with a child in the home. 61 children were referred for help of their own.",
    "Two of our young people died by suicide between 2021 and 2023. Their families have asked us to use the word.",
]
ASIDE = [
    "For children: Help should come quickly, and from someone you know. If it stops too soon, tell us.",
    "For children: If grown-ups at home frighten each other, that is not your fault. We will ask how you are.",
    "For children: If you feel so bad that you want to hurt yourself, any adult at school will know what to do.",
]
INTRO = (
    "Three partners, one plan. It covers the two years from September 2024 to August 2026, because that is how schools "
    "count. It was published in September 2024 and will be looked at again in July 2025."
)


def labels(a: dict[str, Any]) -> list[tuple[str, str]]:
    who, partners = as_list(a["who"]), as_list(a.get("with"))
    found = [("Lead", who[0] if who else a["leadcell"]), ("Timescale", as_list(a["by"])[0])]
    if partners:
        found.insert(1, ("Working with", ", ".join(partners)))
    return [*found, ("We will know it worked when", a["measure"]), ("Progress", as_list(a["st"])[0])]


def blocks(plan: dict[str, Any], joined: bool) -> list[Block]:
    """`joined` runs the labels of an action together on one line."""
    out: list[Block] = [Heading("Culverness Safeguarding Children Partnership"), Para(TITLE, "Subtitle"), Para(INTRO)]
    for i, p in enumerate(plan["priorities"]):
        out += [Heading(f"Focus area {p['n']}. {p['title']}", 2), Para(STORY[i])]
        out.append(Para(f"The outcome we want: {p['outcomes'][0][1]}."))
        for a in p["actions"]:
            out.append(Heading(f"Action {a['n']}: {action_text(a)}", 3))
            if joined:
                out.append(Para(" | ".join(f"{name}: {value}" for name, value in labels(a))))
            else:
                out += [Para(f"**{name}:** {value}") for name, value in labels(a)]
        out.append(Para(f"*{ASIDE[i]}*"))
    out += [Heading("Tell us what you think", 2), Para("Partnership Coordinator, The Old Customs House. 01632 960345.")]
    return out


def web(plan: dict[str, Any]) -> str:
    parts = []
    for i, p in enumerate(plan["priorities"]):
        cards = []
        for a in p["actions"]:
            pairs = "".join(f"<dt>{name}</dt><dd>{escape(value, False)}</dd>" for name, value in labels(a))
            cards.append(
                f'<article class="card"><header><span class="tag">Action {a["n"]}</span>'
                f"<h3>{escape(action_text(a), False)}</h3></header>\n<dl>{pairs}</dl></article>"
            )
        parts.append(
            f'<div id="focus-{p["n"]}">\n<h2><span>Focus area {p["n"]}</span> {p["title"]}</h2>\n<p>{STORY[i]}</p>\n'
            f"<p><strong>The outcome we want:</strong> {p['outcomes'][0][1]}.</p>\n<div class='cards'>\n"
            + "\n".join(cards)
            + f'\n</div>\n<aside class="child"><p>{ASIDE[i]}</p></aside>\n</div>'
        )
    top = '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
    links = "".join(f'<li><a href="#focus-{p["n"]}">{p["title"]}</a></li>' for p in plan["priorities"])
    return (
        f"{top}<title>{TITLE}</title></head>\n"
        "<body><div role='banner'>Culverness Safeguarding Children Partnership <button>Leave this site</button></div>\n"
        f"<main><h1>{TITLE}</h1><p>{INTRO}</p>\n<h2>On this page</h2><ul>{links}</ul>\n"
        + "\n".join(parts)
        + "\n</main><div>Last updated 4 March 2025. Cookies. Accessibility.</div></body></html>\n"
    )


def forms(plan: dict[str, Any]) -> Forms:
    def document(joined: bool) -> Document:
        return Document(TITLE, blocks(plan, joined), "Safeguarding together", "CulSCP")

    return {
        "our-plan.html": ("web page of cards with description lists", web(plan)),
        "our-plan.md": ("Markdown, headings and bold labels", as_text.markdown(document(joined=False))),
        "our-plan.docx": ("Word, headings and one line of labels", as_docx.write(document(joined=True), size=11)),
        "our-plan.pdf": ("the same by LibreOffice", FromWord("our-plan.docx")),
        "our-plan.txt": ("recognised text, a label on each line", as_text.ocr(document(joined=False), 40)),
    }
