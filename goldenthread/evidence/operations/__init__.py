"""Everything that changes evidence, and the screening of what people type."""

from goldenthread.evidence.operations.screening import IdentifiersFound, refuse_identifiers

__all__ = ["IdentifiersFound", "refuse_identifiers"]
