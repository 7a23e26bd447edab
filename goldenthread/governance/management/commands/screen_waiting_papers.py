from typing import Any

from django.core.management.base import BaseCommand

from goldenthread.documents.models import Scan
from goldenthread.evidence.models import Screening
from goldenthread.governance.models import PaperVersion
from goldenthread.governance.operations.papers import settle_paper

AT_ONCE = 100


class Command(BaseCommand):
    help = "Screen the papers that waited for the malware scanner. The worker does so every minute."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        scanned = [Scan.CLEAN, Scan.NOT_NEEDED]
        waiting = PaperVersion.objects.filter(screening=Screening.WAITING, file__scan__in=scanned)
        refs = list(waiting.order_by("added_at").values_list("ref", flat=True)[:AT_ONCE])
        for ref in refs:
            settle_paper.call(ref)
        if verbosity:
            self.stdout.write(f"{len(refs)} screened")
