"""Which stretch of the calendar some printed words name: days, months, seasons, terms, quarters and years.

Quarters are of the financial year (Q1 is April to June), seasons are meteorological, school terms are whole months.
A period without a printed year keeps ``year`` None until whoever knows the plan's period supplies it.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from rapidfuzz import fuzz

from .words import plain

Doubt = tuple[str, str]
Bounds = Callable[[int], tuple[date, date]]

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14)}
TERMS = {"autumn": (9, 12), "spring": (1, 3), "summer": (4, 7)}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}

MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?:\.(?=[\s'/-]*\d))?"
)
WEEKDAY = r"(?:(?:mon|tue|tues|wed|weds|wednes|thu|thur|thurs|fri|satur|sat|sun)(?:day)?,?\s+)?"
DAY = r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th))?"
YEAR = r"(?P<year>(?:19|20)\d\d|'?\d\d)(?!\d|/(?!\s?[A-Z][a-z])|-\d\d\b|\.\d|%)"
SPLIT_YEAR = r"(?P<year>20\d\d|\d\d)\s?[/-]\s?(?P<to>20\d\d|\d\d)(?!\d|[/.-]\d)"


@dataclass(slots=True)
class Period:
    """A stretch of the calendar named at ``at`` in the text; ``bounds`` gives its first and last day in a year."""

    at: tuple[int, int]
    kind: str
    bounds: Bounds
    year: int | None
    doubts: list[Doubt] = field(default_factory=list)
    note: str | None = None
    open_year: bool = False
    """The words hold a bare year, which in a sentence more often belongs to a title than to a deadline."""


def month_bounds(year: int, first: int, last: int | None = None) -> tuple[date, date]:
    """From the first day of one month to the last day of another; months beyond 12 fall in the next year."""
    last = last or first
    start = date(year + (first - 1) // 12, (first - 1) % 12 + 1, 1)
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return start, date(end_year, end_month, monthrange(end_year, end_month)[1])


def full_year(printed: str | None) -> int | None:
    if not printed:
        return None
    digits = printed.lstrip("'")
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


def _day(match: re.Match[str], day: int, month: int, year: int | None) -> Period | None:
    """One day; one that the month does not have becomes the month's last, with a doubt."""
    doubts: list[Doubt] = []
    if month > 12 >= day:
        day, month = month, day
        doubts.append(("date_slip", f"“{match[0]}” is read with the month first, as there is no month {day}."))
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    longest = 29 if month == 2 and year is None else monthrange(year or 2024, month)[1]
    if day > longest:
        doubts.append(("date_slip", f"“{match[0]}”: that month has {longest} days, so its last day is meant."))

    def bounds(in_year: int) -> tuple[date, date]:
        only = date(in_year, month, min(day, monthrange(in_year, month)[1]))
        return only, only

    return Period(match.span(), "date", bounds, year, doubts)


def _iso(match: re.Match[str]) -> Period | None:
    return _day(match, int(match["day"]), int(match["number"]), int(match["year"]))


def _numeric(match: re.Match[str]) -> Period | None:
    return _day(match, int(match["day"]), int(match["number"]), full_year(match["year"]))


def _worded_day(match: re.Match[str]) -> Period | None:
    return _day(match, int(match["day"]), _month(match["month"]), full_year(match["year"]))


def _days(match: re.Match[str]) -> Period | None:
    month, year = _month(match["month"]), full_year(match["year"])
    if not 1 <= int(match["from"]) <= int(match["day"]) <= 28 + 3 * (month != 2):
        return None

    def bounds(in_year: int) -> tuple[date, date]:
        last = monthrange(in_year, month)[1]
        return date(in_year, month, int(match["from"])), date(in_year, month, min(int(match["day"]), last))

    return Period(match.span(), "range", bounds, year)


def _week(match: re.Match[str]) -> Period | None:
    found = _worded_day(match)
    if found is None:
        return None
    start = found.bounds
    found.bounds = lambda year: (start(year)[0], start(year)[0] + timedelta(days=6))
    return found


def _month_and_year(match: re.Match[str]) -> Period:
    month = _month(match["month"])
    period = Period(match.span(), "month", lambda year: month_bounds(year, month), full_year(match["year"]))
    if re.fullmatch(r"[A-Za-z]+\.?\s\d\d", match[0]):
        sense = f"{MONTHS[month - 1].capitalize()} {period.year}"
        period.doubts.append(("date_slip", f"“{match[0]}” is read as the month {sense}, not as a day."))
    return period


def _two_months(match: re.Match[str]) -> Period:
    first, last = _month(match["from"]), _month(match["month"])
    last += 12 * (last < first)
    shift = last > 12

    def bounds(year: int) -> tuple[date, date]:
        return month_bounds(year - shift, first, last)

    return Period(match.span(), "range", bounds, full_year(match["year"]))


