from typing import Any

from django.core.management.base import BaseCommand

from goldenthread.notifications.operations import delete_old_mail


class Command(BaseCommand):
    help = "Forget mails that were sent, cancelled or refused more than a year ago. Runs every night."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{delete_old_mail()} mails forgotten.")
