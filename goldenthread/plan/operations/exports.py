"""Files that the worker makes."""

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.history.operations import record
from goldenthread.plan.models import Export, ExportState, Plan
from goldenthread.plan.models.exports import KEPT_FOR


@transaction.atomic
def ask_for_export(plan: Plan, *, what: str, format: str, filters: str, name: str, by: User) -> Export:
    """Note that somebody wants a file. The caller enqueues the job (``plan/tasks.py``) in the same transaction."""
    export = Export(plan=plan, what=what, format=format, filters=filters, name=name, asked_by=by, asked_at=clock.now())
    export.full_clean()
    export.save()
    record(plan, f"asked for the file {name}", by=by)
    return export


@transaction.atomic
def keep_made(export: Export, content: bytes) -> None:
    export.state, export.content = ExportState.READY, content
    export.save(update_fields=["state", "content"])


@transaction.atomic
def keep_failure(export: Export, problem: str) -> None:
    export.state, export.problem = ExportState.FAILED, problem[:300]
    export.save(update_fields=["state", "problem"])


@transaction.atomic
def delete_old_exports() -> int:
    """Those older than a day; returns how many."""
    return Export.objects.filter(asked_at__lt=clock.now() - KEPT_FOR).delete()[0]
