"""Loading and withdrawing editions: what is refused, and what every change leaves behind."""

import pytest
from django.core.exceptions import ValidationError

from goldenthread.history.models import Entry
from goldenthread.partnerships import search
from goldenthread.partnerships.models import Network
from goldenthread.questionnaires import shipped
from goldenthread.questionnaires.models import Edition
from goldenthread.questionnaires.operations import editions as operations
from goldenthread.questionnaires.queries import editions as queries
from tests import factories as make
from tests.questionnaires.samples import TEXT


def load(world, text: str = TEXT, **more) -> Edition:
    return operations.load_edition(world.partnership, text=text, by=world.manager, **more)


@pytest.fixture
def neighbours(world) -> Network:
    """Both partnerships of the cast work together in a network."""
    network = Network.objects.create(slug="midland", name="Midland network")
    for place in (world.partnership, world.elsewhere):
        place.network = network
        place.save()
    return network


def test_loaded_edition_says_what_it_is_and_who_loaded_it(world) -> None:
    edition = load(world)
    assert (edition.name, edition.edition, edition.questions) == ("sample", "2026", 10)
    assert edition.questionnaire.text == TEXT
    entry = Entry.objects.get(record_ref=edition.ref)
    assert (entry.sentence, entry.actor) == ("loaded the edition", world.manager.name)


def test_every_fault_of_a_file_is_told_and_nothing_is_kept(world) -> None:
    with pytest.raises(ValidationError) as refusal:
        load(world, TEXT.replace("weight: 2", "weight: much").replace("kind: date", "kind: day"))
    told = refusal.value.message_dict["file"]
    assert told[0] == 'Line 21: "weight" must be a number, not "much".'
    assert (len(told), Edition.objects.count()) == (2, 0)


def test_edition_that_is_here_is_never_overwritten(world) -> None:
    edition = load(world)
    with pytest.raises(ValidationError, match="is here already"):
        load(world)
    with pytest.raises(ValidationError, match="give this one another edition"):
        load(world, TEXT.replace("weight: 2", "weight: 3"))
    edition.refresh_from_db()
    assert edition.text == TEXT


def test_next_edition_stands_beside_the_one_before(world) -> None:
    first = load(world)
    second = load(world, TEXT.replace("edition: 2026", "edition: 2027").replace("2026-09-01", "2027-09-01"))
    others = queries.others_of(second, queries.editions_of(world.manager, world.partnership))
    assert (others, queries.before(second, others)) == ([first], first)
    assert queries.before(first, [second]) is None


def test_text_that_may_identify_a_child_is_asked_about(world) -> None:
    with pytest.raises(ValidationError, match="NHS"):
        load(world, TEXT.replace("Our own words", "Asked about 943 476 5919"))
    assert Edition.objects.count() == 0


def test_edition_is_seen_by_its_own_partnership_alone_unless_it_is_offered(world, neighbours) -> None:
    load(world)
    assert queries.editions_of(world.outsider, world.elsewhere).count() == 0
    offered = load(world, TEXT.replace("id: sample", "id: other"), offered=True)
    assert list(queries.editions_of(world.outsider, world.elsewhere)) == [offered]
    assert queries.editions_of(world.practitioner, world.partnership).count() == 0


def test_offer_needs_a_network(world) -> None:
    with pytest.raises(ValidationError, match="belongs to no network"):
        load(world, offered=True)


def test_offered_edition_is_found_by_its_words_in_every_partnership_of_the_network(world, neighbours) -> None:
    edition = load(world, offered=True)
    found = search.find(world.outsider, world.elsewhere, "somebody senior")
    assert [hit.address for hit in found] == [edition.address_in(world.elsewhere)]


def test_withdrawn_edition_stays_readable_and_is_found_no_more(world) -> None:
    edition = load(world)
    with pytest.raises(ValidationError, match="Say why"):
        operations.withdraw_edition(edition, reason=" ", by=world.manager)
    operations.withdraw_edition(edition, reason="Another is used.", by=world.manager)
    assert list(queries.editions_of(world.manager, world.partnership)) == [edition]
    assert search.find(world.manager, world.partnership, "somebody senior") == []
    with pytest.raises(ValidationError, match="withdrawn already"):
        operations.withdraw_edition(edition, reason="Again.", by=world.manager)


@pytest.mark.parametrize("whole", shipped.questionnaires(), ids=lambda each: each.id)
def test_every_set_that_comes_along_can_be_loaded_as_it_is(world, whole) -> None:
    edition = load(world, whole.text)
    assert edition.questionnaire == whole
    assert whole not in queries.not_loaded(world.partnership)


def test_partnership_may_be_cut_off_from_the_sample_of_others(world) -> None:
    make.an_edition(world.elsewhere, world.outsider)
    assert queries.editions_of(world.manager, world.partnership).count() == 0
