"""The levels of a standard as comparisons show them: in order, each with a word and a tone. Percent come in bands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from goldenthread.questionnaires.format.things import Question
from goldenthread.questionnaires.models import AnswerState

TONES = {"red": "bad", "amber": "warn", "blue": "note", "green": "good"}
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


def levels(question: Question) -> list[Level]:
    """The lowest first, then answers that are no level."""
    others = [Level(code, AnswerState(code).label, "none", is_level=False) for code in question.also]
    return [*_levels(question), *others]


def _levels(question: Question) -> list[Level]:
    if question.scale is None:
        return [Level(each.code, each.words, YES_NO_PARTLY[each.code]) for each in question.answers]
    if question.scale.step:
        return [Level(str(least), words, tone) for least, words, tone in BANDS]
    return [Level(each.code, each.words, TONES.get(each.colour, "none")) for each in question.scale.levels]


def code_of(question: Question, level: str) -> str:
    """What was answered, as the code of one of ``levels``."""
    if question.scale and question.scale.step and level.replace(".", "", 1).isdigit():
        return str(max(least for least, *_ in BANDS if least <= float(level)))
    return level


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
