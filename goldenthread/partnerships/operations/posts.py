"""Posts, and who is appointed to them."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.history.operations import record
from goldenthread.partnerships import search
from goldenthread.partnerships.models import (
    Appointment,
    Body,
    Membership,
    Organisation,
    Partnership,
    PartnershipMember,
    Post,
    running,
)
from goldenthread.partnerships.operations.people import end_membership, index_person, place_of, refuse_last_manager
from goldenthread.partnerships.operations.records import Actor, amend, enter, hold
from goldenthread.partnerships.roles import Role


@transaction.atomic
def add_post(partnership: Partnership, *, by: Actor, **values: Any) -> Post:
    post = Post(partnership=partnership, **values)
    _refuse_place(post)
    enter(post, "added the post", by=by)
    index_post(post)
    return post


@transaction.atomic
def change_post(post: Post, *, by: Actor, **values: Any) -> Post:
    """Role and place of a post are those of its holder, so they change only while nobody holds it."""
    hold(post.partnership)
    moved = any(
        getattr(Post.objects.get(pk=post.pk), name) != values[name]
        for name in ("role", "body", "organisation")
        if name in values
    )
    if moved and Appointment.objects.filter(_now_or_later(), post=post).exists():
        raise ValidationError("Somebody holds this post. End the appointment before you change its role or place.")
    post = amend(post, "changed the post", by=by, **values)
    _refuse_place(post)
    index_post(post)
    return post


@transaction.atomic
def close_post(post: Post, *, ends_on: date, reason: str = "", by: Actor) -> Post:
    """End the post and the appointments to it."""
    hold(post.partnership)
    for held in Appointment.objects.filter(later(ends_on), post=post):
        cut_short(held, ends_on=ends_on, reason=reason, by=by)
    return amend(post, "closed the post", by=by, reason=reason, ends_on=ends_on)


@transaction.atomic
def appoint(
    post: Post, person: User, *, starts_on: date, ends_on: date | None = None, deputy: bool = False, by: Actor
) -> Appointment:
    """Appoint a person to a post, which gives them its role for as long. A deputy holds the same role."""
    hold(post.partnership)
    if person == by:
        raise ValidationError("Somebody else must appoint you.")
    if not person.is_active:
        raise ValidationError(f"{person} is suspended and cannot be appointed.")
    if not Post.objects.filter(running(starts_on), pk=post.pk).exists():
        raise ValidationError({"starts_on": "The post does not exist on that day."})
    later = Appointment.objects.filter(post=post, person=person).filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
    if later.exclude(starts_on__gt=ends_on).exists() if ends_on else later.exists():
        raise ValidationError(f"{person} already holds this post then.")
    appointment = Appointment(post=post, person=person, starts_on=starts_on, ends_on=ends_on, deputy=deputy)
    enter(appointment, f"appointed {person} to {post}{' as deputy' if deputy else ''}", by=by)
    place = place_of(Role(post.role), post.partnership, post.body, post.organisation)
    Membership.objects.create(
        person=person,
        role=post.role,
        partnership=post.partnership,
        appointment=appointment,
        starts_on=starts_on,
        ends_on=ends_on,
        body=place if isinstance(place, Body) else None,
        organisation=place if isinstance(place, Organisation) else None,
    )
    index_person(person, post.partnership)
    return appointment


@transaction.atomic
def change_appointment(appointment: Appointment, *, by: Actor, **values: Any) -> Appointment:
    """Put right the days or whether it is as a deputy. The role of the post counts for as long."""
    hold(appointment.post.partnership)
    changed = amend(
        appointment, f"changed the appointment of {appointment.person} to {appointment.post}", by=by, **values
    )
    held = Membership.objects.filter(appointment=appointment).first()
    if held is not None and (held.starts_on, held.ends_on) != (changed.starts_on, changed.ends_on):
        if changed.ends_on is not None:
            refuse_last_manager(held, changed.ends_on)
        amend(
            held,
            f"changed the days of the role of {held.person}",
            by=by,
            starts_on=changed.starts_on,
            ends_on=changed.ends_on,
        )
        index_person(changed.person, changed.post.partnership)
    return changed


@transaction.atomic
def end_appointment(appointment: Appointment, *, ends_on: date, reason: str = "", by: Actor) -> Appointment:
    """The last day stands as given; the post's rights stop with it, and at once where that day is today or past."""
    hold(appointment.post.partnership)
    ended = amend(
        appointment,
        f"ended the appointment of {appointment.person} to {appointment.post}",
        by=by,
        reason=reason,
        ends_on=ends_on,
    )
    held = Membership.objects.filter(appointment=appointment).first()
    if held is not None:
        end_membership(held, ends_on=ends_on, reason=reason, by=by)
    return ended


@transaction.atomic
def cut_short(appointment: Appointment, *, ends_on: date, reason: str = "", by: Actor) -> None:
    """Because its post or its holder goes. One that ends by itself before that day stays as it is; one that would begin
    only later never does, and nobody holds its role for a day."""
    if appointment.ends_on is not None and appointment.ends_on <= ends_on:
        return
    if appointment.starts_on <= ends_on:
        end_appointment(appointment, ends_on=ends_on, reason=reason, by=by)
        return
    sentence = f"took back the appointment of {appointment.person} to {appointment.post}"
    record(appointment, sentence, by=by, old={"starts_on": appointment.starts_on}, reason=reason)
    person, partnership = appointment.person, appointment.post.partnership
    appointment.delete()
    index_person(person, partnership)


def later(ends_on: date) -> Q:
    """Rows that would go on after the day."""
    return Q(ends_on=None) | Q(ends_on__gt=ends_on)


def _now_or_later() -> Q:
    return Q(ends_on=None) | Q(ends_on__gte=clock.today())


def _refuse_place(post: Post) -> None:
    if post.body is not None and post.body.partnership_id != post.partnership_id:
        raise ValidationError({"body": "Choose a body of this partnership."})
    if post.escalates_to is not None and post.escalates_to.partnership_id != post.partnership_id:
        raise ValidationError({"escalates_to": "Choose a post of this partnership."})
    members = PartnershipMember.objects.filter(running(), partnership=post.partnership)
    if post.organisation is not None and not members.filter(organisation=post.organisation).exists():
        raise ValidationError({"organisation": f"{post.organisation} is not a member of this partnership today."})
    place_of(Role(post.role), post.partnership, post.body, post.organisation)


def index_post(post: Post) -> None:
    words = [post.get_role_display(), str(post.body or ""), str(post.organisation or "")]
    search.index(post, title=post.title, text=", ".join(filter(None, words)))
