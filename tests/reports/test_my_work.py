"""My work: what is asked of each person, with its reason, in every partnership."""

from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.partnerships.models import Invitation
from goldenthread.partnerships.roles import Role
from goldenthread.plan.models import (
    EvidenceUse,
    ImpactStatement,
    MilestoneVersion,
    OwedReturn,
    Period,
    PlanState,
    Variation,
)
from goldenthread.plan.operations.periods import open_period
from goldenthread.reports.operations.writing import start_highlight, submit_report
from goldenthread.reports.queries import my_work
from tests import factories as make

NOVEMBER = datetime.fromisoformat("2021-11-09T10:00:00+00:00")


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to(NOVEMBER, tick=False)


def told(tasks):
    return [(task.kind, task.text, task.reason, task.act) for task in tasks]


def test_overdue_action_of_my_body_is_asked_of_me(world):
    assert told(my_work.mine(world.quality_chair)) == [
        (
            "overdue",
            "Action 1.1: Publish the neglect strategy",
            "It was due by 31 October 2021, 9 days ago.",
            "Look at it",
        )
    ]


def test_action_of_others_is_not_asked_of_me(world):
    assert told(my_work.mine(world.police_lead)) == []


def test_return_that_the_open_period_lacks_is_asked_of_its_owner(world):
    make.a_period(world.partnership)
    make.an_action(world.priority, owner=world.police, words="Train the duty team")
    assert told(my_work.mine(world.police_lead)) == [
        (
            "due",
            "Action 1.2: Train the duty team",
            "Its return for July to September 2021 is due by 15 October 2021.",
            "Write the return",
        )
    ]


def test_return_sent_back_comes_first_with_its_note(world):
    period = make.a_period(world.partnership)
    make.a_return(world.action, period, world.quality_chair, state="sent_back", sent_back_by=world.manager,
                  sent_back_at=NOVEMBER - timedelta(days=2), sent_back_note="Which audit?")  # fmt: skip
    assert told(my_work.mine(world.quality_chair))[0] == (
        "sent_back", "Action 1.1, July to September 2021",
        "Business Manager sent it back 2 days ago: Which audit?", "Correct it",
    )  # fmt: skip


def test_draft_of_mine_is_there_until_its_period_is_locked(world):
    period = make.a_period(world.partnership)
    make.a_return(world.action, period, world.quality_chair)
    assert [task.kind for task in my_work.mine(world.quality_chair)] == ["overdue", "draft"]
    Period.objects.update(locked_at=NOVEMBER)
    assert [task.kind for task in my_work.mine(world.quality_chair)] == ["overdue"]


def test_milestone_within_a_month_is_asked_of_its_owner(world):
    MilestoneVersion.objects.create(action=world.action, words="Draft to the Board", due_on=date(2021, 11, 30))
    MilestoneVersion.objects.create(action=world.action, words="Final text", due_on=date(2022, 3, 31))
    assert told(my_work.mine(world.quality_chair))[1:] == [
        (
            "due",
            "Draft to the Board",
            "A milestone of Action 1.1. It is due by 30 November 2021, in 21 days.",
            "Say it is reached",
        )
    ]


def test_file_that_may_identify_a_child_waits_for_its_sender(world):
    make.some_evidence(world.partnership, world.police_lead, screening="picture")
    assert [(task.kind, task.text) for task in my_work.mine(world.police_lead)] == [("look", "Minutes of the Board")]


def test_returns_waiting_are_one_line_for_the_board_and_none_for_who_wrote_them(world):
    period = make.a_period(world.partnership)
    second = make.an_action(world.priority, owner=world.quality)
    for action in (world.action, second):
        make.a_return(
            action,
            period,
            world.manager,
            state="submitted",
            submitted_by=world.manager,
            submitted_at=NOVEMBER - timedelta(days=3),
        )
    line = ("awaiting", "2 returns await approval", "The oldest was handed in 3 days ago.", "Open them")
    assert told(my_work.mine_to_decide(world.chair)) == [line]
    assert told(my_work.mine_to_decide(world.manager)) == []
    assert told(my_work.mine_to_decide(world.police_lead)) == []


def test_variation_waits_for_whoever_decides_and_did_not_propose_it(world):
    Variation.objects.create(
        plan=world.plan,
        action=world.action,
        summary="A later date",
        reason="Staff left",
        proposed_by=world.board_member,
    )
    line = ("decide", "Action 1.1: A later date", "Board Member proposed it today: Staff left", "Decide")
    assert told(my_work.mine_to_decide(world.chair)) == [line]
    assert told(my_work.mine_to_decide(world.board_member)) == []
    assert told(my_work.mine_to_decide(world.manager)) == []


