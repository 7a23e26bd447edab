"""Owners and partners from a column of a table."""

import re

from .. import deadlines
from ..bodies import is_body, is_person, split_names
from ..registry import Registry
from ..words import quoted, tidy
from .dated import without_dates
from .ownership import Ownership, add_once, note_acronym, note_person, parted

_SUPPORTS = re.compile(r"[,;/&]?\s*([^,;/&()]+?)\s*\((?:support(?:ing)?|partners?|consulted|informed)\)", re.IGNORECASE)


def from_column(text: str, registry: Registry) -> Ownership:
    """The owners a Lead column names; "supported by" inside it begins the partners."""
    text = text[: deadlines.LONGEST]
    found = Ownership(tidy(text) or None)
    lead, _, helpers = parted(_SUPPORTS.sub("", text))
    helpers = ", ".join(part for part in (helpers, *(match[1] for match in _SUPPORTS.finditer(text))) if part)
    lead = re.sub(r"\s[-–—]\s*(?:t\.?b\.?[ca]|see \w+|within .*|ongoing|as above).*$", "", lead, flags=re.IGNORECASE)
    lead = re.sub(r"\((?:as )?(?:lead|co-?ordinator|chair)\)", "", lead, flags=re.IGNORECASE)
    for name in _names_of(lead, registry):
        note_person(name, found)
        note_acronym(name, registry, found)
        add_once(found.names, registry.resolve(name))
    found.partners = [registry.resolve(name) for name in split_names(helpers, registry.glossary)] if helpers else []
    if not found.names:
        found.phrase = None
        if found_words := tidy(text).strip(" -–?."):
            found.doubts.append(("owner_open", f"The owner is still open: {quoted(found_words)}."))
    return found


def _names_of(lead: str, registry: Registry) -> list[str]:
    """The names a lead cell lists; where it holds a date too, the words about the date are none of them."""
    words = without_dates(lead)
    names = split_names(words, registry.glossary)
    sure = [name for name in names if is_body(name, registry.glossary) or is_person(name)]
    return sure if sure and words != lead.strip(" ,;:-–—\n") else names


def partners_column(text: str, registry: Registry) -> list[str]:
    return list(
        dict.fromkeys(registry.resolve(name) for name in split_names(text, registry.glossary) if not is_person(name))
    )
