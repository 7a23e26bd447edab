"""Whoever wrote, proposed or claimed something is told when it is decided; the mail repeats nothing of it."""

from datetime import date, timedelta

import pytest

from goldenthread.core import clock
from goldenthread.notifications.kinds import KINDS
from goldenthread.notifications.models import Mail
from goldenthread.notifications.topics import Rhythm, listing
from goldenthread.plan.operations import judging, returns, variations
from tests import factories as make

SECRET = "Xylocarp"


@pytest.fixture
def handed_in(world):
    made = returns.start_return(world.action, make.a_period(world.partnership), by=world.quality_chair)
    said = {"rating": "at_risk", "how_much": SECRET, "way_forward": SECRET, "override_reason": SECRET}
    made = returns.save_return(made, edition=made.edition, by=world.quality_chair, **said)
    return returns.submit_return(made, by=world.manager)


def mails() -> list[tuple[str, str]]:
    found = list(Mail.objects.order_by("pk"))
    assert all(SECRET not in mail.subject + mail.text for mail in found)
    assert all(KINDS[mail.kind].may_open(mail) for mail in found)
    return [(mail.person.name, mail.subject) for mail in found]


def digest(person):
    """What the digest of tomorrow says of it."""
    return listing(Rhythm.DIGEST, clock.today() + timedelta(days=1), person) or ""


def test_a_return_sent_back_comes_on_the_next_morning_and_stands_in_the_digest_until_it_is_handed_in(world, handed_in):
    returns.send_back_return(handed_in, note=SECRET, by=world.chair)
    tomorrow = clock.today() + timedelta(days=1)
    for person in (world.quality_chair, world.manager):
        for rhythm in Rhythm:
            said = listing(rhythm, tomorrow, person)
            assert "The return on Action 1.1 for July to September 2021 was sent back" in said
            assert SECRET not in said
    assert "sent back" not in (listing(Rhythm.MORNING, tomorrow + timedelta(days=1), world.quality_chair) or "")
    returns.submit_return(handed_in, by=world.quality_chair)
    assert ("sent back" in digest(world.quality_chair), mails()) == (False, [])


def test_an_approved_return_stands_in_one_digest(world, handed_in):
    returns.approve_return(handed_in, by=world.chair)
    later = clock.today() + timedelta(days=8)
    assert "was approved" in digest(world.quality_chair)
    assert "was approved" not in (listing(Rhythm.DIGEST, later, world.quality_chair) or "")
    assert mails() == []


@pytest.mark.parametrize(
    ("decide", "word"), [(variations.approve_variation, "approved"), (variations.decline_variation, "declined")]
)
def test_a_decided_variation_is_told_to_who_proposed_it(world, decide, word):
    asked = variations.propose_variation(
        world.action, summary=SECRET, new={"words": SECRET}, reason=SECRET, by=world.manager
    )
    decide(asked, by=world.chair, decision=SECRET)
    assert mails() == [("Business Manager", f"MSCP: the variation of Action 1.1 that you proposed was {word}")]


def test_a_judged_claim_is_told_to_who_made_it(world):
    claim = judging.claim_impact(
        world.action, by=world.quality_chair, claim=SECRET, measure=SECRET, source=SECRET, strength=4, against=SECRET,
        observed_on=date(2021, 9, 1),
    )  # fmt: skip
    judging.judge_impact(claim, stands=True, why=SECRET, by=world.chair)
    assert mails() == [("Quality Chair", "MSCP: your claim of impact on Action 1.1 was judged")]


def test_nothing_is_sent_to_who_may_no_longer_open_it(world):
    asked = variations.propose_variation(
        world.action, summary=SECRET, new={"words": SECRET}, reason=SECRET, by=world.manager
    )
    variations.decline_variation(asked, by=world.chair, decision=SECRET)
    mail = Mail.objects.get()
    mail.person = world.outsider
    assert KINDS[mail.kind].may_open(mail) is False
