"""Everything that changes editions of questionnaires: they come, and they are withdrawn."""

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.history.operations import record
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.search import index, unindex
from goldenthread.questionnaires.format.faults import Faulty
from goldenthread.questionnaires.format.things import Questionnaire
from goldenthread.questionnaires.models import Edition, parsed

MOST_FAULTS = 20
"""So many are told at once; whoever mends them sees the rest."""


@transaction.atomic
def load_edition(
    partnership: Partnership, *, text: str, by: User, offered: bool = False, answers: dict[str, str] | None = None
) -> Edition:
    """``offered``: to every partnership of the network. An edition that is here already is never overwritten."""
    partnership = Partnership.objects.select_for_update().get(pk=partnership.pk)
    read = _read(text)
    _refuse_known(partnership, read)
    if offered and partnership.network is None:
        raise ValidationError({"offered": "This partnership belongs to no network."})
    edition = Edition(
        partnership=partnership, network=partnership.network if offered else None, name=read.id, edition=read.edition,
        title=read.title, purpose=read.purpose, questions=len(list(read.questions)), valid_from=read.valid_from,
        valid_to=read.valid_to, text=text, loaded_by=by, loaded_at=clock.now(),
    )  # fmt: skip
    refuse_identifiers(edition, {"text": text}, partnership=partnership, by=by, answers=answers)
    edition.full_clean()
    edition.save()
    _index(edition)
    told = {"questionnaire": read.id, "edition": read.edition, "questions": edition.questions}
    record(edition, "loaded the edition" + (" for the whole network" if offered else ""), by=by, new=told)
    return edition


@transaction.atomic
def withdraw_edition(edition: Edition, *, reason: str, by: User, answers: dict[str, str] | None = None) -> Edition:
    """Nobody is asked with it any more. It stays readable, and so does what was answered."""
    edition = Edition.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=edition.pk)
    if edition.withdrawn_at:
        raise ValidationError("This edition was withdrawn already.")
    if not reason.strip():
        raise ValidationError({"reason": "Say why."})
    refuse_identifiers(edition, {"reason": reason}, partnership=edition.partnership, by=by, answers=answers)
    edition.withdrawn_at = clock.now()
    edition.save(update_fields=["withdrawn_at"])
    unindex(edition)
    record(edition, "withdrew the edition", by=by, reason=reason)
    return edition


def _read(text: str) -> Questionnaire:
    try:
        return parsed(text)
    except Faulty as faulty:
        told = [f"Line {fault.line}: {fault.sentence}" for fault in faulty.faults[:MOST_FAULTS]]
        if more := len(faulty.faults) - MOST_FAULTS:
            told += [f"And {more} more."] if more > 0 else []
        raise ValidationError({"file": told}) from None


def _refuse_known(partnership: Partnership, read: Questionnaire) -> None:
    known = partnership.questionnaire_editions.filter(name=read.id, edition=read.edition).first()
    if known is None:
        return
    if known.text == read.text:
        raise ValidationError({"file": f"Edition {read.edition} of “{read.title}” is here already."})
    raise ValidationError(
        {"file": f"Edition {read.edition} of “{read.title}” is here already, in other words. "
                 "An edition is never changed: give this one another edition."}
    )  # fmt: skip


def _index(edition: Edition) -> None:
    """It is found in each partnership that can ask with it."""
    places = edition.network.partnerships.all() if edition.network else [edition.partnership]
    words = "\n".join(question.text for question in edition.questionnaire.questions)
    for place in places:
        index(edition, title=str(edition), text=words, partnership=place, address=edition.address_in(place))
