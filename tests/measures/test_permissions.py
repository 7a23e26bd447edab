"""Who says what is counted, and who enters the figures."""

from goldenthread.measures import permissions
from tests import factories as make

PEOPLE = ["manager", "chair", "board_member", "quality_chair", "police_lead", "practitioner", "outsider"]


def who(world, ask):
    return {name for name in PEOPLE if ask(getattr(world, name))}


def test_only_the_unit_says_what_is_counted(world):
    assert who(world, lambda user: permissions.can_keep(user, world.partnership)) == {"manager"}


def test_figures_are_entered_by_the_unit_and_the_owners_people(world):
    ours = make.an_indicator(world.partnership, world.manager, "Ours", body=world.quality)
    police = make.an_indicator(world.partnership, world.manager, "Theirs", organisation=world.police)
    nobodys = make.an_indicator(world.partnership, world.manager, "Nobody's")
    assert who(world, lambda user: permissions.can_enter(user, ours)) == {"manager", "quality_chair"}
    assert who(world, lambda user: permissions.can_enter(user, police)) == {"manager", "police_lead"}
    assert who(world, lambda user: permissions.can_enter(user, nobodys)) == {"manager"}
