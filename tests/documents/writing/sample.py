"""A small report with one of everything, for the tests of the writers."""

from datetime import date

from goldenthread.documents.writing.report import (
    Column,
    Figure,
    Link,
    Note,
    Organisation,
    Report,
    Section,
    Table,
    Value,
)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100">'
    '<rect width="200" height="40" fill="#1d70b8"/><text x="10" y="80">Delivered: 12</text></svg>'
)

ACTIONS = Table(
    "Actions of priority 1",
    [Column("Action"), Column("Owner"), Column("Due", "date"), Column("Returns", "number")],
    [
        [
            "Publish the yearly report",
            Link("Executive Board", "https://example.org/bodies/board"),
            date(2021, 7, 31),
            3,
        ],
        ["Hold an assembly", "Chair & scrutineer <both>", None, -2],
    ],
)

REPORT = Report(
    title="Plan of Elmshire",
    organisation=Organisation("Elmshire Safeguarding Children Partnership", "#1d70b8"),
    subtitle="Two years",
    as_at="The plan as it stood on 30 November 2021",
    footer="Elmshire partnership office",
    sections=[
        Section(
            "Summary", 1, ["Most is on track.", Note("Figures are of approved returns."), Figure(SVG, "12 delivered")]
        ),
        Section("Priority 1", 2, [ACTIONS]),
    ],
)


def report_of(*rows: list[Value]) -> Report:
    """A report with one table of text."""
    columns = [Column(f"Column {number}") for number in range(1, len(rows[0]) + 1)]
    return Report("Test", Organisation("Elmshire"), [Section("Rows", 1, [Table("Rows", columns, rows)])])
