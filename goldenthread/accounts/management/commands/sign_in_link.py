from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from goldenthread.accounts.models import User
from goldenthread.accounts.operations import make_sign_in_link


class Command(BaseCommand):
    help = "Print a one-time link that signs a person in. Only on a demonstration."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *, email: str, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError(
                "Sign-in links exist only on a demonstration: one that ./run made, or GOLDENTHREAD_DEMONSTRATION=1."
            )
        person = User.objects.filter(email__iexact=email, is_active=True).first()
        if person is None:
            raise CommandError(f"Nobody with the address {email} can sign in here.")
        link = reverse("accounts:sign_in_link", args=[make_sign_in_link(person)])
        self.stdout.write(settings.ADDRESS.rstrip("/") + link)
