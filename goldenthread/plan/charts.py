"""Charts that a page and a paper of the plan share."""

from typing import Any

from goldenthread.core.charts import Lane, Mark, Timeline
from goldenthread.core.words import plural
from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import Delivery, Plan
from goldenthread.plan.queries import plan_on_a_page as page

TONES = {
    Delivery.DELIVERED: "done",
    Delivery.ON_TRACK: "good",
    Delivery.AT_RISK: "warn",
    Delivery.OFF_TRACK: "bad",
    Delivery.NOT_STARTED: "none",
}
MOST_MARKS = 80
"""With more, the time line draws one mark for all that is due in a month."""


def timeline(plan: Plan, shown: list[page.PriorityOnPage], rows: list[dict[str, Any]], when: AsAt) -> Timeline | None:
    """A lane for each priority with what is due when (``page.timeline``); None for a plan without a period."""
    if not plan.starts_on or not plan.ends_on:
        return None
    if len(rows) > MOST_MARKS:
        rows = _by_month(rows)
    lanes = [
        Lane(
            f"{item.version.priority.number} {item.version.title}",
            [_mark(row) for row in rows if row["priority"] == item.version.priority_id],
        )
        for item in shown
    ]
    return Timeline("Deadlines and milestones by quarter", lanes, when.day, plan.starts_on, plan.ends_on)


def _mark(row: dict[str, Any]) -> Mark:
    tone = "note" if row["tone"] == "milestone" else TONES.get(row["tone"], "none")
    return Mark(row["on"], row["label"], tone, row["agreed"])


def _by_month(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row for everything of a priority that falls into a month and stands alike."""
    grouped: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault((row["priority"], row["on"].replace(day=1), row["tone"]), []).append(row)
    return [
        {
            "priority": priority,
            "on": month.replace(day=15),
            "agreed": None,
            "label": plural(len(found), "action"),
            "tone": tone,
        }
        for (priority, month, tone), found in sorted(grouped.items(), key=lambda item: (item[0][1], str(item[0][2])))
    ]
