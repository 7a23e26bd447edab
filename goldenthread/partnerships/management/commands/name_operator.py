from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from goldenthread.core.middleware import sentences
from goldenthread.partnerships.operations.starting import name_operator


class Command(BaseCommand):
    help = "Name a system operator, who sees the state of the installation and its outgoing mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("email")

    def handle(self, *, name: str, email: str, **options: Any) -> None:
        try:
            name_operator(name=name, email=email, by="command line")
        except ValidationError as refusal:
            raise CommandError(" ".join(sentences(refusal))) from refusal
        self.stdout.write(f"{name} signs in at {settings.ADDRESS} with a code that is sent to {email}.")
