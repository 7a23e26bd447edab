from typing import Any

from django.core.management.base import BaseCommand

from goldenthread.governance.operations.packs import delete_old_packs
from goldenthread.governance.operations.procedure import close_those_over


class Command(BaseCommand):
    help = "Count the written votes whose last day is over, and delete the packs of meetings long past."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        closed, deleted = close_those_over(), delete_old_packs()
        if verbosity:
            self.stdout.write(f"{closed} closed, {deleted} deleted")
