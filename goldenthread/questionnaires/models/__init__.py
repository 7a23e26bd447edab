"""Editions of questionnaires: what is asked, to the letter; and drafts of the next ones."""

from goldenthread.questionnaires.models.drafts import Draft, DraftQuerySet
from goldenthread.questionnaires.models.editions import Edition, EditionQuerySet, parsed

__all__ = ["Draft", "DraftQuerySet", "Edition", "EditionQuerySet", "parsed"]
