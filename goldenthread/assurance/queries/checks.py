"""Honesty checks of a round: what each finds, how many, and for each row the sentence that says why it is there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from goldenthread.accounts.models import User
from goldenthread.assurance.models import Round, SelfAssessment
from goldenthread.assurance.queries import honesty
from goldenthread.assurance.queries.figures import figure_beside, less_than_claimed
from goldenthread.assurance.queries.levels import levels
from goldenthread.assurance.queries.staff import band_of, below_claim
from goldenthread.core import clock
from goldenthread.core.words import day, plural
from goldenthread.partnerships.models import Partnership
from goldenthread.questionnaires.answering.values import in_words
from goldenthread.questionnaires.format.things import Question
from goldenthread.questionnaires.models import Answer
from goldenthread.questionnaires.wording import by_id


@dataclass(frozen=True, slots=True)
class Check:
    title: str
    about: str
    why: Callable[..., str]
    """Of a question and its annotated answer, or of an annotated return."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a check found: a return, and where it is about one answer, the standard."""

    assessment: SelfAssessment
    why: str
    standard: str = ""


def _bare(question: Question, answer: Answer) -> str:
    said = f"It says “{in_words(question, answer)}”, and nothing is attached that shows it."
    return said if answer.comment else f"{said} Nor does it say how it knows."


def _expired(question: Question, answer: Any) -> str:
    return f"“{answer.piece}” was valid until {day(answer.valid_until)}, and nothing newer is attached."


def _unchanged(question: Question, answer: Answer) -> str:
    since = day(answer.first_answered_at)
    return f"It has said “{in_words(question, answer)}” since {since}, in the same words over two rounds or more."


def _raised(question: Question, answer: Any) -> str:
    return f"It says “{in_words(question, answer)}”; the last return said “{_level(question, answer.before)}”."


def _apart(question: Question, answer: Any) -> str:
    return f"It says “{in_words(question, answer)}”; the moderator saw “{_level(question, answer.there)}”."


def _level(question: Question, place: int) -> str:
    known = levels(question)
    return known[place].words if place < len(known) else ""


def _staff(question: Question, answer: Any) -> str:
    band = band_of(answer.staff_yes, answer.staff)
    return f"It says “{in_words(question, answer)}”; of {answer.staff} staff who answered, {band} say so."


def _figure(question: Question, answer: Any) -> str:
    figure = figure_beside(answer.sheet.edition.questionnaire, question.id)
    if figure is None or figure.bears_out is None:
        return ""
    said = f"It says “{in_words(question, answer)}”; to “{figure.text}” the same return answers"
    unit = f" {figure.unit}" if figure.unit else ""
    return f"{said} {answer.figure:g}{unit}, and at least {figure.bears_out.at_least} would bear it out."


def _signer(assessment: SelfAssessment) -> str:
    signed = f"Signed off on {day(assessment.signed_off_at)} by {assessment.signed_off_by}"
    return f"{signed}, who did not answer for the organisation on that day."


def _author(assessment: Any) -> str:
    wrote = f"{assessment.own_answers} of its {plural(assessment.answered, 'answer')}"
    return f"Signed off by {assessment.signed_off_by}, who wrote {wrote}."


CHECKS = {
    "bare": Check("At the top without evidence", "The highest level, and nothing attached that shows it.", _bare),
    "expired": Check("Evidence has run out", "All that is attached is past its last day.", _expired),
    "unchanged": Check(
        "Unchanged for two rounds or more", "Brought forward twice, and the same as at first.", _unchanged
    ),
    "raised": Check(
        "Above the last return", "A higher level than the organisation gave itself the time before.", _raised
    ),
    "apart": Check(
        "Two levels above the moderated one", "What the organisation sees and what the moderator saw differ.", _apart
    ),
    "staff": Check("Staff do not see it", "In place by its own word, and fewer than half of its staff say so.", _staff),
    "figure": Check(
        "A figure says less", "In place by its own word, and the figure beside it does not bear that out.", _figure
    ),
    "signer": Check(
        "Signed off by the wrong person", "Whoever signed had no role for the organisation on that day.", _signer
    ),
    "author": Check("Signed off by its author", "Whoever signed it off had written more than half of it.", _author),
}


def _sources(opened: Round, user: User, partnership: Partnership) -> dict[str, QuerySet[Any]]:
    returns = SelfAssessment.objects.visible_to(user).read_by(user, partnership).filter(round=opened)
    editions = honesty.editions_in(opened, partnership)
    scales, asked = honesty.scales_of(editions), [each for one in editions for each in one.questionnaire.questions]
    answers = honesty.answers_in(returns, partnership)
    return {
        "bare": honesty.without_evidence(answers, scales),
        "expired": honesty.evidence_ran_out(answers, clock.today()),
        "unchanged": honesty.unchanged(answers),
        "raised": honesty.above_earlier(answers, scales),
        "apart": honesty.above_moderated(answers, scales),
        "staff": below_claim(answers, asked),
        "figure": less_than_claimed(answers, editions),
        "signer": honesty.signed_off_by_others(returns),
        "author": honesty.signed_off_by_the_author(returns, partnership),
    }


def counts_of(opened: Round, user: User, partnership: Partnership) -> dict[str, int]:
    return {name: rows.count() for name, rows in _sources(opened, user, partnership).items()}


class Found:
    """The rows of one check, for a paginator: only those of a page are read."""

    def __init__(self, check: Check, rows: QuerySet[Any]) -> None:
        self.check, self.rows = check, rows

    def __len__(self) -> int:
        return self.rows.count()

    def __getitem__(self, part: slice) -> list[Row]:
        if self.rows.model is SelfAssessment:
            found = self.rows.select_related("organisation", "round", "signed_off_by").order_by("organisation__name")
            return [Row(each, self.check.why(each)) for each in found[part]]
        found = self.rows.select_related("sheet__assessment_part__assessment__organisation", "sheet__edition")
        return [self._row(each) for each in found.order_by("sheet__organisation__name", "pk")[part]]

    def _row(self, answer: Answer) -> Row:
        question = by_id(answer.sheet.edition.questionnaire)[answer.question]
        return Row(answer.sheet.assessment_part.assessment, self.check.why(question, answer), question.text)


def found_by(check: str, opened: Round, user: User, partnership: Partnership) -> Any:
    return Found(CHECKS[check], _sources(opened, user, partnership)[check])
