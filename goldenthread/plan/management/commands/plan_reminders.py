from typing import Any

from django.core.management.base import BaseCommand

from goldenthread.notifications.operations import plan_joined_mails


class Command(BaseCommand):
    help = "Plan the weekly digests, and the notes on the morning on which something is due. Runs every night."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{plan_joined_mails()} mails planned.")
