"""Two days of a plan side by side: what was done, what moved, what came and went. Two reads, compared row by row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from goldenthread.core.words import day as in_words
from goldenthread.core.words import short_day
from goldenthread.evidence.models import Rung
from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import Delivery, Plan
from goldenthread.plan.queries.actions import actions_of

SILENT_DAYS = 30

Row = Any
"""An action as it stood on a day (``actions_of``); None where it was not in the plan."""


@dataclass(frozen=True)
class Change:
    """An action on both days."""

    before: Row
    after: Row

    @property
    def row(self) -> Row:
        """The newer of the two that there are."""
        return self.after or self.before


@dataclass(frozen=True)
class Group:
    """One line of the comparison: which actions belong to it, and what is said of each."""

    key: str
    label: str
    changes: list[Change]
    was: Callable[[Change], str]
    now: Callable[[Change], str]
    tone: str = "none"

    @property
    def count(self) -> int:
        return len(self.changes)


def compared(plan: Plan, first: AsAt, last: AsAt) -> list[Group]:
    """The groups of the period between two days. An action may stand in several."""
    before, after = (
        {row.action_id: row for row in actions_of(plan, when).order_by("position")} for when in (first, last)
    )
    pairs = [Change(before.get(pk), after.get(pk)) for pk in after | before]
    there = [pair for pair in pairs if pair.after]
    both = [pair for pair in there if pair.before]
    soon = end_of_next_quarter(last.day)
    silent = last.day - timedelta(days=SILENT_DAYS)
    return [
        Group("done", "Done in this time", [p for p in there if _done(p.after) and not _done(p.before)], _rated_before, _done_on, "done"),
        Group("in-hand", "In hand", [p for p in there if _in_hand(p.after)], _rated_before, _rated_after, "good"),
        Group("overdue", "Overdue", [p for p in there if p.after.is_late], _rated_before, _due_after, "bad"),
        Group("next", f"Due by {in_words(soon)}", [p for p in there if _due_within(p.after, last.day, soon)], _rated_before, _due_after),
        Group("pushed-out", "Pushed out", [p for p in both if _expected(p.after) > _expected(p.before)], _expected_before, _expected_after, "warn"),
        Group("added", "Added", [p for p in there if not p.before], lambda p: "not in the plan", _due_after),
        Group("removed", "Taken out", [p for p in pairs if not p.after], _rated_before, lambda p: "no longer in the plan"),
        Group("silent", f"Silent for {SILENT_DAYS} days or more", [p for p in there if _silent(p.after, silent)], _heard_before, _heard_after, "warn"),
        Group("rating", "Rating changed", [p for p in both if p.before.shown != p.after.shown], _rated_before, _rated_after),
        Group("evidence", "Evidence strengthened", [p for p in both if p.after.rung > p.before.rung], _rung_before, _rung_after, "good"),
    ]  # fmt: skip


def start_of_last_quarter(today: date) -> date:
    this = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    before = this - timedelta(days=1)
    return date(before.year, before.month - 2, 1)


def end_of_next_quarter(today: date) -> date:
    """The last day of the quarter that follows the day's own."""
    month = (today.month - 1) // 3 * 3 + 7
    return date(today.year + (month - 1) // 12, (month - 1) % 12 + 1, 1) - timedelta(days=1)


# --- which group ------------------------------------------------------------------------------------------------------


def _done(row: Row) -> bool:
    return row is not None and row.delivery == Delivery.DELIVERED


def _in_hand(row: Row) -> bool:
    """Begun, not done and not late."""
    return not _done(row) and not row.is_late and row.delivery != Delivery.NOT_STARTED


def _due_within(row: Row, first: date, last: date) -> bool:
    return not _done(row) and row.due_on is not None and first <= row.due_on <= last


def _expected(row: Row) -> date:
    """When it is to be done as far as anybody knows."""
    reached: date | None = row.actual_on or row.forecast_on or row.due_on
    return reached or date.max


def _silent(row: Row, since: date) -> bool:
    return not _done(row) and row.heard_on is not None and row.heard_on <= since


# --- what is said -----------------------------------------------------------------------------------------------------


def _rated(row: Row) -> str:
    return f"{Delivery(row.shown).label}{', overdue' if row.is_late else ''}" if row else "not in the plan"


def _rated_before(change: Change) -> str:
    return _rated(change.before)


def _rated_after(change: Change) -> str:
    return _rated(change.after)


def _done_on(change: Change) -> str:
    return f"Done on {short_day(change.after.actual_on)}"


def _due_after(change: Change) -> str:
    return (
        f"Due by {short_day(change.after.due_on)}" if change.after.due_on else change.after.deadline_text or "no date"
    )


def _expected_before(change: Change) -> str:
    return short_day(_expected(change.before))


def _expected_after(change: Change) -> str:
    return "no date" if _expected(change.after) == date.max else short_day(_expected(change.after))


def _heard(row: Row) -> str:
    return (
        f"Last word on {short_day(row.last_word_on)}"
        if row and row.last_word_on
        else "no word yet"
        if row
        else "not in the plan"
    )


def _heard_before(change: Change) -> str:
    return _heard(change.before)


def _heard_after(change: Change) -> str:
    return _heard(change.after)


def _rung_before(change: Change) -> str:
    return f"{change.before.rung}: {Rung(change.before.rung).label}"


def _rung_after(change: Change) -> str:
    return f"{change.after.rung}: {Rung(change.after.rung).label}"
