"""The pages of a body, a post and an organisation, on any day."""

from datetime import date, datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.partnerships.roles import Role
from goldenthread.plan.models import MilestoneVersion, Owner
from goldenthread.plan.operations.versions import current, set_owners, supersede
from tests import factories as make

NOVEMBER = datetime.fromisoformat("2021-11-09T10:00:00+00:00")


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to(NOVEMBER, tick=False)


@pytest.fixture
def opened(signed_in, world):
    def shown(record, who=None, **query):
        response = signed_in(who or world.manager).get(record.get_absolute_url(), query)
        return BeautifulSoup(response.content, "html5lib")

    return shown


def lines(opened, part):
    return [item.p.get_text() for item in opened.find(id=part)("li", class_="gt-todo__item")]


def rows(opened, part):
    return [row.find_all(["th", "td"])[1].get_text() for row in opened.find(id=part).tbody("tr")]


def test_body_shows_what_it_owns(world, opened):
    make.an_action(world.priority, "Not theirs", owner=world.police)
    shown = opened(world.quality)
    assert rows(shown, "own") == ["Publish the neglect strategy"]
    assert "1 off track" in shown.find(class_="gt-legend").get_text()


def test_body_shows_what_it_owes_the_most_urgent_first(world, opened):
    period = make.a_period(world.partnership)
    second = make.an_action(world.priority, "Train", owner=world.quality)
    make.a_return(
        second, period, world.quality_chair, state="sent_back", sent_back_by=world.manager, sent_back_note="Which?"
    )
    make.an_action(world.priority, "Audit", owner=world.quality)
    assert lines(opened(world.quality), "owe") == [
        "Action 1.2, July to September 2021",
        "Action 1.1: Publish the neglect strategy",
        "Action 1.3: Audit",
    ]


def test_body_says_of_an_overdue_action_whether_its_return_is_missing_too(world, opened):
    period = make.a_period(world.partnership)
    reasons = opened(world.quality).find(id="owe")(class_="gt-todo__reason")
    assert [reason.get_text() for reason in reasons] == [
        "It was due by 31 October 2021. Its return for July to September 2021 is missing."
    ]
    make.a_return(world.action, period, world.quality_chair, state="submitted", submitted_at=NOVEMBER)
    reasons = opened(world.quality).find(id="owe")(class_="gt-todo__reason")
    assert [reason.get_text() for reason in reasons] == ["It was due by 31 October 2021."]


def test_body_shows_milestones_of_what_it_owns(world, opened):
    MilestoneVersion.objects.create(action=world.action, words="Draft to the Board", due_on=date(2021, 11, 30))
    assert (
        opened(world.quality).find(id="milestones").li.get_text() == "30 November 2021: Draft to the Board (Action 1.1)"
    )


def test_body_shows_what_is_reported_to_it(world, opened):
    Owner.objects.create(action=world.action, body=world.board, role="reports_to", valid_from=make.LONG_AGO)
    assert rows(opened(world.board), "hear") == ["Publish the neglect strategy"]
    assert opened(world.quality).find(id="hear") is None


def test_board_shows_the_returns_that_await_it(world, opened):
    make.a_return(world.action, make.a_period(world.partnership), world.quality_chair, state="submitted",
                  submitted_by=world.quality_chair, submitted_at=NOVEMBER)  # fmt: skip
    assert lines(opened(world.board), "approve") == ["Action 1.1, July to September 2021"]
    assert opened(world.quality).find(id="approve") is None


def test_body_as_at_an_earlier_day_shows_what_it_owned_then(world, opened, time_machine):
    set_owners(world.action, [Owner(role="lead", body=world.board)])
    supersede(current(world.action), words="New words")
    assert opened(world.quality).find(id="own").table is None
    then = opened(world.quality, **{"as-at": "2021-10-01"})
    assert rows(then, "own") == ["Publish the neglect strategy"]
    assert "as it stood on 1 October 2021" in then.find(class_="gt-banner--as-at").get_text()


def test_post_shows_what_it_owns_and_who_holds_it(world, opened):
    post = make.a_post(world.partnership, body=world.quality)
    make.an_appointment(post, make.a_person("Robin Holder"))
    make.an_action(world.priority, "Chair the meetings", owner=post)
    shown = opened(post)
    assert rows(shown, "own") == ["Chair the meetings"]
    assert "Robin Holder" in shown.dl.get_text()


