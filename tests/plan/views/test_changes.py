"""Pages of variations: proposing, the list, the decision."""

import pytest
from bs4 import BeautifulSoup

from goldenthread.plan.models import Variation, VariationState
from goldenthread.plan.operations import variations
from goldenthread.plan.operations.versions import current
from tests import factories as make

WHY = {"summary": "New words", "reason": "The Board asked."}


@pytest.fixture
def asked(world):
    return variations.propose_variation(world.action, **WHY, new={"words": "Publish two strategies"}, by=world.manager)


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def proposed(client, world, **changed):
    """What the form would send with these fields changed, and what is proposed then."""
    lead = f"body:{world.quality.ref}"
    data = {"words": "Publish the neglect strategy", "deadline": "by October 2021", "lead": lead, **WHY}
    due = {"due_on-day": "31", "due_on-month": "10", "due_on-year": "2021"}
    client.post(f"{world.action.get_absolute_url()}vary/", data | due | changed)
    return [each.new for each in Variation.objects.all()]


def test_only_what_was_changed_is_proposed(world, signed_in):
    assert proposed(signed_in(world.manager), world, words="Publish two strategies") == [
        {"words": "Publish two strategies"}
    ]


def test_printed_deadline_is_read_into_its_date(world, signed_in):
    [new] = proposed(signed_in(world.manager), world, deadline="by March 2022")
    assert (new["deadline_text"], new["due_on"], "words" in new) == ("by March 2022", "2022-03-31", False)


def test_new_owners_keep_those_who_only_help(world, signed_in):
    world.action.owners.create(role="partner", organisation=world.police, valid_from=make.LONG_AGO)
    [new] = proposed(signed_in(world.manager), world, lead=f"body:{world.board.ref}")
    assert [(row["role"], row["ref"]) for row in new["owners"]] == [
        ("lead", world.board.ref),
        ("partner", world.police.ref),
    ]


def test_taking_an_action_out_gives_the_reason_as_well(world, signed_in):
    [new] = proposed(signed_in(world.manager), world, removed="on")
    assert new == {"removed": True, "removed_why": "The Board asked."}


def test_nothing_changed_is_refused_with_what_was_typed(world, signed_in):
    assert proposed(signed_in(world.manager), world) == []


def test_owner_of_another_partnership_cannot_be_chosen(world, signed_in):
    foreign = make.a_body(world.elsewhere, "Their Board")
    assert proposed(signed_in(world.manager), world, lead=f"body:{foreign.ref}") == []


@pytest.mark.parametrize("kind", ["priorities", "outcomes"])
def test_words_of_a_priority_and_an_outcome_are_varied(world, signed_in, kind):
    item = world.priority if kind == "priorities" else make.an_outcome(world.priority)
    signed_in(world.manager).post(f"{item.get_absolute_url()}vary/", {"words": "Earlier help", **WHY})
    variation = Variation.objects.get()
    assert list(variation.new.values()) == ["Earlier help"]
    assert (variation.priority or variation.outcome) == item


def test_new_action_is_proposed_for_the_plan(world, signed_in):
    data = {
        "priority": world.priority.ref, "words": "Train all schools", "lead": f"body:{world.quality.ref}",
        "deadline": "by March 2022", "reason": "The review asked.",
    }  # fmt: skip
    signed_in(world.manager).post(f"{world.plan.get_absolute_url()}vary/", data)
    new = Variation.objects.get().new
    assert (new["words"], new["due_on"], [row["ref"] for row in new["owners"]]) == (
        "Train all schools",
        "2022-03-31",
        [world.quality.ref],
    )


@pytest.mark.parametrize(("who", "status"), [("chair", 403), ("quality_chair", 403), ("outsider", 404)])
def test_only_those_who_prepare_the_plan_propose(world, signed_in, who, status):
    answer = signed_in(getattr(world, who)).post(f"{world.action.get_absolute_url()}vary/", WHY)
    assert (answer.status_code, Variation.objects.count()) == (status, 0)


def test_list_tells_what_waits_from_what_was_decided(world, signed_in, asked):
    other = variations.propose_variation(
        world.action, summary="Later", new={"due_on": "2022-01-31"}, reason="Late data", by=world.manager
    )
    variations.decline_variation(other, decision="Not yet", by=world.chair)
    page = soup(signed_in(world.police_lead).get("/p/marlshire/variations/"))
    said = {name: page.find(id=name).get_text() for name in ("waiting", "decided")}
    assert {name: ("New words" in text, "Later" in text) for name, text in said.items()} == {
        "waiting": (True, False),
        "decided": (False, True),
    }


@pytest.mark.parametrize(
    ("do", "state", "words"),
    [
        ("approve", VariationState.APPROVED, "Publish two strategies"),
        ("decline", VariationState.DECLINED, "Publish the neglect strategy"),
    ],
)
def test_board_decides(world, signed_in, asked, do, state, words):
    data = {"do": do, "decision": "As discussed", "minute": "14/21"}
    assert signed_in(world.chair).post(asked.get_absolute_url(), data).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by, asked.minute, current(world.action).words) == (
        state,
        world.chair,
        "14/21",
        words,
    )


def test_declining_without_a_reason_stays_on_the_page(world, signed_in, asked):
    answer = signed_in(world.chair).post(asked.get_absolute_url(), {"do": "decline", "minute": "14/21"})
    assert (answer.status_code, b"14/21" in answer.content) == (422, True)


@pytest.mark.parametrize(("who", "status"), [("manager", 403), ("police_lead", 403), ("outsider", 404)])
def test_nobody_else_decides(world, signed_in, asked, who, status):
    answer = signed_in(getattr(world, who)).post(asked.get_absolute_url(), {"do": "approve"})
    asked.refresh_from_db()
    assert (answer.status_code, asked.state) == (status, VariationState.PROPOSED)


def test_who_proposed_it_withdraws_it_and_nobody_else(world, signed_in, asked):
    signed_in(world.chair).post(asked.get_absolute_url(), {"do": "withdraw", "decision": ""})
    asked.refresh_from_db()
    assert asked.state == VariationState.PROPOSED
    signed_in(world.manager).post(asked.get_absolute_url(), {"do": "withdraw"})
    asked.refresh_from_db()
    assert asked.state == VariationState.WITHDRAWN


def test_page_shows_old_and_new_side_by_side(world, signed_in, asked):
    row = soup(signed_in(world.board_member).get(asked.get_absolute_url())).select_one("tbody tr")
    assert [cell.get_text(strip=True) for cell in row(["th", "td"])] == [
        "Words",
        "Publish the neglect strategy",
        "Publish two strategies",
    ]
