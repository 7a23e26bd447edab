"""The empty list to fill in, and one with an example row."""

from goldenthread.documents.writing.report import Column as Heading
from goldenthread.documents.writing.report import Organisation as Owner
from goldenthread.documents.writing.report import Report, Section, Table
from goldenthread.partnerships.importing.columns import COLUMNS, What
from goldenthread.partnerships.models import Partnership


def report(what: What, partnership: Partnership, *, example: bool) -> Report:
    columns = COLUMNS[what]
    notes = [f"{column.heading}: {'must be filled in. ' if column.needed else ''}{column.note}" for column in columns]
    rows = [[column.example for column in columns]] if example else []
    table = Table(what.value.capitalize(), [Heading(column.heading) for column in columns], rows)
    return Report(
        title=f"{what.value.capitalize()} to import",
        organisation=Owner(partnership.name, partnership.colour),
        sections=[Section("Columns", blocks=[*(note for note in notes if not note.endswith(": ")), table])],
    )
