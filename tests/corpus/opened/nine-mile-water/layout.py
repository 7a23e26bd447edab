"""Nine Mile Water: an annex of a committee report; in plain text the tables are drawn with plus, minus and bar."""

import textwrap
from typing import Any

from tests.corpus.builders import as_docx, as_html, as_text
from tests.corpus.builders.blocks import Block, Bullets, Cell, Document, Heading, Para, Table, plain
from tests.corpus.builders.cells import status, when, who
from tests.corpus.builders.forms import Forms

TITLE = "Business Plan 2019-21: actions, timescales and measures"
HEAD = ["Specific actions", "Timescale / target", "Lead", "Output / outcome measurement", "RAG"]
WIDTHS = [34, 16, 18, 20, 5]
LEADS = ["Director of Children’s Services", "CCG Chief Nurse", "Police Chief Superintendent", "Independent Scrutineer"]


def table(p: dict[str, Any]) -> Table:
    rows: list[list[Cell | str]] = [list(HEAD)]
    rows += [[f"{a['n']} {a['text']}", when(a), who(a), a["measure"], status(a)] for a in p["actions"]]
    return Table(rows, 1, [36, 18, 19, 21, 6])


def front() -> list[Block]:
    return [
        Para("Appendix B to the report of the Partnership Manager, Executive of 16 January 2020, agenda item 7"),
        Heading(TITLE),
        Para("Nine Mile Water Safeguarding Children Partnership (NMWSCP)"),
        Para("This plan covers the time from 29 September 2019, when new arrangements began, to 30 September 2021."),
        Para("Recommendations to the Executive:"),
        Bullets(["to note progress;", "to decide on the red item;", "to receive a further report."], "a)"),
    ]


def blocks(plan: dict[str, Any]) -> list[Block]:
    out = front()
    for p, lead in zip(plan["priorities"], LEADS, strict=True):
        out += [Heading(f"PRIORITY {p['n']}  {p['title']}", 2), Para(f"Strategic lead on the Executive: {lead}")]
        out += [Para("**OUTCOMES SOUGHT:**"), Bullets([text for _, text in p["outcomes"]]), table(p)]
    return [*out, Para("Background papers: none. Financial implications: £182,000 a year, within budget.")]


def drawn(block: Table) -> str:
    rule = "+" + "+".join("-" * (width + 2) for width in WIDTHS) + "+"
    out = [rule]
    for row in block.rows:
        folded = [textwrap.wrap(str(text), width) for text, width in zip(row, WIDTHS, strict=True)]
        for i in range(max(map(len, folded))):
            parts = [cell[i] if i < len(cell) else "" for cell in folded]
            out.append("| " + " | ".join(part.ljust(width) for part, width in zip(parts, WIDTHS, strict=True)) + " |")
        out.append(rule.replace("-", "=") if len(out) < 5 and row == HEAD else rule)
    return "\n".join(out)


def annex(plan: dict[str, Any]) -> str:
    out: list[str] = []
    for block in blocks(plan):
        match block:
            case Table():
                out.append(drawn(block))
            case Heading(text):
                out.append(f"{text}\n{'-' * len(text)}")
            case Para(text):
                out.append(textwrap.fill(plain(text), 98))
            case _:
                out.append(as_text.markdown_block(block))
    return "\n\n".join(out) + "\n"


def together(text: str) -> str:
    """The cells of the drawn rows, each in one line."""
    out: list[str] = []
    row: list[list[str]] = []
    for line in text.split("\n"):
        if line.startswith("|"):
            row.append(line.strip("|").split("|"))
        elif row:
            out += [" ".join(part.strip() for part in cell) for cell in zip(*row, strict=True)]
            row = []
        else:
            out.append(line)
    return " ".join(out)


TOGETHER = {"appendix-b.txt": together}


def forms(plan: dict[str, Any]) -> Forms:
    document = Document(TITLE, blocks(plan), "NMWSCP Executive 16/01/20 item 7 Appendix B", "NMWSCP")
    return {
        "appendix-b.txt": ("text, tables drawn with characters", annex(plan)),
        "appendix-b.docx": ("Word", as_docx.write(document, size=9.5)),
        "appendix-b.pdf": ("A4", as_html.pdf(document)),
    }
