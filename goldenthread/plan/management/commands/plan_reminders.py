from typing import Any

from django.core.management.base import BaseCommand

from goldenthread.core import clock
from goldenthread.plan.operations.reminders import plan_due_reminders


class Command(BaseCommand):
    help = "Plan the mails that remind owners before and after the last day of an action. Runs every night."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{plan_due_reminders(clock.today())} reminders stand in the outbox.")
