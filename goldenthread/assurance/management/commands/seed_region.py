import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goldenthread.assurance.synthetic import SLUG, Size, fill_region
from goldenthread.core.words import number
from goldenthread.partnerships.models import Partnership


class Command(BaseCommand):
    help = (
        "Fill the database with a made-up region of partnerships region-1, region-2 ... and rounds of self-assessment "
        "in which every organisation answered every standard, for measuring. Each partnership has "
        "manager@region-N.example; lead@police.example answers for a force of all of them, with 28 open returns."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        usual = Size()
        parser.add_argument("--partnerships", type=int, default=usual.partnerships)
        parser.add_argument("--organisations", type=int, default=usual.organisations, help="of each partnership")
        parser.add_argument("--standards", type=int, default=usual.standards)
        parser.add_argument("--rounds", type=int, default=usual.rounds, help="one a year, the newest of this year")

    def handle(
        self, *, partnerships: int, organisations: int, standards: int, rounds: int, **_: Any
    ) -> None:  # fmt: skip
        size = Size(partnerships, organisations, standards, rounds)
        if min(partnerships, organisations, standards, rounds) < 1:
            raise CommandError("Sizes begin at 1.")
        if Partnership.objects.filter(slug__startswith=SLUG).exists():
            raise CommandError("There is a made-up region in this database already. Start with an empty one.")
        began = time.monotonic()
        fill_region(size)
        self.stdout.write(
            f"{number(partnerships)} partnerships, {number(rounds)} rounds of {number(size.answers)} answers each, "
            f"in {time.monotonic() - began:.0f} s."
        )
