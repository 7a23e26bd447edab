"""A table of seven columns for each priority under a rationale and outcomes; acronyms with a glossary."""

from typing import Any

from tests.corpus.builders.forms import Forms
from tests.corpus.unseen import kit

HEAD = ["Ref", "What we will do", "Lead", "Timescale", "How we will know", "RAG", "Progress update"]
CSS = """@page { size: A4 landscape; margin: 16mm 14mm; @bottom-center { content: "HSCP Business Plan 2025-2027 | "
counter(page); font-size: 8pt } @top-right { content: "OFFICIAL"; font-size: 8pt } }
body { font: 9.5pt/1.4 "DejaVu Sans", sans-serif } h1 { color: #6b2d73; font-size: 16pt } h2 { color: #6b2d73 }
table { border-collapse: collapse; width: 100% } td, th { border: 1px solid #999; padding: 4px; vertical-align: top;
font-size: 8.5pt; text-align: left } th { background: #6b2d73; color: white }"""


def rows(priority: dict[str, Any]) -> list[list[str]]:
    return [HEAD] + [
        [a["n"], a["text"], kit.first(a.get("who")), kit.when(a), a["measure"], kit.first(a["st"]), a["prog"]]
        for a in priority["actions"]
    ]


def intro(priority: dict[str, Any]) -> str:
    outcomes = "\n".join(f"- {text}" for _, text, *_ in priority["outcomes"])
    return (
        f"## Priority {priority['n']}: {priority['title']}\n### Why is this a priority?\n{priority['why']}\n"
        f"### What difference will this make?\n{outcomes}\n"
    )


def forms(plan: dict[str, Any]) -> Forms:
    made = kit.word(header="OFFICIAL", footer="HSCP Business Plan 2025-2027")
    made.add_heading("Hallowmoor Safeguarding Children Partnership", 0)
    made.add_paragraph("Business Plan 2025-2027", style="Subtitle")
    kit.write_word(made, plan["front"])
    web = "<h1>Hallowmoor Safeguarding Children Partnership</h1><p><b>Business Plan 2025-2027</b></p>"
    web += kit.html(plan["front"])
    for priority in plan["priorities"]:
        kit.write_word(made, intro(priority))
        kit.word_table(made, rows(priority), widths=[1.1, 5, 1.6, 2, 3.2, 1.2, 3.2])
        web += kit.html(intro(priority)) + kit.table(rows(priority))
    kit.write_word(made, plan["back"])
    return {
        "hallowmoor-business-plan.docx": ("a table of seven columns for each priority", kit.saved(made)),
        "hallowmoor-business-plan.pdf": ("the same, landscape", kit.pdf(web + kit.html(plan["back"]), CSS)),
    }
