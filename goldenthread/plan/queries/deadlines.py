"""The deadlines in somebody's own calendar: of actions and milestones that they answer for now and may open."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlparse

from django.conf import settings
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery

from goldenthread.accounts.models import User
from goldenthread.documents.writing.calendar import Event
from goldenthread.plan.models import ActionVersion, Delivery, MilestoneVersion, PlanState
from goldenthread.plan.queries.told import Rows, answering

RELATED = ("action__plan__partnership", "action__priority")
MOST = 500


def deadlines_of(person: User) -> Iterator[Event]:
    """Number, day and link. ``sequence`` counts versions, so it grows with each change of what is dated."""
    current = ActionVersion.objects.at().filter(removed=False, plan__state=PlanState.ADOPTED)
    for version in _own(current.exclude(delivery=Delivery.DELIVERED), person, _count("action")):
        yield _event(version, version.action.ref, f"{version.action} is due")
    steps = MilestoneVersion.objects.at().filter(removed=False, actual_on=None, action__plan__state=PlanState.ADOPTED)
    for step in _own(steps, person, _count("ref")):
        yield _event(step, step.ref, f"A milestone of {step.action} is due")


def _own(rows: Rows, person: User, changes: Subquery) -> Rows:
    answered = Q(pk__in=[])
    for each in answering(rows):
        answered |= Q(pk__in=each.filter(told=person.pk).values("pk"))
    dated = rows.visible_to(person).filter(answered, due_on__isnull=False)  # type: ignore[attr-defined]
    return dated.annotate(changes=changes).select_related(*RELATED).order_by("due_on")[:MOST]  # type: ignore[no-any-return]


def _count(same: str) -> Subquery:
    model = ActionVersion if same == "action" else MilestoneVersion
    versions = model.objects.filter(**{same: OuterRef(same)}).order_by().values(same)
    return Subquery(versions.annotate(count=Count("pk")).values("count"), output_field=IntegerField())


def _event(row: Any, ref: str, words: str) -> Event:
    place, address = row.action.plan.partnership, urlparse(settings.ADDRESS)
    return Event(
        uid=f"{ref}@{address.hostname}",
        title=f"{place.short_name or place.name}: {words}",
        on=row.due_on,
        url=settings.ADDRESS.rstrip("/") + row.action.get_absolute_url(),
        sequence=row.changes - 1,
        changed_at=row.valid_from,
    )
