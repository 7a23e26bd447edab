"""A written report on paper: the same parts as its page, as tagged PDF or DOCX, with the partnership's own cover."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from goldenthread.core.words import day as in_words
from goldenthread.documents.models import StoredFile
from goldenthread.documents.writing.report import (
    Block,
    Column,
    Link,
    Note,
    Organisation,
    Picture,
    Report,
    Section,
    Table,
)
from goldenthread.evidence.models import Rung
from goldenthread.partnerships.models import Partnership
from goldenthread.reports.models import Contribution, Depth, LedgerEntry
from goldenthread.reports.models import Report as Written
from goldenthread.reports.queries.written import TellPart, TellReport
from goldenthread.reports.versions import Version


def paper_of(told: TellReport, *, children: bool = False, cover: bool = False) -> Report:
    """With ``cover`` as a document of its own: the partnership's cover, and in Word its own template."""
    report = told.report
    place = report.partnership
    released = f"Released on {in_words(report.released_at)}. " if report.released_at else ""
    state = "" if report.released_at else f"{report.get_state_display()}. "
    frozen = f"Figures as of {in_words(told.frozen_on)}."
    hidden = (" Numbers of people are rounded." if report.rounds else "") if told.public else ""
    version = told.version
    children = children or (version is not None and version.depth == Depth.CHILDREN)
    sections = (
        list(_for_children(told)) if children else [each for part in told.parts for each in _sections(part, told)]
    )
    if version:
        sections = list(_around(version, told, sections))
    elif told.presentations and not children:
        sections.append(Section("Presented to", blocks=list(_presented(told))))
    return Report(
        title=report.title,
        subtitle=f"{_for_whom(told, children)}{_span(report)}",
        organisation=_house(place) if cover else Organisation(place.name, place.colour),
        cover=cover,
        sections=sections,
        as_at="" if report.released_at or not report.is_yearly else "This report is not released.",
        footer=f"{released}{state}{frozen}{hidden}",
    )


def _for_whom(told: TellReport, children: bool) -> str:
    if told.version:
        said: str = told.version.filled(told.version.cover_line, told.report) or f"For: {told.version.name}"
        return f"{said}. ".replace("..", ".")
    return "For children and young people. " if children else ""


def _around(version: Version, told: TellReport, sections: list[Section]) -> Iterator[Section]:
    """What a version says before and after the parts that it tells."""
    said = [text for text in version.filled(version.introduction, told.report).split("\n\n") if text.strip()]
    if told.left_out:
        said.append(f"{len(told.parts)} of {len(told.parts) + told.left_out} parts. The whole report says more.")
    if said:
        yield Section("About this version", blocks=said)
    yield from sections
    if version.closing:
        yield Section("More", blocks=version.filled(version.closing, told.report).split("\n\n"))


def _house(place: Partnership) -> Organisation:
    """What malware was found in, or may be found in, is left out."""
    logo, template = (
        file if file is not None and file.may_be_served else None for file in (place.logo, place.report_template)
    )
    return Organisation(
        place.name, place.colour, logo=Picture(_content(logo), logo.media_type) if logo else None,
        template=_content(template) if template else None,
    )  # fmt: skip


def _content(file: StoredFile) -> bytes:
    with file.content.open("rb") as opened:
        found: bytes = opened.read()
    return found


def _span(report: Written) -> str:
    return f"{in_words(report.starts_on)} to {in_words(report.ends_on)}"


def _for_children(told: TellReport) -> Iterator[Section]:
    for each in told.parts:
        if each.part.children_words:
            yield Section(each.part.heading, blocks=each.part.children_words.split("\n\n"))


def _sections(each: TellPart, told: TellReport) -> Iterator[Section]:
    part, blocks = each.part, list[Block]()
    if part.figures:
        blocks.append("; ".join(f"{figure['label']}: {figure['value']}" for figure in part.figures) + ".")
    blocks += [text for text in part.words.split("\n\n") if text.strip()]
    if each.lines:
        blocks.append("\n".join(f"\N{BULLET} {line.text}" for line in each.lines))
    if part.table:
        blocks.append(_table(part.table, told.public))
    if each.ledger:
        blocks.append(ledger_table(each.ledger))
    if each.contributions:
        blocks.append(contributions_table(each.contributions))
    if each.see:
        blocks.append(f"Evidence of impact stands under: {each.see}.")
    if each.elsewhere:
        blocks.append(f"What belongs here stands under: {'; '.join(each.elsewhere)}.")
    unchecked = Note(f"This heading was not checked against its source. {part.source}")
    head = [] if part.verified or told.public else [unchecked]
    yield Section(part.heading, blocks=[*head, *(blocks or [each.nothing])])


def _table(table: dict[str, Any], public: bool) -> Table:
    address = settings.ADDRESS.rstrip("/")
    rows = [
        [row[0] if public else Link(row[0], address + link), *row[1:]]
        for row, link in zip(table["rows"], table["links"], strict=True)
    ]
    return Table(table["caption"], [Column(title) for title in table["columns"]], rows)


def ledger_table(entries: list[LedgerEntry]) -> Table:
    rows = [
        [each.claim, each.measure, each.source, in_words(each.observed_on),
         f"{each.strength}: {Rung(each.strength).label}", each.against]
        for each in entries
    ]  # fmt: skip
    titles = ("What changed", "Measured by", "Source", "Observed", "Strength", "What speaks against it")
    return Table("Evidence of impact", [Column(title) for title in titles], rows)


def contributions_table(rows: list[Contribution]) -> Table:
    columns = [Column(title) for title in ("What", "Who", "For what")]
    numbers = [Column(title, "number") for title in ("Pounds", "Days")]
    said = [
        [each.get_kind_display(), str(each.organisation or ""), each.what, each.pounds, each.days, each.source]
        for each in rows
    ]
    return Table("Contributions and costs", [*columns, *numbers, Column("Source")], said)


def _presented(told: TellReport) -> Iterator[Block]:
    columns = [Column(title) for title in ("To whom", "Sent on", "Meeting of", "Minute")]
    rows = [
        [str(each.body), in_words(each.sent_on), in_words(each.meets_on), each.minute] for each in told.presentations
    ]
    yield Table("Presented to", columns, rows)
    for each in told.presentations:
        for asked in each.questions.all():
            yield f"{each.body} asked: {asked.question}"
            yield Note(asked.answer or "Not answered yet.")
