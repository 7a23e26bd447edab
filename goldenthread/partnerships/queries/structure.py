"""Bodies, posts and organisations as they stand on a day, with the people in them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import models
from django.db.models import Prefetch, Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.partnerships.models import (
    Appointment,
    Body,
    BodyKind,
    Membership,
    Organisation,
    OrganisationName,
    Partnership,
    PartnershipMember,
    Post,
    TermsOfReference,
    running,
)
from goldenthread.partnerships.roles import Right, Role

CHAIRING = [Role.BODY_CHAIR, Role.INDEPENDENT_CHAIR]
"""Whoever holds a post of a body with one of these roles chairs the body."""
EARLIER = 50


@dataclass(slots=True)
class Branch:
    """A body, who chairs it, and the bodies under it."""

    body: Body
    chairs: Sequence[User]
    children: list["Branch"] = field(default_factory=list)


def tree(partnership: Partnership, user: User, on: date | None = None) -> list[Branch]:
    """The bodies of the day as they report to each other. Bodies outside the partnership come last."""
    seen = Body.objects.visible_to(user).filter(running(on), partnership=partnership)
    bodies = list(seen.select_related("partnership", "reports_to").order_by("name"))
    chairs = chairs_of(bodies, on)
    branches = {body.pk: Branch(body, chairs[body.pk]) for body in bodies}
    roots: list[Branch] = []
    for body in bodies:
        above = branches.get(body.parent_id or body.reports_to_id or 0)
        (above.children if above else roots).append(branches[body.pk])
    return sorted(roots, key=lambda branch: (branch.body.kind == BodyKind.EXTERNAL, not branch.children))


def chairs_of(bodies: Iterable[Body], on: date | None = None) -> dict[int, list[User]]:
    """Who chairs each body on the day: the holders of its chairing posts, and chairs without a post. Two queries."""
    found: dict[int, list[User]] = defaultdict(list)
    wanted = [body.pk for body in bodies]
    held = Appointment.objects.filter(running(on), post__body__in=wanted, post__role__in=CHAIRING)
    for appointment in held.select_related("person", "post").order_by("deputy", "starts_on"):
        found[appointment.post.body_id or 0].append(appointment.person)
    direct = Membership.objects.filter(running(on), body__in=wanted, role=Role.BODY_CHAIR, appointment=None)
    for membership in direct.select_related("person").order_by("starts_on"):
        found[membership.body_id or 0].append(membership.person)
    return {pk: list(dict.fromkeys(found[pk])) for pk in wanted}


def who_chaired(body: Body, on: date) -> list[User]:
    return chairs_of([body], on)[body.pk]


@dataclass(frozen=True, slots=True)
class PostLine:
    post: Post
    holders: Sequence[Appointment]


def _line(post: Post) -> PostLine:
    return PostLine(post, post.held)  # type: ignore[attr-defined]


def posts_on(partnership: Partnership, user: User, on: date | None = None) -> list[PostLine]:
    """The posts of the day with their holders, vacant ones first."""
    posts = (
        Post.objects.visible_to(user)
        .filter(running(on), partnership=partnership)
        .select_related("partnership", "body", "organisation")
    )
    lines = [_line(post) for post in posts.prefetch_related(_held(on))]
    return sorted(lines, key=lambda line: (bool(line.holders), line.post.title))


def _held(on: date | None) -> "Prefetch[str]":
    appointments = Appointment.objects.filter(running(on)).select_related("person").order_by("deputy", "starts_on")
    return Prefetch("appointments", appointments, to_attr="held")


def members_on(partnership: Partnership, on: date | None = None) -> list[PartnershipMember]:
    """The organisations of the day. Each carries ``called``, its name on that day."""
    names = OrganisationName.objects.filter(running(on))
    members = list(
        PartnershipMember.objects.filter(running(on), partnership=partnership)
        .select_related("organisation")
        .prefetch_related(Prefetch("organisation__names", names, to_attr="names_then"))
        .order_by("kind", "organisation__name")
    )
    order = {"statutory": 0, "relevant": 1, "other": 2}
    for member in members:
        then = member.organisation.names_then  # type: ignore[attr-defined]
        member.called = then[0].name if then else member.organisation.name  # type: ignore[attr-defined]
    return sorted(members, key=lambda member: order[member.kind])


def terms_of(bodies: Iterable[Body]) -> dict[int, TermsOfReference]:
    """The terms of reference in force today, by body. One query."""
    found = TermsOfReference.objects.filter(body__in=list(bodies), agreed_on__lte=clock.today())
    return {terms.body_id: terms for terms in found.order_by("agreed_on", "pk")}


# --- one of them ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What ``partnerships/_body_facts.html`` shows."""

    body: Body
    chairs: Sequence[User]
    posts: Sequence[PostLine]
    members: Sequence[Membership]
    reporting: Sequence[Body]
    """Bodies that report to this one."""
    state: str
    terms: Sequence[TermsOfReference]
    """The terms of reference in force on the day, and those before."""
    earlier: Sequence[Appointment]
    """Who held its posts before."""


