"""Who loads an edition, and who withdraws it."""

from goldenthread.core import clock
from goldenthread.questionnaires.operations import editions as operations
from goldenthread.questionnaires.permissions import editions as permissions
from tests.questionnaires.samples import TEXT


def test_those_who_keep_questionnaires_load_them(world) -> None:
    cast = ["manager", "chair", "board_member", "quality_chair", "police_lead", "practitioner", "outsider"]
    may = [name for name in cast if permissions.can_load(getattr(world, name), world.partnership)]
    assert may == ["manager"]


def test_edition_is_withdrawn_where_it_was_loaded_and_nowhere_else(world) -> None:
    edition = operations.load_edition(world.partnership, text=TEXT, by=world.manager)
    assert permissions.can_withdraw(world.manager, edition, world.partnership)
    assert not permissions.can_withdraw(world.practitioner, edition, world.partnership)
    assert not permissions.can_withdraw(world.outsider, edition, world.elsewhere)


def test_withdrawn_edition_is_not_withdrawn_again(world) -> None:
    edition = operations.load_edition(world.partnership, text=TEXT, by=world.manager)
    edition.withdrawn_at = clock.now()
    assert not permissions.can_withdraw(world.manager, edition, world.partnership)
