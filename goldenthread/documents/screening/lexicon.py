"""The word lists in ``data/`` and what they say of a word."""

import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Literal

DATA = Path(__file__).parent / "data"
ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "r", "rs", "ness", "ment", "ments", "ies")

NEVER_OF_NAMES = (
    "tion",
    "tions",
    "sion",
    "ness",
    "ment",
    "ments",
    "ship",
    "ships",
    "ity",
    "ism",
    "able",
    "ible",
    "ous",
    "n't",
)

Class = Literal["given", "family", "either", "plain", "unknown"]
"""``either`` is a name that is also an ordinary word or a place; ``plain`` is never a name on its own."""


@cache
def words(name: str) -> frozenset[str]:
    """A list, in folded form. Lines that start with # are remarks."""
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())


@cache
def context(group: str) -> frozenset[str]:
    """A group of the words that say something about the word beside them."""
    groups: dict[str, str] = tomllib.loads((DATA / "context_words.toml").read_text(encoding="utf-8"))
    return frozenset(fold(word) for word in groups[group].split())


def fold(word: str) -> str:
    """Lower case, without accents, with a straight apostrophe."""
    bare = unicodedata.normalize("NFKD", word.replace("\u2019", "'"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold()


def is_given(word: str) -> bool:
    return word in words("given_names")


def is_family(word: str) -> bool:
    return word in words("family_names")


def is_place(word: str) -> bool:
    return word in words("place_names")


def is_organisation(word: str) -> bool:
    return word in words("organisation_words")


@cache
def _is_base(word: str) -> bool:
    return word in words("plain_words") or is_organisation(word)


def only_looks_ordinary(word: str) -> bool:
    """Kitchener, Fares, Rashed: ordinary by its ending alone."""
    return not _is_base(word) and not is_place(word)


def is_ordinary(word: str) -> bool:
    """Whether it stands in the list of ordinary words, itself or without its ending."""
    if _is_base(word) or word.endswith(NEVER_OF_NAMES):
        return True
    stems = (word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending))
    return any(_is_base(base) for stem in stems if len(stem) > 2 for base in _bases(stem))


def _bases(stem: str) -> tuple[str, ...]:
    """What a stem may come from: visit-ed, arrang-ing, worri-ed, stopp-ed."""
    return (
        stem,
        stem + "e",
        stem + "y",
        stem[:-1] + "y" if stem.endswith("i") and len(stem) > 3 else stem,
        stem[:-1] if stem[-1] == stem[-2] else stem,
    )


def class_of(word: str) -> Class:
    """``word`` is folded. A word with a hyphen is a name if one of its parts is, and ordinary if the first is."""
    parts = word.split("-")
    if len(parts) > 1 and not is_given(word) and not is_family(word):
        return _class_of_compound([class_of(part) for part in parts if part])
    if is_given(word) or is_family(word):
        listed_as_word = word in words("plain_words") or is_organisation(word) or is_place(word)
        return "either" if listed_as_word else "given" if is_given(word) else "family"
    if is_place(word) or is_ordinary(word):
        return "plain"
    return "family" if is_family(word.removesuffix("s")) else "unknown"


def _class_of_compound(classes: list[Class]) -> Class:
    for wanted in ("given", "family"):
        if wanted in classes:
            return wanted
    return "plain" if "plain" in classes or "either" in classes or not classes else "unknown"
