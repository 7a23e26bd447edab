"""Who answers for what a body, an organisation or a post owns."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from goldenthread.accounts.models import User
from goldenthread.partnerships.models import Appointment, Body, Membership, Partnership, Post, running
from goldenthread.partnerships.rights import Holder, given_in
from goldenthread.partnerships.roles import Role


def owned_by(user: User, *, partnership: str) -> Q:
    """Rows with ``body``, ``organisation`` or ``post`` that the person's places own, as a WHERE. ``partnership`` is the
    path from the row to its partnership: a role in an organisation may have been given for one partnership alone."""
    held = Membership.objects.held_by(user)
    for_organisation = held.filter(organisation=OuterRef("organisation"))
    return (
        Q(body__in=held.exclude(body=None).values("body"))
        | Q(post__in=held.exclude(appointment=None).values("appointment__post"))
        | Q(Exists(for_organisation.filter(Q(partnership=None) | Q(partnership=OuterRef(partnership)))))
    )


def people_behind(
    holder: Holder, on: date | None = None, partnership: Partnership | None = None
) -> models.QuerySet[User]:
    """Who answers for a body, organisation or post on the day: holders of the post, chairs of the body, leads of the
    organisation. For an organisation name the ``partnership``, else leads named by one of them alone are left out."""
    held: Any
    if isinstance(holder, Post):
        held = Appointment.objects.filter(running(on), post=holder).values("person")
    elif isinstance(holder, Body):
        held = Membership.objects.filter(running(on), body=holder, role=Role.BODY_CHAIR).values("person")
    else:
        leads = Membership.objects.filter(
            running(on), given_in(partnership), organisation=holder, role=Role.AGENCY_LEAD
        )
        held = leads.values("person")
    return User.objects.filter(pk__in=held, is_active=True).order_by("name")
