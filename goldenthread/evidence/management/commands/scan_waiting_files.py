import logging
from typing import Any

from django.core.management.base import BaseCommand

from goldenthread.documents.models import Scan, StoredFile
from goldenthread.documents.scanner import ScannerDown, is_set_up
from goldenthread.evidence.models import Evidence, Screening
from goldenthread.evidence.operations import settle_file
from goldenthread.evidence.operations.scanning import scan_and_tell

log = logging.getLogger("goldenthread.jobs")
AT_ONCE = 100


class Command(BaseCommand):
    help = "Scan the files that wait for it. The worker does so every minute; while the scanner is down they wait."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        scanned = _scan() if is_set_up() else 0
        if verbosity:
            self.stdout.write(f"{scanned} scanned")


def _scan() -> int:
    waiting = list(StoredFile.objects.filter(scan=Scan.WAITING).order_by("sent_at")[:AT_ONCE])
    for done, stored in enumerate(waiting):
        try:
            scan_and_tell(stored)
        except ScannerDown:
            log.warning("The malware scanner does not answer.", extra={"job": "scan_waiting_files"})
            return done
        for piece in Evidence.objects.filter(file=stored, screening=Screening.WAITING):
            settle_file.enqueue(piece.ref)
    return len(waiting)
