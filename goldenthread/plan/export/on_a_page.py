"""The plan on a page, as a paper of two sheets: first what needs the Board, then the priorities and the time line."""

import base64
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from typing import Any

from django.template.loader import render_to_string

from goldenthread.core import clock
from goldenthread.core.charts import Part, StackedBar, Timeline
from goldenthread.core.charts.drawing import FILL
from goldenthread.core.charts.timeline import quarters
from goldenthread.core.words import plural
from goldenthread.documents.writing.pdf import html_to_pdf
from goldenthread.plan.as_at import AsAt
from goldenthread.plan.charts import TONES, timeline
from goldenthread.plan.models import Plan
from goldenthread.plan.queries import plan_on_a_page as queries

MOST_OF_A_KIND = 25
"""No sheet holds more of one kind."""
ROOM_FOR_NEEDS, ROOM_FOR_OUTCOMES = 205, 34
"""Millimetres of the first sheet, lines of the second."""
LINE, GAP = 3.95, 1.6
"""Millimetres that a line of print takes, and the space around a row."""
WORDS, REASON, OWNER = 70, 100, 40
"""Letters of a text that are shown."""
CODES_A_CELL = 8
WORDS_A_LINE, REASON_A_LINE = 34, 44
"""Letters that surely fit on a line of their column."""


KINDS = {
    "awaiting": ("Return to approve", "note"),
    "variation": ("Change to decide", "note"),
    "claim": ("Impact to judge", "note"),
    "overdue": ("Overdue", "bad"),
    "off_track": ("Off track", "bad"),
    "no_owner": ("No owner", "bad"),
    "slipped": ("Slipped", "warn"),
    "broken": ("Broken thread", "note"),
    "stale": ("Evidence stale", "warn"),
    "silent": ("Silent", "note"),
}
"""How the paper calls what needs the Board, with its tone."""


@dataclass
class OnAPage:
    """Everything that stands on the two sheets; the same rows and numbers as the page on the screen."""

    totals: list[tuple[str, int, str]]
    needs: list[queries.Need]
    threads: list[tuple[str, list[queries.Line]]]
    priorities: list[tuple[queries.PriorityOnPage, StackedBar]]
    most_outcomes: int
    chart: Timeline | None
    quarters: tuple[list[str], list[list[str]]]

    @staticmethod
    def said(item: queries.PriorityOnPage) -> str:
        parts = [
            f"{item.counts[rating]} {rating.label.lower()}" for rating in queries.RATINGS if item.counts.get(rating)
        ]
        return ", ".join(parts) or "no action"


def on_a_page(plan: Plan, when: AsAt) -> OnAPage:
    per_priority = queries.totals(plan, when)
    total = queries.added_up(per_priority)
    shown = queries.priorities(plan, when, per_priority)
    rows = queries.timeline(plan, when)
    needs = queries.needs(plan, when, total, queries.decisions_waiting(plan, when), most=MOST_OF_A_KIND)
    return OnAPage(
        totals=_totals(total),
        needs=_fitting(needs),
        threads=queries.broken_threads(shown),
        priorities=[(item, _bar(item)) for item in shown],
        most_outcomes=outcomes_shown(shown),
        chart=timeline(plan, shown, rows, when),
        quarters=_by_quarter(plan, shown, rows),
    )


def _fitting(needs: list[queries.Need]) -> list[queries.Need]:
    """As many lines as the first sheet has room for: the worst of each kind, then the rest, the most urgent first."""
    ranked = sorted((rank > 0, place, rank) for place, need in enumerate(needs) for rank in range(len(need.lines)))
    left = ROOM_FOR_NEEDS - sum(LINE + GAP for need in needs if not need.lines)
    shown: Counter[int] = Counter()
    for _, place, rank in ranked:
        left -= _height(needs[place].lines[rank])
        if left < 0:
            break
        shown[place] += 1
    return [replace(need, lines=need.lines[: shown[place]]) for place, need in enumerate(needs)]


def _height(line: queries.Line) -> float:
    said = min(len(line.reason), REASON) + (min(len(line.lead), OWNER) + len(" Owner: .") if line.lead else 0)
    lines = max(2, ceil(min(len(line.words), WORDS) / WORDS_A_LINE), ceil(said / REASON_A_LINE))
    return GAP + LINE * lines


def outcomes_shown(shown: list[queries.PriorityOnPage]) -> int:
    """How many outcomes of a priority the second sheet has room for."""
    most = max((len(item.outcomes) for item in shown), default=0)
    while most > 1 and sum(2 + min(len(item.outcomes), most) for item in shown) > ROOM_FOR_OUTCOMES:
        most -= 1
    return most


def _totals(total: dict[str, int]) -> list[tuple[str, int, str]]:
    ratings = [(rating.label, total[rating], TONES[rating]) for rating in queries.RATINGS]
    return [*ratings, ("Overdue", total["is_late"], "bad"), ("Silent for 60 days", total["is_silent"], "warn")]


def _bar(item: queries.PriorityOnPage) -> StackedBar:
    parts = [Part(rating.label.lower(), item.counts.get(rating, 0), TONES[rating]) for rating in queries.RATINGS]
    return StackedBar(f"Priority {item.version.priority.number}", parts)


def _by_quarter(
    plan: Plan, shown: list[queries.PriorityOnPage], rows: list[dict[str, Any]]
) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of the table beside the time line: which actions are due in which quarter."""
    if not plan.starts_on or not plan.ends_on:
        return ["Priority"], []
    spans = list(pairwise(quarters(plan.starts_on, plan.ends_on)))
    headings = ["Priority", *(f"{first:%b} to {after - timedelta(days=1):%b %Y}" for first, after in spans)]
    return headings, [
        [item.version.priority.number, *(_due_in(rows, item.version.priority_id, *span) for span in spans)]
        for item in shown
    ]


def _due_in(rows: list[dict[str, Any]], priority: int, first: date, after: date) -> str:
    """The actions by their number; of a great many only how many."""
    due = (row["label"].split()[0] for row in rows if row["priority"] == priority and first <= row["on"] < after)
    codes = list(dict.fromkeys(due))
    return ", ".join(codes) if len(codes) <= CODES_A_CELL else plural(len(codes), "action")


def write_on_a_page(plan: Plan, when: AsAt, *, banner: str) -> bytes:
    """Two A4 pages as tagged PDF."""
    context = {
        "plan": plan,
        "partnership": plan.partnership,
        "banner": banner,
        "today": clock.today(),
        "day": when.day,
        "page": on_a_page(plan, when),
        "kinds": KINDS,
        "colours": FILL,
        "picture": picture,
        "fits": {"words": WORDS, "reason": REASON, "owner": OWNER},
    }
    return html_to_pdf(render_to_string("plan/export_on_a_page.html", context), title=f"{plan.title}: plan on a page")


def picture(chart: StackedBar | Timeline) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(str(chart.svg()).encode()).decode()
