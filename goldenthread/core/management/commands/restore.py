from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from goldenthread.core.backups.copies import restore_backup


class Command(BaseCommand):
    help = "Put a backup back, compare every table and file, verify the history. Stop web and worker first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="Overwrite everything in an installation that is in use."
        )

    def handle(self, *, folder: Path, replace: bool, **options: Any) -> None:
        manifest = restore_backup(folder, replace=replace)
        self.stdout.write(f"Restored as it was on {manifest['made_at']}: every table and every file is equal.")
        call_command("verify_history", stdout=self.stdout)
