"""Rows written by a statement that is worked out once are the rows that Django would write."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core import rows
from goldenthread.history.models import Chain, Entry
from goldenthread.plan.models import MilestoneVersion
from tests import factories as make


def an_entry(number: int) -> Entry:
    at = datetime(2021, 10, 1, 9, 30, 1, 250, tzinfo=UTC)
    about = {"record_type": "plan.plan", "record_ref": "x", "record_label": "It's a “label”, 100%"}
    said = {"sentence": "did it", "old": {}, "new": {"ä": [1, None, {"b": True}]}}
    return Entry(chain="marlshire", number=number, at=at, actor="Somebody", **about, **said)


def values(record):
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


def test_inserted_row_is_the_one_that_django_would_insert(db) -> None:
    ours, theirs = an_entry(1), an_entry(2)
    rows.insert(ours)
    theirs.save()
    assert (ours.pk, ours._state.adding) == (Entry.objects.get(number=1).pk, False)
    different = {"id", "number"}
    kept = [values(Entry.objects.get(number=number)) for number in (1, 2)]
    assert [{k: v for k, v in row.items() if k not in different} for row in kept] == [
        {k: v for k, v in values(ours).items() if k not in different}
    ] * 2


def test_updated_row_has_the_named_values_and_keeps_the_others(world) -> None:
    step = MilestoneVersion.objects.create(action=world.action, words="Draft", due_on=date(2021, 5, 1))
    step.actual_on, step.removed, step.words = date(2021, 4, 1), True, "Not to be saved"
    rows.update(step, "actual_on", "removed")
    kept = MilestoneVersion.objects.get(pk=step.pk)
    assert (kept.actual_on, kept.removed, kept.words, kept.due_on) == (
        date(2021, 4, 1),
        True,
        "Draft",
        date(2021, 5, 1),
    )
    kept.actual_on = None
    rows.update(kept, "actual_on")
    assert MilestoneVersion.objects.get(pk=step.pk).actual_on is None


def test_update_follows_a_relation_by_its_name(world) -> None:
    step = MilestoneVersion.objects.create(action=world.action, words="Draft")
    step.action = make.an_action(world.priority, "Another")
    rows.update(step, "action")
    assert MilestoneVersion.objects.get(pk=step.pk).action == step.action


def test_update_of_a_row_that_is_gone_is_an_error(db) -> None:
    chain = Chain.objects.create(name="marlshire")
    Chain.objects.all().delete()
    chain.pk = 7
    with pytest.raises(DatabaseError):
        rows.update(chain, "length")


def test_each_costs_one_statement(db) -> None:
    chain = Chain.objects.create(name="marlshire")
    with CaptureQueriesContext(connection) as asked:
        rows.insert(an_entry(1))
        rows.update(chain, "length", "head")
    assert len(asked) == 2
