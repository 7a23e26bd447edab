"""Adding, settling, correcting and withdrawing a piece of evidence."""

from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django_tasks import task

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.documents.errors import Refused
from goldenthread.documents.gate import CheckedFile, check_file
from goldenthread.documents.gate.kinds import EVIDENCE, READABLE
from goldenthread.documents.models import Scan
from goldenthread.documents.operations import keep_file
from goldenthread.documents.sandbox import run_in_sandbox
from goldenthread.documents.scanner import ScannerDown
from goldenthread.documents.screening import Hit, find_identifiers, screen_name
from goldenthread.evidence.models import CORRECTED, Evidence, Screening, ScreeningAnswer
from goldenthread.evidence.operations.scanning import scan_and_tell
from goldenthread.evidence.operations.screening import key_of, refuse_identifiers
from goldenthread.evidence.users import tell_of_change
from goldenthread.history.operations import changes, record
from goldenthread.partnerships.models import Organisation, Partnership
from goldenthread.partnerships.search import index, unindex

MOST_HITS = 50


@transaction.atomic
def add_evidence(
    partnership: Partnership,
    *,
    title: str,
    kind: str,
    rung: int,
    evidence_on: date,
    by: User,
    shows: str = "",
    expires_on: date | None = None,
    link: str = "",
    file: CheckedFile | None = None,
    public: bool = False,
    organisation: Organisation | None = None,
    answers: dict[str, str] | None = None,
) -> Evidence:
    """Keep a file or a link as evidence. The worker screens a file; until then only its sender opens it.

    ``organisation`` keeps it for itself: nobody of the partnership finds or reads it.
    """
    _refuse_to_come(evidence_on)
    evidence = Evidence(
        partnership=partnership,
        organisation=organisation,
        title=title.strip(),
        kind=kind,
        rung=rung,
        evidence_on=evidence_on,
        shows=shows,
        expires_on=expires_on,
        link=link,
        public=public,
        added_by=by,
        added_at=clock.now(),
    )
    refuse_identifiers(evidence, {"title": title, "shows": shows}, partnership=partnership, by=by, answers=answers)
    if file:
        _refuse_name(file, evidence, partnership, by, answers)
        evidence.file = keep_file(file, chain=partnership.slug, by=by)
        evidence.screening = Screening.WAITING if file.kind in READABLE else Screening.PICTURE
    evidence.full_clean()
    evidence.save()
    _index(evidence)
    record(evidence, "added the evidence", by=by, new={"title": title, "date": evidence_on, "rung": rung})
    if file:
        transaction.on_commit(partial(settle_file.enqueue, evidence.ref))
    return evidence


def _locked(evidence: Evidence) -> Evidence:
    rows = Evidence.objects.select_for_update(of=("self",)).select_related("partnership", "added_by")
    return rows.get(pk=evidence.pk)


def _refuse_to_come(day: date | None) -> None:
    if day and day > clock.today():
        raise ValidationError({"evidence_on": "This day is still to come."})


def _refuse_name(
    file: CheckedFile, evidence: Evidence, partnership: Partnership, by: User, answers: dict[str, str] | None
) -> None:
    if screen_name(file.name):
        refuse_identifiers(evidence, {"file": file.name}, partnership=partnership, by=by, answers=answers)


@task()
def settle_file(ref: str) -> None:
    """For the worker: scan the file for malware, then screen its words for identifiers.

    While the scanner is down the file waits; ``scan_waiting_files`` comes back to it.
    """
    evidence = Evidence.objects.select_related("file", "partnership").get(ref=ref)
    if evidence.file and evidence.file.scan == Scan.WAITING:
        with suppress(ScannerDown):
            scan_and_tell(evidence.file)
    if evidence.screening == Screening.WAITING and evidence.file and evidence.file.may_be_served:
        note_screening(evidence, _hits_in(evidence))


def _hits_in(evidence: Evidence) -> list[Hit] | None:
    """What was found in the file's words; None where they could not be read."""
    assert evidence.file is not None
    try:
        with evidence.file.content.open("rb") as content:
            checked = check_file(content.read(), evidence.file.name, allowed=EVIDENCE)
        return find_identifiers(run_in_sandbox("goldenthread.documents.plain.words", file=checked))
    except Refused:
        return None


