"""Handing over everything that somebody holds when they leave, in one step and with a receipt.

The receipt is an entry of the partnership's history: it cannot be changed afterwards, and needs no table of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.history import operations as history
from goldenthread.history.models import Entry
from goldenthread.partnerships.belongings import Belonging, belongings_of
from goldenthread.partnerships.models import Appointment, Membership, Partnership
from goldenthread.partnerships.operations.people import end_membership
from goldenthread.partnerships.operations.posts import appoint, cut_short
from goldenthread.partnerships.operations.records import hold

SENTENCE = "handed over everything that was held by {}"


@dataclass(frozen=True, slots=True)
class Handover:
    """What a person holds in a partnership, today or later."""

    person: User
    appointments: list[Appointment] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    """Roles without a post."""
    belongings: list[Belonging] = field(default_factory=list)

    @classmethod
    def of(cls, person: User, partnership: Partnership) -> "Handover":
        today = clock.today()
        appointments = Appointment.objects.filter(post__partnership=partnership, person=person).exclude(
            ends_on__lt=today
        )
        memberships = Membership.objects.filter(partnership=partnership, person=person, appointment=None).exclude(
            ends_on__lt=today
        )
        return cls(
            person,
            list(appointments.select_related("post__body", "post__organisation").order_by("post__title")),
            list(memberships.select_related("body", "organisation").order_by("role")),
            belongings_of(person, partnership),
        )


@transaction.atomic
def hand_over(
    person: User,
    partnership: Partnership,
    *,
    ends_on: date,
    successors: Mapping[int, User | None],
    reason: str = "",
    by: User,
) -> Entry:
    """End all appointments and roles; appoint a successor from the next day to each post that has one. Where the last
    day is today the successor begins today, since the leaver's rights end at once and nothing may be left to nobody.

    ``successors`` are people by appointment (its number); a post not named there, or with ``None``, stays vacant.
    Returns the receipt.
    """
    hold(partnership)
    held = Handover.of(person, partnership)
    if not held.appointments and not held.memberships:
        raise ValidationError(f"{person} holds nothing here.")
    if person in successors.values():
        raise ValidationError(f"Choose somebody other than {person} to follow.")
    posts = [_pass_on(each, successors.get(each.pk), ends_on, reason, by) for each in held.appointments]
    for membership in held.memberships:
        if membership.ends_on is None or membership.ends_on > ends_on:
            end_membership(membership, ends_on=ends_on, reason=reason, by=by)
    return history.record(
        partnership,
        SENTENCE.format(person),
        by=by,
        reason=reason,
        new={
            "person": person,
            "person_ref": person.ref,
            "ends_on": ends_on,
            "posts": posts,
            "roles": [{"role": each.get_role_display(), "place": each.place} for each in held.memberships],
            "belongings": [{"what": each.what, "stays_with": each.stays_with} for each in held.belongings],
        },
    )


def _pass_on(held: Appointment, successor: User | None, ends_on: date, reason: str, by: User) -> dict[str, str]:
    if successor is not None and not _holds(successor, held, ends_on):
        begins = ends_on if ends_on == clock.today() else ends_on + timedelta(days=1)
        appoint(held.post, successor, starts_on=begins, deputy=held.deputy, by=by)
    cut_short(held, ends_on=ends_on, reason=reason, by=by)
    return {"post": held.post.title, "to": successor.name if successor else ""}


def _holds(successor: User, held: Appointment, ends_on: date) -> bool:
    """Somebody who shares the post already goes on holding it."""
    theirs = Appointment.objects.filter(post=held.post, person=successor).exclude(ends_on__lte=ends_on)
    return theirs.exists()
