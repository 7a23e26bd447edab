from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goldenthread.partnerships.archive.packing import pack
from goldenthread.partnerships.models import Partnership


class Command(BaseCommand):
    help = "Write a whole partnership, with its files and its history, into one file that load_partnership reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("partnership", help="Its short name in addresses.")
        parser.add_argument("file", type=Path, help="Where to, for example partnership.zip; it must not exist yet.")

    def handle(self, *, partnership: str, file: Path, **options: Any) -> None:
        place = Partnership.objects.filter(slug=partnership).first()
        if place is None:
            raise CommandError(f"There is no partnership {partnership}.")
        try:
            with file.open("xb") as target:
                manifest = pack(place, target)
        except FileExistsError as problem:
            raise CommandError(f"{file} exists already.") from problem
        rows = sum(table["rows"] for table in manifest["tables"].values())
        self.stdout.write(f"{rows} records and {len(manifest['files'])} files of {place} are in {file}.")
