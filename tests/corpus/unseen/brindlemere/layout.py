"""Outcomes as a list, then a table of four columns for each priority; the lead's cell is merged over several rows."""

from html import escape
from itertools import groupby
from typing import Any

from tests.corpus.builders.forms import Forms
from tests.corpus.unseen import kit

HEAD = ["Action", "Lead agency", "Timescale", "Impact for children"]
TOP = """<body><div id="cookie-bar">This site uses cookies. <button>Accept</button></div>
<div class="breadcrumb"><a href="/">Home</a> &gt; <a href="/about">About us</a> &gt; Business plan</div>
<h1>Business Plan 2024 - 2026</h1>"""
END = """<hr><div class="feedback">Was this page helpful? <a href="#">Yes</a> <a href="#">No</a></div>
<footer><p>&copy; Brindlemere Safeguarding Children Partnership</p><p>Page last reviewed: 02 October 2024</p></footer>
</body>"""


def runs(priority: dict[str, Any]) -> list[tuple[int, str]]:
    """How many rows in turn share a lead."""
    leads = [kit.first(a.get("who")) for a in priority["actions"]]
    return [(len(list(group)), lead) for lead, group in groupby(leads)]


def web_table(priority: dict[str, Any]) -> str:
    leads = [place for size, lead in runs(priority) for place in [(size, lead), *[(0, "")] * (size - 1)]]
    out = ["<table><tr>" + "".join(f"<th scope=col>{name}</th>" for name in HEAD) + "</tr>"]
    for (size, lead), a in zip(leads, priority["actions"], strict=True):
        span = f" rowspan={size}" if size > 1 else ""
        who = f"<td{span}>{escape(lead, False)}" if size else ""
        out.append(f"<tr><td>{escape(a['text'], False)}{who}<td>{kit.when(a)}<td>{a['measure']}</tr>")
    return "\n".join(out) + "\n</table>"


def intro(priority: dict[str, Any]) -> str:
    outcomes = "\n".join(f"- {text}" for _, text, *_ in priority["outcomes"])
    title = f"## Priority {priority['n']} - {priority['title']}"
    return f"{title}\n{priority['lead']}\n### Outcomes\n{outcomes}\n### Actions"


def forms(plan: dict[str, Any]) -> Forms:
    made = kit.word(font="Verdana", header="Brindlemere Safeguarding Children Partnership")
    made.add_heading("Business Plan 2024 - 2026", 0)
    kit.write_word(made, plan["front"])
    web = TOP + kit.html(plan["front"]).replace("h1>", "h2>") + "<h2>Our priorities</h2>"
    made.add_heading("Our priorities", 1)
    for priority in plan["priorities"]:
        kit.write_word(made, intro(priority))
        rows, merges, at = [HEAD], [], 1
        for size, lead in runs(priority):
            for i, a in enumerate(priority["actions"][at - 1 : at - 1 + size]):
                rows.append([a["text"], "" if i else lead, kit.when(a), a["measure"]])
            merges += [(at, 1, at + size - 1, 1)] if size > 1 else []
            at += size
        kit.word_table(made, rows, merges=merges)
        web += kit.html(intro(priority)) + web_table(priority)
    kit.write_word(made, plan["back"])
    web += kit.html(plan["back"]).replace("h1>", "h2>") + END
    return {
        "brindlemere-business-plan.html": ("a council's web page, tables with merged leads", kit.page("Plan", web)),
        "brindlemere-business-plan.docx": ("the same in Word", kit.saved(made)),
    }
