"""Two people act in meetings at the same time: the second finds what the first one did."""

from datetime import date

import pytest

from goldenthread.governance.models import Decision, Minutes
from goldenthread.governance.operations import decisions, meetings, minutes, minuting
from tests.conftest import World
from tests.governance import factories as make
from tests.racing import one_after_the_other

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_meetings_that_decide_at_once_give_two_numbers(world: World) -> None:
    both = []
    for body in (world.board, world.quality):
        meeting = make.a_meeting(body, state="in_session")
        Minutes.objects.create(meeting=meeting)
        both.append(make.a_decision(make.an_item(meeting), world.manager))
    one_after_the_other(
        lambda: decisions.take_decision(both[0], by=world.manager),
        lambda: decisions.take_decision(both[1], by=world.quality_chair),
    )
    numbers = [
        number.partition("/")[2] for number in Decision.objects.order_by("number").values_list("number", flat=True)
    ]
    assert numbers == ["1", "2"]


def test_what_is_written_while_the_minutes_are_approved_is_refused(world: World) -> None:
    held, later = make.a_meeting(world.board, state="closed"), make.a_meeting(world.board, "Later", state="in_session")
    type(held).objects.filter(pk=later.pk).update(
        starts_at=later.starts_at.replace(year=2022), ends_at=later.ends_at.replace(year=2022)
    )
    later.refresh_from_db()
    checked, item = Minutes.objects.create(meeting=held, state="checked"), make.an_item(held)
    second = one_after_the_other(
        lambda: minutes.approve_minutes(checked, at=later, by=world.manager),
        lambda: minuting.write_notes(item, notes="One more word.", state="noted", edition=1, by=world.chair),
    )
    assert second.messages == ["The minutes of this meeting are approved. Re-open them first, with a reason."]


def test_pressing_twice_plans_meetings_once(world: World) -> None:
    series = make.a_series(world.board)
    asked = {"first_on": date(2021, 12, 16), "count": 3, "by": world.manager}
    one_after_the_other(
        lambda: meetings.plan_meetings(series, **asked), lambda: meetings.plan_meetings(series, **asked)
    )
    assert series.meetings.count() == 3
