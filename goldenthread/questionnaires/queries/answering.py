"""What a sheet asks, what was answered, and what is missing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from goldenthread.accounts.models import User
from goldenthread.core.prepared import prepared
from goldenthread.questionnaires.format.things import Question, Section
from goldenthread.questionnaires.models import Answer, AnswerEvidence, Sheet

Answers = dict[str, Answer]
UNREADABLE = {"table", "file"}
"""Kinds whose form says too little without the answer that is here: how many rows, which file."""
UNASKED = tuple(
    f"answered_by__{field.name}" for field in User._meta.concrete_fields if field.name not in {"id", "name", "email"}
)
"""What no page asks of whoever answered; a return has a hundred answers."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section as this organisation is asked it, with its answers."""

    section: Section
    questions: tuple[Question, ...]
    answers: Answers

    @property
    def required(self) -> list[Question]:
        return [question for question in self.questions if not question.optional]

    @property
    def missing(self) -> list[Question]:
        return [each for each in self.required if each.id not in self.answers or not self.answers[each.id].state]

    @property
    def to_confirm(self) -> list[Question]:
        return [each for each in self.questions if each.id in self.answers and self.answers[each.id].is_unconfirmed]

    @property
    def asked(self) -> int:
        return len(self.required)

    @property
    def answered(self) -> int:
        return sum(each.id in self.answers and self.answers[each.id].counts for each in self.required)


def answers_of(sheet: Sheet) -> Answers:
    """Without their evidence. One query."""
    return {answer.question: answer for answer in _answers_in(sheets=(sheet.pk,))}


def answers_to(sheet: Sheet, section: str) -> Answers:
    """Those on which it hangs what is asked, and those of one section without which its form cannot be read."""
    wanted = set()
    for each in sheet.edition.questionnaire.sections:
        wanted |= {condition.question for condition in each.applies.when}
        for question in each.questions:
            wanted |= {condition.question for condition in question.applies.when}
            if each.id == section and question.kind in UNREADABLE:
                wanted.add(question.id)
    return answers_to_these(sheet, wanted)


def answers_to_these(sheet: Sheet, questions: Iterable[str]) -> Answers:
    found = _some_answers_in(sheet=sheet.pk, questions=tuple(sorted(set(questions))))
    return {answer.question: answer for answer in found}


@prepared
def _some_answers_in(*, sheet: int, questions: tuple[str, ...]) -> QuerySet[Answer]:
    return Answer.objects.filter(sheet=sheet, question__in=questions).select_related("answered_by").order_by("pk")


def answers_of_sheets(sheets: Sequence[Sheet]) -> dict[int, Answers]:
    """By the number of the sheet, with their evidence. Two queries, however many sheets."""
    found: dict[int, Answers] = {sheet.pk: {} for sheet in sheets}
    answers = _answers_in(sheets=tuple(found))
    _with_evidence(answers, list(found))
    for answer in answers:
        found[answer.sheet_id][answer.question] = answer
    return found


@prepared
def _answers_in(*, sheets: tuple[int, ...]) -> QuerySet[Answer]:
    return Answer.objects.filter(sheet__in=sheets).select_related("answered_by").defer(*UNASKED).order_by("pk")


def _with_evidence(answers: list[Answer], sheets: list[int]) -> None:
    """Found by the sheet: a list of hundreds of answers would be worked out and sent each time."""
    attached: dict[int, list[AnswerEvidence]] = {}
    for piece in _evidence_in(sheets=tuple(sheets)):
        attached.setdefault(piece.answer_id, []).append(piece)
    for answer in answers:
        answer.pieces = attached.get(answer.pk, ())


@prepared
def _evidence_in(*, sheets: tuple[int, ...]) -> QuerySet[AnswerEvidence]:
    found = AnswerEvidence.objects.filter(answer__sheet__in=sheets)
    return found.select_related("evidence__partnership", "evidence__file").order_by("pk")


def parts_of(sheet: Sheet, answers: Answers | None = None) -> list[Part]:
    """The sections and questions that apply, by the kind of organisation and by what was answered earlier."""
    known = answers_of(sheet) if answers is None else answers
    return list(_parts(sheet, known))


def _parts(sheet: Sheet, answers: Answers) -> Iterator[Part]:
    given = as_texts(answers.values())
    for section, questions in sheet.edition.questionnaire.asked_of(sheet.kind):
        asked = tuple(question for question in questions if question.applies.given(given))
        if asked and section.applies.given(given):
            yield Part(section, asked, answers)


def steady(sheet: Sheet) -> set[str]:
    """Questions that are asked whatever was answered, and on whose answers it does not hang what is asked."""
    asked = list(sheet.edition.questionnaire.asked_of(sheet.kind))
    hangs = {condition.question for section, _ in asked for condition in section.applies.when}
    hangs |= {condition.question for _, some in asked for each in some for condition in each.applies.when}
    found = {each.id for section, some in asked if not section.applies.when for each in some if not each.applies.when}
    return found - hangs


def as_texts(answers: Iterable[Answer]) -> dict[str, str]:
    """What conditions of later questions are asked of."""
    return {answer.question: answer.as_text() for answer in answers if answer.state}


def question_of(sheet: Sheet, identifier: str) -> Question | None:
    return next((each for each in sheet.edition.questionnaire.questions if each.id == identifier), None)
