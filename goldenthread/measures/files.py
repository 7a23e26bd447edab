"""Indicators as files: the list, and one with all its figures."""

from goldenthread.core.as_at import AsAt
from goldenthread.core.words import day as in_words
from goldenthread.documents.writing.report import Block, Column, Report, Section, Table
from goldenthread.documents.writing.report import Organisation as Sender
from goldenthread.measures.models import Figure, Indicator
from goldenthread.measures.reading import standing
from goldenthread.partnerships.models import Partnership

TITLES = [
    Column("Indicator"), Column("Owner"), Column("Baseline"), Column("Latest"), Column("Of", "date"), Column("Target"),
    Column("Target by", "date"), Column("How it stands"),
]  # fmt: skip


def indicators_table(indicators: list[Indicator]) -> Table:
    """Of indicators with ``latest`` and ``latest_on``."""
    rows = [
        [
            each.name, str(each.owner or ""), each.said(each.baseline), each.said(each.latest), each.latest_on,  # type: ignore[attr-defined]
            each.said(each.target), each.target_on, standing(each, each.latest)[0],  # type: ignore[attr-defined]
        ]
        for each in indicators
    ]  # fmt: skip
    return Table("Indicators", TITLES, rows)


def list_report(partnership: Partnership, indicators: list[Indicator], when: AsAt) -> Report:
    return _report(partnership, "Indicators", [indicators_table(indicators)], when)


def one_report(indicator: Indicator, figures: list[Figure], when: AsAt) -> Report:
    titles = [
        Column("From", "date"), Column("To", "date"), Column("Figure", "number"), Column("Why not supplied"),
        Column("Source"), Column("Note"),
    ]  # fmt: skip
    rows = [[f.starts_on, f.ends_on, f.value, f.missing_why, f.source or indicator.source, f.note] for f in figures]
    unit = f"{indicator.get_unit_display()} {indicator.unit_words}".strip()
    return _report(
        indicator.partnership, indicator.name, [indicator.counts, f"{unit}.", Table("Figures", titles, rows)], when
    )


def _report(partnership: Partnership, title: str, blocks: list[Block], when: AsAt) -> Report:
    day = f"As at {in_words(when.day)}."
    return Report(
        title=title, subtitle=partnership.name, organisation=Sender(partnership.name, partnership.colour),
        sections=[Section(title, blocks=blocks)], as_at=day if when.is_past else "",
    )  # fmt: skip
