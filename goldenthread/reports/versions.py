"""The same report told to an audience: by a partnership's own layout, or as ``data/audiences.toml`` has it.

A version never says more than the report: it chooses among its parts, orders them and puts words around them.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from goldenthread.core.words import day as in_words
from goldenthread.reports.headings import heading_lists
from goldenthread.reports.models import Depth, Layout, Report, ReportKind
from goldenthread.reports.queries.figures import HIGHLIGHT
from goldenthread.reports.queries.written import TellPart, TellReport
from goldenthread.reports.small import suppressed

FILE = Path(__file__).parent / "data" / "audiences.toml"
FIELDS = ("{{partnership}}", "{{report}}", "{{from}}", "{{to}}", "{{audience}}")
"""What is filled into the words of a layout."""


@dataclass(frozen=True, slots=True)
class Version:
    """``key`` stands in addresses. ``parts`` are keys in their order; ``offers`` choose them where there are none."""

    key: str
    name: str
    introduction: str
    cover_line: str = ""
    closing: str = ""
    depth: str = Depth.WHOLE
    offers: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    on_public_page: bool = False

    def tells(self, parts: Iterable[TellPart]) -> list[TellPart]:
        known = list(parts)
        if self.parts:
            by_key = {each.part.key: each for each in known}
            chosen = [by_key[key] for key in self.parts if key in by_key]
        elif self.offers:
            first = {each.part.key: self._first(each.part.offers) for each in known}
            chosen = sorted((each for each in known if first[each.part.key] < len(self.offers)),
                            key=lambda each: first[each.part.key])  # fmt: skip
        else:
            chosen = known
        return [each for each in chosen if self.depth != Depth.CHILDREN or each.part.children_words]

    def _first(self, offers: list[str]) -> int:
        """The place of the first of its records that this audience is there for."""
        return min((self.offers.index(each) for each in offers if each in self.offers), default=len(self.offers))

    def filled(self, text: str, report: Report) -> str:
        said = (report.partnership.name, report.title, in_words(report.starts_on), in_words(report.ends_on), self.name)
        for name, value in zip(FIELDS, said, strict=True):
            text = text.replace(name, value)
        return text


@cache
def _come_along() -> dict[str, Version]:
    told = tomllib.loads(FILE.read_text())["audience"]
    return {each["key"]: Version(**{**each, "offers": tuple(each["offers"])}) for each in told}


def version_of(layout: Layout) -> Version:
    return Version(
        layout.ref, layout.name, layout.introduction, layout.cover_line, layout.closing, layout.depth,
        parts=tuple(layout.parts), on_public_page=layout.on_public_page,
    )  # fmt: skip


def versions_of(report: Report) -> list[Version]:
    """A partnership's own layouts, and what comes along for the audiences that have none. One query."""
    own = list(Layout.objects.filter(partnership=report.partnership_id, kind=report.kind))
    taken = {layout.audience for layout in own}
    along = [each for key, each in _come_along().items() if key not in taken] if report.is_yearly else []
    return [*map(version_of, own), *along]


def version_called(key: str, report: Report, *, public: bool = False) -> Version | None:
    found = (each for each in versions_of(report) if each.key == key and (each.on_public_page or not public))
    return next(found, None)


def proposed(kind: str, audience: str) -> Version:
    """What somebody who makes a version for an audience begins with."""
    return _come_along().get(audience) or Version("", "", "", depth=Depth.WHOLE)


def told_to(told: TellReport, version: Version) -> TellReport:
    """The report as this version tells it; to everybody without small numbers in the words around it either."""
    if told.public:
        version = replace(
            version, cover_line=suppressed(version.cover_line), introduction=suppressed(version.introduction),
            closing=suppressed(version.closing),
        )  # fmt: skip
    parts = version.tells(told.parts)
    if version.depth == Depth.WORDS:
        parts = [TellPart(each.part) for each in parts]
    known = {each.part.heading for each in parts}
    parts = [replace(each, elsewhere=[name for name in each.elsewhere if name in known]) for each in parts]
    return replace(told, parts=parts, version=version, left_out=len(told.parts) - len(parts))


def parts_known(kind: str) -> Iterator[tuple[str, list[tuple[str, str, list[str]]]]]:
    """Every part that a report of the kind can have, under the name of its list: key, heading, records."""
    if kind == ReportKind.HIGHLIGHT:
        yield "Parts", [(key, heading, []) for key, heading in HIGHLIGHT]
        return
    for each in heading_lists():
        if each.kind == kind:
            yield each.name, [(f"{each.key}-{one.key}", one.text, one.offers) for one in each.headings]
