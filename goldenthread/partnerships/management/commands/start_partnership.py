from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from goldenthread.core.middleware import sentences
from goldenthread.partnerships.operations.starting import start_partnership


class Command(BaseCommand):
    help = "Start a partnership with its business manager, who brings in everybody else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="its short name in addresses, for example marlshire")
        parser.add_argument("name", help='its full name, for example "Marlshire Safeguarding Children Partnership"')
        parser.add_argument("manager_name")
        parser.add_argument("manager_email")

    def handle(self, *, slug: str, name: str, manager_name: str, manager_email: str, **options: Any) -> None:
        try:
            start_partnership(
                slug=slug, name=name, manager_name=manager_name, manager_email=manager_email, by="command line"
            )
        except ValidationError as refusal:
            raise CommandError(" ".join(sentences(refusal))) from refusal
        self.stdout.write(f"{manager_name} signs in at {settings.ADDRESS} with a code that is sent to {manager_email}.")
