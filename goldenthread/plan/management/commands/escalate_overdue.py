from typing import Any

from django.core.management.base import BaseCommand

from goldenthread.core import clock
from goldenthread.plan.operations.escalating import escalate_overdue


class Command(BaseCommand):
    help = "Tell those one step up of what stays overdue without a word, once. Runs every night."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{escalate_overdue(clock.today())} overdue actions told of one step up.")
