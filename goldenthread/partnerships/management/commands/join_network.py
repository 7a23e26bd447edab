from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from goldenthread.core.middleware import sentences
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.operations.networks import join_network


class Command(BaseCommand):
    help = "Let a partnership belong to a network, for example a region, so that they can ask together."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("partnership", help="the short name of the partnership, for example marlshire")
        parser.add_argument("slug", help="the short name of the network; it begins if there is none of that name")
        parser.add_argument("name", help='its full name, for example "The Marches"')

    def handle(self, *, partnership: str, slug: str, name: str, **options: Any) -> None:
        found = Partnership.objects.filter(slug=partnership).first()
        if found is None:
            raise CommandError(f"There is no partnership {partnership}.")
        try:
            network = join_network(found, slug=slug, name=name, by="command line")
        except ValidationError as refusal:
            raise CommandError(" ".join(sentences(refusal))) from refusal
        self.stdout.write(f"{found} belongs to {network} now.")
