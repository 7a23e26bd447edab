"""The report over a round on paper (PDF, DOCX) and as tables (XLSX, CSV): exceptions first, then every standard."""

from collections.abc import Iterable, Iterator

from django.conf import settings

from goldenthread.assurance.queries.composite import Composite, Pair, Told
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.words import day, plural
from goldenthread.documents.writing.report import Block, Column, Link, Note, Organisation, Report, Section, Table, Value

HIDDEN = "hidden"
SMALL = "Where those who have a standard in place, or those who have not, are fewer than five, it is said in words."
TOO_FEW = "Fewer than five organisations gave a level, so nothing is said of the standards here."


def paper_of(told: Composite) -> Report:
    place = told.partnership
    return Report(
        title=f"{told.opened.title}: what organisations said",
        subtitle=place.name,
        organisation=Organisation(place.name, place.colour),
        sections=list(_sections(told)),
        footer=f"As of {day(clock.now())}.",
    )


def summary(told: Composite) -> str:
    """In two or three sentences."""
    said = [f"{told.handed_in} of {plural(told.asked, 'organisation')} handed in their return.", shared(told)]
    whole = len(told.everywhere)
    if not told.known:
        said.append(nothing_known(told))
    else:
        verb = "is" if whole == 1 else "are"
        said.append(f"Of {plural(len(told.known), 'standard')}, {whole} {verb} in place everywhere.")
        said.append(f"Of {len(told.hidden)} nothing is said: too few gave a level." if told.hidden else "")
    return " ".join(filter(None, said))


def shared(told: Composite) -> str:
    """What the levels are of, where that is not all that was handed in."""
    place = told.partnership.short_name or told.partnership.name
    return f"{told.shared or 'None'} of them shared it with {place}." if told.shared < told.handed_in else ""


def nothing_known(told: Composite) -> str:
    return TOO_FEW if told.hidden else "No standard can be compared yet."


def _sections(told: Composite) -> Iterator[Section]:
    yield Section("In short", blocks=[summary(told), *([] if told.exact or not told.known else [Note(SMALL)])])
    if told.known:
        yield Section("Standards least in place", blocks=[_table("Standards least in place", told.weakest, told)])
    if told.fallen:
        yield Section("Less in place than in the round before", blocks=[_table("Less than before", told.fallen, told)])
    if told.behind:
        yield Section("Less in place than elsewhere", blocks=[_table("Less than elsewhere", told.behind, told)])
    yield Section("Who has not handed in", blocks=[_waiting(told)])
    if told.known:
        yield Section("By section", blocks=[_by_section(told)])
        yield Section("Every standard", blocks=[_table("Every standard", told.standards, told)])


def _by_section(told: Composite) -> Block:
    rows: list[list[Value]] = [
        [
            each.section.title, f"{each.everywhere} of {len(each.standards)}",
            *([said(each.answers), percent(each.answers)] if told.exact else []),
        ]
        for each in told.sections
    ]  # fmt: skip
    columns = ["Section", "Standards in place everywhere", *(["Answers in place", "Share"] if told.exact else [])]
    return Table("By section", [Column(title) for title in columns], rows)


def _table(caption: str, standards: Iterable[Told], told: Composite) -> Block:
    columns = ["Number", "Standard", "In place", "Share"]
    columns += ["Elsewhere"] if _elsewhere(told) else []
    columns += ["Before"] if told.earlier else []
    rows: list[list[Value]] = [
        [
            each.standard.number, each.standard.question.text, Link(said_of(each), rows_of(told, each)),
            "" if each.roughly else percent(each.here),
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


def said_of(each: Told) -> str:
    return each.roughly[1] if each.roughly else said(each.here)


def said(pair: Pair) -> str:
    if pair is None:
        return HIDDEN
    return f"{pair[0]} of {pair[1]}" if pair[1] else "nobody"


def percent(pair: Pair) -> str:
    if pair is None:
        return HIDDEN
    return f"{pair[0] / pair[1]:.0%}" if pair[1] else "none"
