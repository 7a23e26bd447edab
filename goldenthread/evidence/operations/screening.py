"""No child is in here: what may identify one is found before it is saved, and a person says of each hit what it is."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.documents.screening import Hit, find_identifiers
from goldenthread.evidence.models import Resolution, ScreeningAnswer
from goldenthread.history.operations import record as write_history
from goldenthread.partnerships.models import Partnership

LEAVE = "leave"
"""What a form sends for "I will take it out": the text is refused until it is gone."""


@dataclass(frozen=True, slots=True)
class Found:
    """A hit in a field; ``key`` names it in the form that asks what it is."""

    field: str
    hit: Hit
    key: str


class IdentifiersFound(ValidationError):
    """The text may identify a child. Carries what was found, so that the page can ask of each what it is."""

    def __init__(self, found: list[Found]) -> None:
        super().__init__(
            {item.field: f"“{item.hit.text}” {item.hit.sentence}" for item in reversed(found)}, code="identifiers"
        )
        self.found = found


def asked_about(text: str) -> list[Hit]:
    """Hits that are certain or likely. A text is saved often; asking about every word that may also be a name ("April")
    would teach people to click it away."""
    return [hit for hit in find_identifiers(text) if hit.certainty != "possible"]


def key_of(kind: str, text: str) -> str:
    """The same words in any spacing or case have the same key, and the words cannot be read from it."""
    plain = "".join(text.split()).casefold()
    return hashlib.sha256(f"{kind}:{plain}".encode()).hexdigest()


def refuse_identifiers(
    record: models.Model,
    texts: Mapping[str, str],
    *,
    partnership: Partnership,
    by: User,
    answers: Mapping[str, str] | None = None,
) -> None:
    """Raise IdentifiersFound unless each hit in the texts was answered, now or earlier in this partnership.

    ``answers`` maps the key of a hit to a Resolution. Each is kept with the person's name, and stands in the history.
    """
    found = [
        Found(field, hit, key_of(hit.kind, hit.text))
        for field, text in texts.items()
        for hit in asked_about(text or "")
    ]
    if not found:
        return
    known = ScreeningAnswer.objects.filter(partnership=partnership, text_hash__in=[item.key for item in found])
    settled = set(known.values_list("text_hash", flat=True))
    answers = answers or {}
    for item in found:
        if item.key not in settled and answers.get(item.key) in Resolution.values:
            _keep(record, item, answers[item.key], partnership, by)
            settled.add(item.key)
    unsettled = [item for item in found if item.key not in settled]
    if unsettled:
        raise IdentifiersFound(unsettled)


def _keep(record: models.Model, item: Found, resolution: str, partnership: Partnership, by: User) -> None:
    answer = ScreeningAnswer.objects.create(
        partnership=partnership,
        record_type=record._meta.label_lower,
        record_ref=str(getattr(record, "ref", record.pk)),
        kind=item.hit.kind,
        text_hash=item.key,
        resolution=resolution,
        by=by,
        at=clock.now(),
    )
    write_history(
        record, f"said of a possible identifier ({item.hit.kind}): {answer.get_resolution_display().lower()}", by=by
    )
