"""How a whole network stands, on paper (PDF, DOCX) and as tables (XLSX, CSV): what its page says, no small groups."""

from collections.abc import Sequence

from goldenthread.assurance.models import Round
from goldenthread.assurance.queries.comparison import Compared
from goldenthread.assurance.queries.paper import percent, said
from goldenthread.assurance.suppression import FEWEST
from goldenthread.core import clock
from goldenthread.core.words import day, plural
from goldenthread.documents.writing.report import Column, Note, Organisation, Report, Section, Table, Value
from goldenthread.partnerships.models import Network

LEAST = 8
HIDDEN = f"Nobody is named. Groups of fewer than {FEWEST} are hidden, with others from which they could be worked out."


def region_paper(network: Network, opened: Round, rows: Sequence[Compared], asked: int, handed_in: int) -> Report:
    known = [(pair, row) for row in rows if (pair := row.in_place_elsewhere) and pair[1]]
    below = sorted((one for one in known if one[0][0] < one[0][1]), key=lambda one: one[0][0] / one[0][1])
    whole = len(known) - len(below)
    short = (
        f"{handed_in} of {plural(asked, 'organisation')} handed in their return. Of {plural(len(rows), 'standard')}, "
        f"{whole} {'is' if whole == 1 else 'are'} in place everywhere, and of {len(rows) - len(known)} too little can "
        "be shown."
    )
    return Report(
        title=f"{opened.title}: the region",
        subtitle=network.name,
        organisation=Organisation(network.name, opened.partnership.colour),
        sections=[
            Section("In short", blocks=[short, Note(HIDDEN)]),
            Section("Standards least in place", blocks=[_table("Least in place", [row for _, row in below[:LEAST]])]),
            Section("Every standard", blocks=[_table("Every standard", rows)]),
        ],
        footer=f"As of {day(clock.now())}.",
    )


def _table(caption: str, rows: Sequence[Compared]) -> Table | str:
    cells: list[list[Value]] = [
        [row.standard.number, row.standard.question.text, said(row.in_place_elsewhere), percent(row.in_place_elsewhere)]
        for row in rows
    ]
    columns = [Column(title) for title in ("Number", "Standard", "In place", "Share")]
    return Table(caption, columns, cells) if cells else "None."
