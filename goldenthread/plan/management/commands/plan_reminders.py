from typing import Any

from django.core.management.base import BaseCommand

from goldenthread.core import clock
from goldenthread.notifications.operations import plan_joined_mails
from goldenthread.plan.operations.escalating import escalate_overdue


class Command(BaseCommand):
    help = (
        "Plan the weekly digests, the notes on the morning on which something is due, and word to those above of what "
        "stays overdue. Runs every night."
    )

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{plan_joined_mails()} mails planned.")
        self.stdout.write(f"{escalate_overdue(clock.today())} overdue actions told of one step up.")
