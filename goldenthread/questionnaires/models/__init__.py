"""Editions of questionnaires: what is asked, to the letter; drafts of the next ones; sheets: what is answered."""

from goldenthread.questionnaires.models.answering import MOST_EVIDENCE, Answer, AnswerEvidence, AnswerState, Sheet
from goldenthread.questionnaires.models.drafts import Draft, DraftQuerySet
from goldenthread.questionnaires.models.editions import Edition, EditionQuerySet, parsed

__all__ = [
    "MOST_EVIDENCE",
    "Answer",
    "AnswerEvidence",
    "AnswerState",
    "Draft",
    "DraftQuerySet",
    "Edition",
    "EditionQuerySet",
    "Sheet",
    "parsed",
]
