"""Several lettered actions in a cell, and their leads and dates with the same letters in the cells beside it."""

from itertools import groupby
from typing import Any

from tests.corpus.builders.forms import Forms
from tests.corpus.unseen import kit

HEAD = ["Objective", "Actions", "Lead", "Timescale", "Measure"]
CSS = """@page { size: A4 landscape; margin: 15mm; @bottom-left { content: "HDSCP Strategic Plan 2025 - 2028";
font-size: 8pt } @bottom-right { content: counter(page); font-size: 8pt } }
body { font: 10pt/1.35 "Liberation Sans" } h1, h2 { color: #8a3b12 } table { border-collapse: collapse; width: 100% }
td, th { border: 1px solid #b98; padding: 5px; vertical-align: top; text-align: left } th { background: #f3e3d8 }
td:nth-child(1) { width: 17% } td:nth-child(2) { width: 38% } td:nth-child(3) { width: 17% }"""


def rows(priority: dict[str, Any]) -> list[list[str]]:
    found = [HEAD]
    for objective, group in groupby(priority["actions"], key=lambda a: a["o"]):
        some = list(group)
        texts = "\n".join(f"{a['n']}) {a['text']}" for a in some)
        leads = "\n".join(f"{a['n']}) {kit.first(a['who'])}" for a in some)
        dates = "\n".join(f"{a['n']}) {kit.when(a)}" for a in some)
        shared = some[0].get("shared")
        found.append([objective, texts, kit.first(some[0]["who"]) if shared else leads, dates, some[0]["m"]])
    return found


def forms(plan: dict[str, Any]) -> Forms:
    made = kit.word(landscape=True, header="Harrowdene Safeguarding Children Partnership", footer="Strategic Plan")
    made.add_heading("Strategic Plan 2025 - 2028", 0)
    kit.write_word(made, plan["front"])
    web = "<p>Harrowdene Safeguarding Children Partnership</p><h1>Strategic Plan 2025 - 2028</h1>"
    web += kit.html(plan["front"])
    for priority in plan["priorities"]:
        title = f"Priority {priority['n']}: {priority['title']}"
        made.add_heading(title, 2)
        kit.word_table(made, rows(priority), widths=[4, 9.5, 4.5, 4, 4])
        web += f"<h2>{title}</h2>{kit.table(rows(priority))}"
    kit.write_word(made, plan["back"])
    return {
        "harrowdene-strategic-plan.docx": ("lettered actions, leads and dates in one row", kit.saved(made)),
        "harrowdene-strategic-plan.pdf": ("the same, landscape", kit.pdf(web + kit.html(plan["back"]), CSS)),
    }
