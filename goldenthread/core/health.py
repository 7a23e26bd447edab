"""Two addresses for whoever watches the server: is the process alive, and can it do its work."""

from datetime import timedelta

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from goldenthread.core import schema
from goldenthread.core.rules import PUBLIC, rule

OLDEST_WAITING_JOB = timedelta(minutes=15)


@rule(PUBLIC)
def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"live": True})


@rule(PUBLIC)
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, is migrated and has our tables, and the queue moves; else 503 and what fails."""
    try:
        state = {
            "database": True,
            "migrations": _migrated(),
            "tables": not schema.difference(),
            "queue": _queue_moves(),
        }
    except Exception:
        state = {"database": False}
    fine = all(state.values())
    return JsonResponse({"ready": fine, **state}, status=200 if fine else 503)


def _migrated() -> bool:
    return not schema.pending(MigrationExecutor(connection))


def _queue_moves() -> bool:
    oldest = DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    return oldest is None or timezone.now() - oldest < OLDEST_WAITING_JOB
