"""A return's way: answered, signed off by its senior lead, handed in, shared, opened again."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from goldenthread.accounts.models import User
from goldenthread.assurance.models import AssessmentPart, SelfAssessment, SelfAssessmentState, Share, StateEvent
from goldenthread.assurance.models.returns import HANDED_IN
from goldenthread.assurance.operations.progress import summarise_assessment
from goldenthread.assurance.operations.summaries import add, in_step
from goldenthread.assurance.queries.returns import colleagues
from goldenthread.core import clock, rows
from goldenthread.core.prepared import prepared
from goldenthread.evidence.models import Evidence
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.history import operations as history
from goldenthread.history.operations import record
from goldenthread.partnerships.models import Partnership
from goldenthread.questionnaires.models import Answer, AnswerEvidence, Sheet
from goldenthread.questionnaires.operations import answering, attaching
from goldenthread.questionnaires.operations.answering import Given, Saved

State = SelfAssessmentState
STEPPED = ["state", "signed_off_by", "signed_off_at", "submitted_by", "submitted_at"]


@transaction.atomic
def answer_part(
    part: AssessmentPart, given: Sequence[Given], *, by: User, answers: Mapping[str, str] | None = None
) -> Saved:
    """Keep what was typed; from the first answer on the return is in progress."""
    return _in_part(part, lambda sheet: answering.keep_answers(sheet, given, by=by, answers=answers), by)  # type: ignore[no-any-return]


@transaction.atomic
def bring_earlier(part: AssessmentPart, *, earlier: AssessmentPart, by: User) -> list[Answer]:
    """Answers of an earlier return come along, unconfirmed."""
    return _in_part(part, lambda sheet: answering.bring_forward(sheet, earlier=earlier.sheet, by=by), by)  # type: ignore[no-any-return]


@transaction.atomic
def attach(part: AssessmentPart, evidence: Evidence, *, question: str, by: User) -> AnswerEvidence:
    return _in_part(  # type: ignore[no-any-return]
        part, lambda sheet: attaching.attach_evidence(sheet, evidence, question=question, by=by), by
    )


@transaction.atomic
def attach_to(part: AssessmentPart, evidence: Evidence, *, questions: Sequence[str], by: User) -> list[AnswerEvidence]:
    """One piece that shows several things: to each of these answers, or to none of them."""
    return [attach(part, evidence, question=question, by=by) for question in questions]


@transaction.atomic
def bring(
    part: AssessmentPart, place: Partnership, *, question: str, by: User, answers: dict[str, str] | None = None,
    **facts: Any,
) -> Evidence:  # fmt: skip
    """``place``: the partnership through which the person comes, which screens the file."""
    return _in_part(  # type: ignore[no-any-return]
        part,
        lambda sheet: attaching.bring_evidence(sheet, place, question=question, by=by, answers=answers, **facts),
        by,
    )


@transaction.atomic
def detach(part: AssessmentPart, attached: AnswerEvidence, *, by: User) -> None:
    _in_part(part, lambda sheet: attaching.detach_evidence(attached, by=by), by)


@transaction.atomic
def confirm_earlier(part: AssessmentPart, *, question: str, by: User) -> None:
    _in_part(part, lambda sheet: answering.confirm_answer(sheet, question=question, by=by), by)


@transaction.atomic
def drop_earlier(part: AssessmentPart, *, question: str, by: User) -> None:
    _in_part(part, lambda sheet: answering.drop_answer(sheet, question=question, by=by), by)


def _in_part(part: AssessmentPart, change: Callable[[Sheet], Any], by: User) -> Any:
    [assessment] = _in_round(pk=part.assessment_id)
    _refuse_unless_open(assessment)
    done = change(part.sheet)
    if not isinstance(done, Saved) or done.counts_moved:
        summarise_assessment(assessment)
    if assessment.state == State.DRAFT:
        _come_to(assessment, State.IN_PROGRESS, by)
        record(assessment, "began the self-assessment", by=by)
    return done


@transaction.atomic
def name_senior_lead(assessment: SelfAssessment, *, person: User, by: User) -> SelfAssessment:
    """Who signs it off: somebody who answers for the organisation."""
    assessment = _locked(assessment)
    _refuse_unless_open(assessment)
    if not colleagues(assessment.organisation).filter(pk=person.pk).exists():
        raise ValidationError({"person": f"{person} does not answer for {assessment.organisation}. Invite them first."})
    old = assessment.senior_lead
    assessment.senior_lead = person
    assessment.save(update_fields=["senior_lead"])
    record(assessment, "named who signs it off", by=by, old={"senior lead": old}, new={"senior lead": person})
    return assessment


@transaction.atomic
def sign_off(assessment: SelfAssessment, *, by: User) -> SelfAssessment:
    """The senior lead answers for every word of it. From here on it is locked."""
    assessment = _locked(assessment)
    _refuse_unless_open(assessment)
    if assessment.senior_lead_id != by.pk:
        raise ValidationError(f"Only {assessment.senior_lead or 'the named senior lead'} signs this off.")
    if lacking := assessment.asked - assessment.answered:
        raise ValidationError(f"{lacking} of {assessment.asked} questions are not answered and confirmed yet.")
    assessment.signed_off_by, assessment.signed_off_at = by, clock.now()
    _come_to(assessment, State.SIGNED_OFF, by)
    _lock(assessment, by, locked=True)
    record(assessment, "signed off the self-assessment", by=by)
    return assessment


@transaction.atomic
def submit(
    assessment: SelfAssessment, *, share_with: Sequence[Partnership], by: User, until: date | None = None
) -> SelfAssessment:
    """Hand it in. Each partnership that is named reads the common part and its own supplement, no more."""
    asking = _asking(assessment)
    assessment = _locked(assessment)
    if assessment.state != State.SIGNED_OFF:
        raise ValidationError("It is handed in once its senior lead has signed it off.")
    _refuse_closed(assessment)
    if not share_with:
        raise ValidationError({"share_with": "Choose at least one partnership that may read it."})
    assessment.submitted_by, assessment.submitted_at = by, clock.now()
    _come_to(assessment, State.SUBMITTED, by)
    _share(assessment, asking, share_with, until, by)
    add(assessment)
    told = _told(assessment, share_with, until)
    history.record_each([(assessment, "handed in the self-assessment", {}), *told], by=by)
    return assessment


@transaction.atomic
def share(assessment: SelfAssessment, partnership: Partnership, *, by: User, until: date | None = None) -> None:
    """With a further partnership, or for longer."""
    asking = _asking(assessment)
    assessment = _locked(assessment)
    if assessment.state not in HANDED_IN:
        raise ValidationError("It is shared when it is handed in.")
    with in_step(assessment):
        _share(assessment, asking, [partnership], until, by)
    history.record_each(_told(assessment, [partnership], until), by=by)


@transaction.atomic
def end_share(given: Share, *, by: User) -> Share:
    """From now on the partnership reads nothing of it. That it did stays in the list."""
    given = (
        Share.objects.select_for_update(of=("self",))
        .select_related("assessment__round", "partnership")
        .get(pk=given.pk)
    )
    if given.ended_at:
        raise ValidationError("This consent was ended already.")
    given.ended_at, given.ended_by = clock.now(), by
    with in_step(given.assessment):
        given.save(update_fields=["ended_at", "ended_by"])
    record(given.assessment, f"ended the sharing with {given.partnership}", by=by)
    return given


@transaction.atomic
def reopen(
    assessment: SelfAssessment, *, reason: str, by: User, answers: dict[str, str] | None = None
) -> SelfAssessment:
    """Its answers can be changed again; it is signed off and handed in anew. Nobody reads it meanwhile."""
    assessment = _locked(assessment)
    _refuse_closed(assessment)
    if assessment.is_open:
        raise ValidationError("It is open already.")
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is opened again."})
    refuse_identifiers(assessment, {"reason": reason}, partnership=assessment.round.partnership, by=by, answers=answers)
    assessment.signed_off_by = assessment.signed_off_at = None
    assessment.submitted_by = assessment.submitted_at = None
    with in_step(assessment):
        _come_to(assessment, State.IN_PROGRESS, by, reason)
    _lock(assessment, by, locked=False)
    record(assessment, "opened the self-assessment again", by=by, reason=reason)
    return assessment


def _asking(assessment: SelfAssessment) -> set[int]:
    """Partnerships that ask for it. None stops asking."""
    return {each.partnership_id for each in assessment.askings.all()}


def _share(
    assessment: SelfAssessment, asking: set[int], places: Sequence[Partnership], until: date | None, by: User
) -> None:
    """One statement for any number of partnerships; where one reads it already, its last day is moved."""
    for place in places:
        if place.pk not in asking:
            raise ValidationError(f"{place} does not ask for this return.")
    today = clock.today()
    if until and until < today:
        raise ValidationError({"until": "The last day is before the first day."})
    given = [
        Share(assessment=assessment, partnership=place, starts_on=today, ends_on=until, given_by=by) for place in places
    ]
    rows.insert_or_change(given, ("assessment", "partnership"), "ended_at", ("ends_on", "given_by", "given_at"))


def _told(
    assessment: SelfAssessment, places: Sequence[Partnership], until: date | None
) -> list[tuple[SelfAssessment, str, dict[str, Any]]]:
    return [(assessment, f"shared it with {place}", {"until": until or "no last day"}) for place in places]


def _lock(assessment: SelfAssessment, by: User, *, locked: bool) -> None:
    sheets = Sheet.objects.filter(assessment_part__assessment=assessment).select_related("organisation", "edition")
    answering.lock_sheets(list(sheets), by=by, locked=locked)


def _come_to(assessment: SelfAssessment, state: str, by: User, reason: str = "") -> None:
    assessment.state = state
    rows.update(assessment, *STEPPED)
    rows.insert(StateEvent(assessment=assessment, state=state, at=clock.now(), by=by, reason=reason))


def _refuse_unless_open(assessment: SelfAssessment) -> None:
    _refuse_closed(assessment)
    if not assessment.is_open:
        raise ValidationError("It was signed off, and is locked. Open it again to change it.")


def _refuse_closed(assessment: SelfAssessment) -> None:
    if assessment.round.closed_at:
        raise ValidationError("This round is closed.")


def _locked(assessment: SelfAssessment) -> SelfAssessment:
    [found] = _for_change(pk=assessment.pk)
    return found


@prepared
def _in_round(*, pk: int) -> QuerySet[SelfAssessment]:
    """For an answer, which needs nobody's name."""
    return SelfAssessment.objects.select_for_update(of=("self",)).filter(pk=pk).select_related("round").order_by()


@prepared
def _for_change(*, pk: int) -> QuerySet[SelfAssessment]:
    found = SelfAssessment.objects.select_for_update(of=("self",)).filter(pk=pk)
    return found.select_related("round__partnership", "organisation", "senior_lead").order_by()
