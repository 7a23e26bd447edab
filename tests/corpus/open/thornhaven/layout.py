"""Thornhaven: headings and paragraphs numbered right through, no tables of actions."""

from typing import Any

from tests.corpus.builders import as_docx, as_html, as_text
from tests.corpus.builders.blocks import Block, Bullets, Contents, Document, Heading, Para, Table
from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text

WORDS = ["One", "Two", "Three", "Four"]
WHY = [
    "Police in Thornhaven were called to 6,214 incidents of domestic abuse in 2020. Children were in the home in more "
    "than half of them. Practitioners told us that help for children ends too soon.",
    "The wait for a first appointment grew from 14 weeks in March 2020 to 31 weeks in December 2020. Schools said this "
    "was the thing that worried them most.",
    "There are 88 schools and some 140 places of worship in Thornhaven. Most have a policy; fewer could tell us when "
    "they last used it.",
    "Two reviews were published in 2019/20. Their recommendations overlap, and staff find it hard to keep up.",
]


def blocks(plan: dict[str, Any]) -> list[Block]:
    named = [f"Priority {WORDS[i]}: {p['title']}" for i, p in enumerate(plan["priorities"])]
    out: list[Block] = [
        Heading("Thornhaven Safeguarding Children Partnership"),
        Para("**Business Plan April 2021 to March 2023**"),
        Heading("Introduction from the Independent Chair", 2),
        Para(
            "This is our second plan since the Partnership replaced the Local Safeguarding Children Board in September "
            "2019. It is short. We asked partners to name the few things that only a partnership can do, and we have "
            "left the rest to each agency."
        ),
        Para(
            "We chose four priorities: domestic abuse and its effect on children; the emotional health of children; "
            "safeguarding in and around schools and faith settings; and being a partnership that learns."
        ),
        Para("Progress is reported to the Health and Wellbeing Board each year."),
        Heading("Who we are", 2),
        Para("The safeguarding partners are:"),
        Bullets(
            [
                "Thornhaven Borough Council",
                "Thornhaven Clinical Commissioning Group",
                "Estuary Police",
            ]
        ),
        Para("They meet as the Strategic Leads Group six times a year."),
        Contents([(name, 4 + i) for i, name in enumerate(named)], "Our priorities"),
    ]
    start = 1
    for i, priority in enumerate(plan["priorities"]):
        out += [Heading(named[i], 2), Heading("Why this matters", 3), Para(WHY[i]), Heading("What we want to see", 3)]
        out.append(Para(priority["outcomes"][0][1]))
        out.append(Heading("What we will do", 3))
        out.append(Bullets([action_text(a) for a in priority["actions"]], "1.", start))
        start += len(priority["actions"])
    out += [
        Heading("How we use our money", 2),
        Table(
            [
                ["Contributions 2021/22", "£"],
                ["Thornhaven Borough Council", "112,000"],
                ["Clinical Commissioning Group", "41,500"],
                ["Estuary Police", "23,000"],
            ]
        ),
        Heading("If you are worried about a child", 2),
        Para("Call the front door on 01632 960222, at any time. In an emergency call 999."),
    ]
    return out


def forms(plan: dict[str, Any]) -> Forms:
    document = Document("Business Plan", blocks(plan), footer="TSCP Business Plan April 2021 to March 2023")
    before = (
        '<header><p>Thornhaven SCP</p></header><nav><ul><li><a href="/about">About us</a></li>'
        '<li><a href="/training">Training 2022</a></li><li><a href="/plan">Business plan</a></li></ul></nav>'
    )
    after = "<footer><p>© Thornhaven SCP 2021 | <a href='/privacy'>Privacy</a> | Last updated: 12 May 2021</p></footer>"
    return {
        "business-plan.html": ("web page, numbered lists that run on", as_html.page_html(document, "", before, after)),
        "business-plan.md": ("Markdown", as_text.markdown(document)),
        "business-plan.docx": ("Word, automatic numbering that runs on", as_docx.write(document, size=11)),
    }
