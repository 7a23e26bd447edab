"""The report over a round of self-assessments as a paper of a meeting."""

import pytest
from django.urls import reverse

from goldenthread.assurance.models import Round
from goldenthread.assurance.operations import returns
from goldenthread.governance import pages
from goldenthread.questionnaires.operations.answering import Given
from goldenthread.reports import round_as_paper
from tests import factories as make
from tests.governance.factories import a_meeting


@pytest.fixture
def opened(world) -> Round:
    return make.a_round(world.partnership, world.manager)


def test_it_is_offered_for_an_agenda_and_seen_by_whom_it_may(opened, world) -> None:
    meeting = a_meeting(make.a_body(world.partnership, "The Board", kind="board"))
    keys = [key for key, name in pages.offered(world.manager, meeting) if name.startswith("Report over")]
    key = keys[0].partition(" ")[2]
    people = (world.manager, world.chair, world.police_lead, world.outsider)
    assert [round_as_paper.may_see(each, key) for each in people] == [True, True, False, False]
    address = reverse("assurance:round_report", args=[world.partnership.slug, opened.ref])
    assert round_as_paper.address(key).startswith(address)
    assert round_as_paper.report(world.chair, key).title == "Section 11: what organisations said"


def test_a_pack_is_issued_again_when_a_return_moves(opened, world) -> None:
    key = f"{world.partnership.pk}.{opened.parts.get().pk}"
    before = round_as_paper.state(key)
    part = opened.assessments.get(organisation=world.police).parts.select_related("assessment", "sheet").get()
    returns.answer_part(part, [Given("lead", 0, "value", "met")], by=world.police_lead)
    assert round_as_paper.state(key) != before
