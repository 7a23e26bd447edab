import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from goldenthread.core import clock
from goldenthread.core.words import number
from goldenthread.governance.synthetic import add_meetings
from goldenthread.plan.synthetic import Size, fill
from goldenthread.reports.synthetic import add_reports

FURTHER = (add_meetings, add_reports)


class Command(BaseCommand):
    help = (
        "Fill the database with made-up partnerships load-1, load-2 ... of a stated size, for measuring. "
        "The same seed and day give the same rows. Each has manager@load-N.example and chair@load-N.example."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--partnerships", type=int, required=True)
        parser.add_argument("--actions", type=int, default=500, help="of each plan")
        parser.add_argument("--returns-per-action", type=int, default=40)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--today", type=date.fromisoformat, help="the last day of returns, if not today")

    def handle(
        self, *, partnerships: int, actions: int, returns_per_action: int, seed: int, today: date | None, **_: Any
    ) -> None:
        if min(partnerships, actions, returns_per_action) < 1:
            raise CommandError("Sizes begin at 1.")
        began, size = time.monotonic(), Size(actions, returns_per_action)
        try:
            fill(partnerships, size, today=today or clock.today(), seed=seed, said=self.stdout.write, further=FURTHER)
        except ValidationError as refusal:
            raise CommandError(refusal.messages[0]) from None
        total = partnerships * actions * returns_per_action
        self.stdout.write(
            f"{number(partnerships)} partnerships, {number(total)} returns, in {time.monotonic() - began:.0f} s."
        )
