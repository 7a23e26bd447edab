"""What a lead is told of a round, in the digest and on My work."""

from datetime import timedelta

import time_machine
from django.urls import reverse

from goldenthread.core import clock
from goldenthread.notifications.topics import Rhythm, listing
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
