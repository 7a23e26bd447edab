"""Sites of an organisation that answer a part each, for example the schools of a trust."""

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.assurance.models import AssessmentPart, RoundPart, SelfAssessment
from goldenthread.assurance.operations.progress import summarise_assessments
from goldenthread.assurance.operations.rounds import sheet_for
from goldenthread.history.operations import record


@transaction.atomic
def add_site(assessment: SelfAssessment, part: RoundPart, *, name: str, by: User) -> AssessmentPart:
    """It gets a sheet of its own, with the questions of the organisation's kind."""
    assessment = _open(assessment)
    name = name.strip()
    if not name:
        raise ValidationError({"name": "Say what the site is called."})
    if not part.per_site or part.round_id != assessment.round_id:
        raise ValidationError("This part is not answered for each site.")
    if assessment.parts.filter(part=part, sheet__site__iexact=name).exists():
        raise ValidationError({"name": f"{name} is here already."})
    sheet = sheet_for(part, assessment, assessment.round.partnership, {}, site=name)
    sheet.full_clean()
    sheet.save()
    made = AssessmentPart.objects.create(assessment=assessment, part=part, sheet=sheet)
    summarise_assessments(SelfAssessment.objects.filter(pk=assessment.pk))
    record(sheet, f"named the site {name}", by=by)
    return made


@transaction.atomic
def remove_site(made: AssessmentPart, *, by: User) -> None:
    """Only while nothing was answered for it."""
    assessment = _open(made.assessment)
    sheet = made.sheet
    if not sheet.site or sheet.answers.exists():
        raise ValidationError("Something was answered for this site. It stays.")
    record(sheet, f"took the site {sheet.site} out", by=by)
    made.delete()
    sheet.delete()
    summarise_assessments(SelfAssessment.objects.filter(pk=assessment.pk))


def _open(assessment: SelfAssessment) -> SelfAssessment:
    rows = SelfAssessment.objects.select_for_update(of=("self",)).select_related("round__partnership", "organisation")
    fresh = rows.get(pk=assessment.pk)
    if not fresh.is_open or fresh.round.closed_at:
        raise ValidationError("It is locked. Open it again to change its sites.")
    return fresh