def _numeric_month(match: re.Match[str]) -> Period | None:
    month = int(match["number"])
    if not 1 <= month <= 12:
        return None
    return Period(match.span(), "month", lambda year: month_bounds(year, month), full_year(match["year"]))


def _bare_month(match: re.Match[str]) -> Period | None:
    if not match[0][0].isupper():
        return None
    month = _month(match["month"])
    return Period(match.span(), "month", lambda year: month_bounds(year, month), None)


def _months_sentence(first: int, last: int) -> str:
    if first == last:
        return MONTHS[first - 1].capitalize()
    return f"{MONTHS[(first - 1) % 12].capitalize()} to {MONTHS[(last - 1) % 12].capitalize()}"


def _season(match: re.Match[str]) -> Period:
    names = [name.lower() for name in re.findall(r"[A-Za-z]{6}", match["season"])]
    first, last = SEASONS[names[0]][0], SEASONS[names[-1]][1]
    last += 12 * (last < first)
    doubt = ("season", f"The season “{match[0]}” is read as {_months_sentence(first, last)}.")
    year = full_year(match["year"]) or full_year(match["split"])
    if match["split"] and first < 4:
        year = (year or 0) + 1
    note = f"{names[0].capitalize()} taken as {_months_sentence(first, last)}"
    return Period(match.span(), "season", lambda year: month_bounds(year, first, last), year, [doubt], note)


def _term(match: re.Match[str]) -> Period:
    name = match["season"].lower()
    first, last = TERMS[name]
    year = full_year(match["year"]) or full_year(match["split"])
    if match["split"] and name != "autumn":
        year = (year or 0) + 1
    doubt = ("term", f"The school term “{match[0]}” is read as {_months_sentence(first, last)}.")
    return Period(match.span(), "season", lambda year: month_bounds(year, first, last), year, [doubt])


def _half_term(match: re.Match[str]) -> Period:
    """The holiday in the middle of a term: late October, the middle of February, late May."""
    month = {"autumn": 10, "october": 10, "spring": 2, "february": 2}.get(match["season"].lower(), 5)
    doubt = ("term", f"“{match[0]}” is read as {MONTHS[month - 1].capitalize()}.")
    return Period(match.span(), "month", lambda year: month_bounds(year, month), full_year(match["year"]), [doubt])


def _quarter_number(printed: str) -> int:
    return int(printed) if printed.isdigit() else ORDINALS[printed.lower()]


def _quarter(match: re.Match[str]) -> Period:
    first = _quarter_number(match["quarter"] or match["word"])
    last = _quarter_number(match["last"]) if match["last"] else first
    year = full_year(match["split"] or match["before"] or match["year"] or match["short"])
    months = 1 + 3 * first, 3 + 3 * last
    doubts: list[Doubt] = []
    if match["year"]:
        doubts.append(("quarter", f"“{match[0]}” is read as a quarter of the financial year that begins in {year}."))
    kind = "quarter" if last == first else "range"
    return Period(match.span(), kind, lambda year: month_bounds(year, *months), year, doubts)


def _half(match: re.Match[str]) -> Period:
    """ "H1 2025" is half of a calendar year, "H1 2025/26" of a financial one."""
    year = full_year(match["split"] or match["year"])
    first = (4 if match["split"] else 1) + 6 * (match["half"] == "2")
    doubt = ("half", f"“{match[0]}” is read as {_months_sentence(first, first + 5)}.")
    return Period(match.span(), "range", lambda year: month_bounds(year, first, first + 5), year, [doubt])


def _split_year(match: re.Match[str]) -> Period | None:
    first, last = full_year(match["year"]), full_year(match["to"])
    if first is None or last is None or not 0 < last - first <= 10 or not 2000 <= first <= 2060:
        return None
    academic = "academic" in match[0].lower() or "school" in match[0].lower()
    if academic:
        return Period(match.span(), "year", lambda year: month_bounds(year, 9, 20), first)
    years = last - first
    doubt = ("years", f"“{match[0]}” is read as April {first} to March {last}.")
    kind = "year" if years == 1 else "range"
    doubts = [] if years == 1 else [doubt]
    return Period(match.span(), kind, lambda year: month_bounds(year, 4, 3 + 12 * years), first, doubts, open_year=True)


def _part_of_year(match: re.Match[str]) -> Period:
    first, last = {"early": (1, 3), "mid": (6, 6), "late": (10, 12)}[match["part"].lower()]
    doubt = ("vague", f"“{match[0]}” is read as {_months_sentence(first, last)}.")
    kind = "month" if first == last else "range"
    return Period(match.span(), kind, lambda year: month_bounds(year, first, last), full_year(match["year"]), [doubt])


