"""Actions of a day, for whoever may see them."""

from goldenthread.core import clock
from goldenthread.plan.as_at import AsAt, day_asked
from goldenthread.plan.operations.versions import current, supersede
from goldenthread.plan.queries.actions import actions_at, actions_of, listed
from tests import factories as make


def words(versions):
    return [version.words for version in versions]


def test_action_has_one_row_with_the_words_of_the_day(world):
    supersede(current(world.action), words="Publish two strategies")
    today, then = AsAt(clock.today()), day_asked("2021-06-01")
    assert words(actions_of(world.plan, today)) == words(actions_at(world.chair, today)) == ["Publish two strategies"]
    assert words(actions_of(world.plan, then)) == ["Publish the neglect strategy"]


def test_nobody_sees_actions_of_another_partnership_or_of_a_draft_that_is_not_theirs(world):
    make.an_action(make.a_priority(make.a_plan(world.partnership, adopted=False)), "Drafted")
    today = AsAt(clock.today())
    seen = {who: words(actions_at(getattr(world, who), today)) for who in ("outsider", "practitioner", "board_member")}
    assert seen == {"outsider": [], "practitioner": [], "board_member": ["Publish the neglect strategy"]}


def test_list_is_read_in_one_query(world, django_assert_num_queries):
    make.an_action(world.priority, owner=world.police)
    with django_assert_num_queries(1):
        rows = listed(actions_of(world.plan, AsAt(clock.today())), world.plan)
        shown = [(row.action.code, str(row.lead), row.shown, row.action.get_absolute_url()) for row in rows]
    assert [row[:2] for row in shown] == [("1.1", "Quality Sub-Group"), ("1.2", "Marlshire Police")]
