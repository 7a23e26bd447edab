"""Files that were sent in, each kept once by its content."""

from typing import ClassVar

from django.db import models

from goldenthread.core import clock
from goldenthread.core.refs import new_ref


class Scan(models.TextChoices):
    NOT_NEEDED = "not_needed", "not scanned: no scanner is set up"
    WAITING = "waiting", "waiting for the malware scan"
    CLEAN = "clean", "scanned, nothing found"
    INFECTED = "infected", "malware found"
    MISSING = "missing", "not here: only its name and hash came with the plan"


def stored_name(instance: "StoredFile", filename: str) -> str:
    """Files lie under their hash; the name people gave is only in the database."""
    return f"{instance.sha256[:2]}/{instance.sha256}"


class StoredFile(models.Model):
    """A file as it was sent. ``chain`` is the partnership it was sent to: the same bytes sent to two are two rows."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    chain = models.CharField(max_length=60)
    content = models.FileField(upload_to=stored_name, max_length=200)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=20, choices=Scan.choices, default=Scan.NOT_NEEDED)
    scan_found = models.CharField(max_length=200, blank=True)
    sent_by = models.CharField(max_length=12, help_text="Reference of the person.")
    sent_at = models.DateTimeField(default=clock.now)

    personal_data: ClassVar[dict[str, str]] = {
        "content": "What proves an action; screened for identifiers of children; with the plan it belongs to.",
        "name": "To find it again; screened likewise.",
        "sent_by": "Who is accountable for it; as long as the file.",
    }

    class Meta:
        indexes = [models.Index(fields=["chain", "sha256"], name="documents_file_content")]

    def __str__(self) -> str:
        return self.name

    @property
    def history_chain(self) -> str:
        return self.chain

    @property
    def may_be_served(self) -> bool:
        return self.scan in {Scan.NOT_NEEDED, Scan.CLEAN}