def test_claim_of_impact_waits_for_whoever_judges(world):
    ImpactStatement.objects.create(
        plan=world.plan, action=world.action, claim="Children wait less", measure="Days", source="Audit", strength=4,
        against="Small sample", observed_on=date(2021, 10, 1), claimed_by=world.quality_chair,
    )  # fmt: skip
    scrutineer = make.a_member(Role.SCRUTINEER, world.partnership)
    assert told(my_work.mine_to_decide(scrutineer)) == [
        ("judge", "Action 1.1: Children wait less", "Quality Chair claimed this impact today.", "Judge it")
    ]


def test_evidence_waits_for_somebody_else_to_accept_it(world):
    piece = make.some_evidence(world.partnership, world.quality_chair)
    EvidenceUse.objects.create(evidence=piece, action=world.action, added_by=world.manager)
    assert told(my_work.mine_to_decide(world.chair)) == [
        ("accept", "Minutes of the Board",
         "Business Manager brought it today for Action 1.1. It counts when somebody else accepts it.",
         "Accept or take away")
    ]  # fmt: skip
    assert told(my_work.mine_to_decide(world.manager)) == []


def test_missing_returns_drafts_and_invitations_keep_the_manager_going(world):
    make.a_period(world.partnership)
    make.a_plan(world.partnership, adopted=False, title="Plan 2023-25")
    Invitation.objects.create(
        partnership=world.partnership, person=world.police_lead, token_hash="x", sent_by=world.manager,
        sent_at=NOVEMBER - timedelta(days=8), expires_at=NOVEMBER - timedelta(days=1),
    )  # fmt: skip
    assert told(my_work.mine_to_keep_going(world.manager)) == [
        ("overdue", "1 return missing for July to September 2021", "Due by 15 October 2021, 25 days ago.", "See which"),
        ("draft", "Plan 2023-25", "A draft with 0 doubts and 0 actions to confirm.", "Go on"),
        ("chase", "Police Lead", "Invited 8 days ago. The invitation has run out.", "Invite again"),
    ]
    assert my_work.mine_to_keep_going(world.chair) == []


def test_a_draft_that_is_ready_waits_for_whoever_may_adopt_it(world):
    draft = make.a_plan(world.partnership, adopted=False, title="Plan 2023-25")
    action = make.an_action(make.a_priority(draft), owner=world.quality)
    waits = [("adopt", "Plan 2023-25", "This draft plan is confirmed and awaits adoption.", "Adopt it")]
    assert told(my_work.mine_to_decide(world.chair)) == waits
    assert told(my_work.mine_to_decide(world.board_member)) == []
    type(action).objects.filter(pk=action.pk).update(confirmed_at=None)
    assert my_work.mine_to_decide(world.chair) == []


def test_closed_plan_asks_nothing_of_anybody(world):
    world.plan.state = PlanState.CLOSED
    world.plan.save()
    assert my_work.mine(world.quality_chair) == []


def page(client):
    return BeautifulSoup(client.get("/my-work/").content, "html5lib").main


def test_page_groups_by_partnership_where_there_are_several(world, signed_in):
    plan = make.a_plan(world.elsewhere)
    make.an_action(make.a_priority(plan), owner=world.police, due_on=date(2021, 9, 30))
    make.an_action(world.priority, owner=world.police, due_on=date(2021, 9, 30))
    world.elsewhere.members.create(organisation=world.police)
    main = page(signed_in(world.police_lead))
    assert [heading.get_text() for heading in main("h2", class_="govuk-heading-l")] == [
        world.elsewhere.name,
        world.partnership.name,
    ]


@pytest.mark.parametrize(
    ("title", "named"),
    [("Neglect strategy", "In Neglect strategy. "), ("Business Plan 2021-23", "In Business Plan 2021-23, adopted on ")],
)
def test_page_says_of_which_plan_an_action_is_where_two_are_in_force(world, signed_in, title, named):
    other = make.a_plan(world.partnership, title=title)
    make.an_action(make.a_priority(other), "Screen", owner=world.quality, due_on=date(2021, 10, 1))
    page = BeautifulSoup(signed_in(world.quality_chair).get("/my-work/").content, "html5lib")
    reasons = {
        item.p.get_text(): item.find(class_="gt-todo__reason").get_text() for item in page("li", "gt-todo__item")
    }
    assert reasons["Action 1.1: Screen"].startswith(named)


