from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from goldenthread.accounts.models import User
from goldenthread.plan.demonstration.telling import tell


class Command(BaseCommand):
    help = "Fill an empty database with the demonstration: a told-again plan, invented people, invented progress."

    def handle(self, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("This is no demonstration. Set GOLDENTHREAD_DEMONSTRATION=1 where it should be one.")
        if User.objects.exists():
            raise CommandError("There are people in this database already. A demonstration starts with an empty one.")
        tell()
        self.stdout.write("The demonstration is told. Its people and its progress are invented.")
