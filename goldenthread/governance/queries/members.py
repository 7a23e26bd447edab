"""Who belongs to a body on a day, for whom they sit there, and whether they vote."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from goldenthread.accounts.models import User
from goldenthread.governance.models import Attendance, Constituency, Part
from goldenthread.governance.models.attendance import constituency_of
from goldenthread.governance.models.meetings import LED_BY_BOARD_CHAIR
from goldenthread.partnerships.models import (
    Body,
    BodyKind,
    Membership,
    Organisation,
    Partnership,
    PartnershipMember,
    running,
)
from goldenthread.partnerships.roles import Role

VOTING = {Role.BODY_CHAIR, Role.BODY_MEMBER, Role.BOARD_MEMBER, Role.AGENCY_LEAD}
ATTENDING = {Role.MANAGER, Role.INDEPENDENT_CHAIR, Role.SCRUTINEER}
"""They are in the room of the Board, by their office, without a vote."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody at the table of a body."""

    person: User
    organisation: Organisation | None
    constituency: str
    part: str
    votes: bool


def seats(body: Body, on: date) -> list[Seat]:
    """Everybody who belongs there on the day. What was written down last time (for whom, vote or not) still holds."""
    held = Membership.objects.filter(_members(body), running(on), person__is_active=True)
    roles: dict[User, set[Role]] = {}
    for each in held.select_related("person").order_by("person__name"):
        roles.setdefault(each.person, set()).add(_role_at(each, body))
    sent_by = _organisations(body, list(roles), on)
    before = _last_time(body, list(roles))
    return [_seat(person, roles[person], sent_by.get(person.pk), before.get(person.pk)) for person in roles]


def bodies_of(user: User, partnership: Partnership) -> QuerySet[Body]:
    """Those at whose table the person sits today. One query for the bodies and one for each of them."""
    bodies = Body.objects.visible_to(user).filter(running(), partnership=partnership).exclude(kind=BodyKind.EXTERNAL)
    held = Membership.objects.filter(running(), person=user)
    own = [body.pk for body in bodies.select_related("partnership") if held.filter(_members(body)).exists()]
    return bodies.filter(pk__in=own).order_by("name")


def _members(body: Body) -> Q:
    members = Q(body=body)
    if body.kind in LED_BY_BOARD_CHAIR:
        members |= Q(partnership=body.partnership_id, role__in=[Role.BOARD_MEMBER, *ATTENDING])
        members |= Q(body__reports_to=body, role=Role.BODY_CHAIR)
    if body.kind in {BodyKind.ASSEMBLY, BodyKind.PARTNERSHIP}:
        agencies = PartnershipMember.objects.filter(running(), partnership=body.partnership_id).values("organisation")
        here = Q(partnership=None) | Q(partnership=body.partnership_id)
        members |= Q(here, role=Role.AGENCY_LEAD, organisation__in=agencies)
    return members


def _role_at(held: Membership, body: Body) -> Role:
    """The chair of a sub-group attends the Board for it, without a vote of their own."""
    role = Role(held.role)
    return Role.MANAGER if role is Role.BODY_CHAIR and held.body_id != body.pk else role


def _organisations(body: Body, people: list[User], on: date) -> dict[int, Organisation]:
    """The agency that each of them belongs to: one of a statutory kind before others."""
    held = Membership.objects.filter(
        Q(partnership=None) | Q(partnership=body.partnership_id), running(on), person__in=people
    ).exclude(organisation=None)
    found: dict[int, Organisation] = {}
    for each in held.select_related("organisation").order_by("pk"):
        organisation = each.organisation
        known = found.get(each.person_id)
        if organisation and (known is None or constituency_of(known) == Constituency.OTHER):
            found[each.person_id] = organisation
    return found


def _last_time(body: Body, people: list[User]) -> dict[int, Attendance]:
    rows = Attendance.objects.filter(meeting__body=body, person__in=people).select_related("organisation")
    return {row.person_id: row for row in rows.order_by("meeting__starts_at") if row.person_id}


def _seat(person: User, roles: set[Role], organisation: Organisation | None, before: Attendance | None) -> Seat:
    if before is not None:
        return Seat(person, before.organisation or organisation, before.constituency, before.part, before.votes)
    votes = bool(roles & VOTING)
    part = Part.MEMBER if votes or Role.INDEPENDENT_CHAIR in roles else Part.ADVISER
    return Seat(person, organisation, constituency_of(organisation), part, votes)
