"""Jobs of the worker."""

import logging
import tempfile

from django_tasks import task

from goldenthread.partnerships.archive.packing import pack
from goldenthread.partnerships.models import Archive
from goldenthread.partnerships.operations.archives import keep_archive, keep_archive_failure
from goldenthread.partnerships.permissions import can_manage

log = logging.getLogger("goldenthread.jobs")


@task()
def make_archive(ref: str) -> None:
    """Make the file with the rights that its owner has at this moment. Whatever happens, they are told."""
    archive = Archive.objects.select_related("partnership", "asked_by").get(ref=ref)
    try:
        if not archive.asked_by.is_active or not can_manage(archive.asked_by, archive.partnership):
            raise PermissionError("no longer the manager")
        with tempfile.TemporaryFile() as content:
            manifest = pack(archive.partnership, content, reader=archive.asked_by)
            content.seek(0)
            keep_archive(archive, content, rows=sum(table["rows"] for table in manifest["tables"].values()))
    except Exception:
        log.exception("An archive could not be made.", extra={"job": "make_archive"})
        keep_archive_failure(archive)
