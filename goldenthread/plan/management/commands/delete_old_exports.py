from typing import Any

from django.core.management.base import BaseCommand

from goldenthread.plan.operations.exports import delete_old_exports


class Command(BaseCommand):
    help = "Delete files that people asked for more than a day ago. Runs every night."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        count = delete_old_exports()
        if verbosity:
            self.stdout.write(f"{count} deleted")
