"""Counts of a return, repeated from its sheets in the same transaction."""

from typing import Any

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from goldenthread.assurance.models import SelfAssessment
from goldenthread.questionnaires.models import Sheet

ONE = """
    UPDATE assurance_selfassessment SET (asked, answered) = (
        SELECT coalesce(sum(sheet.asked), 0), coalesce(sum(sheet.answered), 0)
        FROM assurance_assessmentpart AS part JOIN questionnaires_sheet AS sheet ON sheet.id = part.sheet_id
        WHERE part.assessment_id = assurance_selfassessment.id
    ) WHERE id = %s"""


def summarise_assessment(assessment: SelfAssessment) -> None:
    """With each answer that is saved, so in SQL that needs no working out."""
    with connection.cursor() as cursor:
        cursor.execute(ONE, [assessment.pk])


def summarise_assessments(assessments: "QuerySet[SelfAssessment]") -> None:
    """In one statement for any number of returns."""
    assessments.update(asked=_sum_of("asked"), answered=_sum_of("answered"))


def _sum_of(field: str) -> Any:
    sheets = Sheet.objects.filter(assessment_part__assessment=OuterRef("pk")).order_by()
    total = sheets.values("assessment_part__assessment").annotate(total=Sum(field)).values("total")
    return Coalesce(Subquery(total), 0)
