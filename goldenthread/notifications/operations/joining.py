"""The joined mails of a day: the weekly digests, and the notes on the morning on which something cannot wait.

Both are planned for everybody at once, in one statement each, which is done whole or not at all. Their keys name person
and day, so that planning again, after a kill or by a second worker, plans what is missing and nothing twice.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Value
from django.urls import reverse
from django.utils import timezone

from goldenthread.core import clock
from goldenthread.notifications.models import Day
from goldenthread.notifications.operations.planning import domain
from goldenthread.notifications.topics import TOPICS, Rhythm

GOES_AT = time(7)
PLANNED_AHEAD = 1
"""Days. So a digest stands in the list of planned mails for a day, where it can still be moved or cancelled."""

SUBJECTS = {
    Rhythm.DIGEST: "What waits for you this week",
    Rhythm.MORNING: "What cannot wait",
}
WORDS = {
    Rhythm.DIGEST: ",\n\nthis waits for you.",
    Rhythm.MORNING: ",\n\nthis is due today, or was due yesterday.",
}

NEW_REF = {
    "sqlite": "lower(hex(randomblob(6)))",
    "postgresql": "substr(replace(gen_random_uuid()::text, '-', ''), 1, 12)",
}
"""Twelve random digits, as ``core.refs`` would make them one by one."""

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
        FROM ({rows}) AS found GROUP BY told
    ) AS waiting
    JOIN accounts_user AS person ON person.id = waiting.told
    LEFT JOIN notifications_mailchoice AS choice ON choice.person_id = person.id
    WHERE person.is_active AND {wanted}
    ON CONFLICT DO NOTHING"""

PLACES = """
    INSERT INTO notifications_mailplace (mail_id, partnership_id)
    SELECT mail.id, found.place
    FROM ({rows}) AS found
    JOIN accounts_user AS person ON person.id = found.told
    JOIN notifications_mail AS mail ON mail.key = %s || person.ref || %s
    WHERE mail.partnership_id IS NULL AND mail.state = 'planned'
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
    days = [today + timedelta(days=ahead) for ahead in range(PLANNED_AHEAD + 1)]
    return sum(_plan(rhythm, day) for day in days for rhythm in Rhythm)


@transaction.atomic
def _plan(rhythm: Rhythm, day: date) -> int:
    rows, values = _waiting(rhythm, day)
    if not rows:
        return 0
    key = [f"{rhythm} ", f" {day}"]
    wanted, limits = _wanted(rhythm, day)
    mails = MAILS.format(new_ref=NEW_REF[connection.vendor], rows=rows, wanted=wanted)
    with connection.cursor() as cursor:
        cursor.execute(mails, [f"@{domain()}>", *key, *_words(rhythm, day), *values, *limits])
        planned: int = cursor.rowcount
        cursor.execute(PLACES.format(rows=rows), [*values, *key])
    return planned


def _waiting(rhythm: Rhythm, day: date) -> tuple[str, tuple[Any, ...]]:
    """Who is told of something in which partnership, over all topics, as SQL."""
    queries = list(_queries(rhythm, day))
    if not queries:
        return "", ()
    found = queries[0].union(*queries[1:]) if queries[1:] else queries[0].distinct()
    sql, values = found.query.sql_with_params()
    return sql, values


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
