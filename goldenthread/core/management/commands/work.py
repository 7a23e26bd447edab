"""The worker: background jobs as they come, and what is due every minute and every night."""

import logging
import time
from collections.abc import Iterable
from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from goldenthread.core import clock

log = logging.getLogger("goldenthread.jobs")

NIGHT_BEGINS_AT = 2
"""The hour from which the nightly commands run: at the next minute when some worker is up."""
TWO_DAYS = 2 * 24 * 60 * 60
SECONDS_TO_FINISH = 25


class Command(BaseCommand):
    help = "Do background jobs as they come, send waiting mail every minute, and run the nightly commands."
    requires_system_checks: list[str] = []  # they are of the web's routes, which take a second to load

    def handle(self, **options: Any) -> None:
        stopping = Event()
        minutes = Thread(target=_every_minute, args=[stopping], daemon=True)
        minutes.start()
        try:
            call_command("db_worker", queue_name="*", startup_delay=False, reload=False, verbosity=0)
        finally:
            stopping.set()
            minutes.join(SECONDS_TO_FINISH)


def _every_minute(stopping: Event) -> None:
    while not stopping.wait(60 - time.time() % 60):
        close_old_connections()
        run_commands(settings.EVERY_MINUTE)
        if claim_night():
            run_commands(settings.NIGHTLY)
        close_old_connections()


def claim_night() -> bool:
    """True once a day, after the night began, for one worker of all that share the cache."""
    now = timezone.localtime(clock.now())
    return now.hour >= NIGHT_BEGINS_AT and cache.add(f"night-{now.date()}", "claimed", TWO_DAYS)


def run_commands(names: Iterable[str]) -> None:
    """One after the other; one that fails is logged and does not stop the next."""
    for name in names:
        try:
            call_command(name, verbosity=0)
        except Exception:
            log.exception("A scheduled command failed.", extra={"job": name})
