"""What waits on a day, over all partnerships."""

from datetime import date, timedelta

from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.governance.models import (
    Challenge,
    ChallengeState,
    ChallengeStep,
    MeetingState,
    Minutes,
    MinutesState,
    Paper,
    Risk,
    WrittenProcedure,
    WrittenVote,
)
from goldenthread.governance.queries.challenges import overdue
from goldenthread.governance.queries.risks import reviews_due
from goldenthread.notifications.topics import Rows

SOON = timedelta(days=30)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)


# --- meetings ---------------------------------------------------------------------------------------------------------


def _papers() -> Rows:
    """Announced and not here yet, for a meeting that its members know of."""
    shown = {"item__meeting__state__in": [MeetingState.PUBLISHED, MeetingState.IN_SESSION]}
    return Paper.objects.filter(author__isnull=False, versions=None, withdrawn_at=None, **shown)


def papers(on: date) -> Rows:
    return _papers().filter(due_on__lte=on + SOON)


def papers_today(on: date) -> Rows:
    return _papers().filter(due_on__in=[on, on - DAY])


def _votes() -> Rows:
    return WrittenVote.objects.filter(procedure__closed_at=None, answer="")


def votes(on: date) -> Rows:
    return _votes().filter(procedure__closes_on__gte=on)


def votes_today(on: date) -> Rows:
    return _votes().filter(procedure__closes_on=on)


def votes_seen(rows: Rows, person: User) -> Rows:
    return rows.filter(procedure__in=WrittenProcedure.objects.visible_to(person).order_by())


def minutes_to_check(on: date) -> Rows:
    return Minutes.objects.filter(state=MinutesState.WITH_CHAIR)


def minutes_to_read(on: date) -> Rows:
    """Those that a chair found right since the last digest."""
    return Minutes.objects.filter(state=MinutesState.CHECKED, checked_at__date__range=(on - WEEK, on - DAY))


# --- challenges and risks ---------------------------------------------------------------------------------------------


def _asked() -> Rows:
    return ChallengeStep.objects.filter(ended_at=None, replied_at=None, challenge__state=ChallengeState.OPEN)


def asked(on: date) -> Rows:
    return _asked().filter(due_on__lte=on + SOON)


def asked_today(on: date) -> Rows:
    return _asked().filter(due_on__in=[on, on - DAY])


def asked_seen(rows: Rows, person: User) -> Rows:
    return rows.filter(challenge__in=Challenge.objects.visible_to(person).order_by())


def put(on: date) -> Rows:
    """Replied to, or left without a reply: whoever put it says whether that is enough, or takes it further."""
    return Challenge.objects.filter(Q(state=ChallengeState.REPLIED) | overdue(on))


def risks(on: date) -> Rows:
    return reviews_due(on)


def risks_seen(rows: Rows, person: User) -> Rows:
    return rows.filter(risk__in=Risk.objects.visible_to(person).order_by())