def body_facts(body: Body, on: date | None = None) -> BodyFacts:
    posts = Post.objects.filter(running(on), body=body).select_related("partnership").prefetch_related(_held(on))
    belongs = Q(body=body, role=Role.BODY_MEMBER)
    if body.kind == BodyKind.BOARD:  # its members hold their role in the partnership
        belongs |= Q(partnership=body.partnership_id, role=Role.BOARD_MEMBER)
    members = Membership.objects.filter(running(on), belongs).select_related("person")
    below = Body.objects.filter(Q(reports_to=body) | Q(parent=body), running(on))
    day = on or clock.today()
    earlier = Appointment.objects.filter(post__body=body, ends_on__lt=day).select_related("person", "post__partnership")
    return BodyFacts(
        body=body,
        state=body.state_on(day),
        terms=list(TermsOfReference.objects.filter(body=body, agreed_on__lte=day)),
        earlier=list(earlier.order_by("-ends_on")[:EARLIER]),
        chairs=who_chaired(body, day),
        posts=[_line(post) for post in posts],
        members=list(members.order_by("person__name")),
        reporting=list(below.select_related("partnership").order_by("name")),
    )


def recorded(holder: Body | Post | Organisation) -> list[models.Model]:
    """A body, its posts and who was appointed to them; a post and who was: what their history is about."""
    posts = list(Post.objects.filter(body=holder)) if isinstance(holder, Body) else []
    held = Appointment.objects.filter(post__in=[holder] if isinstance(holder, Post) else posts)
    return [holder, *posts, *held]


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What ``partnerships/_post_facts.html`` shows."""

    post: Post
    holders: Sequence[Appointment]
    coming: Sequence[Appointment]
    earlier: Sequence[Appointment]


def post_facts(post: Post, on: date | None = None) -> PostFacts:
    day = on or clock.today()
    every = list(Appointment.objects.filter(post=post).select_related("person").order_by("-starts_on"))
    return PostFacts(
        post=post,
        holders=[held for held in every if held.starts_on <= day and (held.ends_on is None or held.ends_on >= day)],
        coming=[held for held in every if held.starts_on > day],
        earlier=[held for held in every if held.ends_on is not None and held.ends_on < day],
    )


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """What ``partnerships/_organisation_facts.html`` shows: only what the reader may know of."""

    organisation: Organisation
    names: Sequence[OrganisationName]
    predecessors: Sequence[Organisation]
    members: Sequence[PartnershipMember]
    people: Sequence[Membership]
    posts: Sequence[PostLine]
    managed: frozenset[int]
    """The partnerships that the reader manages."""


def organisation_facts(organisation: Organisation, user: User, on: date | None = None) -> OrganisationFacts:
    read = Partnership.objects.where(user, Right.READ_PLAN).values("pk")
    members = PartnershipMember.objects.filter(organisation=organisation, partnership__in=read).select_related(
        "partnership"
    )
    people = Membership.objects.filter(
        Q(partnership__in=read) | Q(partnership=None),
        running(on),
        organisation=organisation,
        role__in=[Role.AGENCY_LEAD, Role.AGENCY_CONTRIBUTOR],
    )
    posts = Post.objects.filter(running(on), organisation=organisation, partnership__in=read).prefetch_related(
        _held(on)
    )
    return OrganisationFacts(
        organisation=organisation,
        names=list(organisation.names.all()),
        predecessors=list(organisation.predecessors.order_by("name")),
        members=list(members.order_by("partnership__name", "starts_on")),
        people=list(people.select_related("person", "partnership").order_by("-role", "person__name")),
        posts=[_line(post) for post in posts.select_related("partnership")],
        managed=frozenset(Partnership.objects.where(user, Right.MANAGE).values_list("pk", flat=True)),
    )
