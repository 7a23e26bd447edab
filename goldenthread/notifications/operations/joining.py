"""The joined mails of a day: the weekly digests, and the notes on the morning on which something cannot wait.

Both are planned for everybody at once, in a few statements, which are done whole or not at all. Their keys name person
and day, so that planning again, after a kill or by a second worker, plans what is missing and nothing twice.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Value
from django.urls import reverse
from django.utils import timezone

from goldenthread.core import clock
from goldenthread.notifications.models import Day
from goldenthread.notifications.operations.planning import domain
from goldenthread.notifications.topics import TOPICS, Rhythm

GOES_AT = time(7)
"""Planned for today and for tomorrow: so a mail stands among the planned ones for a day, where it can be changed."""

SUBJECTS = {
    Rhythm.DIGEST: "What waits for you this week",
    Rhythm.MORNING: "What cannot wait",
}
WORDS = {
    Rhythm.DIGEST: ",\n\nthis waits for you.",
    Rhythm.MORNING: ",\n\nthis begins, is due today, was due yesterday, came back to you or was left without a word.",
}

NEW_REF = {
    "sqlite": "lower(hex(randomblob(6)))",
    "postgresql": "substr(replace(gen_random_uuid()::text, '-', ''), 1, 12)",
}
"""Twelve random digits, as ``core.refs`` would make them one by one."""

WAITING = "CREATE TEMPORARY TABLE notifications_waiting AS {rows}"
"""Who is told of something in which partnership, over all topics: ``told``, ``place``, ``duty``."""
DONE = "DROP TABLE notifications_waiting"

MAILS = """
    INSERT INTO notifications_mail (
        ref, message_id, key, partnership_id, person_id, kind, subject, text, listed, about,
        planned_at, not_before, state, tries, problem
    )
    SELECT {new_ref}, '<' || {new_ref} || %s, %s || person.ref || %s,
           CASE WHEN waiting.first_place = waiting.last_place THEN waiting.first_place END,
           person.id, %s, %s, 'Hello ' || person.name || %s, '', %s, %s, %s, 'planned', 0, ''
    FROM (
        SELECT told, MIN(place) AS first_place, MAX(place) AS last_place, MAX(duty) AS duty
        FROM notifications_waiting GROUP BY told
    ) AS waiting
    JOIN accounts_user AS person ON person.id = waiting.told
    LEFT JOIN notifications_mailchoice AS choice ON choice.person_id = person.id
    WHERE person.is_active AND {wanted}
    ON CONFLICT DO NOTHING"""

PLACES = """
    INSERT INTO notifications_mailplace (mail_id, partnership_id)
    SELECT mail.id, waiting.place
    FROM notifications_waiting AS waiting
    JOIN notifications_mail AS mail ON mail.person_id = waiting.told
    WHERE mail.partnership_id IS NULL AND mail.state = 'planned' AND mail.key LIKE %s
    ON CONFLICT DO NOTHING"""
"""Which partnerships a mail tells of that joins several."""

CHOSEN_DAY = """(COALESCE(choice.digest_day, %s) = %s OR (choice.digest_day = %s AND %s = %s AND waiting.duty = 1))"""
"""Whoever chose "never" is told on a Monday as long as something they answer for is overdue."""

NO_DIGEST = """
    COALESCE(choice.morning, %s) AND NOT EXISTS (
        SELECT 1 FROM notifications_mail AS digest
        WHERE digest.key = %s || person.ref || %s AND digest.state <> 'cancelled'
    )"""
"""On the day of the digest it says these things as well."""


def plan_joined_mails(on: date | None = None) -> int:
    """For the nightly job. Returns how many mails were planned that were not planned before."""
    today = on or clock.today()
    tomorrow = today + timedelta(days=1)
    digests = _plan(Rhythm.DIGEST, today, [today, tomorrow])
    return digests + sum(_plan(Rhythm.MORNING, day, [day]) for day in (today, tomorrow))


@transaction.atomic
def _plan(rhythm: Rhythm, on: date, days: list[date]) -> int:
    """Mails of one kind, by what waits ``on`` the day, for each of ``days``."""
    queries = list(_queries(rhythm, on))
    if not queries:
        return 0
    rows, values = queries[0].union(*queries[1:], all=True).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(WAITING.format(rows=rows), values)
        planned = sum(_insert(cursor, rhythm, day) for day in days)
        cursor.execute(DONE)
    return planned


def _insert(cursor: CursorWrapper, rhythm: Rhythm, day: date) -> int:
    wanted, limits = _wanted(rhythm, day)
    mails = MAILS.format(new_ref=NEW_REF[connection.vendor], wanted=wanted)
    cursor.execute(mails, [f"@{domain()}>", f"{rhythm} ", f" {day}", *_words(rhythm, day), *limits])
    planned = int(cursor.rowcount)
    cursor.execute(PLACES, [f"{rhythm} % {day}"])
    return planned


def _queries(rhythm: Rhythm, day: date) -> Iterator[Any]:
    for topic in TOPICS.values():
        for rows in topic.waiting(rhythm, day):
            yield rows.order_by().annotate(duty=Value(int(topic.duty))).values_list("told", "place", "duty")


def _wanted(rhythm: Rhythm, day: date) -> tuple[str, list[Any]]:
    if rhythm == Rhythm.DIGEST:
        return CHOSEN_DAY, [Day.MONDAY, day.isoweekday(), Day.NEVER, day.isoweekday(), Day.MONDAY]
    return NO_DIGEST, [True, f"{Rhythm.DIGEST} ", f" {day}"]


def _words(rhythm: Rhythm, day: date) -> list[Any]:
    goes = datetime.combine(day, GOES_AT, tzinfo=timezone.get_current_timezone())
    moments = [connection.ops.adapt_datetimefield_value(moment) for moment in (clock.now(), goes)]
    return [rhythm.value, SUBJECTS[rhythm], WORDS[rhythm], reverse("home"), *moments]
