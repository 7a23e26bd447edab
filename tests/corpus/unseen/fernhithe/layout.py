"""The export of a task list, and the web page that shows the same list folded by priority."""

import csv
import io
from html import escape
from typing import Any

from tests.corpus.builders.forms import Forms
from tests.corpus.unseen import kit

HEAD = ["Workstream", "Ref", "Task", "Assigned to", "Start date", "Due date", "Status", "% complete", "Notes"]
SHOWN = ["What", "Who", "When", "Status", "Progress"]
TOP = """<body class="site"><header><div class="logo">FSCP</div><form role="search"><label>Search this site
<input></label></form></header><main><h1>Business Plan 2025-26: where are we now?</h1>
<p>The Fernhithe Safeguarding Children Partnership has three priorities this year. Open a priority to see what we are
doing, who is doing it and when it will be finished. This page was updated on 19 September 2025.</p>
<div class="figures"><h2>The plan in numbers</h2><dl><dt>Actions</dt><dd>14</dd><dt>Complete</dt><dd>4</dd>
<dt>Off track</dt><dd>1</dd></dl></div>"""
END = """<h2>How the plan is governed</h2><p>The Executive looks at the whole plan in June, September, December and
March. An action that is off track is discussed at the next meeting.</p>
<h2>Contact</h2><p>FSCP Manager, Civic Offices, Fernhithe. Telephone 01632 960 222.</p></main>
<footer><a href="/terms">Terms</a> <a href="/privacy">Privacy notice</a></footer></body>"""


def exported(plan: dict[str, Any]) -> str:
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerows([["FSCP Business Plan 2025-26"], ["Exported 19/09/2025 08:14"], [], [*HEAD, "Last updated"]])
    for place, priority in enumerate(plan["priorities"], 1):
        for a in priority["actions"]:
            row = [f"{place}. {priority['title']}", a["n"], a["text"], kit.first(a.get("who")), a["start"]]
            write.writerow([*row, kit.when(a), kit.first(a["st"]), a["pct"], a["prog"], a["upd"]])
    return "\ufeff" + out.getvalue()


def item(a: dict[str, Any]) -> str:
    fields = {"Who": kit.first(a.get("who")), "When": kit.when(a), "Status": kit.first(a["st"]), "Progress": a["prog"]}
    cells = [a["n"], a["text"], *fields.values()]
    return "<tr>" + "".join(f"<td>{escape(value, False)}</td>" for value in cells) + "</tr>"


def forms(plan: dict[str, Any]) -> Forms:
    body = TOP
    for priority in plan["priorities"]:
        body += f"<details><summary>Priority {priority['n']}: {priority['title']}</summary><div class='scroll'><table>"
        body += "<thead><tr><th></th>" + "".join(f"<th>{head}</th>" for head in SHOWN) + "</tr></thead>"
        body += "\n".join(map(item, priority["actions"])) + "</table></div></details>"
    return {
        "fernhithe-export.csv": ("the export of a task list, three lines above the heading", exported(plan)),
        "fernhithe-plan.html": ("folded priorities, a table in each", kit.page("FSCP Business Plan", body + END)),
    }
