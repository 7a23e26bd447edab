"""Which answers of an earlier sheet come forward to another, and which stay behind and why. Nothing is changed here."""

from dataclasses import dataclass

from goldenthread.questionnaires.answering.values import fits
from goldenthread.questionnaires.format.comparing import Effect, compare
from goldenthread.questionnaires.format.things import Question
from goldenthread.questionnaires.models import Answer, Sheet
from goldenthread.questionnaires.queries.answering import answers_of


@dataclass(frozen=True, slots=True)
class Forward:
    """``gone``: the new edition does not take them. ``here``: answered here already, which is never overwritten."""

    brought: list[Answer]
    gone: list[Answer]
    here: list[Answer]


def forward(sheet: Sheet, earlier: Sheet) -> Forward:
    found = Forward([], [], [])
    present = answers_of(sheet)
    known = {question.id: question for question in sheet.edition.questionnaire.questions}
    lost = _dropped(earlier, sheet)
    for answer in earlier.answers.exclude(state="").select_related("answered_by"):
        if answer.question in present:
            found.here.append(answer)
        elif answer.question in lost or not _comes_along(known.get(answer.question), answer):
            found.gone.append(answer)
        else:
            found.brought.append(answer)
    return found


def _dropped(earlier: Sheet, sheet: Sheet) -> set[str]:
    """Questions whose answers do not come along, by what the edition changed."""
    old, new = earlier.edition.questionnaire, sheet.edition.questionnaire
    if old.edition == new.edition:
        return set()
    return {each.question for each in compare(old, new) if each.question and each.effect == Effect.DROPPED}


def _comes_along(question: Question | None, answer: Answer) -> bool:
    """A file is attached anew: whether it still holds is not seen from its name."""
    return question is not None and question.kind != "file" and fits(question, answer)
