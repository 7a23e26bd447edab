"""Being told again and again that the plan, or a list of it, can be taken away as of that day."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.words import day as in_words
from goldenthread.history.operations import record
from goldenthread.notifications.operations import plan_mail
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.as_at import PARAMETER, AsAt
from goldenthread.plan.models import RegularExport, Rhythm
from goldenthread.plan.queries.plans import plan_on

STEPS = {Rhythm.WEEK: timedelta(days=7), Rhythm.MONTH: relativedelta(months=1), Rhythm.QUARTER: relativedelta(months=3)}
MOST = 10


@transaction.atomic
def ask_regularly(partnership: Partnership, *, every: str, by: User, filters: str = "") -> RegularExport:
    """From the next time on; what is wanted today is on the page already."""
    if every not in Rhythm.values:
        raise ValidationError({"every": "Choose how often."})
    if RegularExport.objects.filter(partnership=partnership, person=by).count() >= MOST:
        raise ValidationError(f"You are told of {MOST} already. Stop one first.")
    asked = RegularExport(partnership=partnership, person=by, filters=filters, every=every)
    asked.next_on = clock.today() + STEPS[Rhythm(every)]
    asked.full_clean()
    asked.save()
    record(asked, "asked to be told regularly of a file of the plan", by=by, new={"every": every})
    return asked


@transaction.atomic
def stop_regularly(asked: RegularExport, *, by: User) -> None:
    record(asked, "stopped being told regularly of a file of the plan", by=by)
    asked.delete()


@transaction.atomic
def plan_regular_mails(on: date | None = None) -> int:
    """For the nightly job; returns how many mails were planned. Run twice, it plans none twice."""
    today = on or clock.today()
    due = RegularExport.objects.select_for_update(of=("self",)).filter(next_on__lte=today, person__is_active=True)
    return sum(_told(asked, today) for asked in due.select_related("partnership", "person"))


def _told(asked: RegularExport, today: date) -> bool:
    while asked.next_on <= today:
        asked.next_on += STEPS[Rhythm(asked.every)]
    asked.save(update_fields=["next_on"])
    place = asked.partnership
    plan = plan_on(asked.person, place, AsAt(today))
    if plan is None:
        return False
    query = "&".join(filter(None, [asked.filters, f"{PARAMETER}={today.isoformat()}"]))
    plan_mail(
        asked.person, key=f"export {asked.ref} {today}", kind="export", partnership=place,
        subject=f"{place.short_name or place.name}: the plan on {in_words(today)}",
        text=f"You asked to be told {asked.get_every_display().lower()}. Take the plan away here as it stood on "
        f"{in_words(today)}.",
        about=f"{reverse('plan:export', args=[place.slug, plan.ref])}?{query}",
    )  # fmt: skip
    return True
