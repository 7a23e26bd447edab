"""Everything that changes evidence, and the screening of what people type."""

from goldenthread.evidence.operations.pieces import (
    add_evidence,
    correct_evidence,
    say_it_identifies_nobody,
    settle_file,
    withdraw_evidence,
)
from goldenthread.evidence.operations.screening import IdentifiersFound, refuse_identifiers

__all__ = [
    "IdentifiersFound", "add_evidence", "correct_evidence", "refuse_identifiers", "say_it_identifies_nobody",
    "settle_file", "withdraw_evidence",
]  # fmt: skip
