"""Periods: opened and locked for everybody at once."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.history.operations import record
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.models import Period
from goldenthread.plan.operations.owing import owe_returns


@transaction.atomic
def add_period(
    partnership: Partnership, *, name: str, starts_on: date, ends_on: date, returns_due_on: date, by: User
) -> Period:
    period = Period(
        partnership=partnership, name=name, starts_on=starts_on, ends_on=ends_on, returns_due_on=returns_due_on
    )
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
    if Period.objects.filter(partnership=partnership, starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise ValidationError("These dates overlap with another period. Choose dates after its last day.")
    period.full_clean()
    period.save()
    record(period, "added the period", by=by, new={"name": name, "starts_on": starts_on, "ends_on": ends_on})
    return period


@transaction.atomic
def open_period(period: Period, *, by: User) -> Period:
    """Owners may now write and submit returns for it; from here on each owes one for every action it leads."""
    period = Period.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=period.pk)
    if period.is_open:
        raise ValidationError("This period is open already.")
    period.opened_at, period.locked_at = clock.now(), None
    period.save()
    owe_returns(period)
    record(period, "opened the period", by=by, new={"returns owed": period.owed.count()})
    return period


@transaction.atomic
def lock_period(period: Period, *, by: User) -> Period:
    """No return may be written or submitted any more; one that is sent back opens again by itself."""
    period = Period.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=period.pk)
    if not period.is_open:
        raise ValidationError("This period is not open.")
    period.locked_at = clock.now()
    period.save()
    record(period, "locked the period", by=by)
    return period