def easter(year: int) -> date:
    """Easter Sunday, by the Gregorian computus."""
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = epact - (epact // 28) * (1 - (epact // 28) * (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    days = moon - weekday
    month = 3 + (days + 40) // 44
    return date(year, month, days + 28 - 31 * (month // 4))


def _holiday(match: re.Match[str]) -> Period:
    feast = match["feast"].lower()
    shift = {"easter": 0, "whitsun": 49, "pentecost": 49}.get(feast)
    month, day_of_month = {"christmas": (12, 25), "midsummer": (6, 24), "michaelmas": (9, 29)}.get(feast, (1, 1))
    what = f"{day_of_month} {MONTHS[month - 1].capitalize()}"
    if shift is not None:
        what = "Whit Sunday" if shift else "Easter Sunday"

    def bounds(year: int) -> tuple[date, date]:
        day = easter(year) + timedelta(days=shift) if shift is not None else date(year, month, day_of_month)
        return day, day

    return Period(
        match.span(), "date", bounds, full_year(match["year"]), [("feast", f"“{match[0]}” is read as {what}.")]
    )


def _year(match: re.Match[str]) -> Period | None:
    year = int(match["year"])
    if not 2000 <= year <= 2060:
        return None
    if match["sort"] and match["sort"].lower().startswith("fin"):
        return Period(match.span(), "year", lambda year: month_bounds(year, 4, 15), year)
    return Period(match.span(), "year", lambda year: month_bounds(year, 1, 12), year, open_year=not match["sort"])


def _slip(match: re.Match[str]) -> Period | None:
    """A day or a year beside a word that is nearly a month: "31 Novmber 2024"."""
    month = misspelt_month(match["word"])
    if month is None or (not match["day"] and len(match["year"]) < 4):
        return None
    year = full_year(match["year"])
    doubt = ("date_slip", f"“{match[0]}” is read as {MONTHS[month - 1].capitalize()}.")
    if match["day"]:
        found = _day(match, int(match["day"]), month, year)
        if found:
            found.doubts.insert(0, doubt)
        return found
    return Period(match.span(), "month", lambda year: month_bounds(year, month), year, [doubt])


@lru_cache(maxsize=4096)
def misspelt_month(word: str) -> int | None:
    """The number of the month that a word is nearly the name of; a short one needs its letters ("Marhc", "Aprl")."""
    lower = word.lower()
    best = max(range(12), key=lambda index: fuzz.ratio(lower, MONTHS[index]))
    month = MONTHS[best]
    letters = sorted(lower) == sorted(month) or (
        len(lower) == len(month) - 1 and all(letter in month for letter in lower)
    )
    return best + 1 if fuzz.ratio(lower, month) >= 82 or (letters and len(lower) > 3 and lower[0] == month[0]) else None


_RULES: list[tuple[re.Pattern[str], Callable[[re.Match[str]], Period | None]]] = [
    (re.compile(pattern, re.IGNORECASE), handler)
    for pattern, handler in [
        (r"\b(?P<year>20\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?:[ T]00:00(?::00)?)?\b", _iso),
        (r"\b(?P<year>20\d\d)/(?P<number>\d\d)/(?P<day>\d\d)\b", _iso),
        (
            rf"\b{WEEKDAY}(?P<day>\d{{1,2}})\s?(?P<sep>[/.-])\s?(?P<number>\d{{1,2}})\s?(?P=sep)\s?(?P<year>20\d\d|\d\d)\b",
            _numeric,
        ),
        (
            rf"\b(?:week (?:commencing|beginning|of)"
            rf"|w/c)\s+{WEEKDAY}(?:the )?{DAY}[\s.-]*(?:of )?{MONTH}(?:[\s,-]*{YEAR})?",
            _week,
        ),
        (rf"\b(?P<from>\d{{1,2}})(?:st|nd|rd|th)?\s?(?:-|to|and|&)\s?{DAY}\s(?:of )?{MONTH}(?:,?\s?{YEAR})?\b", _days),
        (rf"\b{WEEKDAY}(?:the )?{DAY}(?:[\s.]*|-)(?:of )?{MONTH}(?:[\s,./-]{{0,2}}{YEAR})?(?![a-z])", _worded_day),
        (rf"\b{WEEKDAY}{MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<year>20\d\d))\b", _worded_day),
        (rf"\b{WEEKDAY}{MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)\b(?P<year>)", _worded_day),
        (r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s.-](?P<word>[a-z]{4,10})\.?,?[\s-](?P<year>20\d\d|\d\d)\b", _slip),
        (
            r"\b(?P<season>spring|summer|autumn|october|february|may)(?:\s+|-)half[ -]term(?: holidays?| break)?"
            rf"(?:,?\s(?:of )?{YEAR})?(?![\w'])",
            _half_term,
        ),
        (
            r"\b(?P<season>(?:spring|summer|autumn|winter))(?:\s+|-)(?:school |half[ -])?term"
            rf"(?:,?\s?(?:of |in )?(?:the )?(?:academic year )?(?:(?P<split>20\d\d|\d\d)[/-](?:20)?\d\d\b|{YEAR}))?",
            _term,
        ),
        (
            r"\b(?P<season>(?:spring|summer|autumn|winter)(?:\s?[/-]\s?(?:spring|summer|autumn"
            r"|winter))?)(?: holidays?| break)?"
            rf"(?:\s(?:of )?(?:(?P<split>20\d\d|\d\d)[/-](?:20)?\d\d\b|(?:{YEAR})))?(?!\w)",
            _season,
        ),
        (
            r"\b(?:(?:FY\s?)?(?P<before>20\d\d|\d\d)[/-](?:20)?\d\d:?\s*,?\s*-?\s*)?"
            r"(?:(?:quarter|qtr\.?|q)\s?(?P<quarter>[1-4])|(?P<word>first|second|third|fourth|final|last) quarter)"
            r"(?:\s?(?:-|/|&|to|and)\s?(?:quarter|qtr\.?|q)?\s?(?P<last>[1-4]))?\b"
            r"(?:,?[\s-]*\(?(?:of )?(?:the )?(?:financial year )?(?:(?P<split>20\d\d|\d\d)\s?[/-]\s?(?:20)?\d\d\b\)?"
            r"|(?P<year>20\d\d)(?!\d)|'(?P<short>\d\d)\b))?",
            _quarter,
        ),
        (
            rf"\b(?P<from>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
            rf"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?\s?/\s?{MONTH}(?:[\s,]*{YEAR})",
            _two_months,
        ),
        (rf"\b{MONTH}(?:[\s,]*|-|[\s-]end,?\s)(?:of )?{YEAR}(?![a-z])", _month_and_year),
        (r"(?<![\d/.-])(?P<year>20[1-9]\d)-(?P<number>0[1-9]|1[0-2])(?![\d/.-])", _numeric_month),
        (r"\b(?P<day>)(?P<word>[a-z]{4,10}),?\s?(?P<year>20\d\d)\b", _slip),
        (r"(?<![\d/.-])(?P<number>0?[1-9]|1[0-2])[/.](?P<year>20\d\d)\b", _numeric_month),
        (r"\bH(?P<half>[12])[\s-]*(?:of )?(?:(?P<split>20\d\d|\d\d)[/-](?:20)?\d\d\b|(?P<year>20\d\d))", _half),
        (
            rf"(?:\b(?:the )?(?:financial|academic|school|fiscal) year |\bFY\s?)?(?<![\d/.-])\b{SPLIT_YEAR}"
            r"(?: (?:financial|academic|school) year)?",
            _split_year,
        ),
        (r"(?<![\d/.-])(?P<number>0[1-9])/(?P<year>\d\d)\b(?![/.\d-])", _numeric_month),
        (
            r"\b(?P<feast>easter|christmas|whitsun|pentecost|midsummer|michaelmas)"
            r"(?:\s(?P<year>20\d\d))?(?! (?:holiday|break|term|campaign|card))\b",
            _holiday,
        ),
        (r"\b(?P<part>early|mid|late)[\s-]+(?P<year>20\d\d)\b(?![/-]\d)", _part_of_year),
        (r"(?<![\d/.-])\b(?:(?P<sort>(?:financial|calendar) year)\s)?(?P<year>20\d\d)\b(?![/\d]|-\d|\.\d)", _year),
        (rf"\b{MONTH}(?![\w'])", _bare_month),
    ]
]
_HINT = re.compile(
    r"\d|spring|summer|autumn|winter|quarter|easter|christmas|whitsun|pentecost|midsummer|michaelmas|\b(?:"
    + "|".join(m[:3] for m in MONTHS)
    + ")",
    re.IGNORECASE,
)


def periods(text: str) -> list[Period]:
    """Every stretch of the calendar that the text names, in order; the more exact reading wins where two overlap."""
    return [replace(period, doubts=list(period.doubts)) for period in _periods(plain(text))]


@lru_cache(maxsize=4096)
def _periods(text: str) -> list[Period]:
    """The same words are looked at several times on their way; whoever asks gets copies."""
    if not _HINT.search(text):
        return []
    found: list[Period] = []
    taken = bytearray(len(text) + 1)
    for pattern, handler in _RULES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            period = handler(match)
            if period:
                found.append(period)
                taken[start:end] = b"\1" * (end - start)
    return sorted(found, key=lambda period: period.at)
