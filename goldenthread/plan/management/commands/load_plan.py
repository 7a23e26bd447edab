from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from goldenthread.partnerships.models import Partnership
from goldenthread.plan.operations.loading import load_plan


class Command(BaseCommand):
    help = "Load a whole plan that export_plan wrote. All of it comes in, or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--partnership", required=True, help="Where to: its short name in addresses.")
        parser.add_argument(
            "--copy", action="store_true", help="The plan is here already: give everything new references."
        )

    def handle(self, *, file: Path, partnership: str, copy: bool, **options: Any) -> None:
        place = Partnership.objects.filter(slug=partnership).first()
        if place is None:
            raise CommandError(f"There is no partnership {partnership}.")
        try:
            plan = load_plan(file.read_bytes(), place, by="load_plan on the command line", copy=copy)
        except (OSError, ValidationError) as refusal:
            sentences = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
            raise CommandError("Nothing was loaded. " + " ".join(sentences)) from refusal
        self.stdout.write(f"Loaded “{plan}” with {plan.actions.count()} actions: {plan.get_absolute_url()}")
