"""Pages to which only something sent before leads: what an uploaded list holds, and what an invitation says."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from goldenthread.accounts.models import User
from goldenthread.assurance.models import AssessmentPart
from goldenthread.assurance.operations import handing
from goldenthread.partnerships import operations
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.roles import Role
from tests import factories as make
from tests.browser.conftest import SignIn
from tests.browser.looking import barriers, overflow, shape

pytestmark = [pytest.mark.browser]
LIST = b"Name,Kind\nNew Trust,Health\nWest Midlands Police,Police\nBad,Zoo\n"


def faults(page: Page) -> list[str]:
    return [*barriers(page), *shape(page), *overflow(page)]


def test_list_that_was_sent_is_shown_before_it_is_taken_in(furnished: None, sign_in: SignIn) -> None:
    page = sign_in("manager@birmingham.example")
    page.goto(reverse("partnerships:import", args=["birmingham"]))
    page.get_by_role("radio", name="Organisations").check()
    page.locator("input[type=file]").set_input_files([{"name": "list.csv", "mimeType": "text/csv", "buffer": LIST}])
    page.get_by_role("button", name="Send and look").click()
    expect(page.get_by_text("New Trust")).to_be_visible()
    assert faults(page) == []


def test_invitation_can_be_used_by_everybody(furnished: None, sign_in: SignIn) -> None:
    place = Partnership.objects.get(slug="birmingham")
    invited = make.a_member(Role.AUDITOR, place, name="New Auditor")
    by = User.objects.get(email="manager@birmingham.example")
    invitation, token = operations.invite(invited, place, by=by)
    page = sign_in("")
    page.goto(reverse("partnerships:invitation_arrive", args=[invitation.ref, token]))
    expect(page.get_by_role("button")).not_to_have_count(0)
    assert faults(page) == []


def test_section_that_was_handed_over_can_be_answered_by_everybody(furnished: None, sign_in: SignIn) -> None:
    """Accepted by name, answered and given back by a link, without an account."""
    lead = User.objects.get(email="police.lead@birmingham.example")
    parts = AssessmentPart.objects.filter(assessment__state="in_progress", part__round__network__isnull=False)
    part = parts.select_related("assessment__round__partnership", "sheet__partnership").earliest("pk")
    made, token = handing.hand_over(part, section="training", colleague="Kim Abara", by=lead)
    page = sign_in("")
    page.goto(reverse("assurance:handed_arrive", args=[made.ref, token]))
    assert faults(page) == []
    page.get_by_label("Your first and last name").fill("Kim Abara")
    page.get_by_role("button", name="Accept and begin").click()
    page.get_by_role("radio").first.check()
    expect(page.get_by_text("Saved at")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Save and give it back").click()
    assert faults(page) == []
    page.goto(reverse("assurance:handed"))
    assert faults(page) == []
