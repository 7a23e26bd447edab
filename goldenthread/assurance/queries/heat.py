"""Organisation by standard: what those said whose returns were shared with the partnership."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from goldenthread.accounts.models import User
from goldenthread.assurance.models import Round, SelfAssessment
from goldenthread.assurance.queries.comparison import Place, Standard
from goldenthread.assurance.queries.levels import Level, code_of, levels, values_at
from goldenthread.assurance.queries.summaries import level_of, order
from goldenthread.partnerships.models import Partnership
from goldenthread.questionnaires.models import Answer

COUNTING = Q(brought_from=None, asked_again_at=None) | Q(confirmed_at__isnull=False)


@dataclass(frozen=True, slots=True)
class HeatRow:
    assessment: SelfAssessment
    cells: list[Level | None]
    """In the order of the standards; None where the organisation was not asked or did not answer."""


def returns_read(user: User, partnership: Partnership, opened: Round, kind: str = "") -> QuerySet[SelfAssessment]:
    found = SelfAssessment.objects.visible_to(user).read_by(user, partnership).filter(round=opened)
    if kind:
        found = found.filter(organisation__kind=kind)
    return found.select_related("organisation").order_by("organisation__name", "pk")


def at_levels(found: QuerySet[SelfAssessment], standard: Standard, codes: Sequence[str]) -> QuerySet[SelfAssessment]:
    """Those with a site at one of these levels."""
    states = Q(state__in=codes) & ~Q(state="value")
    values = Q(state="value", value__in=[value for code in codes for value in values_at(standard.question, code)])
    answers = Answer.objects.filter(
        states | values, COUNTING, question=standard.question.id, sheet__assessment_part__part=standard.part,
        sheet__assessment_part__assessment=OuterRef("pk"),
    )  # fmt: skip
    return found.filter(Exists(answers))


def heat(returns: Sequence[SelfAssessment], standards: Sequence[Standard]) -> list[HeatRow]:
    """In one query for any number of returns and standards. Of several sites the lowest counts."""
    asked = {each.key: each.question for each in standards}
    answers = Answer.objects.filter(
        COUNTING, question__in={each.question.id for each in standards},
        sheet__assessment_part__assessment__in=[each.pk for each in returns],
        sheet__assessment_part__part__in={each.part.pk for each in standards},
    ).exclude(state="")  # fmt: skip
    fields = ("sheet__assessment_part__assessment", "sheet__assessment_part__part", "question", "state", "value")
    lowest: dict[tuple[int, Place], tuple[float, str]] = {}
    for assessment, part, identifier, state, value in answers.order_by().values_list(*fields):
        question = asked.get((part, identifier))
        if question is not None:
            level = level_of(state, value)
            key, said = (assessment, (part, identifier)), (order(question, level), code_of(question, level))
            lowest[key] = min(lowest.get(key, said), said)
    known = {each.key: {level.code: level for level in levels(each.question)} for each in standards}
    return [
        HeatRow(each, [_cell(lowest.get((each.pk, at.key)), known[at.key]) for at in standards]) for each in returns
    ]


def _cell(said: tuple[float, str] | None, known: dict[str, Level]) -> Level | None:
    return known.get(said[1]) if said else None
