"""Deadlines that are no place in the calendar: rhythms ("twice yearly"), what goes on, what hangs on something else."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .words import has_any, number, plain

COUNT = r"(?P<count>\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"

_YEARLY = {1: "FREQ=YEARLY", 2: "FREQ=MONTHLY;INTERVAL=6", 3: "FREQ=MONTHLY;INTERVAL=4", 4: "FREQ=MONTHLY;INTERVAL=3",
           6: "FREQ=MONTHLY;INTERVAL=2", 12: "FREQ=MONTHLY"}  # fmt: skip

# In a sentence an adjective says how often only where the thing is done that often: "annual report" is a name.
RHYTHMS: list[tuple[str, str, str]] = [
    (r"(?:twice|two times|2 times|2x|2 x) (?:yearly|a year|per year|each year|every year|per annum|annually)"
     r"|(?:half|six|6)[- ]?(?:yearly|monthly)|bi-?annual(?:ly)?|twice-yearly|every (?:six|6) months|every half year",
     "FREQ=MONTHLY;INTERVAL=6", "two occurrences in each plan year; the text gives no months"),
    (r"(?:three|3) times (?:a|per|each|every) year|thrice yearly|(?:every|each)(?: school)? term|termly|once a term"
     r"|every (?:four|4) months", "FREQ=MONTHLY;INTERVAL=4", "three occurrences a year"),
    ((
        r"(?:four|4) times (?:a|per|each|every) year|quarterly|(?:every|each) quarter|once a quarter"
        r"|every (?:three|3) months"
    ),
     "FREQ=MONTHLY;INTERVAL=3", "four occurrences a year"),
    ((r"(?:six|6) times (?:a|per|each|every) year|bi-?monthly|half[ -]termly|every half[ -]term"
        r"|every (?:two|2|second|other) months?"),
     "FREQ=MONTHLY;INTERVAL=2", "every second month"),
    (r"(?:each|every) (?:school )?(?:spring|summer|autumn|winter)(?: term| holidays?)?", "FREQ=YEARLY", "once a year"),
    (r"bi-?ennial(?:ly)?|every (?:two|2|second|other) years?", "FREQ=YEARLY;INTERVAL=2", "every second year"),
    (r"fortnightly|every (?:two|2|other|second) weeks?|every fortnight", "FREQ=WEEKLY;INTERVAL=2", "every second week"),
    (r"monthly|(?:every|each) month|once a month", "FREQ=MONTHLY", "every month"),
    (r"weekly|(?:every|each) week|once a week", "FREQ=WEEKLY", "every week"),
    ((
        r"annually|yearly|(?:every|each) year|once (?:a|per|each|every) year|per annum|on an annual basis"
        r"|once (?:in|every) (?:every )?(?:twelve|12) months|every (?:twelve|12) months|(?:each"
        r"|once|one) per year"
    ),
     "FREQ=YEARLY", "once a year"),
]  # fmt: skip
ANNUAL_IN_COLUMN = r"annual|once a year|yearly"
_EVERY = re.compile(rf"\bevery {COUNT} (?P<unit>week|month|year)s?\b", re.IGNORECASE)
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_IN_MONTH = re.compile(
    rf"\b(?:(?:annually|yearly|once a year|every year|each year),? (?:each|every|in|during) |(?:each"
    rf"|every) )(?P<month>{_MONTHS})\b",
    re.IGNORECASE,
)
_OCCASIONS = "times|meetings|sessions|events|audits|reviews|reports|workshops|conferences|updates|briefings|newsletters"
_TIMES = re.compile(rf"\b{COUNT} (?:{_OCCASIONS}) (?:a|per|each|every|in each) year\b", re.IGNORECASE)

ONGOING = (
    r"on-?\s?going|always|continuous(?:ly)?|continual(?:ly)?|business as usual|BAU|permanent"
    r"|rolling(?: programme| basis)?|on a rolling (?:basis|programme)"
    r"|(?:throughout|for) the (?:lifetime|life|duration|period|course) of (?:the|this) (?:business )?plan"
    r"|(?:throughout|during|over|across) the (?:plan|planning|business plan) period|throughout the plan"
    r"|life ?(?:time)? of (?:the )?plan"
)
EACH_MEETING = re.compile(
    r"\b(?:at )?(?:each|every)(?: [\w-]+){0,4}? (?:meeting|Board|Executive)\b|\b(?:at )?every (?:Board|Executive)\b",
    re.IGNORECASE,
)
_ONGOING_IN_SENTENCE = (
    r"^on-?\s?going(?=[:,])|(?<=[-(;,] )on-?\s?going(?=[.)\]]*$)|(?<=[(\[])on-?\s?going(?=[)\]]\.?$)|"
    r"on an? (?:on-?going|rolling) basis"
    r"|(?:throughout|for) the (?:lifetime|life|duration|period|course) of (?:the|this) (?:business )?plan"
    r"|throughout the (?:plan|planning|business plan) period|throughout the plan"
)
IMMEDIATE = r"now|immediate(?:ly)?|with immediate effect|straight ?away"
_IMMEDIATE_IN_SENTENCE = r"with immediate effect|\bimmediately(?=[.;)]|$)"
NOTHING = (
    r"t\.?b\.?[cadn]\.?|to be (?:confirmed|agreed|determined|decided|advised)|not (?:yet )?(?:set|agreed|known"
    r"|applicable)"
    r"|n/?a|none|no date|unknown|pending|-+|\?+"
    r"|ASAP|as soon as (?:possible|practicable)|urgent(?:ly)?|date t\.?b\.?[cad]\.?|awaited|see (?:above|below)"
)
WITHIN = re.compile(
    rf"(?:\b(?:within|inside|in) (?:the )?(?:next |first |a period of )?{COUNT} (?:working |calendar )?"
    rf"(?P<unit>day|week|month|year)s?"
    r"(?:'? time)?(?P<tail>(?: (?:of|from|after|following)| beginning with) (?P<anchor>[^][,;.()]+))?)"
    rf"|(?:\b{COUNT.replace('count', 'count2')} (?P<unit2>day|week|month|year)s? (?:from|after|following)"
    r" (?P<anchor2>[^][,;.()]+))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rhythm:
    at: tuple[int, int]
    rrule: str
    note: str


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE)


_RHYTHMS = [(_compiled(pattern), rrule, note) for pattern, rrule, note in RHYTHMS]
_HINT = re.compile(r"ly\b|every|each|times|a year|per year|twice|once|annual|ennial|annum|term", re.IGNORECASE)
# "regular quarterly updates" is a rhythm, "the annual report" and "Yearly Report" are names.
_NAMED = re.compile(r"\s*(?:report|review|conference|plan|statement|accounts?)\b", re.IGNORECASE)


def rhythms(text: str, column: bool = False) -> list[Rhythm]:
    """How often, as RFC 5545 rules. A date column may say only "annual", which in a sentence belongs to a name."""
    text = plain(text)
    if not _HINT.search(text):
        return []
    found = [Rhythm(match.span(), rrule, note) for pattern, rrule, note in _RHYTHMS for match in pattern.finditer(text)]
    found += [_in_month(match) for match in _IN_MONTH.finditer(text)]
    found += [_every(match) for match in _EVERY.finditer(text)] + _times(text)
    if column:
        found += [Rhythm(m.span(), "FREQ=YEARLY", "once a year") for m in _compiled(ANNUAL_IN_COLUMN).finditer(text)]
    else:
        found = [rhythm for rhythm in found if not _is_name(text, rhythm)]
    return _longest(found)


def _is_name(text: str, rhythm: Rhythm) -> bool:
    """ "Yearly Report", "Annually Managed…": a rhythm with a capital inside a sentence, or a yearly report."""
    start, end = rhythm.at
    capital = start > 0 and text[start].isupper()
    if re.search(r"\b(?:the|its|our|their|this|each) $", text[:start], re.IGNORECASE) and re.match(
        r" [a-z]", text[end:]
    ):
        return True
    return capital or (text[start:end].lower() == "yearly" and bool(_NAMED.match(text, end)))


def _in_month(match: re.Match[str]) -> Rhythm:
    month = _MONTHS.split("|").index(match["month"].lower()) + 1
    return Rhythm(match.span(), f"FREQ=YEARLY;BYMONTH={month}", f"once a year, in {match['month'].capitalize()}")


def _every(match: re.Match[str]) -> Rhythm:
    count, unit = number(match["count"]) or 1, match["unit"].lower()
    rule = f"FREQ={unit.upper()}LY" + (f";INTERVAL={count}" if count > 1 else "")
    return Rhythm(match.span(), rule, f"every {count} {unit}s")


def _times(text: str) -> list[Rhythm]:
    found = []
    for match in _TIMES.finditer(text):
        times = number(match["count"])
        if times in _YEARLY:
            found.append(Rhythm(match.span(), _YEARLY[times], f"{times} occurrences a year"))
    return found


def _longest(found: list[Rhythm]) -> list[Rhythm]:
    kept: list[Rhythm] = []
    for rhythm in sorted(found, key=lambda one: (one.at[0], -one.at[1])):
        if not kept or rhythm.at[0] >= kept[-1].at[1]:
            kept.append(rhythm)
    return kept


_GOES_ON = ("going", "always", "continu", "usual", "bau", "permanent", "rolling", "plan")


def ongoing(text: str, column: bool = False) -> re.Match[str] | None:
    if not has_any(text, _GOES_ON):
        return None
    return (_ONGOING if column else _ONGOING_SENTENCE).search(plain(text))


def immediate(text: str, column: bool = False) -> re.Match[str] | None:
    return (_IMMEDIATE if column else _IMMEDIATE_SENTENCE).search(plain(text))


@lru_cache(maxsize=16384)
def says_nothing(text: str) -> bool:
    """A date column that holds "TBC", "n/a", a dash and the like."""
    return bool(_NOTHING.match(plain(text).strip(" .()[]")))


_ONGOING, _ONGOING_SENTENCE = _compiled(ONGOING), _compiled(_ONGOING_IN_SENTENCE)
_IMMEDIATE, _IMMEDIATE_SENTENCE = _compiled(IMMEDIATE), re.compile(_IMMEDIATE_IN_SENTENCE, re.IGNORECASE)
_NOTHING = re.compile(rf"(?:{NOTHING})?$", re.IGNORECASE)
