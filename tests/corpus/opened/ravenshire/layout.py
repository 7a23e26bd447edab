"""Ravenshire: forty-six actions in five tables; recognised pages with HTML tables, cut where the page ends."""

from typing import Any

from tests.corpus.builders import as_docx, as_html
from tests.corpus.builders.blocks import Block, Bullets, Cell, Contents, Document, Heading, PageBreak, Para, Table
from tests.corpus.builders.forms import Forms, FromWord
from tests.corpus.builders.truth import action_text, as_list

FILLS = {"Green": "A9D08E", "Amber": "F4B084", "Red": "FF7C80", "Blue": "9BC2E6", "Grey": "D0CECE"}
HEAD: list[Cell | str] = ["No.", "Action required", "Responsible", "Completion", "BRAG"]
MARK = [
    ("Blue", "complete"),
    ("Red", "late, and not recoverable without help"),
    ("Amber", "some delay"),
    ("Green", "going to plan"),
    ("Grey", "not begun"),
]


def row(action: dict[str, Any]) -> list[Cell | str]:
    who, when = as_list(action.get("who")), as_list(action.get("by"))
    shown = action.get("cell", action.get("tbc", when[0] if when else ""))
    status = as_list(action["st"])[0]
    return [action["n"], action_text(action), who[0] if who else "", shown, Cell(status, fill=FILLS[status])]


def front(plan: dict[str, Any]) -> list[Block]:
    names = [f"Ambition {p['n']} {p['title']}" for p in plan["priorities"]]
    return [
        Para("Ravenshire Multi-Agency Safeguarding Partnership", "Title"),
        Para("Annual Business Plan 2024/25", "Subtitle"),
        Para("Agreed by the Statutory Partners Board on 28 March 2024 and published the same day"),
        Contents([("Introduction", 1), *((name, i + 2) for i, name in enumerate(names)), ("Budget 2024/25", 7)]),
        Heading("Introduction"),
        Para(
            "Ravenshire is large and mostly rural, and two of its districts are among the most deprived in the "
            "north. This plan is deliberately full: everything that the Partnership will do between April 2024 and "
            "March 2025 is in it. Our five ambitions were agreed in 2022 and run to 2027. We will check it at each "
            "Board, and progress will be reported to the Ravenshire Children’s Trust Board and to Cabinet every "
            "quarter."
        ),
        Bullets(names),
        Para("How we mark progress: " + "; ".join(f"{colour} {meaning}" for colour, meaning in MARK) + "."),
    ]


def back() -> list[Block]:
    return [
        Heading("Budget 2024/25"),
        Table(
            [
                ["Partner", "2023/24", "2024/25"],
                ["Ravenshire County Council", "£148,000", "£155,400"],
                ["Moor and Dale ICB", "£74,000", "£77,700"],
                ["Ravenshire Police", "£31,000", "£32,550"],
            ]
        ),
        Heading("Who sits on the Board"),
        Bullets(
            ["Executive Director for Children", "Chief Nurse", "Assistant Chief Constable", "Head teacher (from June)"]
        ),
    ]


def blocks(plan: dict[str, Any]) -> list[Block]:
    out = front(plan)
    for priority in plan["priorities"]:
        out += [PageBreak(), Heading(f"Ambition {priority['n']} {priority['title']}")]
        out.append(Table([HEAD, *(row(a) for a in priority["actions"])], 1, [6, 46, 20, 18, 10]))
    return out + back()


def html_row(cells: list[str]) -> str:
    return "<tr>" + "".join(f"<td>{text}</td>" for text in cells) + "</tr>"


def words(value: Cell | str) -> str:
    return value.text if isinstance(value, Cell) else value


def recognised(plan: dict[str, Any]) -> str:
    """Pages as modern recognition gives them: headings as Markdown, tables as HTML, a long cell cut by the page."""
    out = ["# Ravenshire Multi-Agency Safeguarding Partnership", "", "Annual Business Plan 2024/25", ""]
    for block in front(plan)[2:]:
        if isinstance(block, Contents):
            out += ["Contents", *(f"{text} {page}" for text, page in block.entries), ""]
        elif isinstance(block, Bullets):
            out += [*(f"- {item}" for item in block.items), ""]
        elif isinstance(block, Heading | Para):
            out += [("## " if isinstance(block, Heading) else "") + block.text, ""]
    page, used = 2, 0
    head = html_row([words(text) for text in HEAD])
    foot = ["</table>", "", "RMASP Annual Business Plan 2024/25", ""]
    for priority in plan["priorities"]:
        out += [f"Ambition {priority['n']} {priority['title']}", "", "<table>", head]
        for action in priority["actions"]:
            cells = [words(value) for value in row(action)]
            used += 1
            if used % 9:
                out.append(html_row(cells))
                continue
            pieces = cells[1].split()
            half = max(1, len(pieces) * 2 // 3)
            out.append(html_row([cells[0], " ".join(pieces[:half]), *cells[2:]]))
            page += 1
            out += [*foot[:2], f"{page}", "", *foot[2:], "<table>", head]
            out.append(html_row(["", " ".join(pieces[half:]), "", "", ""]))
        out += ["</table>", ""]
    out += [
        "Budget 2024/25",
        "",
        "Ravenshire County Council £155,400; Moor and Dale ICB £77,700; Ravenshire Police £32,550",
    ]
    return "\n".join(out) + "\n"


def forms(plan: dict[str, Any]) -> Forms:
    document = Document(
        "Annual Business Plan 2024/25", blocks(plan), "RMASP Annual Business Plan 2024/25", "Moor House, Ravenscar Road"
    )
    return {
        "annual-business-plan.docx": ("Word, five tables", as_docx.write(document, size=10)),
        "annual-business-plan.pdf": ("the same by LibreOffice", FromWord("annual-business-plan.docx")),
        "annual-business-plan-scan.txt": ("recognised pages, HTML tables cut by pages", recognised(plan)),
        "annual-business-plan-letter.pdf": ("large print by WeasyPrint", as_html.pdf(document, "body{font-size:14pt}")),
    }
