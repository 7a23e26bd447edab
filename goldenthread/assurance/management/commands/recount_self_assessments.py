from typing import Any

from django.core.management.base import BaseCommand

from goldenthread.assurance.models import Round
from goldenthread.assurance.operations.summaries import mend


class Command(BaseCommand):
    help = "Count anew what comparisons of self-assessments show, from the answers themselves, and say what was wrong."

    def handle(self, **options: Any) -> None:
        for opened in Round.objects.select_related("partnership").order_by("pk"):
            if wrong := mend(opened):
                self.stdout.write(f"{opened} ({opened.partnership}): {wrong} counts were wrong, and were put right")
        self.stdout.write("Every count is what the answers say.")