def test_page_says_nothing_of_the_plan_where_only_one_is_in_force(world, signed_in):
    assert b"In Business Plan" not in signed_in(world.quality_chair).get("/my-work/").content


def test_page_tells_a_practitioner_that_nothing_is_asked(world, signed_in):
    assert "Nothing is asked of you today" in page(signed_in(world.practitioner)).get_text()


def test_page_leads_who_runs_the_installation_to_its_mail(db, signed_in):
    assert page(signed_in(make.a_member(Role.OPERATOR))).find("a", href="/mail/")


def test_page_shows_my_places(world, signed_in):
    places = page(signed_in(world.quality_chair)).find("h2", string="My places").find_next("ul")
    assert [link["href"] for link in places("a")] == [world.quality.get_absolute_url()]


def queries_of(client):
    client.get("/my-work/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/my-work/")
    return len(captured)


def test_page_costs_the_same_for_one_row_and_for_several(world, signed_in):
    make.a_member(Role.BOARD_MEMBER, world.partnership, person=world.manager)
    make.a_member(Role.BODY_CHAIR, body=world.quality, person=world.manager)
    period = make.a_period(world.partnership)
    client = signed_in(world.manager)
    before = queries_of(client)
    for number in range(3):
        action = make.an_action(world.priority, owner=world.quality, due_on=date(2021, 10, number + 1))
        make.a_return(action, period, world.quality_chair, state="submitted", submitted_at=clock.now())
        make.an_action(world.priority, owner=world.quality)
        Variation.objects.create(plan=world.plan, summary="More", reason="Why", proposed_by=world.chair)
        make.a_plan(world.partnership, adopted=False, title=f"Draft {number}")
    assert queries_of(client) == before <= 20


def about(person, text):
    """What the person is asked about it, as a request of its own would ask."""
    found = [task for task in my_work.mine(User.objects.get(pk=person.pk)) if task.text == text]
    return [(task.kind, task.act, task.href.partition("?")[0]) for task in found]


def test_highlight_report_is_asked_for_once_all_returns_are_in(world):
    period = open_period(make.a_period(world.partnership, is_open=False), by=world.manager)
    wanted, chair = f"Highlight report: {world.quality}, {period}", world.quality_chair
    assert about(chair, wanted) == []
    for owed in OwedReturn.objects.filter(period=period, body=world.quality):
        make.a_return(owed.action, period, chair, state="submitted", submitted_at=clock.now())
    assert about(chair, wanted) == [("report", "Begin", f"/p/{world.partnership.slug}/reports/begin/highlight/")]
    report = start_highlight(world.quality, period, by=chair)
    assert about(chair, wanted) == [("draft", "Go on", report.get_absolute_url())]
    submit_report(report, by=chair)
    assert about(chair, wanted) == []


def test_report_of_the_year_is_released_by_somebody_else(world):
    report = make.a_yearly_report(world.partnership, world.manager)
    submit_report(report, by=world.manager)
    line = ("release", report.title, "Business Manager handed it in on 9 November 2021. A second person releases it.")
    assert told(my_work.mine_to_decide(world.chair))[-1][:3] == line
    assert told(my_work.mine_to_decide(world.manager)) == []


def test_page_that_shows_the_most_urgent_alone_says_so(world, signed_in):
    facts = {
        "plan": world.plan,
        "action": world.action,
        "summary": "Later",
        "reason": "-",
        "proposed_by": world.manager,
    }
    Variation.objects.bulk_create(Variation(**facts) for _ in range(my_work.SHOWN + 1))
    page = BeautifulSoup(signed_in(world.chair).get("/my-work/").content, "html5lib").main
    assert (
        page.find("p")
        .get_text()
        .startswith("More than 50 things wait for you. The most urgent of each kind stand here")
    )


def test_manager_of_a_partnership_without_a_plan_is_led_to_begin_one(db, signed_in):
    manager = make.a_member(Role.MANAGER, make.a_partnership("newshire"))
    assert page(signed_in(manager)).find("a", href="/p/newshire/readings/new/")


def test_only_a_partnership_without_a_plan_is_to_be_begun_by_who_may(world):
    assert [place.to_begin for place in my_work.plans_to_read(world.manager)] == [False]
    bare = make.a_partnership("newshire")
    people = [make.a_member(role, bare) for role in (Role.MANAGER, Role.INDEPENDENT_CHAIR)]
    assert [my_work.plans_to_read(person).get().to_begin for person in people] == [True, False]
