"""The page on which the Board's adoption is recorded, and the pages about what goes on from the plan before."""

import pytest
from bs4 import BeautifulSoup

from goldenthread.plan.models import ActionVersion, PlanState
from goldenthread.plan.operations import confirming
from goldenthread.plan.operations.naming import Who, say_who
from tests import factories as make
from tests.plan.papers import NEXT_PLAN, PLAN, a_draft

ON = {"on-day": "22", "on-month": "4", "on-year": "2024", "minute": "Board, item 4", "closing_reason": "Done with"}


@pytest.fixture(autouse=True)
def _june(time_machine):
    time_machine.move_to("2024-06-01T10:00:00+00:00")


def address(plan, rest):
    return f"/p/marlshire/drafts/{plan.ref}/{rest}"


def said(answer):
    return " ".join(BeautifulSoup(answer.content, "html.parser").main.get_text(" ").split())


def ready(world, text=PLAN, **more):
    plan = a_draft(world, text, **more)
    say_who(plan, "Learning Sub-Group", Who.parse("new-body:sub_group"), by=world.manager)
    for items in (plan.priorities, plan.outcomes, plan.actions):
        for item in items.all():
            confirming.confirm(item, by=world.manager)
    return plan


@pytest.fixture
def following(world):
    """A draft after the plan of the cast: its first action goes on, its second does not."""
    world.left = make.an_action(world.priority, "Buy a van for outreach", owner=world.police)
    return a_draft(world, NEXT_PLAN, next_of=world.plan)


def test_what_stands_in_the_way_is_named_with_the_place_to_put_it_right(world, signed_in):
    plan = a_draft(world)
    page = BeautifulSoup(signed_in(world.manager).get(address(plan, "adopt/")).content, "html.parser")
    found = {link.get_text(): link["href"].removeprefix(address(plan, "")) for link in page.select("main li a")}
    assert found == {"7 items are not confirmed yet.": "?show=open", "Say who this is: Learning Sub-Group.": "names/"}
    assert page.select("main form") == []


def test_chair_reads_what_is_missing_without_links_to_pages_that_are_not_theirs(world, signed_in):
    page = BeautifulSoup(signed_in(world.chair).get(address(a_draft(world), "adopt/")).content, "html.parser")
    assert (page.select_one("main li").get_text(), page.select("main li a")) == (
        "7 items are not confirmed yet.",
        [],
    )


def test_pressing_past_a_hindrance_adopts_nothing(world, signed_in):
    plan = a_draft(world)
    signed_in(world.chair).post(address(plan, "adopt/"), ON)
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT


@pytest.mark.parametrize(
    ("who", "status", "state"),
    [
        ("manager", 302, "adopted"),
        ("chair", 302, "adopted"),
        ("board_member", 403, "draft"),
        ("outsider", 404, "draft"),
    ],
)
def test_adoption_is_recorded_by_those_who_may(world, signed_in, who, status, state):
    type(world.plan).objects.filter(pk=world.plan.pk).delete()
    plan = ready(world)
    answer = signed_in(getattr(world, who)).post(address(plan, "adopt/"), ON)
    plan.refresh_from_db()
    assert (answer.status_code, plan.state) == (status, state)


def test_plan_that_stays_in_force_beside_it_is_named(world, signed_in):
    plan = ready(world)
    sentence = "“Business Plan 2021-23”, adopted on 1 April 2021, stays in force beside it."
    client = signed_in(world.manager)
    assert sentence in said(client.get(address(plan, "adopt/")))
    type(plan).objects.filter(pk=plan.pk).update(supersedes=world.plan)
    assert sentence not in said(client.get(address(plan, "adopt/")))


def test_day_to_come_is_refused_on_the_form(world, signed_in):
    type(world.plan).objects.filter(pk=world.plan.pk).delete()
    plan = ready(world)
    answer = signed_in(world.chair).post(address(plan, "adopt/"), ON | {"on-year": "2025"})
    assert (answer.status_code, "future" in said(answer), b"Board, item 4" in answer.content) == (422, True, True)


def test_adopted_plan_is_not_adopted_again(world, signed_in):
    answer = signed_in(world.chair).get(address(world.plan, "adopt/"))
    assert (answer.status_code, answer.url) == (302, world.plan.get_absolute_url())


def test_changes_name_what_does_not_go_on_until_a_reason_is_given(world, signed_in, following):
    client, page = signed_in(world.manager), address(following, "changes/")
    assert "Say why" in said(client.get(page))
    answer = client.post(address(following, f"changes/{world.left.ref}/closes/"), {"reason": "Held by the region"})
    assert (answer.status_code, answer.url) == (302, page)
    assert "Closed because: Held by the region" in said(client.get(page))


def test_reason_is_screened_on_its_form(world, signed_in, following):
    answer = signed_in(world.manager).post(
        address(following, f"changes/{world.left.ref}/closes/"), {"reason": "NHS number 943 476 5919"}
    )
    following.refresh_from_db()
    assert (answer.status_code, following.closing_reasons) == (422, {})


def test_pairing_is_corrected_by_hand_and_taken_back(world, signed_in, following):
    client, action = signed_in(world.manager), following.actions.order_by("position").last()
    for other, before in ((world.left.ref, world.left), ("new", None)):
        client.post(address(following, f"changes/{action.ref}/continues/"), {"other": other})
        action.refresh_from_db()
        assert action.carried_from == before


def test_action_of_another_plan_cannot_be_continued(world, signed_in, following):
    foreign = make.an_action(make.a_priority(make.a_plan(world.elsewhere)))
    action = following.actions.order_by("position").last()
    answer = signed_in(world.manager).post(
        address(following, f"changes/{action.ref}/continues/"), {"other": foreign.ref}
    )
    action.refresh_from_db()
    assert (answer.status_code, action.carried_from) == (422, None)


def test_first_plan_has_nothing_to_be_compared_with(world, signed_in):
    plan = a_draft(world)
    answer = signed_in(world.manager).get(address(plan, "changes/"))
    assert (answer.status_code, answer.url) == (302, address(plan, "facts/"))


def test_chair_finds_the_draft_in_the_list_reads_it_and_adopts_it(world, signed_in):
    plan, client = ready(world), signed_in(world.chair)
    assert plan.title in client.get("/p/marlshire/plans/").content.decode()
    assert client.get(plan.get_absolute_url()).headers["Location"] == address(plan, "adopt/")
    page = said(client.get(address(plan, "adopt/")))
    assert [
        words for words in ActionVersion.objects.filter(plan=plan).values_list("words", flat=True) if words not in page
    ] == []
    assert client.get(address(plan, "")).status_code == 403
    client.post(address(plan, "adopt/"), ON)
    plan.refresh_from_db()
    assert plan.state == PlanState.ADOPTED


def test_others_of_the_board_see_no_draft(world, signed_in):
    plan, client = ready(world), signed_in(world.board_member)
    assert plan.title not in client.get("/p/marlshire/plans/").content.decode()
    assert client.get(plan.get_absolute_url()).status_code == 404
