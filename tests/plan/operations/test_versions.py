"""Nothing is overwritten: a version is closed and the next is opened."""

from datetime import timedelta

from goldenthread.core import clock
from goldenthread.plan.models import FOREVER, Owner
from goldenthread.plan.operations.versions import current, in_place, set_owners, supersede
from tests import factories as make


def versions(action):
    return list(action.versions.order_by("valid_from").values_list("words", "valid_to"))


def owners(action, moment=None):
    return [(owner.role, str(owner)) for owner in action.owners.at(moment)]


def test_next_version_begins_where_the_one_before_ends(world, october):
    october.move_to(clock.now(), tick=False)
    after = supersede(current(world.action), words="Publish two strategies")
    assert versions(world.action) == [
        ("Publish the neglect strategy", clock.now()),
        ("Publish two strategies", FOREVER),
    ]
    assert (after.valid_from, after.due_on, after.lead) == (clock.now(), current(world.action).due_on, world.quality)


def test_nothing_new_makes_no_version(world):
    before = current(world.action)
    assert supersede(before, words="Publish the neglect strategy").pk == before.pk
    assert world.action.versions.count() == 1


def test_second_change_at_one_moment_alters_the_version_of_that_moment(world, october):
    october.move_to(clock.now(), tick=False)
    supersede(current(world.action), words="Publish two strategies")
    supersede(current(world.action), rung=3)
    assert versions(world.action)[1:] == [("Publish two strategies", FOREVER)]
    assert current(world.action).rung == 3


def test_version_of_a_draft_is_altered_where_it_stands(world):
    in_place(current(world.action), words="Publish two strategies")
    assert versions(world.action) == [("Publish two strategies", FOREVER)]


def test_owners_that_stay_keep_their_rows_and_the_past_keeps_the_others(world, october):
    kept = world.action.owners.get()
    before = clock.now()
    october.shift(timedelta(hours=1))
    rows = [Owner(role="lead", organisation=world.police), Owner(role="joint", body=world.board)]
    set_owners(world.action, rows)
    assert owners(world.action) == [("lead", "Marlshire Police"), ("joint", "Executive Board")]
    assert owners(world.action, before) == [("lead", "Quality Sub-Group")]
    assert current(world.action).lead == world.police
    october.shift(timedelta(hours=1))
    set_owners(world.action, [Owner(role="lead", body=world.quality), Owner(role="lead", organisation=world.police)])
    assert owners(world.action) == [("lead", "Quality Sub-Group"), ("lead", "Marlshire Police")]
    assert world.action.owners.filter(organisation=world.police).count() == 1
    assert world.action.owners.filter(body=world.quality).exclude(pk=kept.pk).count() == 1


def test_action_that_nobody_owns_has_no_lead(world):
    set_owners(world.action, [Owner(role="joint", body=world.board)])
    assert current(world.action).lead is None


def test_owner_of_a_draft_is_forgotten(world):
    draft = make.a_plan(world.partnership, adopted=False)
    action = make.an_action(make.a_priority(draft), owner=world.quality)
    set_owners(action, [])
    assert (action.owners.count(), current(action).lead) == (0, None)
