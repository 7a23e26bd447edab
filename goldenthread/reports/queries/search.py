"""Everything that has the words: records of the partnership by kind, and pages of the guide."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup, escape

from goldenthread.accounts.models import User
from goldenthread.core.quick import escaped
from goldenthread.partnerships import search
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.search.finding import MOST_WORDS, UNTOLD, tokens
from goldenthread.reports import manual

LONGEST = 200
MOST_FOUND = 50
KINDS = {
    "plan.action": "Actions",
    "plan.outcome": "Outcomes",
    "plan.priority": "Priorities",
    "partnerships.body": "Bodies",
    "partnerships.post": "Posts",
    "partnerships.organisation": "Organisations",
    "accounts.user": "People",
    "evidence.evidence": "Evidence",
    "governance.meeting": "Meetings",
    "governance.paper": "Papers",
    "governance.decision": "Decisions",
    "measures.indicator": "Indicators",
    "questionnaires.edition": "Questionnaires",
    "assurance.round": "Rounds of self-assessment",
    "assurance.goodexample": "Good practice",
}
"""In the order in which a page shows them."""


@dataclass(frozen=True, slots=True)
class Line:
    title: Markup
    address: str
    snippet: Markup


@dataclass(frozen=True, slots=True)
class Found:
    groups: list[tuple[str, list[Line]]]
    pages: list[tuple[Markup, manual.Page]]
    meant: str
    shortened: bool
    """More words were typed than are looked for."""
    cut: bool = False
    """There may be more than these."""

    @property
    def count(self) -> int:
        return sum(len(lines) for _, lines in self.groups) + len(self.pages)


def find(user: User, partnership: Partnership, words: str) -> Found:
    told = [word for word in re.findall(r"[^\W_]+", words.lower()) if word not in UNTOLD]
    shortened = len(words) > LONGEST or len(told) > MOST_WORDS
    words = words[:LONGEST]
    asked = tokens(words)
    hits = search.find(user, partnership, words, limit=MOST_FOUND)
    groups = grouped(hits, asked)
    pages = [(marked(page.title, asked), page) for page in manual.find(words)]
    meant = ""
    if not groups and not pages:
        meant = search.did_you_mean(user, partnership, words) or manual.nearest(words)
    return Found(groups, pages, meant, shortened, cut=len(hits) == MOST_FOUND)


def grouped(hits: list[search.Hit], asked: list[str]) -> list[tuple[str, list[Line]]]:
    """By kind; inside a kind the best stay first, since sorting keeps the order of equals."""
    order = list(KINDS)
    known = sorted((hit for hit in hits if hit.record_type in KINDS), key=lambda hit: order.index(hit.record_type))
    return [
        (KINDS[kind], [Line(marked(hit.title, asked), hit.address, _snippet(hit, asked)) for hit in own])
        for kind, own in groupby(known, key=lambda hit: hit.record_type)
    ]


def _snippet(hit: search.Hit, asked: list[str]) -> Markup:
    """Nothing where the title holds the words already."""
    return Markup() if all(word in hit.title.lower() for word in asked) else hit.snippet


def marked(text: str, asked: list[str]) -> Markup:
    """The text with every word that begins with one of those asked for marked; safe to show."""
    if not asked:
        return escape(text)
    pieces = _beginning_with(tuple(asked)).split(text)
    pieces[::2], pieces[1::2] = map(escaped, pieces[::2]), [f"<mark>{escaped(word)}</mark>" for word in pieces[1::2]]
    return Markup("".join(pieces))  # noqa: S704 - each piece was escaped in the line above


@lru_cache(maxsize=64)
def _beginning_with(asked: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(\b(?:{'|'.join(map(re.escape, asked))})\w*)", re.IGNORECASE)
