"""Rounds of self-assessment: who is asked what by when, the one return of each organisation, and who may read it."""

from goldenthread.assurance.models.examples import ExampleState, GoodExample
from goldenthread.assurance.models.gaps import Gap
from goldenthread.assurance.models.handing import HandOver
from goldenthread.assurance.models.moderation import (
    Correction,
    Judgement,
    JudgementStage,
    Letter,
    ReturnedQuestion,
    Stance,
)
from goldenthread.assurance.models.returns import (
    Asking,
    AssessmentPart,
    SelfAssessment,
    SelfAssessmentState,
    Share,
    StateEvent,
)
from goldenthread.assurance.models.rounds import Reading, Round, RoundPart, reading
from goldenthread.assurance.models.staff import StaffCount, StaffSays, StaffSurvey
from goldenthread.assurance.models.summaries import Summary

__all__ = [
    "Asking",
    "AssessmentPart",
    "Correction",
    "ExampleState",
    "Gap",
    "GoodExample",
    "HandOver",
    "Judgement",
    "JudgementStage",
    "Letter",
    "Reading",
    "ReturnedQuestion",
    "Round",
    "RoundPart",
    "SelfAssessment",
    "SelfAssessmentState",
    "Share",
    "StaffCount",
    "StaffSays",
    "StaffSurvey",
    "Stance",
    "StateEvent",
    "Summary",
    "reading",
]
