"""A round in which the police of Marlshire, and of its neighbour in the same network, give their one return."""

from dataclasses import dataclass

import pytest

from goldenthread.accounts.models import User
from goldenthread.assurance.models import Round, SelfAssessment
from goldenthread.assurance.operations import returns, rounds
from goldenthread.assurance.operations.rounds import Asked
from goldenthread.partnerships.models import Network, PartnershipMember
from goldenthread.partnerships.roles import Role
from goldenthread.questionnaires.operations.answering import Given
from tests import factories as make
from tests.questionnaires.samples import TEXT

LOCAL = TEXT.replace("id: sample", "id: local").replace("title: A sample", "title: Local questions")


@dataclass
class Asking:
    """``round``: the common part for both partnerships, and a supplement of each."""

    round: Round
    assessment: SelfAssessment
    lead: User
    senior: User
    other_lead: User
    neighbour_manager: User


@pytest.fixture
def asking(world) -> Asking:
    network = Network.objects.create(slug="region", name="The Region")
    for place in (world.partnership, world.elsewhere):
        place.network = network
        place.save()
    PartnershipMember.objects.create(partnership=world.elsewhere, organisation=world.police)
    trust = make.an_organisation("Marlshire Trust", world.partnership, kind="health")
    local = make.an_edition(world.partnership, world.manager, "Local questions", name="local", text=LOCAL)
    theirs = make.an_edition(world.elsewhere, world.outsider, "Their questions", name="local", text=LOCAL)
    opened = make.a_round(world.partnership, world.manager, whole_network=True)
    rounds.add_part(opened, Asked(local, world.partnership), by=world.manager)
    rounds.add_part(opened, Asked(theirs, world.elsewhere), by=world.outsider)
    senior = make.a_member(Role.AGENCY_CONTRIBUTOR, organisation=world.police, name="Chief Superintendent")
    return Asking(
        round=opened,
        assessment=SelfAssessment.objects.get(round=opened, organisation=world.police),
        lead=world.police_lead,
        senior=senior,
        other_lead=make.a_member(Role.AGENCY_LEAD, organisation=trust, name="Trust Lead"),
        neighbour_manager=world.outsider,
    )


COMPLETE = {"lead": "met", "trained": "yes", "staff": "3", "reviewed": "2021-09-01"}


def answer_all(asking: Asking) -> SelfAssessment:
    for part in asking.assessment.parts.select_related("assessment", "sheet"):
        given = [Given(question, 0, "value", value, f"Said to part {part.pk}.") for question, value in COMPLETE.items()]
        returns.answer_part(part, given, by=asking.lead)
    asking.assessment.refresh_from_db()
    return asking.assessment


def signed_off(asking: Asking) -> SelfAssessment:
    returns.name_senior_lead(answer_all(asking), person=asking.senior, by=asking.lead)
    return returns.sign_off(asking.assessment, by=asking.senior)


def handed_in(asking: Asking, *places) -> SelfAssessment:
    return returns.submit(signed_off(asking), share_with=places, by=asking.lead)
