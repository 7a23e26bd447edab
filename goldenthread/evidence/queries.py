"""Lists of evidence."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from goldenthread.accounts.models import User
from goldenthread.evidence.models import Evidence, Screening
from goldenthread.partnerships.models import Partnership

OPEN = Q(screening__in=[Screening.WAITING, Screening.HITS, Screening.PICTURE])
STALE_AFTER = timedelta(days=365)


def evidence_of(user: User, partnership: Partnership) -> QuerySet[Evidence]:
    found = Evidence.objects.visible_to(user).filter(partnership=partnership)
    return found.select_related("partnership", "file", "added_by")


def narrowed(found: QuerySet[Evidence], chosen: dict[str, str], on: date) -> QuerySet[Evidence]:
    """By words, kind, strength and state. Withdrawn evidence shows only when it is asked for."""
    if chosen.get("q"):
        found = found.filter(Q(title__icontains=chosen["q"]) | Q(shows__icontains=chosen["q"]))
    if chosen.get("kind"):
        found = found.filter(kind=chosen["kind"])
    if chosen.get("rung"):
        found = found.filter(rung__gte=int(chosen["rung"]))
    states = {
        "": Q(withdrawn_at=None),
        "open": Q(withdrawn_at=None) & OPEN,
        "expired": Q(withdrawn_at=None, expires_on__lt=on),
        "old": Q(withdrawn_at=None, evidence_on__lt=on - STALE_AFTER),
        "withdrawn": Q(withdrawn_at__isnull=False),
    }
    return found.filter(states.get(chosen.get("state") or "", states[""]))