def test_post_of_another_partnership_is_not_there(world, signed_in):
    post = make.a_post(world.elsewhere, "Chair elsewhere", role=Role.INDEPENDENT_CHAIR)
    assert signed_in(world.manager).get(f"/p/{world.partnership.slug}/posts/{post.ref}/").status_code == 404


@pytest.fixture
def shared(world):
    """The police belong to both partnerships, and own an action in each."""
    world.elsewhere.members.create(organisation=world.police)
    make.an_action(world.priority, "Train the duty team", owner=world.police)
    make.an_action(make.a_priority(make.a_plan(world.elsewhere)), "Canary of Elmshire", owner=world.police)
    return world.police


def test_organisation_shows_its_part_in_every_partnership_of_its_lead(world, shared, opened):
    text = opened(shared, world.police_lead).main.get_text()
    assert ("Train the duty team" in text, "Canary of Elmshire" in text) == (True, True)


def test_organisation_shows_a_manager_their_own_partnership_alone(world, shared, opened):
    text = opened(shared, world.manager).main.get_text()
    assert ("Train the duty team" in text, "Canary" in text, world.elsewhere.name in text) == (True, False, False)


def test_organisation_shows_what_it_works_on_with_others(world, shared, opened):
    Owner.objects.create(action=world.action, organisation=shared, role="partner", valid_from=make.LONG_AGO)
    headings = [heading.get_text() for heading in opened(shared).main("h3")]
    assert headings == ["What it owns", "What it works on with others"]


def test_organisation_shows_its_own_practitioner_no_plan(world, shared, opened):
    text = opened(shared, world.practitioner).main.get_text()
    assert "No plan that you can read names it." in text
    assert "Train the duty team" not in text


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


@pytest.mark.parametrize("which", ["board", "quality", "police"])
def test_page_costs_the_same_for_one_action_and_for_several(world, signed_in, which):
    holder, kind = getattr(world, which), "organisation" if which == "police" else "body"
    period = make.a_period(world.partnership)
    client, address = signed_in(world.police_lead), holder.get_absolute_url()

    def more(number):
        action = make.an_action(world.priority, owner=holder, due_on=date(2021, 10, number))
        Owner.objects.create(action=action, role="reports_to", valid_from=make.LONG_AGO, **{kind: holder})
        make.a_return(
            action, period, world.manager, state="submitted", submitted_by=world.manager, submitted_at=NOVEMBER
        )
        MilestoneVersion.objects.create(action=action, words="A step", due_on=date(2021, 12, number))

    more(1)
    before = queries(client, address)
    for number in (2, 3, 4):
        more(number)
    assert queries(client, address) == before <= 20


def test_body_with_much_to_do_shows_the_most_urgent_and_leads_to_the_rest(world, opened):
    for _ in range(31):
        make.an_action(world.priority, owner=world.quality, due_on=date(2021, 10, 1))
    page = opened(world.quality).find(id="owe")
    assert len(page.select("li")) == 30
    link = page.find("a", string="All that is overdue")
    assert link["href"] == f"/p/marlshire/actions/?owner=body%3A{world.quality.ref}&look=overdue"


def test_body_that_owns_many_actions_shows_them_page_by_page(world, opened):
    for number in range(30):
        make.an_action(world.priority, f"Thing {number}", owner=world.quality)
    first, second = opened(world.quality), opened(world.quality, page=2)
    assert (len(rows(first, "own")), len(rows(second, "own"))) == (25, 6)
    assert first.find(id="own").find("a", rel="next")["href"].endswith("?page=2")


def test_organisation_that_owns_many_actions_leads_to_the_list_of_them(world, opened, signed_in):
    for number in range(30):
        make.an_action(world.priority, f"Thing {number}", owner=world.police)
    link = opened(world.police).find("a", string="All that it owns in this plan")
    listed = BeautifulSoup(signed_in(world.manager).get(link["href"]).content, "html5lib")
    assert len(listed.table.tbody("tr")) == 30


def test_body_says_of_which_plan_an_action_is_where_two_are_in_force(world, opened):
    other = make.a_plan(world.partnership, title="Neglect strategy")
    make.an_action(make.a_priority(other), "Screen", owner=world.quality)
    assert set(rows(opened(world.quality), "own")) == {
        "Publish the neglect strategyBusiness Plan 2021-23",
        "ScreenNeglect strategy",
    }
