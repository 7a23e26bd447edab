from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from goldenthread.partnerships.archive.loading import load


class Command(BaseCommand):
    help = "Load a whole partnership that export_partnership wrote. All of it comes in, or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            loaded = load(file, by="load_partnership on the command line")
        except ValidationError as refusal:
            raise CommandError("Nothing was loaded. " + " ".join(refusal.messages)) from refusal
        call_command("rebuild_search", stdout=self.stdout)
        call_command("recount_self_assessments", stdout=self.stdout)
        self.stdout.write(f"{loaded} is here: {loaded.get_absolute_url()}")
