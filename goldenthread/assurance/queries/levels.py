"""Levels of standards: which questions have one, which is higher, how it reads."""

from decimal import Decimal

from goldenthread.questionnaires.format.things import Question
from goldenthread.questionnaires.models import Answer, AnswerState
from goldenthread.questionnaires.wording import TONES


def is_standard(question: Question) -> bool:
    """Whether it is answered with a level that somebody else can judge as well."""
    return question.kind == "yes-no-partly" or (question.kind == "scale" and question.scale is not None)


def codes_of(question: Question) -> tuple[str, ...]:
    """The lowest first; none for percent, and for a standard that is answered in words alone."""
    return tuple(option.code for option in question.answers)


def rank(question: Question, level: str) -> Decimal | None:
    codes = codes_of(question)
    if codes:
        return Decimal(codes.index(level)) if level in codes else None
    return Decimal(level) if level and question.scale and question.scale.step else None


def highest(question: Question) -> str:
    codes = codes_of(question)
    if codes:
        return codes[-1]
    return "100" if question.scale and question.scale.step else ""


def in_words(question: Question, level: str) -> str:
    if question.scale and question.scale.step and level:
        return f"{level} %"
    return {option.code: option.words for option in question.answers}.get(level, level)


def tone(question: Question, level: str) -> str:
    levels = question.scale.levels if question.scale else ()
    return next((TONES[each.colour] for each in levels if each.code == level), "none")


def level_of(answer: Answer | None) -> str:
    """What the organisation gave itself; empty where it said that the standard does not apply, or nothing."""
    return str(answer.value) if answer is not None and answer.state == AnswerState.VALUE else ""
