"""Documents that are sent in: kept, read in the sandbox by the worker, and turned into a draft plan to be confirmed."""

import logging
import time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django_tasks import task

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.words import plural
from goldenthread.documents.errors import Refused
from goldenthread.documents.gate import CheckedFile, check_file
from goldenthread.documents.models import Scan, StoredFile
from goldenthread.documents.operations import discard_file, keep_file, scan_file
from goldenthread.documents.sandbox import run_in_sandbox
from goldenthread.documents.scanner import ScannerDown
from goldenthread.history.operations import record
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.models import Plan, Reading, ReadingState
from goldenthread.plan.operations.building import build
from goldenthread.plan.operations.continuing import continue_plan

log = logging.getLogger(__name__)

READER = "goldenthread.plan.reading.read"
UNREAD = [ReadingState.WAITING, ReadingState.READING]
BROKEN = "Something went wrong on our side while this document was read. Try again, and tell whoever runs this service."
INFECTED = "The malware scanner found something in this file. It was not read."
NO_SCANNER = "The malware scanner does not answer, so the file was not read. Try again later."


@transaction.atomic
def send_document(
    file: CheckedFile, *, partnership: Partnership, by: User, next_of: Plan | None = None, in_worker: bool = True
) -> Reading:
    """Keep a document that passed the gate and have it read. With ``in_worker`` the worker does it, soon."""
    stored = keep_file(file, chain=partnership.slug, by=by)
    reading = Reading.objects.create(
        partnership=partnership, file=stored, file_name=stored.name, next_of=next_of, sent_by=by, sent_at=clock.now()
    )
    record(reading, f"sent in “{stored.name}” to be read", by=by, new={"size": stored.size, "sha256": stored.sha256})
    if in_worker:
        _read_in_worker.enqueue(reading.ref)
    return reading


@transaction.atomic
def read_again(reading: Reading, *, by: User) -> Reading:
    """After a refusal, a cancelled draft, or a worker that died on the way."""
    reading = _locked(reading)
    if reading.plan_id:
        raise ValidationError("This document is read already.")
    if reading.file is None:
        raise ValidationError("The document was discarded. Send it again.")
    reading.state, reading.problem, reading.sent_at = ReadingState.WAITING, "", clock.now()
    reading.save(update_fields=["state", "problem", "sent_at"])
    record(reading, "had the document read again", by=by)
    _read_in_worker.enqueue(reading.ref)
    return reading


@transaction.atomic
def discard_document(reading: Reading, *, by: User) -> None:
    """Forget a document that no plan was made of."""
    reading = _locked(reading)
    if reading.plan_id:
        raise ValidationError("A plan was made of this document. Cancel the draft first.")
    record(reading, f"discarded “{reading.file_name}”", by=by)
    file = reading.file
    reading.delete()
    if file is not None:
        discard_file(file)


@task()
def _read_in_worker(ref: str) -> None:
    reading = Reading.objects.select_related("sent_by").filter(ref=ref).first()
    if reading is not None and reading.state in UNREAD:
        read_document(reading, by=reading.sent_by)


def read_document(reading: Reading, *, by: User) -> Reading:
    """Read it in the sandbox and make a draft plan of it, or say why not.

    The parser runs outside any transaction. Run twice, the second finds the draft of the first; where it was cut short,
    it can be run again.
    """
    began = time.monotonic()
    _note(reading, ReadingState.READING)
    try:
        file = _checked(reading.file)
        result = run_in_sandbox(READER, file=file)
        return build_draft(reading, result, seconds=round(time.monotonic() - began, 2), by=by)
    except Refused as refusal:
        return _note(reading, ReadingState.REFUSED, str(refusal))
    except Exception:
        log.exception("A document could not be made into a draft", extra={"reading": reading.ref})
        return _note(reading, ReadingState.REFUSED, BROKEN)


def _checked(stored: StoredFile | None) -> CheckedFile:
    if stored is None:
        raise Refused("The document was discarded. Send it again.")
    if stored.scan == Scan.WAITING:
        try:
            stored = scan_file(stored)
        except ScannerDown:
            raise Refused(NO_SCANNER) from None
    if stored.scan == Scan.INFECTED:
        raise Refused(INFECTED)
    with stored.content.open("rb") as content:
        return check_file(content.read(), stored.name)


def _note(reading: Reading, state: ReadingState, problem: str = "") -> Reading:
    """Say how far it is, unless another run has finished it."""
    Reading.objects.filter(pk=reading.pk, plan=None).update(state=state, problem=problem[:500])
    reading.refresh_from_db()
    return reading


@transaction.atomic
def build_draft(reading: Reading, result: dict[str, Any], *, by: User, seconds: float | None = None) -> Reading:
    """The draft and all that was read, at once; what another run made stands."""
    reading = _locked(reading)
    if reading.plan_id:
        return reading
    result = without_nul(result)
    plan = build(reading.partnership, result, fallback_title=reading.file_name, source=reading.file)
    reading.plan, reading.result, reading.state = plan, result, ReadingState.READ
    reading.problem, reading.read_at, reading.seconds = "", clock.now(), seconds
    reading.save()
    record(plan, f"read “{reading.file_name}” into a draft: {_counted(result)}", by=by, new={"title": plan.title})
    if reading.next_of:
        continue_plan(plan, reading.next_of, by=by)
    return reading


def _locked(reading: Reading) -> Reading:
    """As it is now: the worker may have made a plan of it since somebody opened its page."""
    rows = Reading.objects.select_for_update(of=("self",)).select_related("partnership", "file", "next_of")
    return rows.get(pk=reading.pk)


def _counted(result: dict[str, Any]) -> str:
    counts = result["counts"]
    return (
        f"{plural(counts['priorities'], 'priority', 'priorities')}, {plural(counts['outcomes'], 'outcome')} and "
        f"{plural(counts['actions'], 'action')}"
    )


def without_nul(value: Any) -> Any:
    """PostgreSQL keeps no NUL, in text or in JSON."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, list):
        return [without_nul(each) for each in value]
    if isinstance(value, dict):
        return {name: without_nul(each) for name, each in value.items()}
    return value
