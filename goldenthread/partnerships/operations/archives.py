"""The whole partnership in one file, made by the worker for whoever asked."""

from datetime import timedelta
from typing import IO

from django.core.files import File
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.history.operations import record
from goldenthread.partnerships.models import Archive, ArchiveState, Partnership

KEPT_FOR = timedelta(days=1)


@transaction.atomic
def ask_for_archive(partnership: Partnership, *, by: User) -> tuple[Archive, bool]:
    """The archive that is being made for the person, and whether they asked just now: pressing twice makes one."""
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    waiting = Archive.objects.filter(partnership=partnership, asked_by=by, state=ArchiveState.WAITING).first()
    if waiting:
        return waiting, False
    made = Archive.objects.create(partnership=partnership, asked_by=by, asked_at=clock.now())
    record(partnership, "asked for everything in one file", by=by)
    return made, True


@transaction.atomic
def keep_archive(archive: Archive, content: IO[bytes], *, rows: int) -> None:
    archive.content.save(f"{archive.ref}.zip", File(content), save=False)
    archive.state, archive.rows, archive.size = ArchiveState.READY, rows, archive.content.size
    archive.save(update_fields=["state", "content", "rows", "size"])


@transaction.atomic
def keep_archive_failure(archive: Archive) -> None:
    archive.state = ArchiveState.FAILED
    archive.save(update_fields=["state"])


@transaction.atomic
def delete_old_archives() -> int:
    """Those older than a day, with their files; returns how many."""
    old = list(Archive.objects.filter(asked_at__lt=clock.now() - KEPT_FOR))
    for archive in old:
        if archive.content:
            storage, name = archive.content.storage, str(archive.content.name)
            transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))  # type: ignore[misc]
        archive.delete()
    return len(old)
