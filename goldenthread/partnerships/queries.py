"""Reads about people, posts and rights."""

from datetime import date

from django.db import models
from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.partnerships.models import Appointment, Body, Membership, Organisation, Partnership, PartnershipMember, Post, running
from goldenthread.partnerships.roles import DUTIES, Right, Role

Holder = Body | Organisation | Post


def memberships_of(user: User) -> list[Membership]:
    """The person's memberships of today, read once a request."""
    if not hasattr(user, "_memberships"):
        held = Membership.objects.held_by(user).select_related("partnership", "body", "organisation", "appointment")
        user._memberships = list(held)  # type: ignore[attr-defined]
    return user._memberships  # type: ignore[attr-defined, no-any-return]


def rights(user: User, partnership: Partnership) -> frozenset[Right]:
    """What the person may do in the partnership today."""
    if not user.is_authenticated:
        return frozenset()
    known: dict[int, frozenset[Right]] = user.__dict__.setdefault("_rights", {})
    if partnership.pk not in known:
        known[partnership.pk] = frozenset[Right]().union(
            *(DUTIES[Role(held.role)].rights for held in memberships_of(user) if _counts_in(held, partnership))
        )
    return known[partnership.pk]


def _counts_in(held: Membership, partnership: Partnership) -> bool:
    if held.partnership_id is not None:
        return held.partnership_id == partnership.pk
    return held.organisation_id is not None and held.organisation_id in _member_organisations(partnership)


def _member_organisations(partnership: Partnership) -> set[int]:
    if not hasattr(partnership, "_member_organisations"):
        members = PartnershipMember.objects.filter(running(), partnership=partnership)
        partnership._member_organisations = set(members.values_list("organisation", flat=True))  # type: ignore[attr-defined]
    return partnership._member_organisations  # type: ignore[attr-defined, no-any-return]


def may(user: User, right: Right, partnership: Partnership) -> bool:
    return right in rights(user, partnership)


def acts_for(user: User, holder: Holder | None, right: Right) -> bool:
    """Whether the person holds the right in that very body, organisation or post (today)."""
    if holder is None or not user.is_authenticated:
        return False
    return any(right in DUTIES[Role(held.role)].rights and _in_place(held, holder) for held in memberships_of(user))


def _in_place(held: Membership, holder: Holder) -> bool:
    if isinstance(holder, Body):
        return held.body_id == holder.pk
    if isinstance(holder, Organisation):
        return held.organisation_id == holder.pk
    return held.appointment is not None and held.appointment.post_id == holder.pk


def owned_by(user: User, prefix: str = "") -> Q:
    """Rows with ``body``, ``organisation`` or ``post`` (after ``prefix``) that the person's own places own, as a WHERE."""
    held = Membership.objects.held_by(user)
    return (
        Q(**{f"{prefix}body__in": held.exclude(body=None).values("body")})
        | Q(**{f"{prefix}organisation__in": held.exclude(organisation=None).values("organisation")})
        | Q(**{f"{prefix}post__in": held.exclude(appointment=None).values("appointment__post")})
    )


def people_behind(holder: Holder, on: date | None = None) -> models.QuerySet[User]:
    """Who answers for a body, organisation or post on the day: holders of the post, chairs of the body, leads of the
    organisation."""
    if isinstance(holder, Post):
        held = Appointment.objects.filter(running(on), post=holder).values("person")
    elif isinstance(holder, Body):
        held = Membership.objects.filter(running(on), body=holder, role=Role.BODY_CHAIR).values("person")
    else:
        held = Membership.objects.filter(running(on), organisation=holder, role=Role.AGENCY_LEAD).values("person")
    return User.objects.filter(pk__in=held, is_active=True).order_by("name")
