from typing import Any

from django.core.management.base import BaseCommand

from goldenthread.core import clock
from goldenthread.governance.operations.challenges import plan_challenge_reminders


class Command(BaseCommand):
    help = "Remind those who must reply to a challenge. Running it twice plans nothing twice."

    def handle(self, **options: Any) -> None:
        plan_challenge_reminders(clock.today())
