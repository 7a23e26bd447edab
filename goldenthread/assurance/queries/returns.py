"""Returns of organisations: what is asked of one, how far it is, who works on it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, Prefetch, Q, QuerySet, Window

from goldenthread.accounts.models import User
from goldenthread.assurance.models import (
    Asking,
    AssessmentPart,
    HandOver,
    RoundPart,
    SelfAssessment,
    SelfAssessmentState,
    Share,
)
from goldenthread.assurance.models.returns import HANDED_IN
from goldenthread.core import clock
from goldenthread.core.lists import numbered
from goldenthread.core.prepared import prepared
from goldenthread.evidence.models import Evidence
from goldenthread.partnerships.models import Membership, Organisation, Partnership, running
from goldenthread.partnerships.rights import answered_for, may
from goldenthread.partnerships.roles import Right, roles_with
from goldenthread.questionnaires.format.things import Question, Section
from goldenthread.questionnaires.models import MOST_EVIDENCE, AnswerEvidence, Sheet
from goldenthread.questionnaires.queries.answering import Part, answers_of_sheets, parts_of


@dataclass(frozen=True, slots=True)
class PartRead:
    """A part of a return with its sections as the organisation is asked them."""

    part: AssessmentPart
    sections: list[Part]


def own_return(user: User, ref: str) -> SelfAssessment | None:
    """One return, without those who ask for it."""
    return next(iter(_own(organisations=tuple(sorted(answered_for(user))), ref=ref)), None)


@prepared
def _own(*, organisations: tuple[int, ...], ref: str) -> QuerySet[SelfAssessment]:
    found = SelfAssessment.objects.filter(organisation__in=organisations, ref=ref)
    return found.select_related("round__partnership", "organisation", "senior_lead").order_by()


def own_returns(user: User) -> QuerySet[SelfAssessment]:
    found = SelfAssessment.objects.of_own(user).select_related("round__partnership", "organisation", "senior_lead")
    asking = Prefetch("askings", Asking.objects.select_related("partnership"))
    return found.prefetch_related(asking).order_by("round__due_on", "pk")


def open_returns(user: User) -> QuerySet[SelfAssessment]:
    """What is asked of the person's organisations and not handed in yet."""
    return (
        own_returns(user).filter(round__closed_at=None, round__opens_on__lte=clock.today()).exclude(state__in=HANDED_IN)
    )


def waiting_for(user: User, today: date) -> list[SelfAssessment]:
    """``open_returns`` for a list: with round and organisation alone."""
    return _waiting(organisations=tuple(sorted(answered_for(user))), today=today)


@prepared
def _waiting(*, organisations: tuple[int, ...], today: date) -> QuerySet[SelfAssessment]:
    found = SelfAssessment.objects.filter(
        ~Q(state__in=HANDED_IN), organisation__in=organisations, round__closed_at=None, round__opens_on__lte=today
    )
    return found.select_related("round", "organisation").order_by("round__due_on", "pk")


def not_waiting_for(user: User, today: date, number: str | None, rows: int) -> Page[SelfAssessment]:
    """Handed in, closed, or not open yet; the newest first."""
    own = tuple(sorted(answered_for(user)))
    return numbered(lambda wanted: _settled(wanted, rows, organisations=own, today=today), number, rows)


@prepared
def _settled(number: int, rows: int, *, organisations: tuple[int, ...], today: date) -> QuerySet[SelfAssessment]:
    settled = Q(state__in=HANDED_IN) | Q(round__closed_at__isnull=False) | Q(round__opens_on__gt=today)
    found = SelfAssessment.objects.filter(settled, organisation__in=organisations)
    found = found.select_related("round", "organisation").annotate(total=Window(Count("pk")))
    return found.order_by("-round__due_on", "pk")[(number - 1) * rows : number * rows]


def askers(returns: Sequence[SelfAssessment]) -> dict[int, list[str]]:
    """By the number of the return: the names of partnerships that ask for it. One query for any number."""
    found: dict[int, list[str]] = {each.pk: [] for each in returns}
    for assessment, name in _asking(assessments=tuple(found)):
        found[assessment].append(name)
    return found


@prepared
def _asking(*, assessments: tuple[int, ...]) -> Any:
    names = Asking.objects.filter(assessment__in=assessments).order_by("partnership__name")
    return names.values_list("assessment", "partnership__name")


def parts_of_return(assessment: SelfAssessment, partnership: Partnership | None = None) -> list[AssessmentPart]:
    """All for the organisation; for a ``partnership`` the common parts and its own supplement."""
    parts = _parts(assessment=assessment.pk)
    if partnership is not None:
        parts = [each for each in parts if each.part.partnership_id in {None, partnership.pk}]
    return parts


