"""The words before a date that say what part it plays: "by", "from", "before the end of", "following"."""

import re
from dataclasses import dataclass

_BY = (
    r"(?:by|on or before|before|prior to|no(?:t)? later than|until(?: at least)?|till|up to|due(?: by| on| in)?"
    r"|deadline:?|target(?: date)?:?|timescale:?|by when:?"
    r"|complete by|completed by|ahead of)"
)
_FROM = (
    r"(?:(?:as from|from|starting|commencing|beginning|effective|wef|w\.e\.f\.?)(?: from| in| on| with effect from)?"
    r"|with effect from|to (?:start|begin|commence)(?: in| on| from)?|start(?:s|ing)? (?:in|on|from)"
    r"|(?:starts?|begins?|commences?)(?: date)?:?)"
)
_IN = (
    r"(?:in|during|throughout|within|over the course of"
    r"|in the course of|over|across|for completion in|for delivery in|around|circa|between)"
)
_NOT = (
    r"(?:since|after|following|as at|as of|dated|in force since|established in|published in|launched in|held in"
    r"|issued in|introduced in|agreed in|inspection (?:in|of)|adopted in|undertaken in|carried out in|(?:review"
    r"|revision|version|edition|data|figures|guidance|census|strategy|plan|report)s? (?:of|for|from)|for|of)"
)
_PART = (
    r"(?:(?<!\w)(?:the )?(?P<part>end|close|start|beginning|middle|mid|early|late|latest|last day|first half|second half|1st half|2nd half)"
    r"(?:[\s-]+(?:of|in|part of))?(?: the)?[\s-]+)?"
)
_LEAD = re.compile(
    rf"(?:(?<![\w-])(?:(?P<not>{_NOT})|(?P<by>{_BY})|(?P<from>{_FROM})|(?P<in>{_IN})|(?P<on>on|at))\s+)?"
    rf"(?:(?:the\s+)?close\s+of\s+(?:play|business)\s+(?:on\s+)?)?"
    rf"(?:the\s+)?(?:(?:financial|academic|school)\s+year\s+)?{_PART}(?:(?:month|week|summer holidays"
    rf"|of)\s+of\s+|the\s+)?$",
    re.IGNORECASE,
)
_BY_GLUED = re.compile(r"(?<![\w-])(?P<by>by|in|from|on)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lead:
    """The preposition before a date and the part of the period it picks out ("by the end of")."""

    role: str = ""
    part: str = ""
    strict: bool = False
    whole: bool = False
    opening: str = ""
    """ "by" or "before" where it is the start of the period that counts."""
    length: int = 0
    """How many characters before the date it begins."""

    @classmethod
    def before(cls, text: str, at: int) -> "Lead":
        window = just_before(text, at)
        match = _LEAD.search(window) or _BY_GLUED.search(window)
        if match is None or not match[0].strip():
            return cls()
        words = match[0].lower()
        groups = match.groupdict()
        role = next((name for name in ("not", "by", "from", "in", "on") if groups.get(name)), "")
        by, within = (groups.get("by") or "").lower(), (groups.get("in") or "").lower()
        if role == "not" and re.search(r"\b(?:to|will|shall|must) be\s+$", window[: match.start()]):
            role = "in" if re.search(r"\bin\s+(?:the\s+)?$", words) else role
        if match.re is _BY_GLUED:
            role = by
        elif role == "from" and "start" in words and words.strip().endswith(" on"):
            role = "on"
        return cls(
            role,
            (groups.get("part") or "").lower().replace("1st", "first").replace("2nd", "second"),
            by.startswith(("before", "prior", "ahead")) and not groups.get("part"),
            within in ("during", "throughout", "over", "across", "between", "over the course of", "in the course of"),
            ("before" if by.startswith(("before", "prior", "ahead")) else role if role == "by" else "")
            if groups.get("part") and groups["part"].lower() in ("start", "beginning")
            else "",
            len(words.lstrip()),
        )


def just_before(text: str, at: int) -> str:
    """As much of the text before a date as a preposition can need."""
    return text[max(0, at - 90) : at]
