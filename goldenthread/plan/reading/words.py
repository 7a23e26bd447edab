"""Small things every part of the reader does with words."""

import re
from collections.abc import Iterable
from functools import lru_cache
from textwrap import dedent

NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-"})


def any_of(patterns: str) -> str:
    """Patterns written one to a line as one pattern. A line that is indented goes on with the one above it."""
    found: list[str] = []
    for line in dedent(patterns).strip().splitlines():
        if line.startswith(" "):
            found[-1] += line.strip()
        else:
            found.append(line)
    return "|".join(found)


@lru_cache(maxsize=8192)
def tidy(text: str) -> str:
    """As printed, with tags removed and white space collapsed."""
    if "<" in text:
        text = _TAG.sub("", text)
    return _SPACE.sub(" ", text.replace("\u00ad", "")).strip()


def whole(text: str) -> str:
    """An item's text: tidy, without a closing semicolon; a closing full stop stays."""
    return re.sub(r"\s*(;|;\s*and)$", "", tidy(text)).strip()


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """The same length as ``text``, with curly quotes and long dashes made plain, so that one pattern serves."""
    return text.translate(_QUOTES)


@lru_cache(maxsize=16384)
def key(text: str) -> str:
    """What two spellings of the same words have in common: no case, no punctuation, "&" is "and"."""
    text = plain(text).lower().replace("&", " and ")
    text = re.sub(r"'s\b|'", "", text).replace("subgroup", "sub group")
    return " ".join(re.findall(r"[a-z0-9]+", text))


def has_any(text: str, words: Iterable[str]) -> bool:
    """Whether a slow pattern, which cannot do without one of the words, is worth looking for."""
    text = text.lower()
    return any(word in text for word in words)


def joined(parts: Iterable[str]) -> str:
    return tidy(" ".join(part for part in parts if part))


def number(word: str) -> int | None:
    """The value of "6" or "six"."""
    word = word.lower()
    if word.isdigit():
        return int(word)
    return NUMBERS.index(word) if word in NUMBERS else None


def quoted(text: str) -> str:
    """For use inside a sentence to a person."""
    short = text if len(text) <= 80 else text[:77].rstrip() + "…"
    return f"“{short}”"
