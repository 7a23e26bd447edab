"""Maddersfield: numbered paragraphs under a heading that names the lead; outcomes after the actions."""

from typing import Any

from tests.corpus.builders import as_docx, as_html, as_text
from tests.corpus.builders.blocks import Block, Bullets, Contents, Document, Heading, PageBreak, Para
from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text

TITLE = "Strategic Plan 2018 to 2021"
LEADS = [
    "Strategic Lead for Early Help",
    "Missing, Exploited and Trafficked Sub Committee",
    "Serious Case Review Sub Committee",
    "Independent Chair",
]
WHY = [
    "Between 2014 and 2017 the number of children with a plan for neglect rose by a third. Half of them had been known "
    "for more than two years.",
    "In 2017 there were 1,204 episodes of missing by 377 children. A return interview was recorded for four in ten.",
    "Our last three reviews repeated each other. The survey of March 2017 found that 41% of practitioners could name a "
    "lesson from any of them.",
    "The inspection of 2016 asked the Board to be clearer about the difference it makes.",
]


def front(plan: dict[str, Any]) -> list[Block]:
    return [
        Heading("Maddersfield Local Safeguarding Children Board"),
        Para(TITLE),
        PageBreak(),
        Contents(
            [("Foreword", 3), *((f"Priority {p['n']} {p['title']}", i + 4) for i, p in enumerate(plan["priorities"]))]
        ),
        Heading("Foreword"),
        Para(
            "This is the last plan of the Maddersfield Local Safeguarding Children Board (MLSCB) in its present form. "
            "By September 2019 new arrangements will take its place. Children cannot wait for us to rearrange "
            "ourselves, and so the plan looks beyond that day to 2021."
        ),
        Para("Independent Chair, March 2018"),
        Heading("Our vision and values"),
        Bullets(["Children first, always", "Honest with each other", "Curious about what works"]),
        Heading("What we have learnt since 2015"),
        Para(
            "1. The Board was too large. 2. Audits found the same thing year after year. 3. Young people asked us to "
            "write less and listen more."
        ),
    ]


def forms(plan: dict[str, Any]) -> Forms:
    out = front(plan)
    for p, lead, why in zip(plan["priorities"], LEADS, WHY, strict=True):
        out += [PageBreak(), Heading(f"Priority {p['n']}: {p['title']}", 2), Para(f"Board lead: {lead}")]
        out += [Heading("Where are we now?", 3), Para(why), Heading("What we shall do", 3)]
        out += [Para(f"{a['n']} {action_text(a)}{'' if action_text(a).endswith('.') else '.'}") for a in p["actions"]]
        out += [Heading("By 2021 we expect", 3), Bullets([text for _, text in p["outcomes"]])]
    out += [Heading("Monitoring", 2), Para("The Board Business Team keeps a log and brings it to each meeting.")]
    document = Document(TITLE, out, "MLSCB Strategic Plan 2018-2021", "# | Page")
    page = Document(TITLE, out, "MLSCB Strategic Plan 2018-2021", "Maddersfield LSCB")
    return {
        "strategic-plan.txt": ("recognised text, folded", as_text.wrapped(as_text.ocr(document, 30, bullet=""), 84)),
        "strategic-plan.pdf": ("A4, numbered paragraphs", as_html.pdf(page)),
        "strategic-plan.docx": ("Word, numbers typed by hand", as_docx.write(page, size=11)),
    }
