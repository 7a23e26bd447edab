from typing import Any

from django.core.management.base import BaseCommand

from goldenthread.api.operations.telling import tell_webhooks


class Command(BaseCommand):
    help = "Tell webhooks what was done since they were told last. The worker does so every minute."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        told = tell_webhooks()
        if verbosity:
            self.stdout.write(f"{told} told")
