"""What a person ought to look at before confirming an action, in sentences."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from rapidfuzz import fuzz, process

from .vocabulary import VERBS
from .words import key, plain

Read = dict[str, Any]
MOST_DUPLICATES = 5

SEVERAL = re.compile(r"[.;]\s+(?:[A-Z][^.;]{5,120}? to |(?:To|This will|Then|Also|And)\b|[A-Z][a-z]+ (?:the|a|an)\b)")
_COMPLETE = re.compile(r"^(?:b|blue|complete[d]?|done|closed|achieved|delivered|finished)\b", re.IGNORECASE)
_OUTSIDE = {"government", "inspectorate", "external", "regional", "voluntary/faith", "partnership board"}
_SUBORDINATE = re.compile(
    r"\b(?:which|that|who|to take account of|scheduled|following|introduced|launched|as part of|due to|when"
    r"|where|because|in response to)\b[^.;]*$",
    re.IGNORECASE,
)


def doubt(code: str, sentence: str) -> dict[str, str]:
    return {"code": code, "sentence": sentence}


def of_action(action: Read, types: dict[str, str], period: tuple[date | None, date | None]) -> list[dict[str, str]]:
    found = _of_owner(action, types) + _of_deadline(action, period)
    if len(SEVERAL.findall(action["text"])) or len(re.findall(r";", action["text"])) > 1:
        found.append(doubt("several", "This line may hold several deliverables."))
    if len(action.get("text_parts", [])) > 1:
        found.append(doubt("joined", "The text was cut by a page break and has been joined."))
    status = action["reported"]["status"]
    if status and _COMPLETE.match(status) and not action["reported"]["progress"]:
        found.append(doubt("status_bare", f"Reported as “{status}”, but nothing in the document says what was done."))
    return found


def _of_owner(action: Read, types: dict[str, str]) -> list[dict[str, str]]:
    owners = [owner["name"] for owner in action["owners"]]
    if not owners:
        return [doubt("no_owner", "No owner is named.")]
    return [
        doubt("owner_outside", f"{name} looks like a body outside the partnership.")
        for name in owners
        if types.get(name) in _OUTSIDE
    ]


def _of_deadline(action: Read, period: tuple[date | None, date | None]) -> list[dict[str, str]]:
    deadline = action["deadline"]
    found = []
    if deadline["kind"] == "none":
        return [doubt("no_deadline", "No deadline is printed.")]
    if action["other_dates"]:
        others = ", ".join(f"“{other['text']}”" for other in action["other_dates"])
        found.append(doubt("several_dates", f"The first deadline is “{deadline['text']}”; other dates are {others}."))
    if _outside(deadline, period):
        found.append(doubt("outside_period", f"“{deadline['text']}” is outside the plan's period."))
    if deadline["place"] is None and _may_belong_elsewhere(action["text"], deadline):
        found.append(doubt("deadline_loose", f"“{deadline['text']}” may belong to something else in the sentence."))
    return found


def _outside(deadline: Read, period: tuple[date | None, date | None]) -> bool:
    start, end = period
    late = deadline["due"] or deadline["start"]
    if deadline["kind"] in ("recurring", "ongoing", "relative") or not late:
        return False
    return bool((end and date.fromisoformat(late) > end) or (start and date.fromisoformat(late) < start))


def _may_belong_elsewhere(text: str, deadline: Read) -> bool:
    before = plain(text.split(deadline["text"])[0]) if deadline["text"] else ""
    if re.search(r"\s-\s?(?:[\w'/-]+ ){3,}$", before):
        return True
    return deadline["role"] in ("in", "on", "from") and bool(_SUBORDINATE.search(before))


def of_outcome(outcome: Read) -> list[dict[str, str]]:
    found = []
    text = outcome["text"]
    wished = re.search(r"\bto be\b", text)
    starts = wished or re.match(r"(?:to |that |we want )", text, re.IGNORECASE)
    if re.search(
        r"^[^.]{2,80}? (?:to|will) (?:establish|develop|publish|deliver|set up|host|undertake|produce|review"
        r"|create|use|launch|commission)\b",
        text,
    ) or (
        not starts
        and text.split(" ")[0].lower() in VERBS
        and not re.match(
            r"(?:children|families|parents|young people|improve|increase|reduce|strengthen)", text, re.IGNORECASE
        )
    ):
        found.append(doubt("reads_like_action", "This outcome reads like an action."))
    if len(outcome.get("text_parts", [])) > 1:
        found.append(doubt("joined", "The text was cut by a page break and has been joined."))
    return found


def duplicates(actions: Sequence[tuple[str, Read]]) -> None:
    """Suggest, on both sides, that two actions may be the same deliverable. Nothing is merged."""
    words = [_in_order(action["text"]) for _, action in actions]
    marks = [(_window(action), _things(action)) for _, action in actions]
    for one, mark in enumerate(marks):
        later = range(one + 1, len(actions)) if mark[1] else ()
        for two in sorted({two for two in later if _same_thing(mark, marks[two])} | set(_same_words(words, one))):
            _suggest(actions[one], actions[two])
            _suggest(actions[two], actions[one])


def _in_order(text: str) -> str:
    """Its words in the order of the alphabet, so that the same words in another order are alike."""
    return " ".join(sorted(key(text).split()))


def _suggest(one: tuple[str, Read], other: tuple[str, Read]) -> None:
    """A line that looks like half the plan is better shown with a few of the others than with all."""
    action, label = one[1], other[0]
    if len(action["duplicates"]) < MOST_DUPLICATES:
        action["doubts"].append(doubt("duplicate", f"Looks like the same deliverable as {label}."))
        action["duplicates"].append(label)


def _window(action: Read) -> tuple[str | None, str | None]:
    return action["deadline"]["start"], action["deadline"]["end"]


def _things(action: Read) -> set[str]:
    named = {re.sub(r"\b(?:for|the|20\d\d|\d\d)\b", "", key(name)).strip() for name in action["documents"]}
    if action["deadline"]["kind"] == "date":
        named |= {key(name) for name in action["named_bodies"]}
    return {re.sub(r" +", " ", name) for name in named if name}


Mark = tuple[tuple[str | None, str | None], set[str]]


def _same_thing(one: Mark, two: Mark) -> bool:
    return one[0] == two[0] and one[0][0] is not None and bool(one[1] & two[1])


def _same_words(words: Sequence[str], one: int) -> Iterator[int]:
    """Which of the later texts say almost the same, and about as much."""
    length = len(words[one])
    for _, _, at in process.extract(words[one], words[one + 1 :], scorer=fuzz.ratio, score_cutoff=86, limit=None):
        two = one + 1 + at
        if min(length, len(words[two])) >= 25 and max(length, len(words[two])) <= min(length, len(words[two])) * 1.4:
            yield two
