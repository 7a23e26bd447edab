"""What a new edition does to answers of open sheets: kept, to be confirmed again, or left out and shown."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import QuerySet

from goldenthread.questionnaires.answering.values import fits
from goldenthread.questionnaires.format.comparing import Change, Effect, compare
from goldenthread.questionnaires.format.things import Question, Questionnaire, Section
from goldenthread.questionnaires.models import Answer, AnswerState, Edition, Sheet


class Fate(StrEnum):
    KEPT = "kept"
    CONFIRM = "to be confirmed again"
    LEFT_OUT = "left out and shown"


@dataclass(frozen=True, slots=True)
class Outlook:
    """``counts``: answers by what becomes of them; ``by_question``: the same for questions where not all are kept."""

    changes: list[Change]
    sheets: int
    counts: Counter[Fate] = field(default_factory=Counter)
    by_question: dict[str, Counter[Fate]] = field(default_factory=dict)


class Upgrade:
    """From one edition to another of the same questionnaire."""

    def __init__(self, old: Questionnaire, new: Questionnaire) -> None:
        self.changes = compare(old, new)
        self.placed: dict[str, tuple[Section, Question]] = {
            question.id: (section, question) for section in new.sections for question in section.questions
        }
        self.by_question: dict[str, list[Change]] = {}
        for change in self.changes:
            if change.question:
                self.by_question.setdefault(change.question, []).append(change)

    def fate(self, answer: Answer, kind: str) -> Fate:
        """``kind`` of the organisation that gave it."""
        changes = self.by_question.get(answer.question, [])
        if answer.question not in self.placed or any(each.effect == Effect.DROPPED for each in changes):
            return Fate.LEFT_OUT
        section, question = self.placed[answer.question]
        if not (section.applies.to_kind(kind) and question.applies.to_kind(kind)):
            return Fate.LEFT_OUT
        if answer.state and not fits(question, answer):
            return Fate.LEFT_OUT
        given = set(answer.as_text().split()) if answer.state == AnswerState.VALUE else set()
        asks_again = any(
            each.effect == Effect.CONFIRM and (not each.codes or given & set(each.codes)) for each in changes
        )
        return Fate.CONFIRM if asks_again and answer.state else Fate.KEPT


def outlook(sheets: "QuerySet[Sheet]", to: Edition) -> Outlook:
    """Answers to questions that did not change are counted; the others are looked at one by one."""
    found = Outlook([], sheets.count())
    for old in Edition.objects.filter(pk__in=sheets.order_by().values("edition")):
        upgrade = Upgrade(old.questionnaire, to.questionnaire)
        found.changes.extend(upgrade.changes)
        answers = Answer.objects.filter(sheet__in=sheets.filter(edition=old).order_by()).exclude(state="")
        found.counts[Fate.KEPT] += answers.exclude(question__in=upgrade.by_question).count()
        for answer in answers.filter(question__in=upgrade.by_question).select_related("sheet").iterator(2000):
            fate = upgrade.fate(answer, answer.sheet.kind)
            found.counts[fate] += 1
            found.by_question.setdefault(answer.question, Counter())[fate] += 1
    return found
