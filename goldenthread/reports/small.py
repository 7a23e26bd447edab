"""Small numbers of people in what goes to the public: one to four children can be recognised, so the number is hidden.

Also where it could be worked out: "12 of 15 children" says three, and in "20 children: 12 at home, 5 in care" the rest
is three. What remains is rounded to the nearest five, so that two publications cannot be held against each other. Both
are the default. Two people, each for themselves, say of a small number that it may be shown.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

FEWEST = 5
WORDS = {"one": 1, "two": 2, "three": 3, "four": 4}
HIDDEN, WORKED_OUT = "fewer than five", "some"
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+|one|two|three|four)"
PEOPLE = (
    r"(?:child(?:ren)?|young (?:people|person|adults?)|bab(?:y|ies)|infants?|toddlers?|teenagers?|pupils?|students?|"
    r"learners?|boys?|girls?|sons?|daughters?|siblings?|famil(?:y|ies)|parents?|mothers?|fathers?|carers?|victims?|"
    r"cases?|deaths?)"
)
NOT_LIKE = r"(?:in|of|out|at|to|and|or|with|for|per|days?|weeks?|months?|years?|hours?|times?) "
LIKE = rf"(?:(?!{NOT_LIKE})[^\W\d][\w'\u2019-]* ){{0,2}}?"
"""Up to two words that say what kind of people."""
COUNT = re.compile(rf"(?<![\w.,£-])(?P<n>{NUMBER})(?= {LIKE}{PEOPLE}\b)", re.IGNORECASE)
SHARE = re.compile(
    rf"(?<![\w.,£-])(?P<n>{NUMBER}) (?:out )?of (?:the |all )?(?P<of>{NUMBER}) {LIKE}{PEOPLE}\b",
    re.IGNORECASE,
)
SPLIT = re.compile(rf"(?<![\w.,£-])(?P<of>\d+) {LIKE}{PEOPLE}\s?[:,(\u2013-](?P<parts>[^.;\n]*)", re.IGNORECASE)
PART = re.compile(
    rf"(?<![\w.,£-]){NUMBER}(?![\w%]|[.,]\d| per cent| percent| weeks?| days?| months?| years?)", re.IGNORECASE
)

NO_COUNT = re.compile(
    r"\b(?:years?|in|of|since|until|by|stages?|ages?|aged|under|over|sections?|priority|levels?|grades?|chapters?|"
    r"articles?|parts?|pages?|together)\s$",
    re.IGNORECASE,
)
"""What stands before a number that names something and counts nobody: "year 11 pupils", "in 2021 children said"."""


@dataclass(frozen=True, slots=True, order=True)
class Rounded:
    """A number of people in a text, and the nearest five."""

    start: int
    end: int
    number: str
    instead: str


@dataclass(frozen=True, slots=True, order=True)
class Small:
    """A number in a text: from where to where, what stands there, why it is hidden, and what stands there instead."""

    start: int
    end: int
    number: str
    why: str
    instead: str


def small_numbers(text: str) -> list[Small]:
    """In the order of the text, each place once."""
    found: dict[int, Small] = {}
    for each in (*_direct(text), *_shares(text), *_splits(text)):
        found.setdefault(each.start, each)
    return sorted(found.values())


def _value(said: str) -> int:
    return WORDS[said.lower()] if said.lower() in WORDS else int(said.replace(",", ""))


def _is_small(number: int) -> bool:
    return 0 < number < FEWEST


def _small(match: re.Match[str], group: str, why: str, instead: str = HIDDEN) -> Small:
    return Small(match.start(group), match.end(group), match[group], why, instead)


def _direct(text: str) -> Iterator[Small]:
    for match in COUNT.finditer(text):
        if _is_small(_value(match["n"])):
            yield _small(match, "n", "It is fewer than five.")


def _shares(text: str) -> Iterator[Small]:
    for match in SHARE.finditer(text):
        part, whole = _value(match["n"]), _value(match["of"])
        if _is_small(part) and part < whole:
            yield _small(match, "n", "It is fewer than five.")
        elif _is_small(whole - part):
            yield _small(match, "n", f"The rest is {whole - part}: it could be worked out.", WORKED_OUT)


def _splits(text: str) -> Iterator[Small]:
    """A whole and its parts. Where just one part is hidden, or the rest is small, the smallest other goes as well."""
    for match in SPLIT.finditer(text):
        parts = [
            (_value(each[0]), match.start("parts") + each.start(), each[0]) for each in PART.finditer(match["parts"])
        ]
        whole, known = _value(match["of"]), sum(number for number, *_ in parts)
        if len(parts) < 2 or known > whole:
            continue
        small = [each for each in parts if _is_small(each[0])]
        for _, start, said in small:
            yield Small(start, start + len(said), said, "It is fewer than five.", HIDDEN)
        rest = whole - known
        others = sorted(each for each in parts if each[0] >= FEWEST)
        if others and ((len(small) == 1 and rest == 0) or (not small and _is_small(rest))):
            _, start, said = others[0]
            yield Small(start, start + len(said), said, "From it and the whole a small number follows.", WORKED_OUT)


def key_of(text: str, small: Small) -> str:
    """Names a number by the text and its place in it, without keeping either."""
    return hashlib.sha256(f"{small.start} {text}".encode()).hexdigest()[:16]


def suppressed(text: str, shown: Iterable[str] = ()) -> str:
    """The text without its small numbers, but for those whose key is ``shown``."""
    allowed = set(shown)
    for small in reversed(small_numbers(text)):
        if key_of(text, small) not in allowed:
            text = text[: small.start] + _cased(small) + text[small.end :]
    return text


def _cased(small: Small) -> str:
    return small.instead.capitalize() if small.number[:1].isupper() else small.instead


# --- rounding ---------------------------------------------------------------------------------------------------------


def to_round(text: str) -> list[Rounded]:
    """Numbers of people from five that are not a multiple of five, in the order of the text."""
    found = {(start, end) for start, end in _counted(text)}
    return sorted(each for each in (_rounded(text, start, end) for start, end in found) if each is not None)


def _counted(text: str) -> Iterator[tuple[int, int]]:
    for match in COUNT.finditer(text):
        if not _names(text, match["n"], match.start("n")):
            yield match.span("n")
    for match in SHARE.finditer(text):
        yield from (match.span("n"), match.span("of"))
    for match in SPLIT.finditer(text):
        parts = [each.span() for each in PART.finditer(match["parts"])]
        if len(parts) > 1 and not _names(text, match["of"], match.start("of")):
            yield match.span("of")
            yield from ((match.start("parts") + start, match.start("parts") + end) for start, end in parts)


def _names(text: str, number: str, start: int) -> bool:
    """Whether it is a year, an age or a number of something else."""
    before = NO_COUNT.search(text[:start])
    if before is None:
        return False
    return before[0].split()[0].lower() not in {"in", "of", "since", "until", "by", "together"} or (
        len(number) == 4 and number[:2] in {"19", "20"}
    )


def _rounded(text: str, start: int, end: int) -> Rounded | None:
    said = text[start:end]
    if not said[0].isdigit() or (number := _value(said)) < FEWEST or number % FEWEST == 0:
        return None
    nearest = FEWEST * ((number + FEWEST // 2) // FEWEST)
    return Rounded(start, end, said, f"{nearest:,}" if "," in said else str(nearest))


def rounded(text: str) -> str:
    for each in reversed(to_round(text)):
        text = text[: each.start] + each.instead + text[each.end :]
    return text
