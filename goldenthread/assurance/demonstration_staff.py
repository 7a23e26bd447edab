"""What the demonstration tells of surveys of staff, in autumn 2021. All is invented."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from goldenthread.assurance.demonstration import POLICE, TRUST
from goldenthread.assurance.models import AssessmentPart
from goldenthread.assurance.operations import staff

Event = tuple[date, Callable[[], object]]
SAID = {"board-lead": "yyyyyyyyynn??y", "policy-known": "nnnpnynnpnnpnn", "whistleblowing": "yyppyyypyy?yyy"}
"""What each of fourteen people said."""
WORDS = {"y": "yes", "p": "partly", "n": "no", "?": "not-known"}


def events(story: Any) -> Iterator[Event]:
    yield date(2021, 10, 1), lambda: _ask(story)
    yield date(2021, 11, 22), lambda: _ask_the_police(story)


def _ask(story: Any) -> None:
    part = _part(story, TRUST)
    survey = staff.open_survey(
        part, questions=list(SAID), closes_on=date(2021, 10, 15), by=story.person("health.lead")
    )  # fmt: skip
    for each in zip(*SAID.values(), strict=True):
        staff.answer_survey(survey, {question: WORDS[said] for question, said in zip(SAID, each, strict=True)})


def _ask_the_police(story: Any) -> None:
    """It is still open when the story ends."""
    part = _part(story, POLICE)
    survey = staff.open_survey(part, questions=list(SAID), closes_on=date(2021, 12, 17), by=story.person("police.lead"))
    for says in ("yes", "partly", "yes"):
        staff.answer_survey(survey, dict.fromkeys(SAID, says))


def _part(story: Any, organisation: str) -> AssessmentPart:
    """The common part of the round that this partnership leads."""
    found = AssessmentPart.objects.filter(assessment__round__partnership=story.partnership, part__partnership=None)
    return found.get(assessment__organisation__name=organisation)
