"""Drafts of a partnership, and what a new one can begin with."""

from collections.abc import Iterable

from django.db.models import QuerySet

from goldenthread.accounts.models import User
from goldenthread.partnerships.models import Partnership
from goldenthread.questionnaires import shipped
from goldenthread.questionnaires.models import Draft, Edition
from goldenthread.questionnaires.queries.editions import editions_of

Beginning = tuple[str, str, str]
"""A key for a form, how it is called, and its text."""


def drafts_of(user: User, partnership: Partnership) -> QuerySet[Draft]:
    return Draft.objects.visible_to(user).filter(partnership=partnership).select_related("partnership", "written_by")


def beginnings(user: User, partnership: Partnership) -> list[Beginning]:
    """Editions that are here, the newest first, then what comes with Golden Thread and is not here."""
    here: Iterable[Edition] = editions_of(user, partnership).filter(withdrawn_at=None)
    found = [(edition.ref, f"{edition}, which is here", edition.text) for edition in here]
    loaded = {text for _, _, text in found}
    along = [(each.id, f"{each}, which comes with Golden Thread", each.text) for each in shipped.questionnaires()]
    return found + [each for each in along if each[2] not in loaded]
