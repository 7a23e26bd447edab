"""Good practice: proposed from what was judged, published by consent, found in the network, withdrawn by either."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from goldenthread.assurance.models import GoodExample
from goldenthread.assurance.operations import examples
from goldenthread.core import clock
from goldenthread.history.models import Entry
from goldenthread.notifications.topics import Rhythm, listing
from goldenthread.partnerships.models import SearchRow
from tests.assurance.conftest import handed_in
from tests.assurance.operations.test_moderation import judge, part_of, standard


@pytest.fixture
def part(asking, world):
    handed_in(asking, world.partnership, world.elsewhere)
    return part_of(asking, None)


def propose(asking, world) -> GoodExample:
    found = standard(asking, world.manager, world.partnership)
    words = {"title": "One page a quarter", "text": "Four figures on one page."}
    return examples.propose_example(found, partnership=world.partnership, by=world.manager, **words)


@pytest.fixture
def example(asking, world, part) -> GoodExample:
    judge(part, world, "met", "")
    return propose(asking, world)


def readers(world, asking) -> list[bool]:
    people = (world.manager, asking.lead, world.chair, asking.neighbour_manager)
    return [GoodExample.objects.visible_to(each).exists() for each in people]


def test_what_nobody_judged_is_not_proposed_and_nothing_twice(asking, world, part) -> None:
    with pytest.raises(ValidationError, match="Judge the standard first"):
        propose(asking, world)
    judge(part, world, "met", "")
    propose(asking, world)
    with pytest.raises(ValidationError, match="proposed already"):
        propose(asking, world)


def test_before_consent_only_who_proposed_it_and_the_organisation_read_it(asking, world, example) -> None:
    assert readers(world, asking) == [True, True, False, False]
    assert not SearchRow.objects.filter(record_ref=example.ref).exists()
    assert "would like to publish" in (listing(Rhythm.DIGEST, clock.today(), asking.lead) or "")


def test_consent_publishes_it_throughout_the_network_and_search_finds_it(asking, world, example, signed_in) -> None:
    examples.consent_to_example(example, named=False, by=asking.lead)
    assert readers(world, asking) == [True] * 4
    assert SearchRow.objects.filter(record_ref=example.ref).count() == 2
    browser = signed_in(asking.neighbour_manager)
    address = reverse("assurance:examples", args=[world.elsewhere.slug])
    assert "One page a quarter" in browser.get(address).content.decode()
    text = browser.get(example.address_in(world.elsewhere)).content.decode()
    assert ("Four figures" in text, "Marlshire Police" in text, "Police Lead" in text) == (True, False, False)


def test_the_organisation_answers_on_its_return(asking, world, example, signed_in) -> None:
    address = reverse("assurance:own_example", args=[asking.assessment.ref, example.ref])
    assert address in signed_in(asking.lead).get(
        reverse("assurance:own_moderation", args=[asking.assessment.ref])
    ).content.decode()  # fmt: skip
    assert signed_in(asking.senior).post(address, {"says": "named"}).status_code == 403
    assert signed_in(asking.lead).post(address, {"says": "named"}).status_code == 302
    example.refresh_from_db()
    assert (example.state, example.named, example.answered_by) == ("published", True, asking.lead)


def test_declined_it_is_published_nowhere_and_stays_in_the_history(asking, world, example) -> None:
    examples.decline_example(example, why="It ended in May.", by=asking.lead)
    assert readers(world, asking) == [True, True, False, False]
    with pytest.raises(ValidationError, match="is declined"):
        examples.consent_to_example(example, named=True, by=asking.lead)
    assert Entry.objects.filter(record_ref=example.ref, reason="It ended in May.").exists()


@pytest.mark.parametrize("who", ["organisation", "proposer"])
def test_either_withdraws_it_and_nobody_else_reads_it_then(asking, world, example, signed_in, who) -> None:
    examples.consent_to_example(example, named=True, by=asking.lead)
    if who == "organisation":
        address, person = reverse("assurance:own_example", args=[asking.assessment.ref, example.ref]), asking.lead
    else:
        address, person = (
            reverse("assurance:withdraw_example", args=[world.partnership.slug, example.ref]),
            world.manager,
        )
    assert signed_in(person).post(address, {"reason": "It ended."}).status_code == 302
    assert readers(world, asking) == [True, True, False, False]
    assert not SearchRow.objects.filter(record_ref=example.ref).exists()


def test_it_is_proposed_on_the_page_of_the_standard(asking, world, part, signed_in) -> None:
    judge(part, world, "met", "")
    address = reverse(
        "assurance:propose_example", args=[world.partnership.slug, asking.assessment.ref, part.sheet.ref, "lead"]
    )
    browser = signed_in(world.manager)
    assert "Said to part" in browser.get(address).content.decode()
    sent = {"title": "One page", "text": "Four figures."}
    assert browser.post(address, sent).headers["Location"] == GoodExample.objects.get().get_absolute_url()
