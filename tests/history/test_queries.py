"""The history in sentences, and what it can still say of the past."""

from datetime import UTC, date, datetime, timedelta

import pytest

from goldenthread.core import clock
from goldenthread.history.models import Chain
from goldenthread.history.operations import record
from goldenthread.history.queries import faults, has_done, history_of, label, panel, values_before
from tests import factories as make


def test_panel_writes_a_time_as_people_do(db):
    partnership = make.a_partnership()
    record(partnership, "switched it on", by=None, new={"since": datetime(2021, 11, 30, 13, 54, 49, 159, tzinfo=UTC)})
    assert panel(partnership)[0]["changes"] == [("Since", "", "30 November 2021 at 1:54pm")]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2021, 10, 31), "31 October 2021"),
        ("2022-04-21T10:00:00+01:00", "21 April 2022 at 10:00am"),
        ("at_risk", "At risk"),
        (True, "yes"),
        (None, ""),
        (["1.1", "1.2"], "1.1, 1.2"),
        ([{"name": "Police"}, {"role": "lead"}], "Police, Role: lead"),
        ("Plain words", "Plain words"),
    ],
)
def test_panel_writes_values_as_people_do(world, value, said):
    record(world.action, "changed it", by=world.manager, new={"value": value})
    assert panel(world.action)[0]["changes"] == [("Value", "", said)]


def test_panel_names_who_did_what_and_why_and_hides_references(world):
    record(
        world.action, "changed it", by=world.manager, old={"due_on": None}, new={"due_on": "x", "by_ref": "abc"},
        reason="Late data",
    )  # fmt: skip
    told = panel(world.action)[0]
    assert (told["who"], told["did"], told["note"], told["changes"]) == (
        "Business Manager",
        "changed it",
        "Late data",
        [("Late after", "", "x")],
    )


@pytest.mark.parametrize(
    ("field", "said"), [("forecast_on", "Forecast"), ("lead_body_id", "Lead body"), ("rrule", "Recurrence")]
)
def test_field_is_called_as_people_call_it(field, said):
    assert label(field) == said


def test_history_of_records_is_the_newest_first_of_these_alone(world):
    other = make.an_action(world.priority)
    for item, did in ((world.action, "one"), (other, "two"), (world.priority, "three"), (world.action, "four")):
        record(item, did, by=world.manager)
    assert [entry.sentence for entry in history_of(world.action, world.priority)] == ["four", "three", "one"]
    assert [entry.sentence for entry in history_of(world.action, limit=1)] == ["four"]
    assert list(history_of()) == []


def test_it_is_known_whether_somebody_ever_did_it(world):
    record(world.action, "wrote in it", by=world.manager)
    asked = [(world.manager, "wrote in it"), (world.chair, "wrote in it"), (world.manager, "read it")]
    assert [has_done(person.ref, did, world.action) for person, did in asked] == [True, False, False]


def test_values_of_an_earlier_moment_are_put_together_from_what_changed_since(world):
    before = clock.now() - timedelta(seconds=1)
    for old, new in (("A", "B"), ("B", "C")):
        record(world.action, "corrected it", by=world.manager, old={"title": old}, new={"title": new})
    record(world.action, "other", by=world.manager, old={"title": "Z"}, new={"title": "Y"})
    records = [world.action, make.an_action(world.priority)]
    assert values_before(records, before, "corrected it") == {world.action.ref: {"title": "A"}}
    assert values_before(records, clock.now(), "corrected it") == {}
    assert values_before([], before, "corrected it") == {}


def test_chain_that_holds_has_no_fault(world):
    for did in ("one", "two"):
        record(world.action, did, by=world.manager)
    assert list(faults()) == []


def test_chain_without_an_end_is_told(world):
    record(world.action, "one", by=world.manager)
    Chain.objects.filter(name="marlshire").delete()
    assert list(faults()) == ["The chain marlshire has entries but no end."]


def test_end_that_was_cut_off_is_told(world):
    record(world.action, "one", by=world.manager)
    Chain.objects.filter(name="marlshire").update(length=3)
    assert list(faults()) == ["The end of marlshire is missing: 3 entries were written, 1 are there."]
