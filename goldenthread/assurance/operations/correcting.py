"""One answer of a return that was handed in, corrected with a reason; the former one stays beside it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.assurance.models import AssessmentPart, Correction, SelfAssessment
from goldenthread.assurance.operations.progress import summarise_assessment
from goldenthread.assurance.operations.summaries import in_step
from goldenthread.assurance.permissions import can_correct
from goldenthread.core import clock
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.history.operations import record
from goldenthread.questionnaires.answering.values import told
from goldenthread.questionnaires.operations import answering
from goldenthread.questionnaires.operations.answering import Given
from goldenthread.questionnaires.queries.answering import question_of


@transaction.atomic
def correct(
    part: AssessmentPart, given: Given, *, reason: str, by: User, answers: dict[str, str] | None = None
) -> Correction:
    """Everybody who reads the answer finds old and new with the reason, and hears of it in the next digest."""
    rows = SelfAssessment.objects.select_for_update(of=("self",)).select_related("round__partnership", "organisation")
    assessment = rows.get(pk=part.assessment_id)
    if not can_correct(by, assessment):
        raise ValidationError("It is corrected while it is handed in, by whoever hands it in or signed it off.")
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is corrected."})
    question = question_of(part.sheet, given.question)
    before = part.sheet.answers.filter(question=given.question).first()
    if question is None or before is None:
        raise ValidationError("This was not answered.")
    if not given.state:
        raise ValidationError("A corrected answer says something.")
    refuse_identifiers(part.sheet, {"reason": reason}, partnership=part.sheet.partnership, by=by, answers=answers)
    old = told(question, before)
    with in_step(assessment):
        answer = answering.correct_answer(part.sheet, given, by=by, answers=answers)
    made = Correction.objects.create(
        part=part, question=question.id, old=old, new=told(question, answer), reason=reason.strip(), by=by,
        at=clock.now(),
    )  # fmt: skip
    summarise_assessment(assessment)
    record(part.sheet, f"corrected {question.id}", by=by, old={question.id: old}, new={question.id: made.new},
           reason=reason)  # fmt: skip
    record(assessment, "corrected an answer", by=by)
    return made
