"""Ennerwater: the same themes under Year 1 and under Year 2, symbols for progress."""

from typing import Any

from tests.corpus.builders import as_docx, as_html, as_text
from tests.corpus.builders.blocks import Block, Cell, Document, Heading, Para, Table
from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text, as_list

YEARS = {"1": "Year 1 (April 2024 to March 2025)", "2": "Year 2 (April 2025 to March 2026)"}
SPENT = {"1": "We spent £188,200 of £201,000 in 2024/25.", "2": "The budget for 2025/26 is £205,500."}


def theme(plan: dict[str, Any], priority: dict[str, Any], year: str) -> Table:
    rows: list[list[Cell | str]] = [["✓", "Task", "Comment at March 2025", "Led by"]]
    for a in priority["actions"]:
        if a["y"] == year:
            rows.append([as_list(a["st"])[0], action_text(a), a["prog"], as_list(a["who"])[0]])
    return Table(rows, 1, [5, 47, 28, 20])


def blocks(plan: dict[str, Any]) -> list[Block]:
    out: list[Block] = [
        Heading("Ennerwater Safeguarding Children Board Partnership"),
        Para("Two-Year Work Programme 2024-2026", "Subtitle"),
        Para("Second edition, with progress at the end of the first year"),
        Heading("Our themes and what we hope for", 2),
    ]
    for p in plan["priorities"]:
        out.append(Para(f"**Theme {p['n']} – {p['title']}**"))
        out.append(Para(f"*Hoped-for outcome:* {p['outcomes'][0][1]}."))
    out.append(Para("Key: ✔ done   ● on course   ▲ late, being managed   ✖ stuck, the Chair to act   ○ not begun"))
    for year, name in YEARS.items():
        label = "2024/25" if year == "1" else "2025/26"
        out += [Heading(f"{name}: work programme {label}"), Para(SPENT[year])]
        for p in plan["priorities"]:
            out += [Heading(f"Theme {p['n']} – {p['title']}", 2), theme(plan, p, year)]
    out += [
        Heading("Courses run", 2),
        Table([["Course", "2023/24", "2024/25"], ["Level 3 core", "14", "16"], ["Sexual abuse", "2", "6"]]),
    ]
    return out


def forms(plan: dict[str, Any]) -> Forms:
    document = Document("Work Programme", blocks(plan), "Work Programme 2024-2026", "ESCBP | second edition")
    return {
        "work-programme.docx": ("Word, a table for each theme in each year", as_docx.write(document)),
        "work-programme.html": ("web page", as_html.page_html(document)),
        "work-programme.pdf": ("A4", as_html.pdf(document)),
        "work-programme.md": ("Markdown", as_text.markdown(document)),
    }
