"""Who may invite to which place, which roles they may give there, and who keeps the entry of an organisation."""

import pytest

from goldenthread.partnerships import permissions
from goldenthread.partnerships.models import PartnershipMember
from goldenthread.partnerships.roles import DUTIES, Place, Right, Role
from tests import factories as make


def who_may(world, rule, *records):
    cast = ["manager", "chair", "quality_chair", "police_lead", "practitioner", "outsider"]
    return {name for name in cast if rule(getattr(world, name), *records)}


def test_manager_invites_everywhere_and_chairs_and_leads_to_their_own_place(world):
    places = {"partnership": world.partnership, "quality": world.quality, "board": world.board, "police": world.police}
    assert {
        name: who_may(world, permissions.can_invite_to, world.partnership, place) for name, place in places.items()
    } == {
        "partnership": {"manager"},
        "quality": {"manager", "quality_chair"},
        "board": {"manager"},
        "police": {"manager", "police_lead"},
    }
    assert who_may(world, permissions.can_invite_anywhere, world.partnership) == {
        "manager",
        "quality_chair",
        "police_lead",
    }


@pytest.mark.parametrize(
    ("attribute", "place"),
    [("quality", Place.BODY), ("police", Place.ORGANISATION), ("partnership", Place.PARTNERSHIP)],
)
def test_manager_gives_the_roles_that_are_held_in_the_place(world, attribute, place):
    given = permissions.roles_to_give(world.manager, world.partnership, getattr(world, attribute))
    assert set(given) == {role for role, duty in DUTIES.items() if duty.place is place}


def test_whoever_only_invites_colleagues_makes_nobody_who_may_invite(world):
    given = permissions.roles_to_give(world.quality_chair, world.partnership, world.quality)
    assert (Role.BODY_MEMBER in given, [role for role in given if Right.INVITE_COLLEAGUES in DUTIES[role].rights]) == (
        True,
        [],
    )
    assert permissions.roles_to_give(world.quality_chair, world.partnership, world.board) == []


def test_partnership_that_had_an_organisation_first_keeps_its_entry(world):
    PartnershipMember.objects.create(partnership=world.elsewhere, organisation=world.police)
    assert who_may(world, permissions.can_edit_organisation, world.police) == {"manager"}
    PartnershipMember.objects.filter(partnership=world.partnership).update(ends_on="2020-01-01")
    assert who_may(world, permissions.can_edit_organisation, world.police) == {"outsider"}
    PartnershipMember.objects.all().delete()
    assert who_may(world, permissions.can_edit_organisation, world.police) == set()


def test_history_is_read_by_roles_that_have_the_right(world):
    assert who_may(world, permissions.can_read_history, world.partnership) == {"manager", "chair"}


def test_role_in_an_organisation_counts_only_while_it_is_a_member(world):
    PartnershipMember.objects.filter(organisation=world.police).update(ends_on="2020-01-01")
    lead = make.a_member(Role.AGENCY_LEAD, organisation=world.police)
    assert permissions.can_invite_anywhere(lead, world.partnership) is False
