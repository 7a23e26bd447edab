"""A role whose place is the network: who gives it, takes it away, and where it shows."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from goldenthread.partnerships import operations
from goldenthread.partnerships.archive.scope import Scope
from goldenthread.partnerships.models import Membership, Network, Partnership, across
from goldenthread.partnerships.queries import people_visible_to, rights
from goldenthread.partnerships.roles import Right, Role
from tests import factories as make


@pytest.fixture
def network(world) -> Network:
    network = Network.objects.create(slug="region", name="The Region")
    Partnership.objects.update(network=network)
    for place in (world.partnership, world.elsewhere):
        place.refresh_from_db()
    return network


def a_coordinator(world, network: Network) -> Membership:
    return operations.add_person(
        world.partnership, name="Leonie Vale", email="l@example.org", role=Role.COORDINATOR, place=network,
        by=world.manager,
    )  # fmt: skip


def test_a_manager_brings_in_a_co_ordinator_by_the_form(world, network, signed_in) -> None:
    said = {"name": "Leonie Vale", "email": "l@marlshire.example", "place": "network", "role": "coordinator",
            "invite": "on", "sure": "on"}  # fmt: skip
    response = signed_in(world.manager).post(reverse("partnerships:person_add", args=["marlshire"]), said)
    held = Membership.objects.get(role=Role.COORDINATOR)
    assert (response.status_code, held.network, held.partnership, held.place) == (302, network, None, network)
    assert world.partnership.invitations.filter(person=held.person).exists()


def test_the_role_gives_rights_in_the_network_and_in_no_partnership(world, network) -> None:
    person = a_coordinator(world, network).person
    assert across(person, Right.RUN_NETWORK_ROUNDS) == [network.pk]
    assert rights(person, world.partnership) == frozenset()
    assert not Partnership.objects.visible_to(person).exists()


def test_the_role_is_held_in_no_other_place(world, network) -> None:
    with pytest.raises(ValidationError, match="held in the network"):
        operations.give_role(
            make.a_person(), world.partnership, role=Role.COORDINATOR, place=world.partnership, by=world.manager
        )


def test_a_network_of_others_is_no_place_of_ours(world, network) -> None:
    other = Network.objects.create(slug="elsewhere", name="Elsewhere")
    with pytest.raises(ValidationError, match="does not belong"):
        a_coordinator(world, other)


def test_nobody_holds_it_twice(world, network) -> None:
    a_coordinator(world, network)
    with pytest.raises(ValidationError, match="already has this role"):
        a_coordinator(world, network)


def test_every_partnership_of_the_network_sees_and_may_end_it(world, network, signed_in) -> None:
    held = a_coordinator(world, network)
    assert held.person in people_visible_to(world.outsider, world.elsewhere)
    where = reverse("partnerships:membership_end", args=["elmshire", held.ref])
    page = signed_in(world.outsider).get(where).content.decode()
    assert "Regional co-ordinator, The Region" in page
    operations.end_membership(held, ends_on=held.starts_on, by=world.outsider)
    assert across(make.User.objects.get(pk=held.person.pk), Right.RUN_NETWORK_ROUNDS) == []


def test_it_does_not_leave_with_one_partnership(world, network) -> None:
    held = a_coordinator(world, network)
    assert held not in Scope(world.partnership).rows(Membership)
