"""Who answers for what a body, an organisation or a post owns."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.partnerships.models import Appointment, Body, Membership, Partnership, Post, running
from goldenthread.partnerships.queries.structure import CHAIRING, who_chaired
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


def people_above(holder: Holder, partnership: Partnership, on: date | None = None) -> models.QuerySet[User]:
    """Who is told when a body, organisation or post leaves something undone: holders of the post that it escalates to;
    else who chairs the body above; else the business manager."""
    posts = _own_posts(holder, partnership).filter(running(on))
    above = Appointment.objects.filter(running(on), post__in=posts.exclude(escalates_to=None).values("escalates_to"))
    found = User.objects.filter(pk__in=above.values("person"), is_active=True)
    if not found.exists() and (body := _body_above(holder)):
        found = User.objects.filter(pk__in=[person.pk for person in who_chaired(body, on or clock.today())])
    if not found.exists():
        managing = Membership.objects.filter(running(on), partnership=partnership, role=Role.MANAGER)
        found = User.objects.filter(pk__in=managing.values("person"))
    return found.filter(is_active=True).order_by("name")


def _own_posts(holder: Holder, partnership: Partnership) -> models.QuerySet[Post]:
    """The post itself, those that chair the body, or those of the organisation."""
    posts = Post.objects.filter(partnership=partnership)
    if isinstance(holder, Post):
        return posts.filter(pk=holder.pk)
    return (
        posts.filter(body=holder, role__in=CHAIRING) if isinstance(holder, Body) else posts.filter(organisation=holder)
    )


def _body_above(holder: Holder) -> Body | None:
    """Of a body, or of the post that chairs it, the body above; of another post its own body."""
    if isinstance(holder, Post) and holder.body and holder.role not in CHAIRING:
        return holder.body
    body = holder if isinstance(holder, Body) else holder.body if isinstance(holder, Post) else None
    return (body.parent or body.reports_to) if body else None
