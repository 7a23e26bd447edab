"""Jobs of the worker."""

import logging

from django.core.exceptions import PermissionDenied
from django_tasks import task

from goldenthread.documents.writing.report import WritingError
from goldenthread.governance.models import Meeting, Pack
from goldenthread.governance.operations.packs import keep_made_pack, keep_pack_failure
from goldenthread.governance.packing import make_pack

log = logging.getLogger("goldenthread.jobs")

FAILED = "Something went wrong while it was made. Ask for it again; if it fails again, tell whoever runs this service."
NO_LONGER = "You may no longer read the papers of this meeting."


@task()
def make_pack_of(ref: str) -> None:
    """With the rights that the person has at this moment. Whatever happens, they are told."""
    pack = Pack.objects.select_related("person", "meeting__partnership", "meeting__body").get(ref=ref)
    try:
        if not Meeting.objects.visible_to(pack.person).filter(pk=pack.meeting_id).exists():
            raise PermissionDenied(NO_LONGER)
        keep_made_pack(pack, *make_pack(pack))
    except (WritingError, PermissionDenied) as problem:
        keep_pack_failure(pack, str(problem))
    except Exception:
        log.exception("A pack failed.", extra={"job": "make_pack_of"})
        keep_pack_failure(pack, FAILED)
