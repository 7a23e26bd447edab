"""The lines that name a priority, whatever the document calls its priorities, and which of them are the same one."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from goldenthread.documents.blocks import Document, Line, Place

from .items import Item
from .words import key, number, plain, tidy

KEYWORDS = (
    "priority area", "priority", "theme", "pillar", "strand", "area of focus", "focus area",
    "workstream", "work stream", "aim", "ambition", "goal", "pledge", "commitment", "objective",
    "pathway", "area for improvement", "area",
)  # fmt: skip
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
_NAMED = re.compile(
    r"^(?:(?:strategic|key|our|safeguarding|partnership|business plan|cross[- ]cutting|overarching) )*"
    rf"(?P<keyword>{'|'.join(KEYWORDS)})\s*(?:no\.?\s*|number\s*|#)?"
    r"(?:(?P<number>\d{1,2}(?!\.\d)|[A-H](?![\w'])|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|[ivx]{1,4}(?!\w))\s*(?P<mark>[:.)>–—-]+|\||$|(?=\s))|(?P<colon>\s*(?::|\s[-–—]\s)))"
    r"[\s:.>–—|*-]*(?P<title>.*)$",
    re.IGNORECASE,
)  # fmt: skip
_DOTS = re.compile(r"\s*(?:\.\s?){3,}\s*\d*\s*$|\s*…+\s*\d*\s*$|\t\d+$")


@dataclass(slots=True)
class Priority:
    number: str | None
    title: str
    heading: str
    place: Place
    level: int = 0
    lines: list[Line] = field(default_factory=list)
    outcomes: list[Item] = field(default_factory=list)
    actions: list["Action"] = field(default_factory=list)
    measures: list[Item] = field(default_factory=list)
    owner: str = ""


@dataclass(slots=True)
class Action:
    """An action as printed: its words, and what the cells or labels beside it say, by role."""

    item: Item
    cells: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    section: str = ""
    section_owner: str = ""
    period: str = ""
    outcome: int | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """What a line says of a priority: the word it is called by, its number as printed and its title."""

    keyword: str
    number: str | None
    title: str


def named(text: str) -> Name | None:
    """ "Priority One – Neglect", "Strategic aim A: …", "Theme 2", "Priority: Neglect"."""
    text = _DOTS.sub("", tidy(text).replace("*", ""))
    match = _NAMED.match(text)
    if not match or len(text) > 250:
        return None
    title = closed(match["title"])
    if match["number"] and not match["mark"] and title and not (title[0].isupper() or title[0] in "‘“'\""):
        return None
    if title and (title[0].islower() and not match["mark"] and not match["colon"]):
        return None
    return Name(
        match["keyword"]
        .lower()
        .replace("work stream", "workstream")
        .replace("priority area", "priority")
        .replace("area for improvement", "area"),
        _value(match["number"]),
        title,
    )


def _value(printed: str | None) -> str | None:
    if printed is None:
        return None
    lower = printed.lower()
    value = number(lower) or _ROMAN.get(lower if lower != "i" or printed == "I" else "i")
    return str(value) if value else printed.upper()


def closed(title: str) -> str:
    """A title without its trailing punctuation, page number or dots of a contents list."""
    return re.sub(r"[\s.:;,|–—-]+$", "", _DOTS.sub("", tidy(title)))


def keyword_of(document: Document) -> str | None:
    """The word this document calls its priorities by: of the words that head several things the one highest in rank."""
    found: dict[str, set[str | None]] = defaultdict(set)
    for text in _short_texts(document):
        name = named(text)
        if name:
            found[name.keyword].add(name.number or name.title)
    several = [keyword for keyword in KEYWORDS if len(found[keyword]) > 1]
    return next(iter(several or [keyword for keyword in KEYWORDS if found[keyword]]), None)


def _short_texts(document: Document) -> Iterable[str]:
    for block in document.blocks:
        if isinstance(block, Line):
            yield block.text
        else:
            yield block.name
            for row in block.rows:
                filled = [cell for cell in row if cell and cell.lines]
                yield from (cell.lines[0].text for cell in filled[:2])


class Priorities:
    """The priorities met so far; a heading that was met before gives the same one again."""

    def __init__(self) -> None:
        self.all: list[Priority] = []

    def meet(self, number: str | None, title: str, heading: str, place: Place, level: int = 0) -> Priority:
        known = self._same(number, title)
        if known is None:
            known = Priority(number, title, heading, place, level)
            self.all.append(known)
        known.level = level or known.level
        if not known.title or (
            len(title) > len(known.title) and not known.actions and key(title).startswith(key(known.title))
        ):
            known.title, known.heading = title or known.title, heading
        known.number = known.number or number
        return known

    def _same(self, number: str | None, title: str) -> Priority | None:
        for known in self.all:
            alike = same_title(known.title, title)
            if number and known.number:
                if number == known.number and (
                    alike or not title or not known.title or fuzz.token_set_ratio(key(title), key(known.title)) > 60
                ):
                    return known
            elif alike:
                return known
        return None

    def alike(self, text: str) -> Priority | None:
        """The one priority whose title holds all words of a short form: "Neglect" for "Neglect seen sooner"."""
        words = _significant(closed(text))
        found = [one for one in self.all if one.title and words and words <= _significant(one.title)]
        return found[0] if len(found) == 1 else None

    def by_title(self, text: str) -> Priority | None:
        """A known priority whose title this is, with or without a number before it."""
        bare = closed(re.sub(r"^\s*(?:\d+|[A-H])[.):]?\s+", "", text))
        return next((known for known in self.all if known.title and same_title(known.title, bare)), None)


_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "of",
        "for",
        "in",
        "on",
        "to",
        "our",
        "with",
        "by",
        "all",
        "from",
        "at",
        "is",
        "are",
        "their",
    ]
)


def _significant(text: str) -> set[str]:
    return {word.removesuffix("s") for word in key(text).split() if word not in _SMALL}


def same_title(first: str, second: str) -> bool:
    one, two = key(plain(first)), key(plain(second))
    if not one or not two:
        return False
    return one == two or (
        min(len(one), len(two)) > 12 and (fuzz.ratio(one, two) > 88 or one.startswith(two) or two.startswith(one))
    )
