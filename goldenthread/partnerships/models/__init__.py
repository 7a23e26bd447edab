"""Who we are: networks, partnerships, organisations, bodies, posts, and the dated memberships that give rights."""

from goldenthread.partnerships.models.bodies import Appointment, Body, BodyKind, PlaceQuerySet, Post, TermsOfReference
from goldenthread.partnerships.models.copies import Archive, ArchiveQuerySet, ArchiveState, SearchRow
from goldenthread.partnerships.models.dates import ends_after_it_starts, running
from goldenthread.partnerships.models.memberships import Invitation, Membership, MembershipQuerySet
from goldenthread.partnerships.models.organisations import (
    MemberKind,
    Organisation,
    OrganisationKind,
    OrganisationName,
    OrganisationQuerySet,
    PartnershipMember,
)
from goldenthread.partnerships.models.partnerships import (
    LICENCES,
    NO_LICENCE,
    Licence,
    Network,
    Partnership,
    PartnershipQuerySet,
)
from goldenthread.partnerships.models.reaching import Reach, across, memberships_of, reach, within

__all__ = [
    "LICENCES",
    "NO_LICENCE",
    "Appointment",
    "Archive",
    "ArchiveQuerySet",
    "ArchiveState",
    "Body",
    "BodyKind",
    "Invitation",
    "Licence",
    "MemberKind",
    "Membership",
    "MembershipQuerySet",
    "Network",
    "Organisation",
    "OrganisationKind",
    "OrganisationName",
    "OrganisationQuerySet",
    "Partnership",
    "PartnershipMember",
    "PartnershipQuerySet",
    "PlaceQuerySet",
    "Post",
    "Reach",
    "SearchRow",
    "TermsOfReference",
    "across",
    "ends_after_it_starts",
    "memberships_of",
    "reach",
    "running",
    "within",
]
