from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.evidence.models import Evidence
from goldenthread.partnerships.models import Body, Membership, Organisation, Partnership, Post, SearchRow
from goldenthread.partnerships.operations.bodies import index_body
from goldenthread.partnerships.operations.organisations import index_organisation
from goldenthread.partnerships.operations.people import index_person
from goldenthread.partnerships.operations.posts import index_post
from goldenthread.partnerships.rights import counts_in
from goldenthread.partnerships.search import index
from goldenthread.plan.models import Plan, PlanState
from goldenthread.plan.search import index_plan


class Command(BaseCommand):
    help = "Write the rows that the search box reads anew, from the records themselves."

    def handle(self, **options: Any) -> None:
        with transaction.atomic():
            SearchRow.objects.all().delete()
            for organisation in Organisation.objects.all():
                index_organisation(organisation)
            for partnership in Partnership.objects.all():
                rebuild(partnership)
        self.stdout.write(f"{SearchRow.objects.count()} records can be found.")


def rebuild(partnership: Partnership) -> None:
    for body in Body.objects.filter(partnership=partnership).select_related("partnership"):
        index_body(body)
    for post in Post.objects.filter(partnership=partnership).select_related("partnership", "body", "organisation"):
        index_post(post)
    members = Membership.objects.filter(counts_in(partnership))
    for person in User.objects.filter(pk__in=members.values("person")):
        index_person(person, partnership)
    for piece in Evidence.objects.filter(partnership=partnership, organisation=None, withdrawn_at=None).select_related(
        "partnership"
    ):
        index(piece, title=piece.title, text=piece.shows)
    for plan in Plan.objects.filter(partnership=partnership, state=PlanState.ADOPTED):
        index_plan(plan)
