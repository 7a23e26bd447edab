"""What makes one look twice at returns: one condition on answers each, so that lists count and pages list the same.

A return of thousands is counted in the database; nothing is read into memory but what a page shows.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from goldenthread.accounts.models import User
from goldenthread.assurance.models import (
    Judgement,
    JudgementStage,
    ReturnedQuestion,
    Round,
    SelfAssessment,
    SelfAssessmentState,
    Stance,
)
from goldenthread.assurance.queries.levels import has_levels, ladder
from goldenthread.core import clock
from goldenthread.partnerships.models import Membership, Partnership
from goldenthread.partnerships.roles import Right, roles_with
from goldenthread.questionnaires.format.things import Question
from goldenthread.questionnaires.models import Answer, AnswerEvidence, Edition

UNCHANGED = 2
"""Over how many rounds an answer said the same before one asks whether anybody looked at it."""
APART = 2
"""By how many levels the organisation's own stands above the moderated one before it is an exception."""

RETURN = "sheet__assessment_part__assessment"
"""From an answer to its return."""

Scales = dict[tuple[tuple[str, ...], ...], list[str]]
"""Questions by the values of each of their levels, the lowest first."""


def scales_of(editions: Iterable[Edition]) -> Scales:
    return scales_for(question for edition in editions for question in edition.questionnaire.questions)


def scales_for(questions: Iterable[Question]) -> Scales:
    found: Scales = defaultdict(list)
    for question in questions:
        if has_levels(question):
            found[ladder(question)].append(question.id)
    return found


def editions_in(opened: Round, partnership: Partnership) -> list[Edition]:
    """Of the common parts, and of the partnership's own supplement."""
    mine = Q(partnership=None) | Q(partnership=partnership)
    return [part.edition for part in opened.parts.filter(mine).select_related("edition")]


def answers_in(returns: "QuerySet[SelfAssessment]", partnership: Partnership) -> QuerySet[Answer]:
    """Answers of the returns that the partnership reads: the common parts and its own supplement."""
    part = "sheet__assessment_part__part__partnership"
    readable = Q(**{part: None}) | Q(**{part: partnership})
    return Answer.objects.filter(readable, **{f"{RETURN}__in": returns.order_by().values("pk")})


def at_the_top(answers: QuerySet[Answer], scales: Scales) -> QuerySet[Answer]:
    highest = Q(pk__in=[])
    for steps, questions in scales.items():
        highest |= Q(question__in=questions, value__in=steps[-1])
    return answers.filter(highest)


def attached() -> QuerySet[AnswerEvidence]:
    """To an answer, and not withdrawn since."""
    return AnswerEvidence.objects.filter(answer=OuterRef("pk"), evidence__withdrawn_at=None).order_by()


def without_evidence(answers: QuerySet[Answer], scales: Scales) -> QuerySet[Answer]:
    """At the highest level, and nothing attached that shows it."""
    return at_the_top(answers, scales).filter(~Exists(attached()))


def evidence_ran_out(answers: QuerySet[Answer], on: date) -> QuerySet[Answer]:
    """Of what is attached nothing is valid any more; ``piece`` is what was valid last."""
    over = attached().filter(evidence__expires_on__lt=on)
    valid = attached().filter(Q(evidence__expires_on=None) | Q(evidence__expires_on__gte=on))
    last = over.order_by("-evidence__expires_on", "pk")
    return answers.filter(Exists(over), ~Exists(valid)).annotate(
        piece=Subquery(last.values("evidence__title")[:1]),
        valid_until=Subquery(last.values("evidence__expires_on")[:1]),
    )


def above_earlier(answers: QuerySet[Answer], scales: Scales) -> QuerySet[Answer]:
    """Higher than what the organisation said in its last return with the same questionnaire."""
    earlier = Answer.objects.filter(
        question=OuterRef("question"), sheet__organisation=OuterRef("sheet__organisation"),
        sheet__edition__name=OuterRef("sheet__edition__name"), sheet__site=OuterRef("sheet__site"),
        sheet__lt=OuterRef("sheet"),
    )  # fmt: skip
    last = earlier.order_by("-sheet").annotate(level=ranked("value", scales)).values("level")[:1]
    here = answers.annotate(here=ranked("value", scales), before=Subquery(last, output_field=IntegerField()))
    return here.filter(here__gt=F("before"))


def unchanged(answers: QuerySet[Answer]) -> QuerySet[Answer]:
    """The same words and level over two rounds or more, by what each was brought forward from."""
    first = "__".join(["brought_from"] * UNCHANGED)
    return answers.filter(**{f"{first}__isnull": False, "first_answered_at": F(f"{first}__first_answered_at")})


