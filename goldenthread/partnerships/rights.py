"""What a person may do today, worked out from their memberships, which are read once a request."""

from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.accounts.roles import HeldRole
from goldenthread.partnerships.models import (
    Body,
    Membership,
    Network,
    Organisation,
    Partnership,
    PartnershipMember,
    Post,
    memberships_of,
    running,
)
from goldenthread.partnerships.roles import DUTIES, Right, Role

Holder = Body | Organisation | Post


def rights(user: User, partnership: Partnership) -> frozenset[Right]:
    """What the person may do in the partnership today."""
    if not user.is_authenticated:
        return frozenset()
    known: dict[int, frozenset[Right]] = user.__dict__.setdefault("_rights", {})
    if partnership.pk not in known:
        known[partnership.pk] = frozenset[Right]().union(
            *(held.rights for held in memberships_of(user) if _counts_in(held, partnership))
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


def known_partnership(user: User, slug: str) -> Partnership | None:
    """The partnership of that name, if the person may know of it. Their own ones were read with their memberships."""
    for held in memberships_of(user):
        if held.partnership and held.partnership.slug == slug:
            return held.partnership
    return Partnership.objects.visible_to(user).select_related("logo").filter(slug=slug).first()


def known_network(user: User, slug: str) -> Network | None:
    """The network of that name, where the person holds a role in it."""
    networks = [held.network for held in memberships_of(user) if held.network_id]
    return next((each for each in networks if each and each.slug == slug), None)


def may(user: User, right: Right, partnership: Partnership) -> bool:
    return right in rights(user, partnership)


def acts_for(user: User, holder: Holder | None, right: Right, partnership: Partnership | None = None) -> bool:
    """Whether the person holds the right in that very body, organisation or post (today).

    An organisation belongs to many partnerships, and a role in it may have been given by one of them alone. Name the
    ``partnership`` of the record in question, else only roles that count in all of them are looked at.
    """
    if holder is None or not user.is_authenticated:
        return False
    return any(right in held.rights and _in_place(held, holder, partnership) for held in memberships_of(user))


def answered_for(user: User, right: Right = Right.ANSWER_FOR_ORGANISATION) -> set[int]:
    """Organisations for which the person answers, whichever partnership gave them the role there: an organisation has
    one return, and its people are its people."""
    return {held.organisation_id for held in memberships_of(user) if held.organisation_id and right in held.rights}


def _in_place(held: Membership, holder: Holder, partnership: Partnership | None) -> bool:
    if isinstance(holder, Body):
        return held.body_id == holder.pk
    if isinstance(holder, Organisation):
        given_here = held.partnership_id is None or (partnership is not None and held.partnership_id == partnership.pk)
        return held.organisation_id == holder.pk and given_here
    return held.appointment is not None and held.appointment.post_id == holder.pk


def given_in(partnership: Partnership | None) -> Q:
    """Memberships that were given for every partnership of their organisation, or for this one."""
    return Q(partnership=None) | Q(partnership=partnership) if partnership else Q(partnership=None)


def counts_in(partnership: Partnership) -> Q:
    """Memberships that count in the partnership: its own, those of its member organisations' people, and those of its
    network."""
    members = PartnershipMember.objects.filter(running(), partnership=partnership).values("organisation")
    found = Q(partnership=partnership) | Q(partnership=None, organisation__in=members)
    return found if partnership.network_id is None else found | Q(network=partnership.network_id)


def given_by(partnership: Partnership) -> Q:
    """Memberships that the partnership gives and ends: its own, and those of its network."""
    return Q(partnership=partnership) | Q(network__isnull=False, network=partnership.network_id)


def held_roles(user: User) -> list[HeldRole]:
    """The person's roles of today with what each may do, for their own page."""
    return [_told(held) for held in memberships_of(user)]


def _told(held: Membership) -> HeldRole:
    duty = DUTIES[Role(held.role)]
    allowed = tuple(right.value for right in Right if right in held.rights)
    return HeldRole(
        held.get_role_display(), str(held.place or "This installation"), duty.purpose, allowed, held.ends_on
    )
