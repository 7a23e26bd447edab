"""The people of a partnership: where they are, and whether they have come in yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.history.models import Entry
from goldenthread.partnerships.models import Appointment, Invitation, Membership, Partnership, running
from goldenthread.partnerships.permissions import can_invite_to
from goldenthread.partnerships.rights import counts_in, given_by, may
from goldenthread.partnerships.roles import Right, Role, roles_with


def people_visible_to(
    user: User, partnership: Partnership, *, words: str = "", role: str = ""
) -> models.QuerySet[User]:
    """Whoever holds or held a role or a post in the partnership, for readers of its plan; found by name, place or role.

    Addresses are found only by those who may see them.
    """
    if not may(user, Right.READ_PLAN, partnership):
        return User.objects.none()
    held = Membership.objects.filter(counts_in(partnership))
    appointed = Appointment.objects.filter(post__partnership=partnership)
    found = User.objects.filter(Q(pk__in=held.values("person")) | Q(pk__in=appointed.values("person")))
    current = held.filter(running())
    if role:
        found = found.filter(pk__in=current.filter(role=role).values("person"))
    for word in words.split()[:6]:
        found = found.filter(_has(word, current, addresses=may(user, Right.MANAGE, partnership)))
    return found.order_by("name", "pk")


def _has(word: str, held: models.QuerySet[Membership], *, addresses: bool) -> Q:
    roles = [role for role in Role if word.lower() in role.label.lower()]
    places = (
        Q(body__name__icontains=word)
        | Q(organisation__name__icontains=word)
        | Q(organisation__short_name__icontains=word)
    )
    posts = Q(appointment__post__title__icontains=word)
    there = Q(name__icontains=word) | Q(pk__in=held.filter(places | posts | Q(role__in=roles)).values("person"))
    return there | Q(email__icontains=word) if addresses else there


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a list: what they are in the partnership today, and how they stand."""

    person: User
    places: Sequence[str]
    state: str
    """"here", "invited", "expired" (the invitation has), "suspended", "left" or "" (never invited)."""


def people_lines(people: Iterable[User], partnership: Partnership) -> list[PersonLine]:
    """Three queries, however many people."""
    page = list(people)
    held = Membership.objects.filter(counts_in(partnership), running()).select_related(
        "body", "organisation", "network", "appointment__post"
    )
    invitations = Invitation.objects.filter(partnership=partnership).order_by("sent_at")
    proved = EmailAddress.objects.filter(verified=True)
    models.prefetch_related_objects(
        page,
        Prefetch("memberships", held, to_attr="held"),
        Prefetch("invitations", invitations, to_attr="invited"),
        Prefetch("emailaddress_set", proved, to_attr="proved"),
    )
    return [PersonLine(person, places_of(person.held), _state(person)) for person in page]  # type: ignore[attr-defined]


def places_of(held: Iterable[Membership]) -> list[str]:
    """Each role with its place: "Agency lead, Marlshire Police"; the post's title where there is one."""
    return list(dict.fromkeys(_said(membership) for membership in held))


def _said(held: Membership) -> str:
    if held.appointment is not None:
        return held.appointment.post.title
    place = held.body or held.organisation or held.network
    return f"{held.get_role_display()}, {place}" if place else held.get_role_display()


def _state(person: User) -> str:
    if not person.is_active:
        return "suspended"
    if not person.held:  # type: ignore[attr-defined]
        return "left"
    if person.proved or person.last_login:  # type: ignore[attr-defined]
        return "here"
    last = person.invited[-1] if person.invited else None  # type: ignore[attr-defined]
    if last is None or last.revoked_at:
        return ""
    return "invited" if last.is_open else "expired"


def last_invitation(person: User, partnership: Partnership) -> Invitation | None:
    return Invitation.objects.filter(partnership=partnership, person=person).order_by("sent_at").last()


def has_come_in(person: User) -> bool:
    """Whether the person has proved their address, by an invitation or by signing in."""
    return person.last_login is not None or EmailAddress.objects.filter(user=person, verified=True).exists()


def holders_of(right: Right, partnership: Partnership) -> models.QuerySet[User]:
    """People who hold the right in the partnership today."""
    held = Membership.objects.filter(
        counts_in(partnership), running(), role__in=roles_with(right), person=OuterRef("pk")
    )
    return User.objects.filter(Exists(held), is_active=True).order_by("name")


def receipts(partnership: Partnership) -> models.QuerySet[Entry]:
    """The receipts of hand-overs: entries of the history that name posts."""
    about = Entry.objects.filter(
        chain=partnership.slug, record_type="partnerships.partnership", record_ref=partnership.ref
    )
    return about.filter(new__has_key="posts").order_by("-number")


MOST_HOLDERS = 50
"""A page of roles names no more; the list of people does."""


def holders_by_role(partnership: Partnership) -> dict[Role, list[User]]:
    """Who holds each role today. Roles that outnumber the page (practitioners) are cut short."""
    held = Membership.objects.filter(counts_in(partnership), running(), person__is_active=True).select_related("person")
    found: dict[Role, list[User]] = {}
    for membership in held.exclude(role=Role.PRACTITIONER).order_by("person__name"):
        people = found.setdefault(Role(membership.role), [])
        if membership.person not in people and len(people) < MOST_HOLDERS:
            people.append(membership.person)
    return found


@dataclass(frozen=True, slots=True)
class Held:
    """All that a person holds or held in a partnership."""

    current: Sequence[Membership]
    """Of today or later, with their appointments."""
    earlier: Sequence[Membership | Appointment]
    records: Sequence[models.Model]
    """Whose history is the person's history here."""


def everything_held(person: User, partnership: Partnership) -> Held:
    held = Membership.objects.filter(counts_in(partnership), person=person)
    memberships = list(
        held.select_related(
            "partnership", "body", "organisation", "network", "appointment__post__partnership"
        ).order_by("-starts_on")
    )
    today = clock.today()
    current = [each for each in memberships if each.ends_on is None or each.ends_on >= today]
    past = Appointment.objects.filter(post__partnership=partnership, person=person, ends_on__lt=today)
    appointments = list(past.select_related("post__partnership").order_by("-starts_on"))
    roles = [each for each in memberships if each not in current and each.appointment is None]
    invitations = Invitation.objects.filter(partnership=partnership, person=person)
    own = [each.appointment for each in memberships if each.appointment is not None]
    return Held(current, [*appointments, *roles], [*memberships, *own, *appointments, *invitations])


def roles_given_by(partnership: Partnership) -> models.QuerySet[Membership]:
    """Those without a post, which end by themselves."""
    found = Membership.objects.filter(given_by(partnership), appointment=None)
    return found.select_related("person", "partnership", "body", "organisation", "network")


def may_invite_person(user: User, partnership: Partnership, current: Iterable[Membership]) -> bool:
    """The business manager invites anyone; chairs and leads invite whoever is in their own body or organisation."""
    places = (held.place for held in current)
    return any(can_invite_to(user, partnership, place) for place in places if place is not None)
