from datetime import datetime

from goldenthread.plan.as_at import AsAt, day_asked
from goldenthread.plan.queries.plans import plan_on
from tests import factories as make


def on(world, day):
    return plan_on(world.manager, world.partnership, day_asked(day))


def test_plan_of_a_day_is_the_one_in_force_on_it(world):
    moment = datetime.fromisoformat("2022-04-01T09:00:00+00:00")
    following = make.a_plan(world.partnership, title="Plan 2022-24", adopted_at=moment)
    type(world.plan).objects.filter(pk=world.plan.pk).update(state="closed", closed_at=moment)
    assert [on(world, day) for day in ("2021-03-01", "2021-06-01", "2022-06-01")] == [None, world.plan, following]


def test_plan_that_was_closed_is_shown_where_none_followed(world):
    moment = datetime.fromisoformat("2022-04-01T09:00:00+00:00")
    type(world.plan).objects.filter(pk=world.plan.pk).update(state="closed", closed_at=moment)
    assert (on(world, "2022-06-01"), on(world, "")) == (world.plan, world.plan)


def test_nobody_from_elsewhere_finds_it(world):
    assert plan_on(world.outsider, world.partnership, AsAt(datetime.now().date())) is None
