"""Which editions a partnership can ask with, and what it has not loaded yet."""

from goldenthread.questionnaires import shipped
from goldenthread.questionnaires.operations import editions as operations
from goldenthread.questionnaires.queries import editions as queries
from tests.questionnaires.samples import TEXT


def test_edition_of_one_partnership_is_not_seen_by_another(world) -> None:
    edition = operations.load_edition(world.partnership, text=TEXT, by=world.manager)
    assert list(queries.editions_of(world.manager, world.partnership)) == [edition]
    assert list(queries.editions_of(world.outsider, world.elsewhere)) == []
    assert list(queries.editions_of(world.outsider, world.partnership)) == []


def test_what_comes_along_is_offered_until_it_is_loaded(world) -> None:
    first, *rest = queries.not_loaded(world.partnership)
    assert [first, *rest] == list(shipped.questionnaires())
    operations.load_edition(world.partnership, text=first.text, by=world.manager)
    assert queries.not_loaded(world.partnership) == rest