@prepared
def _parts(*, assessment: int) -> QuerySet[AssessmentPart]:
    found = AssessmentPart.objects.filter(assessment=assessment)
    found = found.select_related("part__edition", "part__partnership", "sheet__edition", "sheet__organisation")
    return found.defer("part__edition__text", "sheet__edition__text")


def earlier_parts(part: AssessmentPart) -> list[AssessmentPart]:
    """The same questionnaire in earlier returns that the organisation handed in, for the same site, newest first."""
    here = part.assessment
    found = AssessmentPart.objects.filter(
        assessment__organisation=here.organisation_id, assessment__state__in=HANDED_IN, sheet__answered__gt=0,
        sheet__edition__name=part.sheet.edition.name, sheet__site=part.sheet.site,
    ).exclude(assessment=here.pk)  # fmt: skip
    found = found.select_related("assessment__round", "sheet__edition", "sheet__organisation")
    return list(found.order_by("-assessment__submitted_at")[:5])


def site_parts(assessment: SelfAssessment) -> list[RoundPart]:
    """Parts of the round that the organisation answers for each of its sites."""
    asking = Q(partnership=None) | Q(partnership__in=assessment.askings.values("partnership"))
    return list(assessment.round.parts.filter(asking, per_site=True).select_related("edition", "partnership"))


def with_earlier(parts: list[AssessmentPart], assessment: SelfAssessment) -> set[int]:
    """Those of the parts that an earlier return of the organisation answered. One query."""
    found = AssessmentPart.objects.filter(
        assessment__organisation=assessment.organisation_id, assessment__state__in=HANDED_IN, sheet__answered__gt=0
    ).exclude(assessment=assessment.pk)
    known = set(found.values_list("sheet__edition__name", "sheet__site"))
    return {each.pk for each in parts if (each.sheet.edition.name, each.sheet.site) in known}


def hand_overs_of(assessment: SelfAssessment) -> list[HandOver]:
    return list(HandOver.objects.filter(part__assessment=assessment).select_related("part__assessment"))


def attached_to(part: AssessmentPart) -> QuerySet[AnswerEvidence]:
    found = AnswerEvidence.objects.filter(answer__sheet=part.sheet)
    return found.select_related("evidence", "answer__sheet__organisation", "answer__sheet__partnership")


def room_for(part: AssessmentPart, evidence: Evidence) -> list[tuple[Section, Question]]:
    """Questions that can take the piece: asked of the organisation, without it, and with less than three."""
    attached = AnswerEvidence.objects.filter(answer__sheet=part.sheet).values_list("answer__question", "evidence")
    pieces = Counter(question for question, _ in attached)
    has_it = {question for question, piece in attached if piece == evidence.pk}
    return [
        (each.section, question)
        for each in parts_of(part.sheet)
        for question in each.questions
        if question.id not in has_it and pieces[question.id] < MOST_EVIDENCE
    ]


def evidence_of_sheets(sheets: Sequence[Sheet]) -> QuerySet[Evidence]:
    """What is attached to any of these; the caller has already seen that the reader may read them."""
    return Evidence.objects.filter(answers__answer__sheet__in=sheets, withdrawn_at=None).distinct()


def place_of(user: User, assessment: SelfAssessment) -> Partnership:
    """The partnership through which the person comes to the return, where they settle what the screening finds."""
    asking = [each.partnership for each in assessment.askings.all()]
    return next((each for each in asking if may(user, Right.ADD_EVIDENCE, each)), assessment.round.partnership)


def read(parts: list[AssessmentPart]) -> list[PartRead]:
    known = answers_of_sheets([each.sheet for each in parts])
    return [PartRead(each, parts_of(each.sheet, known[each.sheet_id])) for each in parts]


def colleagues(organisation: Organisation) -> QuerySet[User]:
    """Who answers for the organisation today."""
    held = Membership.objects.filter(
        running(), organisation=organisation, role__in=roles_with(Right.ANSWER_FOR_ORGANISATION)
    )
    return User.objects.filter(pk__in=held.values("person"), is_active=True).order_by("name")


def is_late(assessment: SelfAssessment, on: date) -> bool:
    return assessment.state not in HANDED_IN and assessment.round.due_on < on


def shares_of(assessment: SelfAssessment) -> QuerySet[Share]:
    return assessment.shares.select_related("partnership", "given_by", "ended_by").order_by("-given_at")  # type: ignore[no-any-return]


WORDS = dict(SelfAssessmentState.choices)
TONES = {
    "draft": "none", "in_progress": "note", "signed_off": "good", "submitted": "good", "queried": "warn",
    "agreed": "done", "closed": "done",
}  # fmt: skip
