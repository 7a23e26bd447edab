"""The comparison of two days as a spreadsheet: the numbers, and a sheet of rows for each."""

from datetime import date

from goldenthread.core.words import day as in_words
from goldenthread.documents.writing.report import Column, Organisation, Report, Section, Table
from goldenthread.documents.writing.xlsx import write_xlsx
from goldenthread.plan.export.tables import columns, link, owner_said
from goldenthread.plan.models import Plan
from goldenthread.plan.queries.compare import Group


def write_comparison(plan: Plan, groups: list[Group], first: date, last: date) -> bytes:
    numbers = Table(
        "Numbers",
        [Column("What"), Column("Number", "number")],
        [[group.kind.label, len(group.changes)] for group in groups],
    )
    tables = [numbers, *(_rows(group) for group in groups if group.changes)]
    return write_xlsx(
        Report(
            title=plan.title,
            subtitle=f"What changed from {in_words(first)} to {in_words(last)}",
            organisation=Organisation(plan.partnership.name, plan.partnership.colour),
            sections=[Section(table.caption, blocks=[table]) for table in tables],
            as_at=f"From {in_words(first)} to {in_words(last)}.",
        )
    )


def _rows(group: Group) -> Table:
    rows = [
        [
            link(each.row.action.code, each.row.action.get_absolute_url()), each.row.words, owner_said(each.row),
            group.kind.said(each.before), group.kind.said(each.after),
        ]
        for each in group.changes
    ]  # fmt: skip
    return Table(group.kind.label, columns("No.", "Action", "Owner", "Was", "Is"), rows)
