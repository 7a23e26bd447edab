"""Jobs of the worker."""

import logging

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django_tasks import task

from goldenthread.documents.writing.report import WritingError
from goldenthread.plan.export.choice import Choice, What
from goldenthread.plan.export.make import make_file
from goldenthread.plan.models import Export, Plan
from goldenthread.plan.operations.exports import keep_failure, keep_made
from goldenthread.plan.permissions import can_take_away

log = logging.getLogger("goldenthread.jobs")

FAILED = "Something went wrong while it was made. Try again; if it fails again, tell whoever runs this service."
NO_LONGER = "You may no longer take this away."


@task()
def make_export(ref: str) -> None:
    """Make the file with the rights that its owner has at this moment. Whatever happens, they are told."""
    export = Export.objects.select_related("plan__partnership", "asked_by").get(ref=ref)
    try:
        keep_made(export, make_file(_choice(export)))
    except (WritingError, PermissionDenied) as problem:
        keep_failure(export, str(problem))
    except Exception:
        log.exception("An export failed.", extra={"job": "make_export"})
        keep_failure(export, FAILED)


def _choice(export: Export) -> Choice:
    person = export.asked_by
    readable = Plan.objects.visible_to(person).filter(pk=export.plan_id).exists()
    if not readable or not can_take_away(person, export.plan, export.format):
        raise PermissionDenied(NO_LONGER)
    return Choice(person, export.plan, What(export.what), export.format, QueryDict(export.filters))
