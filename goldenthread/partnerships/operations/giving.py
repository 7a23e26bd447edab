"""Giving roles, to one person or to all of a list: the same checks, a handful of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.history import operations as history
from goldenthread.partnerships.models import (
    Body,
    Membership,
    Network,
    Organisation,
    Partnership,
    PartnershipMember,
    running,
)
from goldenthread.partnerships.operations.people import index_people
from goldenthread.partnerships.operations.records import Actor, hold, said_by
from goldenthread.partnerships.permissions import SomePlace, kind_of
from goldenthread.partnerships.rights import given_by
from goldenthread.partnerships.roles import DUTIES, Role


@dataclass(frozen=True, slots=True)
class Gift:
    """A role for a person in a place. The first day is today where none is given."""

    person: User
    role: Role
    place: SomePlace
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """The same, for whoever has the address."""

    name: str
    email: str
    role: Role
    place: SomePlace
    starts_on: date | None = None
    ends_on: date | None = None


@transaction.atomic
def add_person(
    partnership: Partnership,
    *,
    name: str,
    email: str,
    role: Role,
    place: SomePlace,
    starts_on: date | None = None,
    ends_on: date | None = None,
    by: Actor,
) -> Membership:
    """Give a role to whoever has the address: a person we know already, whose name stays, or a new one."""
    return add_people(partnership, [Newcomer(name, email, role, place, starts_on, ends_on)], by=by)[0]


@transaction.atomic
def add_people(partnership: Partnership, newcomers: Sequence[Newcomer], *, by: Actor) -> list[Membership]:
    hold(partnership)
    people = people_with({each.email.strip().lower(): each.name.strip() for each in newcomers}, by=by)
    gifts = [
        Gift(people[each.email.strip().lower()], each.role, each.place, each.starts_on, each.ends_on)
        for each in newcomers
    ]
    return give_roles(partnership, gifts, by=by)


@transaction.atomic
def people_with(names: dict[str, str], *, by: Actor) -> dict[str, User]:
    """The people with these addresses; those we do not know yet are added under the names given.

    Somebody whom another partnership adds at the same time is the same person.
    """
    known = {person.email: person for person in User.objects.filter(email__in=names)}
    unusable = make_password(None)
    new = [User(email=email, name=name, password=unusable) for email, name in names.items() if email not in known]
    for person in new:
        person.clean_fields()
    User.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    refs = {person.ref for person in new}
    here = list(User.objects.filter(email__in=[person.email for person in new]))
    ours = [person for person in here if person.ref in refs]
    history.record_each([(person, "added the person", {"name": person.name}) for person in ours], by=by)
    return known | {person.email: person for person in here}


@transaction.atomic
def give_role(
    person: User,
    partnership: Partnership,
    *,
    role: Role,
    place: SomePlace,
    starts_on: date | None = None,
    ends_on: date | None = None,
    by: Actor,
) -> Membership:
    """The role counts in this partnership alone, also where it is held in an organisation that belongs to several; in
    no partnership, where it is held in the network."""
    return give_roles(partnership, [Gift(person, role, place, starts_on, ends_on)], by=by)[0]


@transaction.atomic
def give_roles(partnership: Partnership, gifts: Sequence[Gift], *, by: Actor) -> list[Membership]:
    hold(partnership)
    members = set(
        PartnershipMember.objects.filter(running(), partnership=partnership).values_list("organisation", flat=True)
    )
    current = Membership.objects.filter(given_by(partnership), person__in={gift.person.pk for gift in gifts})
    held = {_same(membership) for membership in current.exclude(ends_on__lt=clock.today())}
    given = []
    for gift in gifts:
        _refuse_person(gift, by)
        _refuse_place(partnership, gift, members)
        membership = _membership(partnership, gift)
        if _same(membership) in held:
            raise ValidationError(f"{gift.person} already has this role there.")
        held.add(_same(membership))
        given.append(membership)
    Membership.objects.bulk_create(given, batch_size=500)
    history.record_each([(each, _sentence(each), said_by(each)) for each in given], by=by)
    index_people(list({gift.person.pk: gift.person for gift in gifts}.values()), partnership)
    return given


def _same(held: Membership) -> tuple[object, ...]:
    return (held.person_id, held.role, held.body_id, held.organisation_id, held.network_id)


def _refuse_person(gift: Gift, by: Actor) -> None:
    if gift.person == by:
        raise ValidationError("Somebody else must give you a role.")
    if not gift.person.is_active:
        raise ValidationError(f"{gift.person} is suspended and can hold no role.")
    if gift.ends_on and gift.ends_on < (gift.starts_on or clock.today()):
        raise ValidationError({"ends_on": "The last day is before the first day."})


def _refuse_place(partnership: Partnership, gift: Gift, members: set[int]) -> None:
    wanted, place = DUTIES[gift.role].place, gift.place
    if kind_of(place) is not wanted:
        raise ValidationError(
            {"role": f"The role {gift.role.label.lower()} is held in {wanted.label}, not in {place}."}
        )
    if isinstance(place, Body) and place.partnership_id != partnership.pk:
        raise ValidationError({"place": "Choose a body of this partnership."})
    if isinstance(place, Organisation) and place.pk not in members:
        raise ValidationError({"place": f"{place} is not a member of this partnership today."})
    if isinstance(place, Network) and place.pk != partnership.network_id:
        raise ValidationError({"place": "This partnership does not belong to that network."})
    if isinstance(place, Partnership) and place != partnership:
        raise ValidationError({"place": "Choose a place in this partnership."})


def _membership(partnership: Partnership, gift: Gift) -> Membership:
    return Membership(
        person=gift.person,
        role=gift.role,
        partnership=None if isinstance(gift.place, Network) else partnership,
        network=gift.place if isinstance(gift.place, Network) else None,
        body=gift.place if isinstance(gift.place, Body) else None,
        organisation=gift.place if isinstance(gift.place, Organisation) else None,
        starts_on=gift.starts_on or clock.today(),
        ends_on=gift.ends_on,
    )


def _sentence(held: Membership) -> str:
    return f"gave {held.person} the role {held.get_role_display().lower()} in {held.place}"
