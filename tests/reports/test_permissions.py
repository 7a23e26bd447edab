"""Who begins, writes and releases a report."""

import pytest

from goldenthread.reports import permissions
from goldenthread.reports.models import Report
from tests import factories as make

PEOPLE = ["manager", "chair", "board_member", "quality_chair", "police_lead", "practitioner", "outsider"]


@pytest.fixture
def who(world):
    return lambda ask: {name for name in PEOPLE if ask(getattr(world, name))}


def test_reports_of_a_year_are_written_by_the_unit_and_the_independent_chair(world, who):
    yearly = make.a_yearly_report(world.partnership, world.manager)
    writers = who(lambda user: permissions.can_write_reports(user, world.partnership))
    assert ("manager" in writers, writers & {"quality_chair", "police_lead", "outsider"}) == (True, set())
    assert who(lambda user: permissions.can_write(user, yearly)) == writers


def test_highlight_report_is_written_by_the_bodys_chair_too(world, who):
    writers = who(lambda user: permissions.can_write_reports(user, world.partnership))
    assert who(lambda user: permissions.can_begin_highlight(user, world.quality)) == writers | {"quality_chair"}
    report = Report(partnership=world.partnership, kind="highlight", body=world.quality)
    assert who(lambda user: permissions.can_write(user, report)) == writers | {"quality_chair"}


def test_report_is_released_by_a_second_person(world, who):
    yearly = make.a_yearly_report(world.partnership, world.manager)
    allowed = who(lambda user: permissions.can_release(user, yearly))
    assert {"chair", "board_member"} <= allowed
    yearly.submitted_by = world.board_member
    assert who(lambda user: permissions.can_release(user, yearly)) == allowed - {"board_member"}
    yearly.made_by = world.chair
    assert not permissions.can_release(world.chair, yearly)


def test_highlight_report_is_released_by_nobody(world, who):
    report = Report(partnership=world.partnership, kind="highlight", body=world.quality)
    assert who(lambda user: permissions.can_release(user, report)) == set()
