"""The history in sentences."""

from datetime import UTC, datetime

from goldenthread.history.operations import record
from goldenthread.history.queries import panel
from tests import factories as make


def test_panel_writes_a_time_as_people_do(db):
    partnership = make.a_partnership()
    record(partnership, "switched it on", by=None, new={"since": datetime(2021, 11, 30, 13, 54, 49, 159, tzinfo=UTC)})
    assert panel(partnership)[0]["changes"] == [("Since", "", "30 November 2021 at 1:54pm")]
