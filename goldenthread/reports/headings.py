"""Dated lists of headings for reports of a year (``data/headings.toml``)."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "headings.toml"


@dataclass(frozen=True, slots=True)
class Heading:
    key: str
    text: str
    offers: list[str]


@dataclass(frozen=True, slots=True)
class HeadingList:
    key: str
    name: str
    kind: str
    valid_from: date
    source: str
    verified: bool
    headings: tuple[Heading, ...]
    valid_to: date = date.max

    @property
    def said(self) -> str:
        """Where its headings come from, in one line."""
        named = self.source.startswith(self.name)
        return self.source if named else f"{self.name}: {self.source}"


@cache
def heading_lists() -> tuple[HeadingList, ...]:
    told = tomllib.loads(FILE.read_text())["list"]
    return tuple(
        HeadingList(headings=tuple(Heading(**heading) for heading in each.pop("heading")), **each) for each in told
    )


def lists_on(day: date, kind: str) -> list[HeadingList]:
    """Those that held on the day."""
    return [each for each in heading_lists() if each.kind == kind and each.valid_from <= day <= each.valid_to]
