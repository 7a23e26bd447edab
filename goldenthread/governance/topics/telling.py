"""Whose business each is: rows with ``told`` (a person) and ``place`` (a partnership)."""

from django.db.models import F, Q

from goldenthread.governance.models.meetings import LED_BY_BOARD_CHAIR
from goldenthread.notifications.topics import Rows
from goldenthread.partnerships.models import BodyKind
from goldenthread.partnerships.roles import Right, Role, roles_with
from goldenthread.plan.queries.told import told_through

UNLED = [BodyKind.PARTNERSHIP, BodyKind.EXTERNAL]
"""Kinds of bodies that nobody here chairs: the business manager hears for them."""


def authors(rows: Rows) -> list[Rows]:
    return [rows.annotate(told=F("author"), place=F("item__meeting__partnership"))]


def voters(rows: Rows) -> list[Rows]:
    return [rows.annotate(told=F("person"), place=F("procedure__partnership"))]


def attendees(rows: Rows) -> list[Rows]:
    there = rows.filter(meeting__attendance__person__isnull=False)
    return [there.annotate(told=F("meeting__attendance__person"), place=F("meeting__partnership"))]


def chairs(rows: Rows) -> list[Rows]:
    return _leading(rows, "meeting__body", "meeting__partnership")


def asked(rows: Rows) -> list[Rows]:
    """Never whoever put the challenge: they do not answer it."""
    found = _behind(rows, "", "challenge__partnership")
    return [each.exclude(told=F("challenge__raised_by")) for each in found]


def challengers(rows: Rows) -> list[Rows]:
    return [rows.annotate(told=F("raised_by"), place=F("partnership"))]


def owners(rows: Rows) -> list[Rows]:
    return _behind(rows, "", "risk__partnership")


def _behind(rows: Rows, prefix: str, place: str) -> list[Rows]:
    """Who answers for the body, post or organisation of a row; for a body that nobody chairs the business manager."""
    body, leads = f"{prefix}body", f"{prefix}organisation__memberships"
    here = Q(**{f"{leads}__partnership": None}) | Q(**{f"{leads}__partnership": F(place)})
    unled = Q(**{f"{body}__kind__in": UNLED, f"{place}__memberships__role": Role.MANAGER})
    return [
        told_through(rows, f"{prefix}post__appointments", Q(), place),
        told_through(rows, leads, Q(**{f"{leads}__role": Role.AGENCY_LEAD}) & here, place),
        told_through(rows, f"{place}__memberships", unled, place),
        *_leading(rows, body, place),
    ]


def _leading(rows: Rows, body: str, place: str) -> list[Rows]:
    """Chairs of the body; of Board and assembly the independent chair."""
    held = f"{place}__memberships"
    chairing = Q(**{f"{held}__role__in": sorted(roles_with(Right.CHAIR_BOARD))})
    return [
        told_through(rows, f"{body}__memberships", Q(**{f"{body}__memberships__role": Role.BODY_CHAIR}), place),
        told_through(rows, held, chairing & Q(**{f"{body}__kind__in": LED_BY_BOARD_CHAIR}), place),
    ]
