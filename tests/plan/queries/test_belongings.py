"""What of the plan goes to whoever follows a leaver."""

from datetime import date

from goldenthread.plan.models import Reading, ReadingState, ReturnState, Variation
from goldenthread.plan.queries.belongings import what_a_leaver_has
from tests import factories as make


def told(world, person):
    return [(each.what, each.stays_with) for each in what_a_leaver_has(person, world.partnership)]


def test_actions_of_the_leavers_posts_stay_with_the_posts(world):
    post = make.a_post(world.partnership, body=world.quality)
    make.an_appointment(post, world.board_member)
    action = make.an_action(world.priority, owner=post)
    assert told(world, world.board_member) == [(str(action), "Chair, Quality Sub-Group")]


def test_actions_of_posts_that_were_left_are_not_told(world):
    post = make.a_post(world.partnership, body=world.quality)
    make.an_appointment(post, world.board_member, ends_on=date(2021, 1, 1))
    make.an_action(world.priority, owner=post)
    assert told(world, world.board_member) == []


def test_drafts_proposals_and_readings_are_told_until_they_are_settled(world):
    period = make.a_period(world.partnership)
    draft = make.a_return(world.action, period, world.quality_chair)
    Variation.objects.create(
        plan=world.plan, action=world.action, summary="Later date", reason="Staff", proposed_by=world.quality_chair
    )
    reading = Reading.objects.create(
        partnership=world.partnership, file_name="plan.docx", sent_by=world.quality_chair, state=ReadingState.READ
    )
    assert told(world, world.quality_chair) == [
        (f"{draft} (not submitted)", "whoever answers for the action"),
        ("Proposed change: Later date", "the Board, to decide"),
        (str(reading), "the business unit, to confirm"),
    ]
    draft.state, draft.submitted_by, draft.submitted_at = ReturnState.SUBMITTED, world.quality_chair, make.LONG_AGO
    draft.save()
    assert len(told(world, world.quality_chair)) == 2


def test_nothing_of_another_partnership_is_told(world):
    assert what_a_leaver_has(world.quality_chair, world.elsewhere) == []


def test_hand_over_lists_what_the_plan_tells(world, signed_in):
    draft = make.a_return(world.action, make.a_period(world.partnership), world.quality_chair)
    page = signed_in(world.manager).get(f"/p/{world.partnership.slug}/people/{world.quality_chair.ref}/hand-over/")
    assert f"{draft} (not submitted)" in page.content.decode()
