"""Bodies that a sentence says something is done with, or reported to."""

import re

from ..registry import Registry
from .names import REACH, names_at
from .ownership import WITH_RE, add_once

_REPORTS = re.compile(
    r"\b(?:report(?:s|ed|ing)?|present(?:s|ed|ing)?|submit(?:s|ted)?|shared?|provid\w+|bring|go(?:es)?"
    r"|updates?|assurance|feed ?back|escalat\w+|brief)\b[^.;]{0,90}?\b(?:to|with|with the)(?= )"
)
_ASKED = re.compile(
    r"(?:ask|invite|request|require|commission|encourage|support|enable|task|urge) (?P<who>[^.;]{3,160}?) to [a-z]",
    re.IGNORECASE,
)


def partners_in(text: str, registry: Registry) -> list[str]:
    """Bodies that a sentence says something is done with."""
    found: list[str] = []
    asked = _ASKED.match(text)
    if asked and (at := names_at(asked["who"], registry)):
        found += [registry.resolve(name) for name in at[1]]
    for match in WITH_RE.finditer(text):
        if _is_reporting(text, match) or text[: match.start()].endswith(" not "):
            continue
        at = names_at(text[match.end() : match.end() + REACH], registry)
        for name in at[1] if at else []:
            add_once(found, registry.resolve(name))
    return found


def partners_behind(words: str, registry: Registry) -> list[str]:
    found = names_at(words, registry) if words else None
    return [registry.resolve(name) for name in found[1]] if found else []


def _is_reporting(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 40) : match.start()].lower()
    return match[0].lower() == "with" and bool(re.search(r"\bshared? (?:\w+ ){0,3}$", before))


def reports_in(text: str, registry: Registry) -> list[str]:
    """Bodies to which a result goes."""
    found: list[str] = []
    for match in _REPORTS.finditer(text):
        at = names_at(text[match.end() : match.end() + REACH], registry)
        for name in at[1] if at else []:
            add_once(found, registry.resolve(name))
    return found
