"""Penhallow Bay: a council web page of bullets under "We want" and "We will", owner and date in brackets."""

from typing import Any

from tests.corpus.builders import as_docx, as_html, as_text
from tests.corpus.builders.blocks import Block, Bullets, Document, Heading, Para, Table
from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text

TITLE = "Our safeguarding plan 2025 to 2027"
SAW = [
    "There were 1,902 births in the last two years. Four babies died while sleeping in an unsafe place.",
    "From Easter to September the town doubles in size. One in three 16 year-olds has a summer job.",
    "In 2024 our partners sat in 212 meetings. Families told us they had met eleven different workers.",
]
DONE = [
    "opened the drop-in at the station (Harbour Youth Trust, May 2024)",
    "trained 86 lifeguards and deckchair attendants",
    "published two reviews and told families first",
]


def blocks(plan: dict[str, Any]) -> list[Block]:
    names = [p["title"] for p in plan["priorities"]]
    out: list[Block] = [
        Heading(TITLE),
        Para(
            "This plan covers the two years from 1 April 2025 to 31 March 2027. It has been written by Penhallow Bay "
            "Safeguarding Children Partnership (PBSCP) with the help of the Young Safeguarders. It has three parts:"
        ),
        Bullets([name.lower() for name in names]),
        Heading("What we did last year", 2),
        Para("Last year we:"),
        Bullets(list(DONE)),
    ]
    for p, saw in zip(plan["priorities"], SAW, strict=True):
        out += [Heading(p["title"], 2)]
        out += [Heading("What we saw", 3), Para(saw), Heading("We want", 3), Bullets([t for _, t in p["outcomes"]])]
        out += [Heading("We will", 3), Bullets([action_text(a) for a in p["actions"]])]
    return [
        *out,
        Heading("Who we are", 2),
        Table(
            [
                ["Partner", "Sits on"],
                ["Devon Sea Police", "Executive, Quality and Impact Group"],
                ["Bay Hospital", "Quality and Impact Group"],
                ["Harbour Youth Trust", "Learning Network"],
            ]
        ),
        Heading("Dates for your diary", 2),
        Bullets(["Executive: 12 June 2025, 11 September 2025", "Annual conference: 6 November 2025"]),
        Heading("Get in touch", 2),
        Para("Email the Business Manager at pbscp@penhallowbay.example."),
    ]


def forms(plan: dict[str, Any]) -> Forms:
    document = Document(TITLE, blocks(plan), "PBSCP", TITLE)
    nav = (
        '<header><a href="/">Penhallow Bay Council</a><nav><ul><li><a href="/bins">Bins</a></li>'
        '<li><a href="/children">Children and families</a></li></ul></nav></header>'
    )
    feedback = (
        "<footer><h2>Is this page useful?</h2><ul><li>Yes</li><li>No</li></ul><p>Last updated 7 April 2025</p></footer>"
    )
    return {
        "our-plan.html": ("council web page, bullets", as_html.page_html(document, "", nav, feedback)),
        "our-plan.md": ("Markdown, bullets", as_text.markdown(document)),
        "our-plan.docx": ("Word, bullets", as_docx.write(document)),
        "our-plan.pdf": ("A4, bullets", as_html.pdf(document)),
    }