def last_said(stage: str, scales: Scales) -> Subquery:
    """The place of the last level of a stage, of the partnership that moderates the answer."""
    moderator = Coalesce(
        OuterRef("sheet__assessment_part__part__partnership"),
        OuterRef("sheet__assessment_part__assessment__round__partnership"),
    )
    said = Judgement.objects.filter(
        part__sheet=OuterRef("sheet"), question=OuterRef("question"), stage=stage, partnership=moderator
    )
    last = said.order_by("-number").annotate(rank=ranked("level", scales)).values("rank")[:1]
    return Subquery(last, output_field=IntegerField())


def above_moderated(answers: QuerySet[Answer], scales: Scales) -> QuerySet[Answer]:
    """By two levels or more above what the partnership that moderates it gave."""
    found = answers.annotate(here=ranked("value", scales), there=last_said(JudgementStage.MODERATED, scales))
    return found.filter(here__gte=F("there") + APART)


def signed_off_by_others(returns: "QuerySet[SelfAssessment]") -> "QuerySet[SelfAssessment]":
    """Signed by somebody who answers for the organisation no more, or who did not on the day."""
    held = Membership.objects.filter(
        person=OuterRef("signed_off_by"), organisation=OuterRef("organisation"),
        role__in=roles_with(Right.ANSWER_FOR_ORGANISATION), starts_on__lte=OuterRef("signed_off_at__date"),
    ).filter(Q(ends_on=None) | Q(ends_on__gte=OuterRef("signed_off_at__date")))  # fmt: skip
    return returns.filter(~Exists(held), signed_off_at__isnull=False)


def signed_off_by_the_author(returns: "QuerySet[SelfAssessment]", partnership: Partnership) -> Any:
    """Whoever signed it off wrote most of it: nobody senior looked at it."""
    own = answers_in(returns, partnership).filter(**{RETURN: OuterRef("pk"), "answered_by": OuterRef("signed_off_by")})
    count = own.order_by().values(RETURN).annotate(count=Count("pk")).values("count")
    found = returns.filter(signed_off_at__isnull=False, answered__gt=0)
    return found.annotate(own_answers=Coalesce(Subquery(count), 0)).filter(own_answers__gt=F("answered") / 2)


def ranked(field: str, scales: Scales) -> Case:
    """The place of a level among those of its question's scale; empty for what is no level."""
    places = [
        When(**{"question__in": questions, f"{field}__in": values, "then": Value(place)})
        for steps, questions in scales.items()
        for place, values in enumerate(steps)
    ]
    return Case(*places, default=None, output_field=IntegerField())


def _count(rows: QuerySet[Any], by: str = RETURN) -> Any:
    counted = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def queue_of(opened: Round, user: User, partnership: Partnership) -> "QuerySet[SelfAssessment]":
    """Returns of the round that the partnership reads: exceptions first, then who waits longest."""
    found = SelfAssessment.objects.visible_to(user).read_by(user, partnership).filter(round=opened)
    scales, answers = scales_of(editions_in(opened, partnership)), answers_in(found, partnership)
    returned = ReturnedQuestion.objects.known_in(partnership).filter(replied_at=None)
    judged = Judgement.objects.filter(stage=JudgementStage.MODERATED, partnership=partnership, number=1)
    settled = Judgement.objects.filter(
        part=OuterRef("part"), question=OuterRef("question"), pk__gt=OuterRef("pk")
    ).exclude(stage=JudgementStage.MODERATED)  # fmt: skip
    disagreed = Judgement.objects.known_in(partnership).filter(~Exists(settled), stance=Stance.DISAGREES)
    counted = found.annotate(
        unanswered=_count(returned, "part__assessment"),
        disputed=_count(disagreed, "part__assessment"),
        judged=_count(judged, "part__assessment"),
        bare=_count(without_evidence(answers, scales)),
        expired=_count(evidence_ran_out(answers, clock.today())),
        raised=_count(above_earlier(answers, scales)),
    )
    agreed = Case(When(state__in=(SelfAssessmentState.AGREED, SelfAssessmentState.CLOSED), then=1), default=0)
    any_exception = Case(
        When(Q(unanswered__gt=0) | Q(disputed__gt=0) | Q(bare__gt=0) | Q(raised__gt=0) | Q(expired__gt=0), then=0),
        default=1,
    )
    related = counted.select_related("organisation", "round__partnership")
    return related.annotate(agreed=agreed, calm=any_exception).order_by("agreed", "calm", "submitted_at", "pk")
