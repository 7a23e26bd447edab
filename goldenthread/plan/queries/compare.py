"""Two days of a plan side by side: what was done, what moved, what came and went. Two reads, compared row by row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from goldenthread.core.words import short_day
from goldenthread.evidence.models import Rung
from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import Delivery, Plan
from goldenthread.plan.queries.actions import actions_of

SILENT_DAYS = 30

Row = Any
"""An action as it stood on a day (``actions_of``); None where it was not in the plan."""


@dataclass(frozen=True, slots=True)
class Change:
    """An action on both days; ``on`` is the second."""

    before: Row
    after: Row
    on: date

    @property
    def row(self) -> Row:
        """The newer of the two that there are."""
        return self.after or self.before


@dataclass(frozen=True, slots=True)
class Kind:
    """One number of the comparison: which changes it counts, and what is said of an action on either day."""

    key: str
    label: str
    counts: Callable[[Change], bool]
    said: Callable[[Row], str]
    tone: str = "none"


@dataclass(frozen=True, slots=True)
class Group:
    kind: Kind
    changes: list[Change]


def compared(plan: Plan, first: AsAt, last: AsAt) -> list[Group]:
    """Every kind with its changes from the first day to the last. An action may stand under several."""
    before, after = _on(plan, first), _on(plan, last)
    changes = [Change(before.get(pk), after.get(pk), last.day) for pk in after | before]
    return [Group(kind, [change for change in changes if kind.counts(change)]) for kind in KINDS]


def _on(plan: Plan, when: AsAt) -> dict[int, Row]:
    return {row.action_id: row for row in actions_of(plan, when).order_by("position")}


def start_of_last_quarter(today: date) -> date:
    before = date(today.year, (today.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
    return date(before.year, before.month - 2, 1)


def end_of_next_quarter(today: date) -> date:
    """The last day of the quarter that follows the day's own."""
    month = (today.month - 1) // 3 * 3 + 7
    return date(today.year + (month - 1) // 12, (month - 1) % 12 + 1, 1) - timedelta(days=1)


# --- what counts ------------------------------------------------------------------------------------------------------


def _open(row: Row) -> bool:
    return row is not None and row.delivery != Delivery.DELIVERED


def _done(change: Change) -> bool:
    delivered_now = change.after is not None and not _open(change.after)
    return delivered_now and (change.before is None or _open(change.before))


def _in_hand(change: Change) -> bool:
    row = change.after
    return _open(row) and not row.is_late and row.delivery != Delivery.NOT_STARTED


def _overdue(change: Change) -> bool:
    return change.after is not None and change.after.is_late


def _due_soon(change: Change) -> bool:
    row = change.after
    return _open(row) and row.due_on is not None and change.on <= row.due_on <= end_of_next_quarter(change.on)


def _pushed_out(change: Change) -> bool:
    return _both(change) and _expected(change.after) > _expected(change.before)


def _expected(row: Row) -> date:
    """When it is to be done as far as anybody knows; what has no date comes last."""
    return row.actual_on or row.forecast_on or row.due_on or date.max  # type: ignore[no-any-return]


def _silent(change: Change) -> bool:
    row = change.after
    heard = row.heard_on if _open(row) else None
    return heard is not None and (change.on - heard).days >= SILENT_DAYS


def _rated_otherwise(change: Change) -> bool:
    return _both(change) and change.after.shown != change.before.shown


def _proved_better(change: Change) -> bool:
    return _both(change) and change.after.rung > change.before.rung


def _both(change: Change) -> bool:
    return change.before is not None and change.after is not None


# --- what is said -----------------------------------------------------------------------------------------------------


def _rating(row: Row) -> str:
    if row is None:
        return "not in the plan"
    if row.actual_on:
        return f"Delivered on {short_day(row.actual_on)}"
    return f"{Delivery(row.shown).label}{', overdue' if row.is_late else ''}"


def _date(row: Row) -> str:
    if row is None:
        return "not in the plan"
    return row.deadline_text or "no date" if _expected(row) == date.max else short_day(_expected(row))


def _word(row: Row) -> str:
    if row is None:
        return "not in the plan"
    return f"Last word on {short_day(row.last_word_on)}" if row.last_word_on else "no word yet"


def _evidence(row: Row) -> str:
    return f"{row.rung}: {Rung(row.rung).label}"


KINDS = [
    Kind("done", "Done in this time", _done, _rating, "done"),
    Kind("in-hand", "In hand", _in_hand, _rating, "good"),
    Kind("overdue", "Overdue", _overdue, _date, "bad"),
    Kind("next", "Due by the end of the next quarter", _due_soon, _date),
    Kind("pushed-out", "Pushed out", _pushed_out, _date, "warn"),
    Kind("added", "Added", lambda change: change.before is None, _rating),
    Kind("removed", "Taken out", lambda change: change.after is None, _rating),
    Kind("silent", f"Silent for {SILENT_DAYS} days or more", _silent, _word, "warn"),
    Kind("rating", "Rating changed", _rated_otherwise, _rating),
    Kind("evidence", "Evidence strengthened", _proved_better, _evidence, "good"),
]
