"""A milestone of an adopted plan is moved, added and dropped by a variation; what was first agreed stays."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from goldenthread.history.models import Entry
from goldenthread.plan.as_at import day_asked
from goldenthread.plan.models import MilestoneVersion, Variation
from goldenthread.plan.operations import variations
from goldenthread.plan.operations.milestones import complete_milestone, said_of
from tests import factories as make


@pytest.fixture
def step(world):
    return MilestoneVersion.objects.create(
        action=world.action, words="Draft is out", deadline_text="by November 2021", due_on=date(2021, 11, 30),
        agreed_due_on=date(2021, 11, 30), valid_from=make.LONG_AGO,
    )  # fmt: skip


def propose(world, step, **new) -> Variation:
    said = said_of(world.action, step.ref)
    return variations.propose_variation(
        world.action, summary="The draft", new={"milestone": said | new}, reason="A post is vacant.", by=world.manager
    )


def now(world) -> list[tuple]:
    steps = world.action.milestones.at().filter(removed=False)
    return list(steps.values_list("words", "deadline_text", "due_on", "agreed_due_on"))


LATER = {"deadline_text": "by March 2022", "due_on": "2022-03-31"}


def test_an_approved_variation_moves_it_and_keeps_the_date_first_agreed(world, step, october):
    asked = propose(world, step, **LATER)
    assert now(world) == [("Draft is out", "by November 2021", date(2021, 11, 30), date(2021, 11, 30))]
    october.shift(timedelta(days=1))
    variations.approve_variation(asked, by=world.chair)
    assert now(world) == [("Draft is out", "by March 2022", date(2022, 3, 31), date(2021, 11, 30))]
    then = world.action.milestones.at(day_asked("2021-10-10").moment).get()
    assert then.due_on == date(2021, 11, 30)


def test_dropping_one_takes_it_out_of_the_plan(world, step):
    variations.approve_variation(propose(world, step, removed=True), by=world.chair)
    assert now(world) == []


def test_a_new_one_is_first_agreed_by_the_variation(world):
    said = {"ref": "", "words": "Pilot begins", "removed": False, **LATER}
    asked = variations.propose_variation(
        world.action, summary="A pilot", new={"milestone": said}, reason="Asked.", by=world.manager
    )
    variations.approve_variation(asked, by=world.chair)
    assert now(world) == [("Pilot begins", "by March 2022", date(2022, 3, 31), date(2022, 3, 31))]


def test_one_that_changed_since_it_was_proposed_is_not_overwritten(world, step):
    first, second = propose(world, step, **LATER), propose(world, step, removed=True)
    variations.approve_variation(first, by=world.chair)
    with pytest.raises(ValidationError, match="changed since"):
        variations.approve_variation(second, by=world.chair)


def test_words_of_a_milestone_are_screened(world, step):
    with pytest.raises(ValidationError):
        propose(world, step, words="Visit of 943 476 5919 is done")


def test_the_history_says_it_in_words(world, step):
    propose(world, step, **LATER)
    entry = Entry.objects.get()
    assert (entry.old, entry.new) == (
        {"milestone": "Draft is out, by November 2021"}, {"milestone": "Draft is out, by March 2022"},
    )  # fmt: skip


def test_the_pages_propose_each_of_the_three(world, step, signed_in):
    client, slug = signed_in(world.manager), world.partnership.slug
    there = reverse("plan:vary_milestone", args=[slug, step.ref])
    client.post(there, {"words": "Draft is out", "deadline": "by March 2022", "reason": "Vacant."})
    client.post(there, {"words": "Draft is out", "deadline": "by November 2021", "removed": "on", "reason": "Dropped."})
    new = reverse("plan:new_milestone", args=[slug, world.action.ref])
    client.post(new, {"words": "Pilot begins", "deadline": "by May 2022", "reason": "Asked."})
    assert sorted(Variation.objects.values_list("summary", flat=True)) == [
        "Add a milestone: Pilot begins", "Change the milestone: Draft is out", "Take out the milestone: Draft is out",
    ]  # fmt: skip
    for asked in Variation.objects.all():
        assert "milestone" in client.get(asked.get_absolute_url()).content.decode().lower()


def test_one_that_was_reached_is_not_varied(world, step, signed_in):
    complete_milestone(step, on=date(2021, 10, 9), by=world.quality_chair)
    there = reverse("plan:vary_milestone", args=[world.partnership.slug, step.ref])
    assert signed_in(world.manager).get(there).status_code == 404
