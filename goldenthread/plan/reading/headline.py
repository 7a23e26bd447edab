"""Which of several dates leads, and which are one."""

import re

from .deadline import Deadline
from .prepositions import just_before
from .words import plain


def _in_order(found: list[Deadline]) -> list[Deadline]:
    """Without what stands inside another's words or says the same day again ("Q3 (October to December)")."""
    kept: list[Deadline] = []
    for one in sorted(found, key=lambda one: (one.at[0], -one.at[1])):
        if kept and one.at[0] < kept[-1].at[1]:
            continue
        same = next((other for other in kept if one.due and other.due == one.due), None)
        if same:
            same.doubts = [doubt for doubt in same.doubts if doubt[0] != "year_supplied"]
        else:
            kept.append(one)
    return kept


def _merge_rhythms(text: str, found: list[Deadline]) -> list[Deadline]:
    """ "Quarterly from April 2024" and "monthly until March" are one rhythm with a bound of its own."""
    kept: list[Deadline] = []
    for one in found:
        before = kept[-1] if kept else None
        beside = before is not None and before.kind == "recurring" and not text[before.at[1] : one.at[0]].strip(" ,")
        if before is not None and beside and one.role in ("from", "by") and one.start:
            if one.role == "from":
                before.start = one.start
            else:
                before.end = one.end
            before.at = (before.at[0], one.at[1])
            before.text = text[slice(*before.at)]
            before.doubts += one.doubts
        else:
            kept.append(one)
    return kept


_ASIDE = re.compile(
    r"\b(?:next|review(?:ed)?|draft(?:ed)?|interim|initial|commenced?|started?)(?: date| due)?:?[\s(-]*$", re.IGNORECASE
)


_ASIDE_BEHIND = re.compile(r"\s*[(-]?\s*(?:draft|interim|initial|start|review)\b", re.IGNORECASE)


def _is_rhythm_of_months(found: list[Deadline]) -> bool:
    """ "Quarterly – April, July, October, January" is a rhythm first."""
    supplied = (any(code == "year_supplied" for code, _ in one.doubts) for one in found[1:])
    return found[0].kind == "recurring" and all(supplied)


def headline_first(text: str, found: list[Deadline]) -> list[Deadline]:
    """The headline is the first that can be late and is no draft or review; then a rhythm; then the rest."""
    found = _merge_rhythms(text, _in_order(found))
    if found and (found[0].kind == "ongoing" or _is_rhythm_of_months(found)):
        return found
    flat = plain(text)
    main = [
        one
        for one in found
        if not _ASIDE.search(just_before(flat, one.at[0])) and not _ASIDE_BEHIND.match(flat, one.at[1])
    ]
    firm = [one for one in main if one.role == "by" or not any(code == "year_supplied" for code, _ in one.doubts)]
    for candidates, wanted in ((firm, "due"), (main, "due"), (main, "rrule"), (found, "due"), (found, "rrule")):
        for one in candidates:
            if getattr(one, wanted):
                return _begun([one, *(other for other in found if other is not one)])
    return found


def _begun(found: list[Deadline]) -> list[Deadline]:
    """A rhythm begins on the day that a "from" elsewhere in the sentence gives."""
    begins = next((one.start for one in found if one.role == "from" and one.start), None)
    if found[0].kind == "recurring" and begins:
        found[0].start = begins
    return found
