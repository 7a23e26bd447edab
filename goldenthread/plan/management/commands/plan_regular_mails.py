from typing import Any

from django.core.management.base import BaseCommand

from goldenthread.plan.operations.regular import plan_regular_mails


class Command(BaseCommand):
    help = "Tell those who asked for it that a file of the plan can be taken away. The worker does so every night."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        planned = plan_regular_mails()
        if verbosity:
            self.stdout.write(f"{planned} mails planned")
