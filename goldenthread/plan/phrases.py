"""From a deadline's printed words to the fields that keep it, for whoever types one."""

from typing import Any

from goldenthread.plan.models import Plan
from goldenthread.plan.reading.deadlines import Calendar, Deadline, find_in_column, unread

NO_DEADLINE: dict[str, Any] = {
    "deadline_text": "",
    "deadline_kind": "none",
    "deadline_role": "",
    "earliest_on": None,
    "latest_on": None,
    "due_on": None,
    "rrule": "",
}


def read_phrase(phrase: str, plan: Plan) -> tuple[dict[str, Any], list[str]]:
    """The fields of a deadline, and a sentence for each doubt. Words that cannot be read as a date keep their place.

    "by July 2021" is late on 1 August: ``due_on`` is 31 July. What only begins, or is ongoing, has no ``due_on``.
    """
    if not phrase.strip():
        return dict(NO_DEADLINE), []
    found = find_in_column(phrase.strip(), Calendar(plan.starts_on, plan.ends_on), "by")
    deadline = found[0] if found else unread(phrase.strip())
    fields = fields_of(deadline) | {"deadline_text": phrase.strip()}
    return fields, [sentence for _, sentence in deadline.doubts]


def fields_of(deadline: Deadline) -> dict[str, Any]:
    return {
        "deadline_text": deadline.text or "",
        "deadline_kind": deadline.kind,
        "deadline_role": deadline.role or "",
        "earliest_on": deadline.start,
        "latest_on": deadline.end,
        "due_on": deadline.due,
        "rrule": deadline.rrule or "",
    }
