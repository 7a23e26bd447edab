"""Feedback to an organisation: assembled from the judgements; a notice with a link goes out, never what it says."""

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.assurance.models import Letter, SelfAssessment
from goldenthread.assurance.models.returns import HANDED_IN
from goldenthread.assurance.queries.returns import colleagues
from goldenthread.core import clock
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.history.operations import record
from goldenthread.notifications.operations import plan_mail
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.rights import answered_for


@transaction.atomic
def send_letter(
    assessment: SelfAssessment, *, partnership: Partnership, words: str, by: User,
    answers: dict[str, str] | None = None,
) -> Letter:  # fmt: skip
    """Everybody who answers for the organisation is told where to read it."""
    rows = SelfAssessment.objects.select_for_update(of=("self",)).select_related("round__partnership", "organisation")
    assessment = rows.get(pk=assessment.pk)
    if assessment.organisation_id in answered_for(by):
        raise ValidationError(f"You answer for {assessment.organisation}. Somebody else sends the feedback.")
    if assessment.state not in HANDED_IN:
        raise ValidationError("Feedback is sent on what was handed in.")
    refuse_identifiers(assessment, {"words": words}, partnership=partnership, by=by, answers=answers)
    letter = Letter.objects.create(
        assessment=assessment, partnership=partnership, words=words.strip(), sent_by=by, sent_at=clock.now()
    )
    record(assessment, f"sent the feedback of {partnership}", by=by)
    for person in colleagues(assessment.organisation):
        plan_mail(
            person, key=f"feedback {letter.ref} {person.ref}", kind="feedback",
            subject=f"{partnership.short_name or partnership.name}: feedback on your self-assessment",
            text=f"{partnership} sent its feedback on {assessment.round}. Please open it to read what was said.",
            about=letter.get_absolute_url(), partnership=partnership,
        )  # fmt: skip
    return letter
