"""Editions of questionnaires: what is asked, to the letter."""

from goldenthread.questionnaires.models.editions import Edition, EditionQuerySet, parsed

__all__ = ["Edition", "EditionQuerySet", "parsed"]
