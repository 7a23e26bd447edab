"""A section that was handed over: what it asks, and what was said beside what stands."""

from dataclasses import dataclass

from goldenthread.assurance.models import HandOver
from goldenthread.questionnaires.answering.values import in_words
from goldenthread.questionnaires.format.things import Question
from goldenthread.questionnaires.models import Answer
from goldenthread.questionnaires.queries.answering import Part, parts_of


@dataclass(frozen=True, slots=True)
class Line:
    question: Question
    now: str
    said: str
    comment: str


def _section(made: HandOver) -> Part:
    """With what stands now; a section that is no longer asked is empty."""
    found = next((each for each in parts_of(made.part.sheet) if each.section.id == made.section), None)
    if found is not None:
        return found
    section = next(each for each in made.part.sheet.edition.questionnaire.sections if each.id == made.section)
    return Part(section, (), {})


def handed_part(made: HandOver) -> Part:
    """As the colleague sees it: what they said, else what stands."""
    now = _section(made)
    said = {
        question: Answer(question=question, state=state, value=value, comment=comment, version=0)
        for question, (state, value, comment) in made.answers.items()
    }
    stands = {
        name: Answer(question=name, state=each.state, value=each.value, comment=each.comment, version=0)
        for name, each in now.answers.items()
    }
    return Part(now.section, now.questions, stands | said)


def lines_of(made: HandOver) -> list[Line]:
    """Where the colleague said something else than what stands."""
    now = _section(made)
    lines = []
    for question in now.questions:
        if question.id not in made.answers:
            continue
        state, value, comment = made.answers[question.id]
        before = now.answers.get(question.id)
        if before and (before.state, before.value, before.comment) == (state, value, comment):
            continue
        said = Answer(question=question.id, state=state, value=value, comment=comment)
        lines.append(Line(question, in_words(question, before) if before else "", in_words(question, said), comment))
    return lines
