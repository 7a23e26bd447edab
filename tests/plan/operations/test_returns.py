from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from goldenthread.history.models import Entry
from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import EvidenceUse, ReturnState
from goldenthread.plan.operations import returns
from goldenthread.plan.operations.evidence import use_evidence
from goldenthread.plan.operations.refusals import EditedMeanwhile
from goldenthread.plan.operations.versions import current
from goldenthread.plan.queries.actions import actions_of
from tests import factories as make

SAID = {"how_much": "Two of four events were held.", "way_forward": "The other two are booked.", "rating": "at_risk"}
RULE_SAYS = {**SAID, "override_reason": "The venue is confirmed only for one of them."}


@pytest.fixture
def made(world):
    return returns.start_return(world.action, make.a_period(world.partnership), by=world.quality_chair)


def written(world, made, **values):
    return returns.save_return(made, edition=made.edition, by=world.quality_chair, **{**RULE_SAYS, **values})


def submitted(world, made, **values):
    return returns.submit_return(written(world, made, **values), by=world.quality_chair)


def problems(error):
    return error.value.message_dict


def test_starting_twice_gives_the_same_return(world, made):
    assert returns.start_return(world.action, made.period, by=world.manager) == made


def test_return_is_not_begun_in_a_locked_period(world):
    locked = make.a_period(world.partnership, is_open=False)
    with pytest.raises(ValidationError, match="are locked"):
        returns.start_return(world.action, locked, by=world.quality_chair)


def test_saving_keeps_what_was_typed_and_who_typed_it(world, made):
    saved = written(world, made)
    assert (saved.how_much, saved.edition, saved.written_by) == (
        "Two of four events were held.",
        2,
        world.quality_chair,
    )


def test_saving_over_somebody_elses_text_is_refused_and_shows_theirs(world, made):
    returns.save_return(made, edition=1, by=world.manager, how_much="Theirs")
    with pytest.raises(EditedMeanwhile) as refusal:
        returns.save_return(made, edition=1, by=world.quality_chair, how_much="Mine")
    assert (refusal.value.who, refusal.value.theirs) == ("Business Manager", {"how_much": "Theirs"})


def test_saving_the_same_text_again_is_no_edit(world, made):
    saved = written(world, made)
    assert written(world, saved).edition == saved.edition


def test_identifier_of_a_child_is_not_saved(world, made):
    with pytest.raises(ValidationError, match="NHS number"):
        written(world, made, how_much="The child's NHS number is 943 476 5919.")
    made.refresh_from_db()
    assert made.how_much == ""


def test_submitted_return_waits_and_changes_nothing_on_the_plan(world, made):
    before = current(world.action)
    assert submitted(world, made).state == ReturnState.SUBMITTED
    after = current(world.action)
    assert (after.delivery, after.last_word_on) == (before.delivery, None)
    assert after.waiting_since is not None


def test_return_without_rating_or_words_cannot_be_submitted(world, made):
    with pytest.raises(ValidationError) as refusal:
        returns.submit_return(made, by=world.quality_chair)
    assert {"rating", "how_much"} <= set(problems(refusal))


def test_rating_against_the_rule_needs_a_reason(world, made):
    with pytest.raises(ValidationError) as refusal:
        submitted(world, made, rating="on_track", override_reason="")
    assert "Say why. The rule suggests “At risk”" in problems(refusal)["override_reason"][0]


def test_submitted_return_cannot_be_changed(world, made):
    waiting = submitted(world, made)
    with pytest.raises(ValidationError, match="can no longer be changed"):
        written(world, waiting, how_much="Something else")


def test_sending_back_opens_this_return_alone(world, made):
    waiting = submitted(world, made)
    made.period.locked_at = made.period.opened_at
    made.period.save()
    back = returns.send_back_return(waiting, note="Which two events?", by=world.manager)
    assert (back.state, back.sent_back_note) == (ReturnState.SENT_BACK, "Which two events?")
    assert written(world, back, how_much="The events in May and June.").how_much == "The events in May and June."


def test_sending_back_without_a_note_is_refused(world, made):
    waiting = submitted(world, made)
    with pytest.raises(ValidationError, match="Say what should be changed"):
        returns.send_back_return(waiting, note=" ", by=world.manager)


def test_approval_makes_it_count_from_that_moment_and_not_before(world, made, october):
    waiting = submitted(world, made)
    october.shift(timedelta(days=1))
    returns.approve_return(waiting, by=world.chair)
    now, then = AsAt(date(2021, 10, 11)), _as_at(date(2021, 10, 10))
    assert [v.shown for v in actions_of(world.plan, now)] == ["at_risk"]
    assert [v.shown for v in actions_of(world.plan, then)] == ["not_started"]


def _as_at(day):
    return AsAt(day, datetime.combine(day, time.max, UTC))


