"""The user guide: Markdown files in ``help/``, each one page, shown by the application under Help.

The first line of a file is its heading, the first paragraph what it is about. ``CHAPTERS`` is their order.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup
from rapidfuzz import fuzz, process

from goldenthread.core.jinja import markdown
from goldenthread.partnerships.search.finding import CLOSE_ENOUGH, tokens

FOLDER = Path(__file__).parent / "help"

CHAPTERS: dict[str, tuple[str, ...]] = {
    "Getting started": (
        "business-manager",
        "sub-group-chair",
        "independent-chair",
        "agency-lead",
        "coordinator",
        "practitioner",
    ),
    "The plan": ("reading-a-plan", "confirming", "adopting", "variations", "as-at", "taking-away", "public-page"),
    "Progress": ("returns", "round", "ratings", "waits", "evidence", "gates", "impact", "indicators", "broken-threads"),
    "Asking": ("questionnaires", "writing-questionnaires", "other-words", "mappings", "rounds"),
    "Judging": ("moderation", "honesty-checks", "comparing", "round-report", "good-practice"),
    "Answering": ("self-assessment", "sharing-the-work", "asking-staff"),
    "Meetings": ("meetings", "invitations", "decisions", "forward-plan"),
    "Accounting": ("challenges", "risks", "reports", "yearly-report", "releasing"),
    "People": ("roles", "handing-over", "notifications", "outgoing-mail", "calendar"),
    "About": ("api", "identifiers", "glossary", "history", "accessibility", "privacy"),
}


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    title: str
    about: str
    text: str
    """All of it in Markdown, without the heading."""

    @property
    def html(self) -> Markup:
        return markdown(self.text)

    @property
    def words(self) -> frozenset[str]:
        return frozenset(re.findall(r"[^\W_]+", f"{self.title} {self.text}".lower()))

    def has(self, asked: str) -> bool:
        """Whether a word of the page is the one that is asked for, or begins with it."""
        return f" {asked}" in _listed()[self.name]


@cache
def pages() -> dict[str, Page]:
    return {name: _read(name) for names in CHAPTERS.values() for name in names}


@cache
def _listed() -> dict[str, str]:
    """The words of each page, each after a space: one look into a text finds how a word begins."""
    return {page.name: " " + " ".join(sorted(page.words)) for page in pages().values()}


def _read(name: str) -> Page:
    heading, text = (FOLDER / f"{name}.md").read_text().split("\n", 1)
    text = text.strip()
    return Page(name, heading.removeprefix("# "), plain(text.split("\n\n")[0]), text)


def plain(paragraph: str) -> str:
    """A paragraph of Markdown as bare words: a list of pages shows no marks and leads nowhere else."""
    return re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", paragraph).replace("**", "").replace("\n", " ")


def chapters() -> list[tuple[str, list[Page]]]:
    return [(chapter, [pages()[name] for name in names]) for chapter, names in CHAPTERS.items()]


def find(words: str, limit: int = 8) -> list[Page]:
    """Pages that hold every word, or begin with it; those that name it in their title come first."""
    asked = tokens(words)
    found = [page for page in pages().values() if asked and all(map(page.has, asked))]
    named = {page.name: sum(word in page.title.lower() for word in asked) for page in found}
    return sorted(found, key=lambda page: -named[page.name])[:limit]


def _has(words: frozenset[str], asked: str) -> bool:
    return any(word.startswith(asked) for word in words)


def nearest(words: str) -> str:
    """The words as the guide writes them, where one of them is likely a slip; else nothing."""
    known = frozenset[str]().union(*(page.words for page in pages().values()))
    better = [_nearest(word, known) for word in tokens(words)]
    return "" if better == tokens(words) else " ".join(better)


def _nearest(word: str, known: frozenset[str]) -> str:
    if len(word) < 4 or _has(known, word):
        return word
    near = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH)
    return near[0] if near else word
