"""Files that the worker makes: asked for, made or failed, and gone after a day."""

from datetime import timedelta

import pytest

from goldenthread.history.queries import history_of
from goldenthread.plan.models import Export, ExportState
from goldenthread.plan.operations import exports


@pytest.fixture
def asked(world):
    return exports.ask_for_export(
        world.plan, what="list", format="csv", filters="", name="actions.csv", by=world.manager
    )


def test_asking_is_noted_with_the_person(world, asked):
    assert (asked.state, asked.asked_by) == (ExportState.WAITING, world.manager)
    assert [(entry.actor, entry.sentence) for entry in history_of(world.plan)] == [
        ("Business Manager", "asked for the file actions.csv")
    ]


def test_what_was_made_is_kept(asked):
    exports.keep_made(asked, b"1.1")
    kept = Export.objects.get()
    assert (kept.state, bytes(kept.content), kept.problem) == (ExportState.READY, b"1.1", "")


def test_failure_is_kept_in_a_sentence(asked):
    exports.keep_failure(asked, "x" * 400)
    assert (Export.objects.get().state, len(Export.objects.get().problem)) == (ExportState.FAILED, 300)


@pytest.mark.parametrize(("hours", "gone"), [(23, 0), (25, 1)])
def test_file_is_deleted_after_a_day(asked, october, hours, gone):
    october.shift(timedelta(hours=hours))
    assert (exports.delete_old_exports(), Export.objects.count()) == (gone, 1 - gone)
