"""The owner who is the subject of a sentence: "The Quality Group will …", "The Board oversees …"."""

import re

from .. import deadlines
from ..bodies import is_body, split_names
from ..registry import Registry
from ..vocabulary import VERBS
from ..words import quoted, tidy
from .mentioned import partners_behind
from .names import is_proper_name, names_body, starts_like_name
from .ownership import WITH, Ownership, owned, parted

_MODAL = re.compile(
    r"\s(?P<modal>to|will|should|must|shall|are to|is to|needs? to|agrees? to|commits? to)\s+(?:(?:also|then"
    r"|jointly|continue to|work (?:together )?to)\s+)?(?P<verb>[\w-]+)(?P<after>\s+\w+)?",
)
_ACTIVE_BE = {
    "assured",
    "responsible",
    "able",
    "accountable",
    "satisfied",
    "clear",
    "sighted",
    "prepared",
    "ready",
    "vigilant",
}


def as_subject(text: str, registry: Registry, dates: list[deadlines.Deadline]) -> Ownership | None:
    start = _after_opening(text, dates)
    match = _MODAL.search(text, start)
    subject = text[start : match.start()] if match else ""
    if match and len(subject) < 200 and "." not in subject.replace("St.", ""):
        passive = _is_passive(match)
        found = None if passive else _actor(subject, registry, dates)
        if found or passive:
            return found
    return _third_person(text[start:], registry)


def _after_opening(text: str, dates: list[deadlines.Deadline]) -> int:
    """Where the subject may begin, past "By May 2025," or "In partnership with X,"."""
    for one in dates:
        if one.at[0] == 0 and text[one.at[1] : one.at[1] + 1] in (",", " ", ":"):
            return one.at[1] + len(re.match(r"[,:\s]*", text[one.at[1] :])[0])  # type: ignore[index]
    opening = re.match(rf"{WITH}\s+[^,]+(?:, and [^,]+)?,\s+", text, re.IGNORECASE)
    return opening.end() if opening else 0


def _is_passive(match: re.Match[str]) -> bool:
    verb = match["verb"].lower()
    after = (match["after"] or "").strip().lower()
    return (
        verb in ("be", "have", "get")
        and after not in _ACTIVE_BE
        and (
            verb == "be"
            and after.endswith(("ed", "en", "n", "t", "ne", "d", "e", "in", "re", "run", "held"))
            and after not in ("a", "the", "an", "in", "the")
        )
    )


def _actor(subject: str, registry: Registry, dates: list[deadlines.Deadline]) -> Ownership | None:
    lead, _, helpers = parted(_cut(subject, dates))
    lead = re.split(r",? (?:on behalf of|through|via|acting|by) ", lead)[0].strip(" ,")
    if not lead or re.match(r"(?:we|this|it|these|they|there|how|what)\b", lead, re.IGNORECASE):
        return None
    lead = re.sub(r"^((?:the )?)(?:two|three|four|five|six|both) (?=[A-Z])", r"\1", lead, flags=re.IGNORECASE)
    names = split_names(lead, registry.glossary)
    bodies = [name for name in names if names_body(name, registry)]
    if bodies and starts_like_name(lead) and all(name in bodies or is_proper_name(name) for name in names):
        found = owned(lead, names, registry)
        found.partners = partners_behind(helpers, registry)
        return found
    if is_proper_name(lead):
        found = owned(lead, [lead], registry)
        found.partners = partners_behind(helpers, registry)
        found.doubts.append(("owner_name", f"{quoted(lead)} is read as the name of a body or a service."))
        return found
    known = registry.known_at_start(lead)
    if known and starts_like_name(known) and re.match(r"$|,| (?![A-Z])", lead[len(known) :]):
        found = owned(known, split_names(known, registry.glossary), registry)
        found.doubts.append(("owner_part", f"The owner is read from the beginning of {quoted(lead)}."))
        return found
    return None


def _cut(text: str, dates: list[deadlines.Deadline]) -> str:
    for one in dates:
        if one.text and one.text in text:
            text = tidy(text.replace(one.text, " "))
    return text


def _third_person(text: str, registry: Registry) -> Ownership | None:
    """ "The Quality Group oversees …", where what stands before the verb is a body and nothing else."""
    match = re.match(
        r"(?P<who>(?:[Tt]he )?[A-Z][\w&’'-]*(?: (?:[A-Z&][\w&’'-]*|and|of|for|the|sub|group"
        r"|board))*),? (?:also |jointly )?(?P<verb>[a-z-]+?)(?:es|s)\b",
        text,
    )
    if match and (match["verb"] in VERBS or f"{match['verb']}e" in VERBS):
        names = split_names(match["who"], registry.glossary)
        if names and all(is_body(name, registry.glossary, acronyms=False) for name in names):
            return owned(match["who"], names, registry)
    known = registry.known_at_start(text)
    if known and re.match(r" (?:also |jointly )?[a-z-]+s\b", text[len(known) :]):
        return owned(known, split_names(known, registry.glossary), registry)
    return None
