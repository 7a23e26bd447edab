"""Evidence for an answer: the best three pieces at most, each of which serves as many answers as it shows."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.evidence.models import Evidence
from goldenthread.evidence.operations import add_evidence
from goldenthread.history.operations import record
from goldenthread.partnerships.models import Partnership
from goldenthread.questionnaires.answering.values import ATTACHED
from goldenthread.questionnaires.models import MOST_EVIDENCE, Answer, AnswerEvidence, AnswerState, Sheet
from goldenthread.questionnaires.operations.answering import Given, open_sheet, save_answer


@transaction.atomic
def attach_evidence(sheet: Sheet, evidence: Evidence, *, question: str, by: User) -> AnswerEvidence:
    """A question that is answered with a file is answered by this."""
    sheet = open_sheet(sheet)
    asked = next((each for each in sheet.edition.questionnaire.questions if each.id == question), None)
    if asked is None:
        raise ValidationError("This question is not asked here.")
    if evidence.withdrawn_at:
        raise ValidationError("This evidence was withdrawn.")
    if evidence.organisation_id not in {None, sheet.organisation_id}:
        raise ValidationError("This evidence belongs to another organisation.")
    answer = sheet.answers.filter(question=question).first()
    if answer and answer.evidence.filter(evidence=evidence).exists():
        raise ValidationError("This evidence is attached here already.")
    if answer and answer.evidence.count() >= MOST_EVIDENCE:
        raise ValidationError(f"Attach the best {MOST_EVIDENCE} pieces at most. Take one away first.")
    if answer is None or (asked.kind == "file" and answer.state != AnswerState.VALUE):
        answer = _answered(sheet, question, answer, asked.kind == "file", by)
    attached = AnswerEvidence.objects.create(answer=answer, evidence=evidence, added_by=by)
    record(sheet, f"attached evidence to {question}", by=by, new={"evidence": evidence.title})
    return attached


@transaction.atomic
def bring_evidence(
    sheet: Sheet, partnership: Partnership, *, question: str, by: User, answers: dict[str, str] | None = None,
    **facts: Any,
) -> Evidence:  # fmt: skip
    """A new piece, kept by the organisation: nobody else sees it but whom the answer is shared with."""
    piece = add_evidence(partnership, organisation=sheet.organisation, by=by, answers=answers, **facts)
    attach_evidence(sheet, piece, question=question, by=by)
    return piece


@transaction.atomic
def detach_evidence(attached: AnswerEvidence, *, by: User) -> None:
    sheet = open_sheet(attached.answer.sheet)
    answer, title = attached.answer, attached.evidence.title
    attached.delete()
    record(sheet, f"took evidence away from {answer.question}", by=by, old={"evidence": title}, new={"evidence": ""})
    if answer.value == ATTACHED and not answer.evidence.exists():
        save_answer(sheet, Given(answer.question, answer.version, "", None, answer.comment), by=by)


def _answered(sheet: Sheet, question: str, answer: Answer | None, by_file: bool, by: User) -> Answer:
    """The answer to hang it on: one with a file is given by it, another one stays open."""
    comment, version = (answer.comment, answer.version) if answer else ("", 0)
    if answer is None and not by_file:
        made = Answer(sheet=sheet, question=question, answered_by=by)
        made.save()
        return made
    state, value = (AnswerState.VALUE, ATTACHED) if by_file else ("", None)
    return save_answer(sheet, Given(question, version, state, value, comment), by=by)
