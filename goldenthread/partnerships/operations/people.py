"""People and the roles they hold, which are all the rights there are."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.history import operations as history
from goldenthread.partnerships import search
from goldenthread.partnerships.models import (
    Body,
    Invitation,
    Membership,
    Organisation,
    Partnership,
    running,
)
from goldenthread.partnerships.operations.records import NO_CHILD, Actor, amend, hold
from goldenthread.partnerships.permissions import SomePlace
from goldenthread.partnerships.queries import has_come_in, places_of
from goldenthread.partnerships.queries.screening import refuse_identifiers
from goldenthread.partnerships.rights import counts_in
from goldenthread.partnerships.roles import DUTIES, Place, Role

LAST_MANAGER = (
    "This is the only business manager. Give the role to somebody else first, or nobody could run the partnership here."
)


@transaction.atomic
def end_membership(held: Membership, *, ends_on: date, reason: str = "", by: Actor) -> None:
    """Take a role away. A last day of today or earlier stops its rights at once; a later one after that day.

    A membership counts through its last day, so one that stops today ends yesterday; one that began today is removed,
    and stays in the history.
    """
    if held.partnership is not None:
        hold(held.partnership)
    held = Membership.objects.select_for_update().get(pk=held.pk)
    refuse_last_manager(held, ends_on)
    last = min(ends_on, clock.today() - timedelta(days=1)) if ends_on <= clock.today() else ends_on
    sentence = f"ended the role {held.get_role_display().lower()} of {held.person}"
    if last < held.starts_on:
        refuse_identifiers({"reason": reason}, None, why=NO_CHILD)
        history.record(
            held, sentence, by=by, old={"starts_on": held.starts_on}, new={"ends_on": ends_on}, reason=reason
        )
        held.delete()
    else:
        amend(held, sentence, by=by, reason=reason, ends_on=last)
    places = list(held.network.partnerships.all()) if held.network else [held.partnership] if held.partnership else []
    for place in places:
        close_invitations_of_those_gone(held.person, place, by=by)
        index_person(held.person, place)


def refuse_last_manager(held: Membership, ends_on: date) -> None:
    """Another one must be there, or begin the day after; of two who leave at the same time the second stays."""
    if held.role != Role.MANAGER:
        return
    next_day = max(ends_on, clock.today()) + timedelta(days=1)
    others = Membership.objects.filter(
        partnership=held.partnership, role=Role.MANAGER, person__is_active=True, ends_on=None
    )
    if not others.exclude(person=held.person).filter(starts_on__lte=next_day).exists():
        raise ValidationError(LAST_MANAGER)


def close_invitations_of_those_gone(person: User, partnership: Partnership, *, by: Actor) -> None:
    """Whoever has nothing left to take up here is no longer invited."""
    coming = Membership.objects.filter(counts_in(partnership), person=person).exclude(ends_on__lt=clock.today())
    if coming.exists():
        return
    for invitation in Invitation.objects.filter(person=person, partnership=partnership, used_at=None, revoked_at=None):
        amend(invitation, f"took back the invitation of {person}", by=by, revoked_at=clock.now())


@transaction.atomic
def correct_person(person: User, partnership: Partnership, *, name: str, email: str, by: Actor) -> User:
    """Put a slip right before the person has come in. Afterwards name and address are their own.

    Open invitations go to the old address and are closed: ``invite`` makes a new one.
    """
    if has_come_in(person):
        raise ValidationError(f"{person} has signed in, so only {person} can change this.")
    if Membership.objects.filter(person=person).exclude(counts_in(partnership)).exists():
        raise ValidationError("This person was invited by another partnership as well, and cannot be changed here.")
    email = email.strip().lower()
    if User.objects.filter(email=email).exclude(pk=person.pk).exists():
        raise ValidationError({"email": "Somebody else here has this address. Add that person instead."})
    moved = email != person.email
    person = amend(person, "corrected the person's name or address", by=by, name=name.strip(), email=email)
    if moved:
        for invitation in Invitation.objects.filter(person=person, used_at=None, revoked_at=None):
            amend(invitation, f"took back the invitation of {person}", by=by, revoked_at=clock.now())
    index_person(person, partnership)
    return person


def index_person(person: User, partnership: Partnership) -> None:
    index_people([person], partnership)


def index_people(people: Sequence[User], partnership: Partnership) -> None:
    """People are found by name, role and place while they hold something in the partnership."""
    held: dict[int, list[Membership]] = defaultdict(list)
    current = Membership.objects.filter(counts_in(partnership), running(), person__in=people)
    for membership in current.select_related("body", "organisation", "network", "appointment__post"):
        held[membership.person_id].append(membership)
    rows = []
    for person in people:
        if held[person.pk]:
            address = reverse("partnerships:person", args=[partnership.slug, person.ref])
            text = ", ".join(places_of(held[person.pk]))
            rows.append(search.row(person, title=person.name, text=text, partnership=partnership, address=address))
        else:
            search.unindex(person, partnership)
    search.index_rows(rows)


def place_of(role: Role, partnership: Partnership, body: Body | None, organisation: Organisation | None) -> SomePlace:
    """Where a post's role is held: a post of a body may carry a role of the whole partnership, such as its chair's."""
    kind = DUTIES[role].place
    place = {Place.PARTNERSHIP: partnership, Place.BODY: body, Place.ORGANISATION: organisation}.get(kind)
    if place is None:
        raise ValidationError({"role": f"The role {role.label.lower()} is held in {kind.label}: say which."})
    return place