@transaction.atomic
def note_screening(evidence: Evidence, hits: list[Hit] | None) -> Evidence:
    """Write down what the screening found, with the words half hidden. What was answered before is not asked again."""
    if hits is None:
        evidence.screening = Screening.PICTURE
    else:
        evidence.hits = [
            {"key": key, "kind": hit.kind, "why": hit.sentence, "words": half_hidden(hit.text)}
            for key, hit in _open_hits(evidence, hits).items()
        ][:MOST_HITS]
        evidence.screening = Screening.HITS if evidence.hits else Screening.CLEAR
    evidence.save(update_fields=["hits", "screening"])
    record(evidence, f"screened the file: {evidence.get_screening_display()}", by="The screening")
    tell_of_change(evidence)
    return evidence


def _open_hits(evidence: Evidence, hits: list[Hit]) -> dict[str, Hit]:
    found = {key_of(hit.kind, hit.text): hit for hit in hits}
    answered = ScreeningAnswer.objects.filter(partnership=evidence.partnership, text_hash__in=found)
    for key in answered.values_list("text_hash", flat=True):
        found.pop(key, None)
    return found


def half_hidden(words: str) -> str:
    """Enough to find it in the file, not enough to identify anybody: "Am… …on"."""
    return f"{words[:2]}… …{words[-2:]}" if len(words) > 5 else "…"


@transaction.atomic
def say_it_identifies_nobody(
    evidence: Evidence, *, reason: str, by: User, answers: dict[str, str] | None = None
) -> Evidence:
    """A person opened the file, looked at each place, and answers for it that no child can be identified."""
    evidence = _locked(evidence)
    if evidence.screening not in {Screening.HITS, Screening.PICTURE}:
        raise ValidationError("There is nothing to settle here.")
    if not reason.strip():
        raise ValidationError({"reason": "Say what you looked at and why it identifies no child."})
    refuse_identifiers(evidence, {"reason": reason}, partnership=evidence.partnership, by=by, answers=answers)
    evidence.screening = Screening.LOOKED
    evidence.save(update_fields=["screening"])
    record(evidence, "answered that the file identifies no child", by=by, reason=reason)
    tell_of_change(evidence)
    return evidence


def _index(evidence: Evidence) -> None:
    """What an organisation keeps for itself is found by nobody else."""
    if evidence.organisation_id is None:
        index(evidence, title=evidence.title, text=evidence.shows)


@transaction.atomic
def correct_evidence(evidence: Evidence, *, by: User, answers: dict[str, str] | None = None, **values: Any) -> Evidence:
    """Correct title, kind, rung, dates, what it shows, or whether the public may see it."""
    evidence = _locked(evidence)
    old, new = changes({name: getattr(evidence, name) for name in values}, values)
    if not new:
        return evidence
    if evidence.withdrawn_at:
        raise ValidationError("This evidence was withdrawn and stays as it was.")
    _refuse_to_come(new.get("evidence_on"))
    texts = {name: str(value) for name, value in new.items() if name in {"title", "shows"}}
    refuse_identifiers(evidence, texts, partnership=evidence.partnership, by=by, answers=answers)
    for name, value in new.items():
        setattr(evidence, name, value)
    evidence.full_clean()
    evidence.save()
    _index(evidence)
    record(evidence, CORRECTED, by=by, old=old, new=new)
    tell_of_change(evidence, frozenset(new))
    return evidence


@transaction.atomic
def withdraw_evidence(evidence: Evidence, *, reason: str, by: User, answers: dict[str, str] | None = None) -> Evidence:
    """It no longer counts anywhere. The pages of earlier days go on showing that it did."""
    evidence = _locked(evidence)
    if evidence.withdrawn_at:
        raise ValidationError("This evidence was withdrawn already.")
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is withdrawn."})
    refuse_identifiers(evidence, {"reason": reason}, partnership=evidence.partnership, by=by, answers=answers)
    evidence.withdrawn_at, evidence.withdrawn_why = clock.now(), reason.strip()[:300]
    evidence.save()
    unindex(evidence)
    record(evidence, "withdrew the evidence", by=by, reason=reason)
    tell_of_change(evidence)
    return evidence
