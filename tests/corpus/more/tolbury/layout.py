"""Tolbury: a strategy in prose with figures and children's boxes; the business plan of the year is its annex."""

from typing import Any

from tests.corpus.builders import as_docx, as_html, as_text
from tests.corpus.builders.blocks import Block, Bullets, Cell, Contents, Document, Heading, PageBreak, Para, Table
from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text

PROSE = [
    [
        "Tolbury has 61,400 children. On 31 March 2024, 388 of them were in our care and 241 were on child protection "
        "plans. Behind each figure is a child who needed one adult to notice. In the summer of 2023 we asked 520 of "
        "them who that adult was. The answer was a teacher for 211, a grandparent for 96, and for 61 it was nobody.",
        "Since then the council has retrained its foster carers, and the police have put a named officer in each of "
        "the nine secondary schools. A dinner lady told us: “I have known these families for thirty years. Nobody has "
        "ever asked me anything.”",
    ],
    [
        "A request for help travelled, on average, across four desks before anyone rang the family. In 2022/23 that "
        "took 31 days; in 2024/25 it took 19. We are proud of the change and ashamed of the figure.",
        "Poverty is not neglect, but it wears people out. A third of the families in Northgate skip meals by the end "
        "of the month. What families want first is somebody who comes back.",
    ],
    [
        "In September 2024 there were 402 children of school age whom we could not place in any school. By December "
        "we had found all but 37. They had moved, or were taught at home, or were in unregistered settings.",
        "The national panel wrote in 2022 and 2023 about disabled children who were harmed a long way from home. "
        "Eleven children from Tolbury live in such schools now.",
    ],
]
VOICES = [
    "A safe adult is someone who does not say ‘in a minute’.",
    "Do not wait until my mum cries at the school gate.",
    "I was at home for two years and nobody came.",
]
CSS = ".box { border: 1pt solid #c60; background: #fff4e6; padding: 5pt; border-radius: 6pt; }"


def strategy(plan: dict[str, Any]) -> list[Block]:
    out: list[Block] = []
    for p, prose, voice in zip(plan["priorities"], PROSE, VOICES, strict=True):
        out += [Heading(f"Ambition {p['n']} – {p['title']}", 2), *map(Para, prose)]
        out += [Para(f"Success looks like this: {p['outcomes'][0][1]}."), Para(f"In our words: {voice}", "box")]
    return out


def annex(plan: dict[str, Any]) -> list[Block]:
    out: list[Block] = [PageBreak(), Heading("Annex A: Annual Business Plan 2025/26")]
    for p in plan["priorities"]:
        rows: list[list[Cell | str]] = [
            [Cell(f"Ambition {p['n']} – {p['title']}", cols=3)],
            ["No.", "This year", "Who / when"],
        ]
        rows += [[a["n"], action_text(a), a["cell"]] for a in p["actions"]]
        out.append(Table(rows, 2, [8, 62, 30]))
    return out


def blocks(plan: dict[str, Any]) -> list[Block]:
    return [
        Para("Tolbury Safeguarding Children Partnership", "Title"),
        Para("Growing Up Safe", "Subtitle"),
        Para("Strategy 2023-2028 and Annual Business Plan 2025/26", "lead"),
        PageBreak(),
        Contents(
            [("How to read this", 3), ("Three ambitions", 4), ("How we work", 9), ("Annex A", 11), ("Annex B", 12)]
        ),
        Heading("How to read this"),
        Para(
            "The strategy says where Tolbury wants to be in 2028. The business plan in Annex A says what happens in "
            "its third year. A golden thread runs from one to the other, to the plan of each group and to the "
            "appraisal of each person who works in them. Two other plans matter: the Community Safety Plan 2024-27 "
            "and the Health and Wellbeing Strategy 2022-32."
        ),
        Bullets([f"Ambition {p['n']} – {p['title']}" for p in plan["priorities"]]),
        Heading("Three ambitions"),
        *strategy(plan),
        Heading("How we work"),
        Para(
            "The Executive meets six times a year; the Quality Group and the Workforce Group meet each month. Our "
            "work rests on Working Together 2023 (“statutory guidance”, the rules that all of us must follow)."
        ),
        Table(
            [
                ["Partner", "2024/25", "2025/26"],
                ["Council", "£140,000", "£144,000"],
                ["ICB", "£82,000", "£84,500"],
                ["Police", "£41,000", "£42,000"],
            ]
        ),
        *annex(plan),
        Heading("Annex B: When this document is looked at again"),
        Table(
            [
                ["What", "Who", "When"],
                ["Progress against Annex A", "Executive", "Each meeting"],
                ["Refresh of Annex A", "TSCP Manager", "February 2026"],
                ["New strategy", "Safeguarding partners", "2027/28"],
            ]
        ),
    ]


def forms(plan: dict[str, Any]) -> Forms:
    document = Document("Growing Up Safe", blocks(plan), "Growing Up Safe", "Tolbury SCP")
    return {
        "growing-up-safe.pdf": ("A4, prose, boxes and an annex of tables", as_html.pdf(document, CSS)),
        "growing-up-safe.md": ("Markdown", as_text.markdown(document)),
        "growing-up-safe.txt": ("recognised text with tabs", as_text.ocr(document, 38)),
        "growing-up-safe.docx": ("Word", as_docx.write(document)),
    }
