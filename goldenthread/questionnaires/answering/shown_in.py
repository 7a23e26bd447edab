"""Questions in other words than they were asked in: in plain language, or translated. Answers stay the same codes.

What a question does not have in the words that were chosen is shown as it was asked.
"""

from dataclasses import replace

from goldenthread.questionnaires.format.things import Question, Questionnaire, Section
from goldenthread.questionnaires.queries.answering import Part

PLAIN = "plain"


def choices(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """Words that one can choose: nothing where there is no choice."""
    plain = [(PLAIN, "In plain words")] if any(each.plain for each in questionnaire.questions) else []
    others = [*plain, *questionnaire.languages]
    return [("", "As it was asked"), *others] if others else []


def question_in(question: Question, words: str) -> Question:
    if words == PLAIN:
        if not question.plain:
            return question
        return replace(question, text=question.plain, plain=f"In full: {question.text}")
    said = question.translated(words)
    if said is None:
        return question
    return replace(
        question, text=said.text, plain="", guidance=said.guidance or question.guidance, language=said.language
    )


def section_in(section: Section, words: str) -> Section:
    if words == PLAIN:
        return replace(section, intro=section.plain or section.intro)
    said = section.translated(words)
    return replace(section, title=said.text, intro=said.intro or section.intro) if said else section


def part_in(part: Part, words: str) -> Part:
    if not words:
        return part
    questions = tuple(question_in(each, words) for each in part.questions)
    return replace(part, section=section_in(part.section, words), questions=questions)
