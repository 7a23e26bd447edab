"""``goldenthread import_plan FILE --partnership SLUG``: a plan document becomes a draft for a person to confirm."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from goldenthread.accounts.models import User
from goldenthread.partnerships.models import Membership, Partnership, running
from goldenthread.partnerships.roles import Right, roles_with
from goldenthread.plan.management.commands.read_plan import checked
from goldenthread.plan.models import Plan, PlanState, ReadingState
from goldenthread.plan.operations.reading import read_document, send_document


class Command(BaseCommand):
    help = "Read a plan document into a draft plan, and print the address of the page where it is confirmed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--partnership", required=True, metavar="SLUG")
        parser.add_argument(
            "--next-of", metavar="PLANREF", default="", help="the adopted plan of which this is the next version"
        )
        parser.add_argument("--by", metavar="EMAIL", default="", help="who sends it; else whoever prepares plans there")

    def handle(self, *, file: str, partnership: str, next_of: str, by: str, **options: Any) -> None:
        place = Partnership.objects.filter(slug=partnership).first()
        if place is None:
            raise CommandError(f"There is no partnership “{partnership}”.")
        before = (
            Plan.objects.filter(partnership=place, ref=next_of).exclude(state=PlanState.DRAFT).first()
            if next_of
            else None
        )
        if next_of and before is None:
            raise CommandError(f"There is no adopted plan “{next_of}” in this partnership.")
        sender = sender_of(place, by)
        reading = read_document(
            send_document(checked(file), partnership=place, by=sender, next_of=before, in_worker=False), by=sender
        )
        if reading.state != ReadingState.READ or reading.plan is None:
            raise CommandError(reading.problem)
        self.stdout.write(reverse("plan:draft", args=[place.slug, reading.plan.ref]))


def sender_of(partnership: Partnership, email: str) -> User:
    """The person named, or the first who may prepare plans there today."""
    held = Membership.objects.filter(
        running(), partnership=partnership, role__in=roles_with(Right.PREPARE_PLAN), person__is_active=True
    )
    if email:
        held = held.filter(person__email__iexact=email)
    first = held.select_related("person").order_by("pk").first()
    if first is None:
        raise CommandError(
            "Nobody with that address prepares plans there."
            if email
            else "Nobody prepares plans in this partnership yet."
        )
    return first.person
