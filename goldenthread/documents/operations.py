"""Keeping a file that passed the gate, and scanning it."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from goldenthread.core import clock
from goldenthread.documents import scanner
from goldenthread.documents.gate import CheckedFile
from goldenthread.documents.models import Scan, StoredFile


@transaction.atomic
def keep_file(file: CheckedFile, *, chain: str, by: Any) -> StoredFile:
    """Keep a checked file for the partnership ``chain``; the same bytes lie on the disk once."""
    stored = StoredFile(
        chain=chain,
        name=file.name[:200],
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        sent_by=by.ref,
        sent_at=clock.now(),
        scan=Scan.WAITING if scanner.is_set_up() else Scan.NOT_NEEDED,
    )
    storage, path = stored.content.storage, f"{file.sha256[:2]}/{file.sha256}"
    if not storage.exists(path):
        storage.save(path, ContentFile(file.content))
    stored.content.name = path
    stored.save()
    return stored


def scan_file(stored: StoredFile) -> StoredFile:
    """Ask the scanner. Raises ScannerDown, and the file goes on waiting."""
    with stored.content.open("rb") as content:
        found = scanner.scan(iter(lambda: content.read(scanner.PIECE), b""))
    stored.scan, stored.scan_found = (Scan.INFECTED, found[:200]) if found else (Scan.CLEAN, "")
    stored.save(update_fields=["scan", "scan_found"])
    return stored


@transaction.atomic
def discard_file(stored: StoredFile) -> None:
    """Forget a file; its bytes go when nobody else keeps the same ones."""
    name, storage = str(stored.content.name), stored.content.storage
    stored.delete()
    if not StoredFile.objects.filter(content=name).exists():
        transaction.on_commit(lambda: storage.delete(name))
