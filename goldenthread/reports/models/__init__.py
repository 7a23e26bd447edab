"""Reports that people put together from the records, and what goes into them. Everything else here only reads."""

from goldenthread.reports.models.content import Contribution, Insertion, LedgerEntry
from goldenthread.reports.models.layouts import Audience, Depth, Layout
from goldenthread.reports.models.presenting import Presentation, Question
from goldenthread.reports.models.reports import Clearance, Report, ReportKind, ReportPart, ReportState, digest

__all__ = [
    "Audience", "Clearance", "Contribution", "Depth", "Insertion", "Layout", "LedgerEntry", "Presentation", "Question",
    "Report", "ReportKind", "ReportPart", "ReportState", "digest",
]  # fmt: skip
