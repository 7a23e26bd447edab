"""St Brannocks: pledges in a newspaper of two columns, owners and dates as tails of the sentences."""

from typing import Any

from tests.corpus.builders import as_html, as_text
from tests.corpus.builders.blocks import Block, Bullets, Document, Heading, Para
from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text

WORDS = ["One", "Two", "Three", "Four"]
STORY = [
    "“They talked to my mum for an hour and to me for about a minute.” Boy, 11. We heard sentences like this in every "
    "one of the nine meetings that we held between October 2024 and January 2025.",
    "St Brannocks has 94,000 people, the Moor has 11,000 and no bus after six. In 2024 there were 287 children known "
    "to be educated at home, up from 166 in 2019.",
    "Three of the four rapid reviews that we completed in 2023/24 found that someone had noticed, had written it down, "
    "and had waited.",
    "A mother counted for us the people who had come to her house in one year. There were thirty-one.",
]
CSS = """
main { columns: 2; column-gap: 9mm; column-rule: 0.5pt solid #999; } h1, .lead { column-span: all; text-align: center; }
body { font-family: "Liberation Serif", serif; font-size: 9.5pt; text-align: justify; } h2 { font-size: 14pt; }
"""


def blocks(plan: dict[str, Any]) -> list[Block]:
    out: list[Block] = [
        Heading("Our Promise to Children 2025-28"),
        Para("St Brannocks and the Moor Safeguarding Children Partnership", "lead"),
        Para(
            "This is a business plan, although it does not look like one. We wrote it with forty young people between "
            "the ages of nine and nineteen. They crossed out a good deal. What is left is four pledges: that you will "
            "be heard, that you will be seen, that you will be protected, and that you will not be passed from one to "
            "another."
        ),
    ]
    for i, p in enumerate(plan["priorities"]):
        out += [Heading(f"Pledge {WORDS[i]}: {p['title']}", 2), Para(STORY[i])]
        if i < 3:
            out += [Para("**We will:**"), Bullets([action_text(a) for a in p["actions"]])]
        else:
            out += [Para(action_text(a)) for a in p["actions"]]
        out.append(Para(f"**So that:** {p['outcomes'][0][1]}."))
    out += [
        Heading("What it costs", 2),
        Para("Our budget for 2025/26 is £312,400: Council £160,000, Health £96,400, Constabulary £56,000."),
        Heading("Words we use", 2),
        Para("*Executive*: the senior people of the three partners. *Scrutineer*: someone from outside who checks."),
        Para("If you are in danger now, ring 999. If you want to talk, ring Childline on 0800 1111."),
    ]
    return out


def forms(plan: dict[str, Any]) -> Forms:
    document = Document("Our Promise to Children 2025-28", blocks(plan), "", "Our Promise to Children")
    return {
        "our-promise.pdf": ("newspaper in two columns", as_html.pdf(document, CSS)),
        "our-promise.html": ("web page, bullets and paragraphs", as_html.page_html(document)),
        "our-promise.txt": (
            "recognised text of narrow columns, words cut at the end of lines",
            as_text.hyphenated(as_text.ocr(document, 60)),
        ),
    }
