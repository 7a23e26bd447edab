"""Whose an action is, with whom it is done, to whom it reports: from a column, a label, a bracket or the sentence."""

from .columns import from_column, partners_column
from .dated import beside_dates, without_dates
from .mentioned import reports_in
from .names import names_in
from .ownership import Ownership
from .sentences import from_sentence

__all__ = [
    "Ownership",
    "beside_dates",
    "from_column",
    "from_sentence",
    "names_in",
    "partners_column",
    "reports_in",
    "without_dates",
]
