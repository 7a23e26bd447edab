from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goldenthread.history.queries import faults


class Command(BaseCommand):
    help = "Check that no entry of the history was altered or removed; names the first bad one of each chain."

    def handle(self, **options: Any) -> None:
        found = list(faults())
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write("The history holds.")
