from typing import Any

from django.core.management.base import BaseCommand

from goldenthread.api.once import forget_old_requests


class Command(BaseCommand):
    help = "Forget what programs asked for under a key, a day after they asked. The worker does so every night."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        forgotten = forget_old_requests()
        if verbosity:
            self.stdout.write(f"{forgotten} forgotten")
