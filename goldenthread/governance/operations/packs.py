"""Packs: asked for, made by the worker, kept until a month after the meeting."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.governance.models import Meeting, MeetingState, Pack, PackState
from goldenthread.governance.models.packs import KEPT_FOR
from goldenthread.governance.operations.meetings import locked
from goldenthread.governance.queries.packs import contents
from goldenthread.history.operations import record

LONGEST_MAKING = timedelta(minutes=30)


@transaction.atomic
def ask_for_pack(meeting: Meeting, *, by: User) -> tuple[Pack, bool]:
    """The person's pack as of now, and whether it is to be made: where nothing changed it is the last one, unless
    nobody makes that one any more."""
    meeting = locked(meeting)
    if meeting.state in {MeetingState.DRAFT, MeetingState.CANCELLED}:
        raise ValidationError("There is a pack once the meeting is published.")
    found = contents(meeting, by)
    last = Pack.objects.filter(meeting=meeting, person=by).order_by("-issue").first()
    if last and last.fingerprint == found.fingerprint and not _is_lost(last):
        return last, False
    issue = (Pack.objects.filter(meeting=meeting, person=by).aggregate(last=Max("issue"))["last"] or 0) + 1
    pack = Pack.objects.create(
        meeting=meeting, person=by, issue=issue, fingerprint=found.fingerprint, parts=found.keys,
        total=len(found.parts) + 2, asked_at=clock.now(),
    )  # fmt: skip
    record(meeting, f"asked for their pack, issue {issue}", by=by)
    return pack, True


def _is_lost(pack: Pack) -> bool:
    """It failed, or whoever was making it stopped half-way."""
    waits = pack.state == PackState.WAITING and pack.asked_at < clock.now() - LONGEST_MAKING
    return waits or pack.state == PackState.FAILED


@transaction.atomic
def note_progress(pack: Pack, done: int) -> None:
    Pack.objects.filter(pk=pack.pk).update(done=done)


@transaction.atomic
def keep_made_pack(pack: Pack, content: bytes, pages: int) -> None:
    pack.state, pack.content, pack.pages, pack.done = PackState.READY, content, pages, pack.total
    pack.save(update_fields=["state", "content", "pages", "done"])


@transaction.atomic
def keep_pack_failure(pack: Pack, problem: str) -> None:
    pack.state, pack.problem = PackState.FAILED, problem[:300]
    pack.save(update_fields=["state", "problem"])


@transaction.atomic
def delete_old_packs() -> int:
    """Those of meetings that ended a month ago; they can be made anew."""
    return Pack.objects.filter(meeting__ends_at__lt=clock.now() - KEPT_FOR).delete()[0]
