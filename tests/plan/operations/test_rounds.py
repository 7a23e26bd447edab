"""The round of a period: what is owed, handing in, chasing, taking to the Board."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError

from goldenthread.core import clock
from goldenthread.history.queries import history_of
from goldenthread.notifications.models import Mail
from goldenthread.notifications.operations import send_waiting_mail
from goldenthread.plan.models import Delivery, OwedReturn, Owner, ReturnState
from goldenthread.plan.operations import owing, periods, returns, rounds, variations
from goldenthread.plan.operations.versions import current, supersede
from goldenthread.plan.queries.rounds import owners_in
from tests import factories as make

OCTOBER = datetime.fromisoformat("2021-10-20T10:00:00+00:00")


@pytest.fixture(autouse=True)
def _five_days_late(time_machine):
    time_machine.move_to(OCTOBER, tick=False)


@pytest.fixture
def period(world):
    """Opened, with two actions of the sub-group, one of the police, one of nobody, and one that is delivered."""
    make.an_action(world.priority, "Train", owner=world.quality)
    make.an_action(world.priority, "Patrol", owner=world.police)
    make.an_action(world.priority, "Nobody's")
    make.an_action(world.priority, "Done", owner=world.quality, delivery=Delivery.DELIVERED, actual_on=date(2021, 5, 1))
    return periods.open_period(make.a_period(world.partnership, is_open=False), by=world.manager)


def a_draft(world, period, number="1", **values):
    action = world.plan.actions.get(number=number)
    made = returns.start_return(action, period, by=world.quality_chair)
    known = {"rating": made.suggested, "how_much": "Two chapters.", "way_forward": "The third in May."} | values
    return returns.save_return(made, edition=made.edition, by=world.quality_chair, **known)


def owed(period):
    rows = OwedReturn.objects.filter(period=period).order_by("action__position")
    return [(row.action.code, str(row.body or row.organisation or row.post or "")) for row in rows]


def test_opened_period_is_owed_a_return_for_each_action_that_is_not_delivered(period):
    assert owed(period) == [
        ("1.1", "Quality Sub-Group"), ("1.2", "Quality Sub-Group"), ("1.3", "Marlshire Police"), ("1.4", ""),
    ]  # fmt: skip


def test_opening_again_adds_what_is_new_and_doubles_nothing(world, period):
    make.an_action(world.priority, "Later", owner=world.police)
    periods.lock_period(period, by=world.manager)
    periods.open_period(period, by=world.manager)
    assert [code for code, _ in owed(period)] == ["1.1", "1.2", "1.3", "1.4", "1.6"]


def test_approved_change_of_owner_moves_what_is_owed(world, period):
    new = {"owners": [{"kind": "organisation", "ref": world.police.ref, "role": "lead", "name": "Marlshire Police"}]}
    variation = variations.propose_variation(
        world.action, summary="Police lead", new=new, reason="Agreed.", by=world.manager
    )
    variations.approve_variation(variation, by=world.chair)
    assert owed(period)[0] == ("1.1", "Marlshire Police")


def test_action_that_left_the_plan_owes_nothing_unless_a_return_was_begun(world, period):
    a_draft(world, period)
    for action in (world.action, world.plan.actions.get(number="2")):
        supersede(current(action), removed=True)
    owing.bring_rounds_up_to_date(world.partnership)
    assert [code for code, _ in owed(period)] == ["1.1", "1.3", "1.4"]


def test_what_was_delivered_meanwhile_is_not_owed_any_more(world, period):
    earlier = make.a_period(world.partnership, date(2021, 4, 1), ends_on=date(2021, 6, 30), name="Earlier")
    made = make.a_return(
        world.action, earlier, world.quality_chair, state="submitted", rating="delivered", suggested="delivered",
        actual_on=date(2021, 9, 30), how_much="Done.", submitted_at=clock.now(), submitted_by=world.quality_chair,
    )  # fmt: skip
    returns.approve_return(made, by=world.chair)
    assert "1.1" not in [code for code, _ in owed(period)]


def test_locked_period_stands_still(world, period):
    periods.lock_period(period, by=world.manager)
    supersede(current(world.action), lead_body=None, lead_organisation=world.police)
    owing.bring_rounds_up_to_date(world.partnership)
    assert owed(period)[0] == ("1.1", "Quality Sub-Group")


def test_chair_hands_in_what_is_ready_and_keeps_what_is_not(world, period):
    ready, begun = a_draft(world, period), a_draft(world, period, "2", how_much="")
    handed_in, left = rounds.submit_ready(period, world.quality, by=world.quality_chair)
    ready.refresh_from_db()
    assert (handed_in, left, ready.state) == ([ready], [begun], ReturnState.SUBMITTED)


def test_handing_in_is_refused_where_nothing_is_ready(world, period):
    with pytest.raises(ValidationError, match="No return is complete yet"):
        rounds.submit_ready(period, world.quality, by=world.quality_chair)


def test_chasing_writes_one_mail_an_owner_however_often_it_is_asked(world, period):
    for _ in range(2):
        rounds.chase_owners(period, [world.quality, world.police], by=world.manager)
    mails = Mail.objects.filter(kind="round").order_by("person__name")
    assert [(mail.person.name, mail.subject) for mail in mails] == [
        ("Police Lead", "MSCP: 1 return for July to September 2021"),
        ("Quality Chair", "MSCP: 2 returns for July to September 2021"),
    ]
    assert not any("neglect" in mail.text for mail in mails)


def test_chasing_mail_is_not_sent_once_nothing_is_missing(world, period):
    rounds.chase_owners(period, [world.police], by=world.manager)
    make.a_return(
        world.plan.actions.get(number="3"), period, world.police_lead, state=ReturnState.SUBMITTED,
        submitted_at=clock.now(),
    )  # fmt: skip
    Mail.objects.update(state="planned")
    send_waiting_mail()
    assert [mail.state for mail in Mail.objects.filter(kind="round")] == ["cancelled"]


def test_chasing_is_refused_in_a_locked_period_and_of_owners_who_owe_nothing(world, period):
    with pytest.raises(ValidationError, match="still owes"):
        rounds.chase_owners(period, [world.board], by=world.manager)
    periods.lock_period(period, by=world.manager)
    with pytest.raises(ValidationError, match="locked"):
        rounds.chase_owners(period, [world.police], by=world.manager)


def test_round_is_taken_to_the_board_once_something_was_handed_in(world, period):
    with pytest.raises(ValidationError, match="Nothing that was handed in"):
        rounds.take_to_board(period, by=world.manager)
    returns.submit_return(a_draft(world, period), by=world.quality_chair)
    taken = rounds.take_to_board(period, by=world.manager)
    assert (taken.to_board_at, taken.to_board_by) == (OCTOBER, world.manager)
    assert history_of(period)[0].sentence == "took the round to the Board"


def test_owners_stand_with_what_they_owe_and_how_late_they_are(world, period):
    returns.submit_return(a_draft(world, period), by=world.quality_chair)
    a_draft(world, period, "2")
    make.a_return(
        world.plan.actions.get(number="3"), period, world.police_lead, state=ReturnState.SUBMITTED,
        submitted_at=datetime.fromisoformat("2021-10-17T10:00:00+00:00"),
    )  # fmt: skip
    found = owners_in(world.manager, period, clock.today())
    assert [(each.name, each.owed, each.missing, each.drafts, each.days_late, each.state) for each in found] == [
        ("Nobody named", 1, 1, 0, 5, "late"),
        ("Quality Sub-Group", 2, 1, 1, 5, "late"),
        ("Marlshire Police", 1, 0, 0, 2, "late_in"),
    ]


def test_joint_owner_owes_nothing_twice(world, period):
    Owner.objects.create(action=world.action, organisation=world.police, role="joint", valid_from=make.LONG_AGO)
    owing.bring_rounds_up_to_date(world.partnership)
    assert len(owed(period)) == 4
