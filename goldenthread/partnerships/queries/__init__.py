"""Reads about people, posts and rights."""

from goldenthread.partnerships.queries.owning import owned_by, people_behind
from goldenthread.partnerships.queries.people import (
    PersonLine,
    has_come_in,
    holders_of,
    last_invitation,
    people_lines,
    people_visible_to,
    places_of,
)
from goldenthread.partnerships.queries.structure import (
    BodyFacts,
    Branch,
    OrganisationFacts,
    PostFacts,
    PostLine,
    body_facts,
    chairs_of,
    members_on,
    organisation_facts,
    post_facts,
    posts_on,
    tree,
    who_chaired,
)
from goldenthread.partnerships.rights import Holder, acts_for, may, memberships_of, rights

__all__ = [
    "BodyFacts",
    "Branch",
    "Holder",
    "OrganisationFacts",
    "PersonLine",
    "PostFacts",
    "PostLine",
    "acts_for",
    "body_facts",
    "chairs_of",
    "has_come_in",
    "holders_of",
    "last_invitation",
    "may",
    "members_on",
    "memberships_of",
    "organisation_facts",
    "owned_by",
    "people_behind",
    "people_lines",
    "people_visible_to",
    "places_of",
    "post_facts",
    "posts_on",
    "rights",
    "tree",
    "who_chaired",
]
