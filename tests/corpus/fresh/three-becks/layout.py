"""Three Becks: the columns are school terms, the rows priorities, the outcome a row below; owners by initials."""

from typing import Any

from tests.corpus.builders import as_docx, as_html, as_scan
from tests.corpus.builders.blocks import Block, Bullets, Cell, Document, Heading, Para, Table
from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text

TITLE = "Our Year Plan 2024/25"
TERMS = ["Autumn term 2024", "Spring term 2025", "Summer term 2025"]
INITIALS = "DN Designated Nurse, DO Data Officer, HSE Head of Safeguarding in Education, LL Learning Lead, OHG Chair of"
INITIALS_2 = "the Online Harm Group, PM Partnership Manager, PPI Police Partnership Inspector, YC Youth Council"


def table(plan: dict[str, Any]) -> Table:
    rows: list[list[Cell | str]] = [["Priority", *TERMS]]
    for p in plan["priorities"]:
        cells = ["\n".join(f"- {action_text(a)}" for a in p["actions"] if a["col"] == t) for t in TERMS]
        rows.append([Cell(f"{p['n']}. {p['title']}", bold=True, rows=2, fill="E2EFDA"), *cells])
        said = "\n".join(f"Outcome: {text}" for _, text in p["outcomes"])
        rows.append([Cell(said, cols=3, fill="F2F2F2")])
    return Table(rows, 1, [16, 28, 28, 28])


def blocks(plan: dict[str, Any]) -> list[Block]:
    return [
        Heading(TITLE),
        Para("Three Becks Safeguarding Children Partnership (3BSCP)"),
        Para(
            "We plan by school years because children live by them. This plan begins in September 2024 and ends in "
            "July 2025. Three things matter most: being safe at school, safe online and safe at home."
        ),
        table(plan),
        Para(f"Key: {INITIALS} {INITIALS_2}", "small"),
        Heading("Meetings", 2),
        Bullets(
            ["Board: 17 October 2024, 30 January 2025, 5 June 2025", "Online Harm Group: first Monday of the month"]
        ),
    ]


def forms(plan: dict[str, Any]) -> Forms:
    document = Document(TITLE, blocks(plan), "3BSCP", "Our Year Plan 2024/25")
    return {
        "year-plan.html": ("web page, terms as columns", as_html.page_html(document)),
        "year-plan.docx": ("Word, landscape", as_docx.write(document, landscape=True)),
        "year-plan.pdf": ("landscape", as_html.pdf(document, "", "A4 landscape")),
        "year-plan-scan.md": ("recognised page, HTML table", as_scan.scan(document, 60)),
    }
