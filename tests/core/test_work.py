"""The worker's clock: what it runs every minute and every night."""

import logging
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.management import get_commands

from goldenthread.core.management.commands.work import claim_night, run_commands


@pytest.mark.parametrize("name", [*django_settings.EVERY_MINUTE, *django_settings.NIGHTLY])
def test_scheduled_command_exists(name: str) -> None:
    assert name in get_commands()


@time_machine.travel("2021-11-30T02:00Z", tick=False)
def test_night_is_claimed_once() -> None:
    assert [claim_night(), claim_night()] == [True, False]


def test_each_night_is_claimed() -> None:
    with time_machine.travel("2021-12-01T02:00Z", tick=False):
        assert claim_night()
    with time_machine.travel("2021-12-02T11:30Z", tick=False):
        assert claim_night()


@time_machine.travel("2021-12-03T01:59Z", tick=False)
def test_night_does_not_begin_before_two_o_clock() -> None:
    assert not claim_night()


@pytest.mark.django_db
def test_command_that_fails_is_logged_and_the_next_one_runs(caplog: Any, capsys: Any) -> None:
    with caplog.at_level(logging.ERROR, logger="goldenthread.jobs"):
        run_commands(["no_such_command", "verify_history"])
    assert [entry.job for entry in caplog.records] == ["no_such_command"]
    assert "The history holds." in capsys.readouterr().out
