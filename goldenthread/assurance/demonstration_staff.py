"""What the demonstration tells of a survey of staff, in October 2021. All is invented."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from goldenthread.assurance.demonstration import TRUST
from goldenthread.assurance.models import AssessmentPart
from goldenthread.assurance.operations import staff

Event = tuple[date, Callable[[], object]]
SAID = {"board-lead": "yyyyyyyyynn??y", "policy-known": "nnnpnynnpnnpnn", "whistleblowing": "yyppyyypyy?yyy"}
"""What each of fourteen people said."""
WORDS = {"y": "yes", "p": "partly", "n": "no", "?": "not-known"}


def events(story: Any) -> Iterator[Event]:
    yield date(2021, 10, 1), lambda: _ask(story)


def _ask(story: Any) -> None:
    part = AssessmentPart.objects.get(assessment__organisation__name=TRUST, part__partnership=None)
    survey = staff.open_survey(
        part, questions=list(SAID), closes_on=date(2021, 10, 15), by=story.person("health.lead")
    )  # fmt: skip
    for each in zip(*SAID.values(), strict=True):
        staff.answer_survey(survey, {question: WORDS[said] for question, said in zip(SAID, each, strict=True)})
