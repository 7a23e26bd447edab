"""D12: around forty awkward days (clock changes, leap day, ends of years) the night's mails go out once and at seven.

``python -m bench.dates`` in a made-up partnership; prints one JSON object. Everything is rolled back.
"""

import json
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from goldenthread.accounts.models import User  # noqa: E402
from goldenthread.documents.writing.calendar import write_calendar  # noqa: E402
from goldenthread.governance.models import Meeting  # noqa: E402
from goldenthread.governance.queries.calendar import event_of, for_calendars  # noqa: E402
from goldenthread.notifications.models import Mail  # noqa: E402
from goldenthread.notifications.operations import plan_joined_mails  # noqa: E402
from goldenthread.notifications.topics import TOPICS, Rhythm  # noqa: E402

YEARS = range(2027, 2031)
SEVEN, TEN = time(7), time(10)


def days() -> list[date]:
    """The eve, the day and the morrow of each clock change; leap days; the ends of calendar and financial years."""
    found = []
    for year in YEARS:
        for month in (3, 10):
            changes = max(day for n in range(25, 32) if (day := date(year, month, n)).weekday() == 6)
            found += [changes + timedelta(days=n) for n in (-1, 0, 1)]
        found += [date(year, 12, 31), date(year + 1, 1, 1), date(year, 3, 31)]
    return [*found, date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1), date(2029, 2, 28)]


def week_from(monday: date) -> dict[str, int]:
    """Plan each night of the week, each twice, the second time with a clock that was set back by an hour."""
    before = set(Mail.objects.values_list("pk", flat=True))
    for night in range(-1, 7):
        plan_joined_mails(monday + timedelta(days=night))
        settings.CLOCK_OFFSET_SECONDS = -3600
        plan_joined_mails(monday + timedelta(days=night))
        settings.CLOCK_OFFSET_SECONDS = 0
    mails = list(Mail.objects.exclude(pk__in=before).values_list("person_id", "kind", "not_before"))
    local = [(who, kind, timezone.localtime(at)) for who, kind, at in mails]
    within = [each for each in local if monday <= each[2].date() < monday + timedelta(days=7)]
    digests = Counter(who for who, kind, _ in within if kind == "digest")
    told = Counter((who, at.date()) for who, _, at in within)
    waiting = _waiting(monday - timedelta(days=1)) | _waiting(monday)
    return {
        "people": len(digests), "lost": len(waiting - digests.keys()), "doubled": sum(count - 1 for count in digests.values()) + sum(count - 1 for count in told.values()),
        "an_hour_out": sum(at.time() != SEVEN for _, _, at in within),
    }  # fmt: skip


def _waiting(on: date) -> set[int]:
    """Of whom the topics say that something waits; all of them have kept to the digest of Monday."""
    rows = (each for topic in TOPICS.values() for each in topic.waiting(Rhythm.DIGEST, on))
    told = {person for each in rows for person in each.order_by().values_list("told", flat=True)}
    return set(User.objects.filter(pk__in=told, is_active=True).values_list("pk", flat=True))


def meeting_on(day: date) -> int:
    """1 where a meeting at ten is not at ten in a calendar, read as what it says of itself: UTC."""
    meeting = for_calendars(Meeting.objects.all())[0]  # type: ignore[arg-type]
    ten = datetime.combine(day, TEN, timezone.get_current_timezone())
    meeting.starts_at, meeting.ends_at = ten, ten + timedelta(hours=2)
    text = write_calendar("The drill", [event_of(meeting)], written_at=ten)
    event = (text.decode() if isinstance(text, bytes) else text).partition("BEGIN:VEVENT")[2]
    said = next(line for line in event.splitlines() if line.startswith("DTSTART"))
    value = datetime.strptime(said.rpartition(":")[2].rstrip("Z"), "%Y%m%dT%H%M%S")
    told = timezone.make_aware(value) if "TZID=Europe/London" in said else value.replace(tzinfo=UTC)
    return int(told != ten)


def main() -> None:
    cases, weeks = days(), []
    for monday in sorted({day - timedelta(days=day.weekday()) for day in cases}):
        with transaction.atomic():
            weeks.append(week_from(monday))
            transaction.set_rollback(True)
    found = {name: sum(week[name] for week in weeks) for name in ("people", "lost", "doubled", "an_hour_out")}
    calendars = sum(map(meeting_on, cases))
    print(json.dumps({"cases": len(cases), **found, "calendar_an_hour_out": calendars}))


if __name__ == "__main__":
    main()
