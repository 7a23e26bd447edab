"""How each organisation took part in a year: at meetings, and with what it owed. By name, not by rank."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from goldenthread.accounts.models import User
from goldenthread.governance.models import Attendance, Meeting, MeetingState, Part, Presence
from goldenthread.partnerships.models import Body, Organisation, Partnership
from goldenthread.plan.models import OwedReturn
from goldenthread.plan.queries.rounds import HANDED_IN, with_state

SEATED = [Part.MEMBER, Part.DEPUTY]
PRESENT = Q(presence=Presence.PRESENT)


@dataclass(frozen=True, slots=True)
class Year:
    """From April to March, as the yearly report counts; ``starts`` is the year of its April."""

    starts: int

    @property
    def days(self) -> tuple[date, date]:
        return date(self.starts, 4, 1), date(self.starts + 1, 3, 31)

    def __str__(self) -> str:
        return f"{self.starts}/{(self.starts + 1) % 100:02}"


def year_of(day: date) -> Year:
    return Year(day.year if day.month > 3 else day.year - 1)


@dataclass(slots=True)
class Share:
    """``meetings`` at which it had a seat; ``represented`` by a member or a deputy; ``owed`` returns and their fate."""

    ref: str
    name: str
    meetings: int = 0
    represented: int = 0
    in_person: int = 0
    apologies: int = 0
    absent: int = 0
    owed: int = 0
    handed_in: int = 0
    late: int = 0

    @property
    def percent(self) -> int | None:
        """None where it had no seat: that is not the same as nought."""
        return round(100 * self.represented / self.meetings) if self.meetings else None


def _held(user: User, partnership: Partnership, days: tuple[date, date]) -> QuerySet[Meeting]:
    found = Meeting.objects.visible_to(user).filter(partnership=partnership, state=MeetingState.CLOSED)
    return found.filter(starts_at__date__range=days)


def shares(user: User, partnership: Partnership, year: Year) -> list[Share]:
    """Every organisation of the partnership. Three queries, however many there are."""
    members = Organisation.objects.filter(partnerships__partnership=partnership).distinct().order_by("name")
    found = {pk: Share(ref, name) for pk, ref, name in members.values_list("pk", "ref", "name")}
    for row in _attended(user, partnership, year):
        _take(found, row, ("meetings", "represented", "in_person", "apologies", "absent"))
    for row in _owed(user, partnership, year):
        _take(found, row, ("owed", "handed_in", "late"))
    return list(found.values())


def _take(found: dict[int, Share], row: dict[str, Any], names: tuple[str, ...]) -> None:
    share = found.setdefault(row["organisation"], Share(row["organisation__ref"], row["organisation__name"]))
    for name in names:
        setattr(share, name, row[name])


GROUPED = ("organisation", "organisation__ref", "organisation__name")


def _attended(user: User, partnership: Partnership, year: Year) -> Any:
    seats = Attendance.objects.filter(meeting__in=_held(user, partnership, year.days), part__in=SEATED)
    return seats.exclude(organisation=None).order_by().values(*GROUPED).annotate(
        meetings=Count("meeting", distinct=True),
        represented=Count("meeting", filter=PRESENT, distinct=True),
        in_person=Count("meeting", filter=PRESENT & Q(part=Part.MEMBER), distinct=True),
        apologies=Count("pk", filter=Q(presence=Presence.APOLOGIES)),
        absent=Count("pk", filter=Q(presence=Presence.ABSENT)),
    )  # fmt: skip


def _owed(user: User, partnership: Partnership, year: Year) -> Any:
    owed = OwedReturn.objects.visible_to(user).filter(
        period__partnership=partnership, period__ends_on__range=year.days, organisation__isnull=False
    )
    return with_state(owed).order_by().values(*GROUPED).annotate(
        owed=Count("pk"),
        handed_in=Count("pk", filter=Q(state__in=HANDED_IN)),
        late=Count("pk", filter=Q(handed_at__date__gt=F("period__returns_due_on"))),
    )  # fmt: skip


def seats_of(user: User, partnership: Partnership, year: Year, ref: str) -> QuerySet[Attendance]:
    """The rows behind an organisation's numbers, the newest meeting first."""
    seats = Attendance.objects.filter(meeting__in=_held(user, partnership, year.days), part__in=SEATED)
    found = seats.filter(organisation__ref=ref).select_related("meeting__partnership", "meeting__body", "organisation")
    return found.order_by("-meeting__starts_at", "part")


def at_meetings_of(user: User, body: Body, days: tuple[date, date]) -> list[dict[str, Any]]:
    """Each closed meeting of the body with how many were there. One query."""
    held = _held(user, body.partnership, days).filter(body=body).select_related("partnership")
    seated = Q(attendance__part__in=SEATED)
    counted = held.annotate(
        present=Count("attendance", filter=seated & Q(attendance__presence=Presence.PRESENT)),
        apologies=Count("attendance", filter=seated & Q(attendance__presence=Presence.APOLOGIES)),
        absent=Count("attendance", filter=seated & Q(attendance__presence=Presence.ABSENT)),
    )
    return [
        {"meeting": each, "present": each.present, "apologies": each.apologies, "absent": each.absent}
        for each in counted.order_by("starts_at")
    ]
