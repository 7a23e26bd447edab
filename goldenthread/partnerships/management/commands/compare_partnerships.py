from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from goldenthread.partnerships.archive.loading import differences


class Command(BaseCommand):
    help = "Compare two files that export_partnership wrote, for example before moving and after."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("one", type=Path)
        parser.add_argument("other", type=Path)

    def handle(self, *, one: Path, other: Path, **options: Any) -> None:
        try:
            found = differences(one, other)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        if found:
            raise CommandError(f"They differ in {', '.join(found)}.")
        self.stdout.write("Every table and every file is equal.")
