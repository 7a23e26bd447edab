"""Levels of standards: which questions have them, in which order, how they read. Percent come in bands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from goldenthread.questionnaires.format.things import YES_NO_PARTLY as ANSWERS
from goldenthread.questionnaires.format.things import Question, Scale
from goldenthread.questionnaires.models import Answer, AnswerState
from goldenthread.questionnaires.wording import TONES

IN_PLACE = {"note", "good"}
YES_NO_PARTLY = {"no": "bad", "partly": "warn", "yes": "good"}
BANDS = (
    (0, "0 to 24 %", "bad"), (25, "25 to 49 %", "bad"), (50, "50 to 74 %", "warn"), (75, "75 to 99 %", "warn"),
    (100, "100 %", "good"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    code: str
    words: str
    tone: str
    is_level: bool = True
    """"Not applicable" and "not known" are answers, but no level."""

    @property
    def is_in_place(self) -> bool:
        return self.is_level and self.tone in IN_PLACE


def is_standard(question: Question) -> bool:
    """Whether somebody else can judge it as well; a few are answered in words alone."""
    return question.kind == "yes-no-partly" or (question.kind == "scale" and question.scale is not None)


def has_levels(question: Question) -> bool:
    """Whether organisations can be compared on it."""
    if question.kind == "yes-no-partly":
        return True
    return (
        is_standard(question) and question.scale is not None and (bool(question.scale.levels) or is_percent(question))
    )


def is_percent(question: Question) -> bool:
    return question.scale is not None and bool(question.scale.step)


def codes_of(question: Question) -> tuple[str, ...]:
    """The lowest first; none for percent, and for a standard that is answered in words alone."""
    return tuple(option.code for option in question.answers)


def levels(question: Question) -> list[Level]:
    """The lowest first, then answers that are no level."""
    return [*_levels(question.scale), *(_other(code) for code in question.also)]


@lru_cache(maxsize=100)
def _levels(scale: Scale | None) -> list[Level]:
    if scale is None:
        return [Level(each.code, each.words, YES_NO_PARTLY[each.code]) for each in ANSWERS]
    if scale.step:
        return [Level(str(least), words, tone) for least, words, tone in BANDS]
    return [Level(each.code, each.words, TONES.get(each.colour, "none")) for each in scale.levels]


@lru_cache(maxsize=10)
def _other(code: str) -> Level:
    return Level(code, AnswerState(code).label, "none", is_level=False)


def code_of(question: Question, level: str) -> str:
    """What was answered, as the code of one of ``levels``."""
    if is_percent(question) and level.replace(".", "", 1).isdigit():
        return str(max(least for least, *_ in BANDS if least <= float(level)))
    return level


def values_at(question: Question, code: str) -> tuple[str, ...]:
    """What may have been answered at a level: its code; of percent each number of the band."""
    if not is_percent(question) or not code.isdigit():
        return (code,)
    return tuple(str(each) for each in range(101) if code_of(question, str(each)) == code)


def ladder(question: Question) -> tuple[tuple[str, ...], ...]:
    """The values of each level, the lowest first."""
    return tuple(values_at(question, each.code) for each in levels(question) if each.is_level)


def rank(question: Question, level: str) -> Decimal | None:
    codes = codes_of(question)
    if codes:
        return Decimal(codes.index(level)) if level in codes else None
    return Decimal(level) if is_percent(question) and level.replace(".", "", 1).isdigit() else None


def highest(question: Question) -> str:
    codes = codes_of(question)
    if codes:
        return codes[-1]
    return "100" if is_percent(question) else ""


def in_words(question: Question, level: str) -> str:
    if is_percent(question) and level:
        return f"{level} %"
    return {option.code: option.words for option in question.answers}.get(level, level)


def tone(question: Question, level: str) -> str:
    code = code_of(question, level)
    return next((each.tone for each in levels(question) if each.code == code), "none")


def level_of(answer: Answer | None) -> str:
    """What the organisation gave itself; empty where it said that the standard does not apply, or nothing."""
    return str(answer.value) if answer is not None and answer.state == AnswerState.VALUE else ""


def in_place(question: Question, counts: Mapping[str, int]) -> tuple[int, int]:
    """How many have the standard in place, of those that gave a level."""
    known = levels(question)
    of = sum(counts.get(each.code, 0) for each in known if each.is_level)
    return sum(counts.get(each.code, 0) for each in known if each.is_in_place), of


def quartiles(question: Question, counts: Mapping[str, int]) -> list[Level]:
    """The levels below which a quarter, a half and three quarters are; nothing where nobody gave a level."""
    line = [each for each in levels(question) if each.is_level for _ in range(counts.get(each.code, 0))]
    return [line[-(-len(line) * quarter // 4) - 1] for quarter in (1, 2, 3)] if line else []


def named(question: Question, codes: Iterable[str]) -> list[Level]:
    wanted = set(codes)
    return [each for each in levels(question) if each.code in wanted]
