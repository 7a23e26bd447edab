"""The malware scan of whatever was sent in: evidence, logos, plan documents. What was found is never served."""

from django.db import transaction

from goldenthread.documents.models import Scan, StoredFile
from goldenthread.documents.operations import scan_file
from goldenthread.evidence.models import Evidence
from goldenthread.evidence.users import tell_of_change
from goldenthread.history.operations import record

SCANNER = "The malware scanner"


def scan_and_tell(stored: StoredFile) -> StoredFile:
    """Ask the scanner; where it finds something the file is shut away, and what it proved no longer counts.

    Raises ScannerDown, and the file goes on waiting. The daemon is asked before the transaction begins.
    """
    stored = scan_file(stored)
    if stored.scan == Scan.INFECTED:
        _shut_away(stored)
    return stored


@transaction.atomic
def _shut_away(stored: StoredFile) -> None:
    record(stored, "found malware in the file and shut it away", by=SCANNER, new={"found": stored.scan_found})
    for piece in Evidence.objects.filter(file=stored).select_related("partnership"):
        record(piece, "found malware in its file: nobody can open it", by=SCANNER, new={"found": stored.scan_found})
        tell_of_change(piece)
