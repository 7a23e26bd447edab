"""Marlshire: a Word document with a table for each priority and a glossary of acronyms at the end."""

from typing import Any

from tests.corpus.builders import as_docx, as_text
from tests.corpus.builders.blocks import Block, Bullets, Cell, Contents, Document, Heading, PageBreak, Para, Table
from tests.corpus.builders.forms import Forms, FromWord
from tests.corpus.builders.truth import action_text, as_list

GLOSSARY = [
    ("BU", "MSCP Business Unit"),
    ("CSE", "Child sexual exploitation"),
    ("CSPRG", "Child Safeguarding Practice Review Group"),
    ("DB", "Delivery Board"),
    ("ESG", "Education Safeguarding Group"),
    ("ICB / MICB", "Marlshire Integrated Care Board"),
    ("IS", "Independent Scrutineer"),
    ("L&DG", "Learning and Development Group"),
    ("LSPs", "Lead Safeguarding Partners"),
    ("MCC", "Marlshire County Council"),
    ("MSAB", "Marlshire Safeguarding Adults Board"),
    ("PH", "Public Health"),
    ("PPG", "Policy and Procedures Group"),
    ("PQA", "Performance and Quality Assurance Group"),
    ("VAG", "Vulnerable Adolescents Group"),
]


def front(plan: dict[str, Any]) -> list[Block]:
    titles = [f"Priority {p['n']}: {p['title']}" for p in plan["priorities"]]
    return [
        Para("Marlshire Safeguarding Children Partnership", "Title"),
        Para("Business Plan 2023-25", "Subtitle"),
        Para("Published June 2023. Next review: April 2024"),
        PageBreak(),
        Contents([("Foreword", 2), ("About the Partnership", 2), *((t, i + 3) for i, t in enumerate(titles))]),
        Heading("Foreword"),
        Para(
            "We are proud to introduce the business plan of the Marlshire Safeguarding Children Partnership (MSCP). It "
            "runs from 1 April 2023 to 31 March 2025 and says plainly what we will do together for children. In "
            "2022/23 we heard from 412 children and 186 practitioners; what they told us decided what is in here "
            "and, just as important, what is not."
        ),
        Para("Our priorities are:"),
        Bullets([f"**{t}**" for t in titles]),
        Para("Director of Children’s Services, Marlshire County Council\n"),
        Para("Chief Nurse, Marlshire Integrated Care Board"),
        Para("Assistant Chief Constable, Marlshire Constabulary"),
        Heading("About the Partnership"),
        Para(
            "The Delivery Board meets every two months. It is supported by six groups and a Business Unit. The "
            "Delivery Board reports progress to the Lead Safeguarding Partners every six months. An Independent "
            "Scrutineer tests whether the arrangements work and publishes a statement each year."
        ),
        Heading("Marlshire in numbers", 2),
        Table(
            [
                ["", "2020/21", "2021/22", "2022/23"],
                ["Children aged 0-17", "98,140", "98,420", "98,955"],
                ["Children subject of a child protection plan at 31 March", "371", "402", "389"],
                ["Of whom: neglect", "48%", "51%", "55%"],
                ["Children reported missing more than once", "144", "163", "171"],
            ]
        ),
    ]


def sections(plan: dict[str, Any]) -> list[Block]:
    out: list[Block] = [PageBreak()]
    for priority in plan["priorities"]:
        out.append(Heading(f"Priority {priority['n']}: {priority['title']}"))
        out += [Para("What we want to achieve:"), Bullets([text for _, text in priority["outcomes"]])]
        rows: list[list[Cell | str]] = [["Ref", "What we will do", "Lead", "Timescale", "How we will know"]]
        for a in priority["actions"]:
            who, when = as_list(a["who"]), as_list(a["by"])
            rows.append([a["n"], action_text(a), who[0] if who else "", a.get("cell", when[0]), a["measure"]])
        out.append(Table(rows, 1, [7, 43, 13, 15, 22]))
    return out


def back() -> list[Block]:
    return [
        Heading("Keeping track"),
        Para(
            "Each group brings a highlight report to the Delivery Board. Red items are discussed first. The plan will "
            "be refreshed in April 2024, and a short version for young people will follow."
        ),
        Heading("Glossary"),
        Table([["Acronym", "Meaning"], *([short, long] for short, long in GLOSSARY)], 1, [25, 75]),
        Heading("Contact us"),
        Para("MSCP Business Unit, The Old Granary, Mill Lane, Marlbury. Telephone 01632 960100."),
        Para("If a child is in immediate danger call 999."),
    ]


def forms(plan: dict[str, Any]) -> Forms:
    document = Document(
        "MSCP Business Plan 2023-25",
        front(plan) + sections(plan) + back(),
        header="Marlshire Safeguarding Children Partnership",
        footer="Business Plan 2023-25 | OFFICIAL",
    )
    return {
        "marlshire-business-plan.docx": ("table for each priority, heading styles", as_docx.write(document)),
        "marlshire-business-plan.pdf": ("the same by LibreOffice", FromWord("marlshire-business-plan.docx")),
        "marlshire-business-plan.md": ("Markdown with pipe tables", as_text.markdown(document)),
    }
