from typing import Any

from django.core.management.base import BaseCommand

from goldenthread.notifications.operations import send_waiting_mail


class Command(BaseCommand):
    help = "Send the mails that are due. The worker does so every minute; running it more often harms nothing."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        sent = send_waiting_mail()
        if verbosity:
            self.stdout.write(f"{sent} sent")
