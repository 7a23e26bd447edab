"""How often a body meets, read from the words in which plans and constitutions say it."""

import re

from goldenthread.governance.models.meetings import Every

NUMBER = {
    "once": 1, "one": 1, "twice": 2, "two": 2, "second": 2, "other": 2, "three": 3, "third": 3, "four": 4, "six": 6,
    "twelve": 12,
}  # fmt: skip
SAID = [
    (Every.TWO, r"bi-?monthly"),
    (Every.THREE, r"quarter"),
    (Every.SIX, r"half-?year|bi-?annual|six-?monthly"),
    (Every.ONE, r"month"),
    (Every.TWELVE, r"annual|year"),
]
EACH = re.compile(r"every (\w+) months\b|every (other|second|third) month\b")
TIMES = re.compile(r"(\w+) times (?:a|per|each|every) year|\b(once|twice) (?:a|per|each|every) year")


def every_of(words: str) -> Every | None:
    """ "every two months", "six times a year", "quarterly"; nothing where no series is meant."""
    said = words.lower()
    if found := EACH.search(said):
        return _known(_number(found[1] or found[2]))
    if found := TIMES.search(said):
        times = _number(found[1] or found[2])
        return _known(12 // times) if times and 12 % times == 0 else None
    return next((every for every, pattern in SAID if re.search(pattern, said)), None)


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else NUMBER.get(said, 0)


def _known(months: int) -> Every | None:
    return Every(months) if months in Every.values else None
