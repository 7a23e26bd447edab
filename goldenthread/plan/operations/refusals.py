"""Refusals that pages treat in a way of their own."""

import hashlib
import json
from typing import Any

from goldenthread.history.queries import history_of


class EditedMeanwhile(Exception):
    """Somebody else saved the same record since it was opened. ``theirs`` is what they saved, by field.

    No ``ValidationError``: a form cannot show it as its own mistake; the page puts both texts side by side.
    """

    def __init__(self, who: str, theirs: dict[str, object]) -> None:
        super().__init__(f"{who} saved this while you were writing. Both texts are below: choose what should stand.")
        self.who, self.theirs = who, theirs


def edition_of(values: dict[str, Any]) -> str:
    """Changes whenever one of the values does: a form carries it, so that nobody overwrites unseen."""
    text = json.dumps(values, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def refuse_stale(record: Any, opened_at: str, values: dict[str, Any]) -> None:
    """``opened_at`` is the edition that the person saw, or empty where nobody looked first; ``values`` stand now."""
    if opened_at and opened_at != edition_of(values):
        last = next(iter(history_of(record, limit=1)), None)
        raise EditedMeanwhile(last.actor if last else "Somebody", values)
