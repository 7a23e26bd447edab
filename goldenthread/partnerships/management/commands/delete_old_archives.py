from typing import Any

from django.core.management.base import BaseCommand

from goldenthread.partnerships.operations.archives import delete_old_archives


class Command(BaseCommand):
    help = "Delete whole partnerships in one file that were asked for more than a day ago. Runs every night."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        count = delete_old_archives()
        if verbosity:
            self.stdout.write(f"{count} deleted")
