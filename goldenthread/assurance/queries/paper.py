"""The report over a round on paper (PDF, DOCX) and as tables (XLSX, CSV): exceptions first, then every standard."""

from collections.abc import Iterable, Iterator

from django.conf import settings

from goldenthread.assurance.queries.composite import Composite, Pair, Told
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.words import day, plural
from goldenthread.documents.writing.report import Block, Column, Link, Note, Organisation, Report, Section, Table, Value

HIDDEN = "hidden"
SMALL = "Where those who have a standard in place, or those who have not, are fewer than five, the number is hidden."


def paper_of(told: Composite) -> Report:
    place = told.partnership
    return Report(
        title=f"{told.opened.title}: what organisations said",
        subtitle=place.name,
        organisation=Organisation(place.name, place.colour),
        sections=list(_sections(told)),
        footer=f"As of {day(clock.now())}. {'' if told.exact else SMALL}".strip(),
    )


def summary(told: Composite) -> str:
    """In two sentences."""
    said = f"{told.handed_in} of {plural(told.asked, 'organisation')} handed in their return."
    known = [each for each in told.standards if each.share is not None]
    if not known:
        return f"{said} No standard can be compared yet."
    whole = len(told.everywhere)
    hidden = f" {told.hidden} cannot be shown, because the groups are small." if told.hidden else ""
    verb = "is" if whole == 1 else "are"
    return f"{said} Of {plural(len(known), 'standard')}, {whole} {verb} in place everywhere.{hidden}"


def _sections(told: Composite) -> Iterator[Section]:
    yield Section("In short", blocks=[summary(told), *([] if told.exact else [Note(SMALL)])])
    yield Section("Standards least in place", blocks=[_table("Standards least in place", told.weakest, told)])
    if told.fallen:
        yield Section("Less in place than in the round before", blocks=[_table("Less than before", told.fallen, told)])
    if told.behind:
        yield Section("Less in place than elsewhere", blocks=[_table("Less than elsewhere", told.behind, told)])
    yield Section("Who has not handed in", blocks=[_waiting(told)])
    parts: list[list[Value]] = [[section.title, said(pair), percent(pair)] for section, pair in told.sections]
    columns = [Column("Section"), Column("In place"), Column("Share")]
    yield Section("By section", blocks=[Table("Answers in place, by section", columns, parts)])
    yield Section("Every standard", blocks=[_table("Every standard", told.standards, told)])


def _table(caption: str, standards: Iterable[Told], told: Composite) -> Block:
    columns = ["Number", "Standard", "In place", "Share"]
    columns += ["Elsewhere"] if _elsewhere(told) else []
    columns += ["Before"] if told.earlier else []
    rows: list[list[Value]] = [
        [
            each.standard.number, each.standard.question.text, Link(said(each.here), rows_of(told, each)),
            percent(each.here),
            *([percent(each.elsewhere)] if _elsewhere(told) else []), *([percent(each.before)] if told.earlier else []),
        ]
        for each in standards
    ]  # fmt: skip
    return Table(caption, [Column(title) for title in columns], rows) if rows else "None."


def rows_of(told: Composite, each: Told) -> str:
    """The whole address of what a standard's numbers count, for a paper that has left us."""
    asked = each.standard
    place = [told.partnership.slug, told.opened.ref, asked.part.edition.ref, asked.question.id]
    return settings.ADDRESS.rstrip("/") + reverse("assurance:reported_standard", args=place)


def _waiting(told: Composite) -> Block:
    if not told.waiting:
        return "Everybody who is asked has handed in."
    rows: list[list[Value]] = [
        [str(each.organisation), each.organisation.get_kind_display(), each.get_state_display()]
        for each in told.waiting
    ]
    return Table("Returns that are not handed in", [Column("Organisation"), Column("Kind"), Column("State")], rows)


def _elsewhere(told: Composite) -> bool:
    return told.opened.network_id is not None


def said(pair: Pair) -> str:
    if pair is None:
        return HIDDEN
    return f"{pair[0]} of {pair[1]}" if pair[1] else "nobody"


def percent(pair: Pair) -> str:
    if pair is None:
        return HIDDEN
    return f"{pair[0] / pair[1]:.0%}" if pair[1] else "none"
