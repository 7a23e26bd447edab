"""A report to a board with the plan as an annex; owner and deadline follow each action behind labels."""

from typing import Any

from tests.corpus.builders.forms import Forms
from tests.corpus.unseen import kit


def labels(a: dict[str, Any]) -> list[str]:
    who = kit.first(a.get("who"))
    return ([f"Owner: {who}"] if who else []) + [f"Deadline: {kit.when(a)}"]


def forms(plan: dict[str, Any]) -> Forms:
    typed, web = kit.text(plan["front"], 80), "<body>" + kit.html(plan["front"])
    for priority in plan["priorities"]:
        title = f"Priority {priority['n']} – {priority['title']}"
        (_, outcome, *_), *_ = priority["outcomes"]
        typed += f"\n\n{title}\n\n" + kit.fold(f"Intended outcome: {outcome}", 80) + "\n"
        web += f"<h2>{title}</h2><p><em>Intended outcome:</em> {outcome}</p>"
        for a in priority["actions"]:
            typed += "\n" + kit.fold(f"Action {a['n']}: {a['text']} {'. '.join(labels(a))}.", 80) + "\n"
            below = "; ".join(f"<b>{line.replace(': ', ':</b> ')}" for line in labels(a))
            web += f"<p><b>Action {a['n']}.</b> {a['text']}<br>{below}</p>\n"
    return {
        "millbeck-and-stour-report.txt": (
            "each action a folded paragraph with labels",
            typed + "\n\n" + kit.text(plan["back"]),
        ),
        "millbeck-and-stour-report.html": (
            "each action a paragraph, labels on its second line",
            kit.page("Agenda item 7", web + kit.html(plan["back"]) + "</body>"),
        ),
    }
