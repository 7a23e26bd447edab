"""An anonymous survey of an organisation's staff beside its return."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from goldenthread.accounts.models import User
from goldenthread.assurance.models import AssessmentPart, StaffCount, StaffSays, StaffSurvey
from goldenthread.assurance.queries.levels import has_levels
from goldenthread.core import clock
from goldenthread.history.operations import record

MOST = 10
NO_LONGER = "This survey is over, or the link is not whole. Ask whoever sent it to you."


@transaction.atomic
def open_survey(part: AssessmentPart, *, questions: Sequence[str], closes_on: date, by: User) -> StaffSurvey:
    part = AssessmentPart.objects.select_for_update(of=("self",)).select_related(
        "assessment__round", "sheet__edition", "sheet__organisation"
    ).get(pk=part.pk)  # fmt: skip
    if part.assessment.round.closed_at:
        raise ValidationError("This round is closed.")
    if any(each.is_open or each.is_shown for each in part.staff_surveys.all()):
        raise ValidationError("Staff were asked already.")
    known = {each.id for each in part.sheet.edition.questionnaire.questions if has_levels(each)}
    if not questions or len(questions) > MOST or not set(questions) <= known:
        raise ValidationError({"questions": f"Choose one to {MOST} standards."})
    if closes_on <= clock.today():
        raise ValidationError({"closes_on": "Give staff at least until tomorrow."})
    made = StaffSurvey.objects.create(
        part=part, questions=list(questions), closes_on=closes_on, opened_by=by, opened_at=clock.now()
    )
    record(part.sheet, "asked staff", by=by, new={"standards": len(questions), "until": closes_on})
    return made


@transaction.atomic
def answer_survey(survey: StaffSurvey, said: Mapping[str, str]) -> StaffSurvey:
    """Adds one to the count of each answer. No history: it would tell who answered when."""
    survey = StaffSurvey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if not survey.is_open:
        raise ValidationError(NO_LONGER)
    given = {question: says for question, says in said.items() if says in StaffSays.values}
    if not given or not set(given) <= set(survey.questions):
        raise ValidationError("Answer at least one of the questions.")
    for question, says in given.items():
        StaffCount.add(survey, question, says)
    StaffSurvey.objects.filter(pk=survey.pk).update(answers=F("answers") + 1)
    return survey


@transaction.atomic
def close_survey(survey: StaffSurvey, *, by: User) -> StaffSurvey:
    survey = StaffSurvey.objects.select_for_update(of=("self",)).select_related(
        "part__sheet__organisation", "part__sheet__edition"
    ).get(pk=survey.pk)  # fmt: skip
    if not survey.is_open:
        raise ValidationError("This survey is over already.")
    survey.closed_at, survey.closed_by = clock.now(), by
    survey.save(update_fields=["closed_at", "closed_by"])
    record(survey.part.sheet, "closed the survey of staff", by=by)
    return survey
