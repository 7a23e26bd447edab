"""Whose business a record is, for every record at once: rows with ``told`` (a person) and ``place`` (a partnership)."""

from typing import Any

from django.db.models import F, Q, QuerySet

from goldenthread.partnerships.models import running
from goldenthread.partnerships.roles import Right, Role, roles_with
from goldenthread.plan.models import FOREVER, OwnerRole

Rows = QuerySet[Any]
PLACE = "action__plan__partnership"


def answering(rows: Rows) -> list[Rows]:
    """For rows with an ``action``: who answers today for the posts, bodies and organisations that own it, as
    ``owners.people_reminded`` says of one: holders of the post, chairs of the body, leads of the organisation."""
    owners = "action__owners"
    owning = Q(**{f"{owners}__valid_to": FOREVER, f"{owners}__role__in": [OwnerRole.LEAD, OwnerRole.JOINT]})
    holders, chairs, leads = (
        f"{owners}__{path}" for path in ("post__appointments", "body__memberships", "organisation__memberships")
    )
    given_here = Q(**{f"{leads}__partnership": None}) | Q(**{f"{leads}__partnership": F(PLACE)})
    return [
        told_through(rows, holders, owning, PLACE),
        told_through(rows, chairs, owning & Q(**{f"{chairs}__role": Role.BODY_CHAIR}), PLACE),
        told_through(rows, leads, owning & Q(**{f"{leads}__role": Role.AGENCY_LEAD}) & given_here, PLACE),
    ]  # fmt: skip


def answering_or_writing(rows: Rows) -> list[Rows]:
    """For returns: those who answer for the action, and whoever wrote or submitted it."""
    written = rows.annotate(told=F("written_by"), place=F(PLACE))
    submitted = rows.filter(submitted_by__isnull=False).annotate(told=F("submitted_by"), place=F(PLACE))
    return [*answering(rows), written, submitted]


def above(rows: Rows) -> list[Rows]:
    """For escalations: who was told."""
    return [rows.annotate(told=F("person"), place=F(PLACE))]


def holding(place: str, *rights: Right, but: tuple[str, ...] = ()) -> Any:
    """For rows whose partnership is at ``place``: who holds one of the rights there in their own name, today, and did
    not bring the row themselves (the fields ``but``). These rights are held in the partnership, not by an agency."""
    roles = sorted({role for right in rights for role in roles_with(right)})
    held = f"{place}__memberships"

    def told(rows: Rows) -> list[Rows]:
        found = told_through(rows, held, Q(**{f"{held}__role__in": roles}), place)
        for field in but:
            found = found.filter(Q(**{field: None}) | ~Q(told=F(field)))
        return [found]

    return told


def told_through(rows: Rows, held: str, wanted: Q, place: str) -> Rows:
    """One ``filter``, so that all of it is said of the same owner and the same holder."""
    person = f"{held}__person"
    found = rows.filter(wanted, running(prefix=f"{held}__"), **{f"{person}__isnull": False})
    return found.annotate(told=F(person), place=F(place))
