from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goldenthread.plan.export.dump import write_plan
from goldenthread.plan.models import Plan


class Command(BaseCommand):
    help = (
        "Write a whole plan, with everything that was ever said about it, as JSON that another installation can load."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("partnership", help="Its short name in addresses, for example birmingham.")
        parser.add_argument("plan", help="The plan's reference, the last part of its address.")
        parser.add_argument("file", type=Path)
        parser.add_argument("--files", action="store_true", help="Put the files of the evidence into it.")

    def handle(self, *, partnership: str, plan: str, file: Path, files: bool, **options: Any) -> None:
        found = Plan.objects.filter(partnership__slug=partnership, ref=plan).first()
        if found is None:
            raise CommandError(f"There is no plan {plan} in {partnership}.")
        content = write_plan(found, emails=True, files=files)
        file.write_bytes(content)
        self.stdout.write(f"{found}: {len(content):,} bytes in {file}. People's e-mail addresses are in it.")
