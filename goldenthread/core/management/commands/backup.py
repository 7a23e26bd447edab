from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from goldenthread.core.backups.copies import make_backup


class Command(BaseCommand):
    help = "Copy database and files, in one consistent state, into a new folder. Others may go on working."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder: Path, **options: Any) -> None:
        manifest = make_backup(folder)
        rows = sum(table["rows"] for table in manifest["tables"].values())
        self.stdout.write(
            f"{rows} rows of {len(manifest['tables'])} tables and {len(manifest['files'])} files are in {folder}."
        )
