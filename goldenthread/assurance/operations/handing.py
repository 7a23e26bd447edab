"""Handing a section to a colleague by a link, and taking what they said.

Only a hash of the secret in the link is kept. It opens one section of one return, until it is given back, taken back or
has run out. The colleague has no account: they say their name, and what they said counts once somebody takes it.
"""

import hmac
import secrets
from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.assurance.models import AssessmentPart, HandOver
from goldenthread.assurance.models.handing import LASTS
from goldenthread.assurance.operations.returns import answer_part
from goldenthread.core import clock
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.evidence.operations.screening import asked_about
from goldenthread.history.operations import record
from goldenthread.questionnaires.operations.answering import Given

NO_LONGER = "This link has run out, was taken back or is finished. Ask whoever sent it to you for a new one."
Said = Mapping[str, tuple[str, Any, str]]


@transaction.atomic
def hand_over(
    part: AssessmentPart, *, section: str, colleague: str, by: User, note: str = "",
    answers: dict[str, str] | None = None,
) -> tuple[HandOver, str]:  # fmt: skip
    """Returns it with the secret of its link, which is told once and kept nowhere."""
    if not part.assessment.is_open or part.assessment.round.closed_at:
        raise ValidationError("It is locked. Open it again first.")
    token = secrets.token_urlsafe(32)
    made = HandOver(
        part=part, section=section, colleague=colleague.strip(), note=note, token_hash=_hash(token), made_by=by,
        made_at=clock.now(), expires_at=clock.now() + LASTS,
    )  # fmt: skip
    refuse_identifiers(made, {"note": note}, partnership=part.sheet.partnership, by=by, answers=answers)
    made.full_clean()
    made.save()
    record(part.sheet, f"handed {section} to {made.colleague}", by=by, new={"until": made.expires_at})
    return made, token


def find_hand_over(ref: str, token: str) -> HandOver | None:
    """The one that the link belongs to, while it works."""
    found = HandOver.objects.filter(ref=ref).first()
    known = found is not None and hmac.compare_digest(_hash(token), found.token_hash)
    return found if found and known and found.is_open else None


@transaction.atomic
def accept_hand_over(made: HandOver, *, by: str) -> HandOver:
    """``by``: the name that the colleague gives. Another name than the one it was meant for stands in the history."""
    made = _locked(made)
    _refuse_unless_open(made)
    if made.accepted_at:
        raise ValidationError(f"{made.accepted_by} accepted this already.")
    if len(by.strip()) < 3:
        raise ValidationError({"name": "Give your first and last name."})
    made.accepted_by, made.accepted_at = by.strip()[:200], clock.now()
    made.save(update_fields=["accepted_by", "accepted_at"])
    record(made.part.sheet, f"accepted {made.section}, handed to {made.colleague}", by=made.accepted_by)
    return made


@transaction.atomic
def keep_said(made: HandOver, said: Said, *, by: str) -> HandOver:
    """What the colleague typed, finished or not. What may identify a child is taken out; there is nobody to ask."""
    made = _locked(made)
    _refuse_unless_open(made)
    if not made.accepted_at or by != made.accepted_by:
        raise ValidationError("Accept it with your name first.")
    kept = dict(made.answers)
    for question, (state, value, comment) in said.items():
        for text in (comment, value):
            if isinstance(text, str) and (hits := asked_about(text)):
                raise ValidationError({f"c-{question}": f"“{hits[0].text}”: {hits[0].sentence} Take it out."})
        kept[question] = [state, value, comment]
    if kept != made.answers:
        made.answers = kept
        made.save(update_fields=["answers"])
        record(made.part.sheet, f"wrote in {made.section}, handed over", by=by, new={"questions": len(said)})
    return made


@transaction.atomic
def give_back(made: HandOver, *, by: str) -> HandOver:
    made = _locked(made)
    _refuse_unless_open(made)
    if not made.accepted_at:
        raise ValidationError("Accept it with your name first.")
    made.given_back_at = clock.now()
    made.save(update_fields=["given_back_at"])
    record(made.part.sheet, f"gave {made.section} back", by=by)
    return made


@transaction.atomic
def take_answers(
    made: HandOver, *, questions: Collection[str], by: User, answers: dict[str, str] | None = None
) -> HandOver:
    """These of the colleague's answers become the organisation's, on the word of who takes them; the others do not."""
    made = _locked(made)
    if not made.waits:
        raise ValidationError("There is nothing to take here.")
    versions = dict(made.part.sheet.answers.values_list("question", "version"))
    taken = [
        Given(question, versions.get(question, 0), *said)
        for question, said in made.answers.items() if question in questions
    ]  # fmt: skip
    answer_part(made.part, taken, by=by, answers=answers)
    _settle(made, by)
    record(made.part.sheet, f"took answers of {made.accepted_by} to {made.section}", by=by, new={"answers": len(taken)})
    return made


@transaction.atomic
def take_back(made: HandOver, *, by: User) -> HandOver:
    """The link works no longer, and what was said through it is not taken."""
    made = _locked(made)
    if made.settled_at:
        raise ValidationError("This is settled already.")
    _settle(made, by)
    record(made.part.sheet, f"took {made.section} back from {made.colleague}", by=by)
    return made


def _settle(made: HandOver, by: User) -> None:
    made.settled_by, made.settled_at = by, clock.now()
    made.save(update_fields=["settled_by", "settled_at"])


def _locked(made: HandOver) -> HandOver:
    rows = HandOver.objects.select_for_update(of=("self",))
    paths = ("part__assessment__round__partnership", "part__sheet__organisation", "part__sheet__edition", "part__part")
    return rows.select_related(*paths, "part__sheet__partnership").get(pk=made.pk)


def _refuse_unless_open(made: HandOver) -> None:
    assessment = made.part.assessment
    if not made.is_open or not assessment.is_open or assessment.round.closed_at:
        raise ValidationError(NO_LONGER)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
