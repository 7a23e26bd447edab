"""What a lead is told of a round, in the digest and on My work."""

from datetime import timedelta

import time_machine
from django.urls import reverse

from goldenthread.core import clock
from goldenthread.notifications.topics import Rhythm, listing
from tests import factories as make
from tests.assurance.conftest import handed_in


def test_the_lead_is_told_until_it_is_handed_in(asking, world) -> None:
    today = clock.today()
    told = listing(Rhythm.DIGEST, today, asking.lead) or ""
    assert "MSCP: Section 11, for Marlshire Police, is due by" in told
    assert asking.assessment.get_absolute_url() in told
    assert "Marlshire Police" not in (listing(Rhythm.DIGEST, today, asking.other_lead) or "")
    handed_in(asking, world.partnership)
    assert "Marlshire Police" not in (listing(Rhythm.DIGEST, today, asking.lead) or "")


def test_the_last_day_does_not_wait_for_the_digest(asking) -> None:
    assert listing(Rhythm.MORNING, clock.today(), asking.lead) is None
    assert "Section 11" in (listing(Rhythm.MORNING, asking.round.due_on, asking.lead) or "")


def test_my_work_shows_it_and_says_when_it_is_late(asking, signed_in) -> None:
    client = signed_in(asking.lead)
    assert "Section 11, for Marlshire Police" in client.get(reverse("reports:my_work")).content.decode()
    with time_machine.travel(clock.now() + timedelta(days=31)):
        assert "Overdue" in signed_in(asking.lead).get(reverse("reports:my_work")).content.decode()


def test_a_lead_is_told_on_the_morning_on_which_a_round_begins(asking, world) -> None:
    opens = clock.today() + timedelta(days=3)
    edition = asking.round.parts.filter(partnership=None).get().edition
    days = {"opens_on": opens, "due_on": opens + timedelta(days=60), "closes_on": opens + timedelta(days=90)}
    later = make.a_round(world.partnership, world.manager, edition, title="Section 11, later", **days)
    told = [listing(Rhythm.MORNING, opens + timedelta(days=days), asking.lead) or "" for days in (-1, 0, 1)]
    assert ["Section 11, later, for Marlshire Police, is open; due by" in each for each in told] == [False, True, False]
    assert "Section 11, later" in (listing(Rhythm.DIGEST, opens + timedelta(days=6), asking.lead) or "")
    assert "Section 11, later" not in (listing(Rhythm.DIGEST, opens + timedelta(days=7), asking.lead) or "")
    assert later.assessments.exists()


def test_who_is_asked_today_is_told_tomorrow(asking) -> None:
    today = clock.today()
    told = [listing(Rhythm.MORNING, today + timedelta(days=days), asking.lead) or "" for days in (0, 1, 2)]
    assert ["Section 11, for Marlshire Police, is open" in each for each in told] == [False, True, False]


def test_my_work_of_a_moderator_leads_to_the_queue(asking, world, signed_in) -> None:
    client, where = signed_in(world.manager), reverse("reports:my_work")
    assert "to be moderated" not in client.get(where).content.decode()
    handed_in(asking, world.partnership)
    page = client.get(where).content.decode()
    assert "1 return waits to be moderated" in page
    assert reverse("assurance:moderation_queue", args=[world.partnership.slug, asking.round.ref]) in page
    assert "to be moderated" not in signed_in(asking.neighbour_manager).get(where).content.decode()
