"""Rounds of self-assessment: who is asked what by when, the one return of each organisation, and who may read it."""

from goldenthread.assurance.models.handing import HandOver
from goldenthread.assurance.models.returns import (
    Asking,
    AssessmentPart,
    SelfAssessment,
    SelfAssessmentState,
    Share,
    StateEvent,
)
from goldenthread.assurance.models.rounds import Round, RoundPart

__all__ = [
    "Asking",
    "AssessmentPart",
    "HandOver",
    "Round",
    "RoundPart",
    "SelfAssessment",
    "SelfAssessmentState",
    "Share",
    "StateEvent",
]
