"""How a questionnaire reads to people: on its page and in its files."""

from goldenthread.core.words import day
from goldenthread.partnerships.models import OrganisationKind
from goldenthread.questionnaires.format.comparing import Effect
from goldenthread.questionnaires.format.shape import OTHER_ANSWERS, QUESTION_KINDS
from goldenthread.questionnaires.format.things import Applies, Question, Questionnaire, Source

TONES = {"red": "bad", "amber": "warn", "green": "good", "blue": "note", "grey": "none"}
"""The colours of a scale as the tones of our pages, each with a shape of its own."""
EFFECT_TONES = {
    Effect.NONE: "none", Effect.ASKED: "note", Effect.KEPT: "good", Effect.CONFIRM: "warn", Effect.SOME: "bad",
    Effect.DROPPED: "bad",
}  # fmt: skip


def how_answered(question: Question) -> str:
    """ "a level of a scale: Met, partly met, not met"; "a number of people, from 0"."""
    said = QUESTION_KINDS[question.kind]
    if question.scale:
        said = f"{said}: {question.scale.title}" if question.scale.levels or question.scale.step else "words, no grade"
    if question.unit:
        said += f" ({question.unit})"
    bounds = [f"at least {question.least}" if question.least is not None else "",
              f"at most {question.most}" if question.most is not None else ""]  # fmt: skip
    if question.at_most is not None:
        bounds.append(f"at most {question.at_most} {'characters' if question.kind == 'text' else 'of them'}")
    said = ", ".join([said, *filter(None, bounds)])
    return f"{said}; may be left out" if question.optional else said


def other_answers(question: Question) -> str:
    return "; ".join(OTHER_ANSWERS[code] for code in question.also)


def who_is_asked(applies: Applies, questions: dict[str, Question]) -> str:
    """ "Health, Police; if “Do you …?” was answered with Yes or Partly"; empty for everybody."""
    said = [", ".join(str(OrganisationKind(kind).label) for kind in applies.kinds)] if applies.kinds else []
    for condition in applies.when:
        earlier = questions[condition.question]
        words = {option.code: option.words for option in earlier.answers} | OTHER_ANSWERS
        given = " or ".join(words[code] for code in condition.answers) or f"at least {condition.at_least}"
        said.append(f"if “{earlier.text}” was answered with {given}")
    return "; ".join(said)


def levels(question: Question) -> list[tuple[str, str, str, str]]:
    """(symbol, words, tone, what one sees), the lowest first."""
    if question.scale:
        return [
            (level.symbol, level.words, TONES[level.colour], question.descriptor(level.code) or level.means)
            for level in question.scale.levels
        ]
    return [("", option.words, "none", question.descriptor(option.code)) for option in question.answers]


def verified(source: Source) -> str:
    if not source.verified:
        return "Not compared with the source itself"
    return f"Compared with the source on {day(source.checked_on)}"


def by_id(questionnaire: Questionnaire) -> dict[str, Question]:
    return {question.id: question for question in questionnaire.questions}
