"""Counts of a return, repeated from its sheets in the same transaction."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from goldenthread.assurance.models import SelfAssessment
from goldenthread.questionnaires.models import Sheet


def summarise_assessments(assessments: "QuerySet[SelfAssessment]") -> None:
    """In one statement for any number of returns."""
    assessments.update(asked=_sum_of("asked"), answered=_sum_of("answered"))


def _sum_of(field: str) -> Any:
    sheets = Sheet.objects.filter(assessment_part__assessment=OuterRef("pk")).order_by()
    total = sheets.values("assessment_part__assessment").annotate(total=Sum(field)).values("total")
    return Coalesce(Subquery(total), 0)
