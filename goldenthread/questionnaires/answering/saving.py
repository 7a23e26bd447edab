"""Saving a section as somebody types it: all that can be kept is kept, and what cannot is said."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from goldenthread.questionnaires.answering.form import SectionForm
from goldenthread.questionnaires.models import Answer
from goldenthread.questionnaires.operations.answering import Saved


@dataclass
class Kept:
    saved: list[Answer] = field(default_factory=list)
    meanwhile: list[Answer] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def save_typed(form: SectionForm, save: Callable[..., Saved]) -> Kept:
    """One answer that is refused keeps none of the others back. ``save`` takes a list of what was given."""
    form.is_valid()
    kept = Kept(refused=[str(text) for texts in form.errors.values() for text in texts])
    for given in form.given:
        try:
            done = save([given], answers=form.answers)
        except ValidationError as refusal:
            kept.refused += refusal.messages
        else:
            kept.saved += [*done.answers, *done.already]
            kept.meanwhile += done.meanwhile
    return kept