def test_nobody_approves_what_they_wrote(world, made):
    waiting = submitted(world, made)
    with pytest.raises(ValidationError, match="Somebody else must approve"):
        returns.approve_return(waiting, by=world.quality_chair)


def test_approving_twice_is_refused(world, made):
    returns.approve_return(submitted(world, made), by=world.chair)
    with pytest.raises(ValidationError, match="does not await approval"):
        returns.approve_return(made, by=world.board_member)


def test_bulk_approval_takes_all_or_none(world, made):
    other_action = make.an_action(world.priority, owner=world.quality, due_on=date(2021, 10, 31))
    own = returns.start_return(other_action, made.period, by=world.chair)
    own = returns.save_return(own, edition=1, by=world.chair, **RULE_SAYS)
    own = returns.submit_return(own, by=world.quality_chair)
    with pytest.raises(ValidationError, match="Somebody else"):
        returns.approve_returns([submitted(world, made), own], by=world.chair)
    made.refresh_from_db()
    assert made.state == ReturnState.SUBMITTED


def test_evidence_of_a_return_counts_when_it_is_approved(world, made):
    piece = make.some_evidence(world.partnership, world.quality_chair, rung=4)
    use_evidence(piece, by=world.quality_chair, action=world.action, made_return=made)
    waiting = submitted(world, made)
    assert current(world.action).rung == 0
    returns.approve_return(waiting, by=world.chair)
    assert (current(world.action).rung, EvidenceUse.objects.get().accepted_by) == (4, world.chair)


def test_delivered_needs_its_day(world, made):
    with pytest.raises(ValidationError) as refusal:
        submitted(world, made, rating="delivered", override_reason="")
    assert problems(refusal)["actual_on"] == ["Say when it was delivered."]


def test_high_priority_is_not_delivered_without_a_file(world, made):
    world.action.high = True
    world.action.save()
    with pytest.raises(ValidationError) as refusal:
        submitted(world, made, rating="delivered", actual_on=date(2021, 10, 1), override_reason="")
    assert "attach a file" in problems(refusal)["rating"][0]


def test_approved_delivery_passes_the_first_gate(world, made):
    waiting = submitted(world, made, rating="delivered", actual_on=date(2021, 10, 1), override_reason="")
    returns.approve_return(waiting, by=world.chair)
    version = current(world.action)
    assert (version.delivery, version.gate, version.actual_on) == ("delivered", "delivered", date(2021, 10, 1))


def test_reopened_return_goes_on_counting_until_the_next_approval(world, made):
    approved = returns.approve_return(submitted(world, made), by=world.chair)
    returns.reopen_return(approved, reason="The number of events was wrong.", by=world.chair)
    assert current(world.action).delivery == "at_risk"


def test_each_step_stands_in_the_history(world, made):
    returns.approve_return(submitted(world, made), by=world.chair)
    said = list(Entry.objects.filter(record_type="plan.return").order_by("number").values_list("actor", "sentence"))
    assert said == [
        ("Quality Chair", "began the return"),
        ("Quality Chair", "wrote in the return"),
        ("Quality Chair", "submitted the return for July to September 2021"),
        ("Independent Chair", "approved the return for July to September 2021"),
    ]


def test_nobody_approves_what_they_wrote_even_if_somebody_wrote_after_them(world, made):
    saved = returns.save_return(made, edition=1, by=world.chair, how_much="The chair's own words.")
    saved = returns.save_return(saved, edition=2, by=world.quality_chair, **RULE_SAYS)
    waiting = returns.submit_return(saved, by=world.quality_chair)
    with pytest.raises(ValidationError, match="Somebody else must approve"):
        returns.approve_return(waiting, by=world.chair)


@pytest.mark.parametrize("state", ["closed", "draft"])
def test_return_on_a_plan_that_is_not_in_force_is_not_saved(world, made, state):
    moments = {"adopted_at": None} if state == "draft" else {}
    type(world.plan).objects.filter(pk=world.plan.pk).update(state=state, **moments)
    with pytest.raises(ValidationError, match="on an adopted plan"):
        written(world, made)


def test_next_time_of_an_action_that_comes_again_is_agreed_for_its_own_day(world):
    action = world.action
    first = action.occurrences.create(number=1, earliest_on=date(2021, 4, 1), due_on=date(2021, 10, 31))
    action.occurrences.create(number=2, earliest_on=date(2021, 11, 1), due_on=date(2022, 4, 30))
    made = returns.start_return(action, make.a_period(world.partnership), by=world.quality_chair, occurrence=first)
    done = {"rating": "delivered", "actual_on": date(2021, 10, 1), "override_reason": ""}
    returns.approve_return(submitted(world, made, **done), by=world.chair)
    version = current(action)
    assert (version.due_on, version.agreed_due_on, version.delivery) == (
        date(2022, 4, 30),
        date(2022, 4, 30),
        "on_track",
    )
