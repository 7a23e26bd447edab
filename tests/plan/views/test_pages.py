"""The plan on a page: numbers that open their rows, what needs the Board first, and one click to act."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from goldenthread.core import clock
from goldenthread.evidence.models import EvidenceKind
from goldenthread.plan.models import EvidenceUse, ImpactStatement, Plan, PlanState
from goldenthread.plan.operations.variations import propose_variation
from goldenthread.plan.operations.versions import current
from tests import factories as make

HOME = "/p/marlshire/"


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to("2021-11-30T12:00:00+00:00", tick=False)


def page(client, address=HOME):
    return BeautifulSoup(client.get(address).content, "html.parser")


def needs(soup):
    """Each kind of need with its sentences and what one click does."""
    return {
        section["aria-label"]: [
            (line.select_one(".gt-todo__reason").contents[0].strip(), [link.contents[0] for link in line("a")][1:])
            for line in section.select("li")
        ]
        for section in soup.select(".gt-need")
    }


def test_number_opens_its_rows(world, signed_in):
    make.an_action(
        world.priority, "Say something", owner=world.quality, delivery="on_track", last_word_on=clock.today()
    )
    client = signed_in(world.manager)
    tiles = page(client).select(".gt-tile a, a.gt-tile")
    opened = [len(page(client, tile["href"]).select("tbody tr")) for tile in tiles]
    said = [int(tile.select_one("[class*=number]").get_text()) for tile in tiles]
    assert opened == said == [0, 1, 0, 1, 1, 1]


def test_overdue_action_stands_first_with_every_reason_and_a_reminder(world, signed_in):
    assert needs(page(signed_in(world.manager)))["overdue"] == [
        (
            "It was due by 31 October 2021, 30 days ago. No answer since. "
            "No word about it was approved since 1 April 2021. Owner: Quality Sub-Group.",
            ["Send a reminder"],
        )
    ]


def test_overdue_action_without_an_owner_asks_for_one_and_reminds_nobody(world, signed_in):
    world.action.owners.all().delete()
    world.action.versions.update(lead_body=None, lead_post=None, lead_organisation=None, owner_text="")
    [(_, acts)] = needs(page(signed_in(world.manager)))["overdue"]
    assert acts == ["Propose an owner"]


@pytest.mark.parametrize(
    ("who", "acts"), [("manager", ["Look at it"]), ("chair", ["Decide"]), ("police_lead", ["Look at it"])]
)
def test_variation_is_decided_by_those_who_may_and_seen_by_the_others(world, signed_in, who, acts):
    propose_variation(
        world.action, summary="A later date", new={"due_on": "2022-01-31"}, reason="Late data", by=world.manager
    )
    asked = needs(page(signed_in(getattr(world, who))))["Variations to decide"]
    assert asked == [("Proposed today: Late data", acts)]


def test_claim_waits_to_be_judged(world, signed_in):
    ImpactStatement.objects.create(
        plan=world.plan, action=world.action, claim="Waits are shorter", measure="Weeks", source="Data", strength=3,
        against="None", observed_on=clock.today(), claimed_by=world.manager, claimed_at=clock.now() - timedelta(days=2),
    )  # fmt: skip
    assert needs(page(signed_in(world.chair)))["Impact to judge"] == [
        ("Impact was claimed 2 days ago and waits to be judged.", ["Decide"])
    ]


@pytest.mark.parametrize(
    ("values", "kind", "act"),
    [
        ({}, "no owner", "Propose an owner"),
        ({"delivery": "delivered", "actual_on": "2021-10-01"}, "broken", "Add evidence"),
        ({"rung": 2, "evidence_on": "2020-10-01"}, "stale", "Add evidence"),
        ({"due_on": "2022-03-31", "forecast_on": "2022-06-30"}, "slipped", "Propose a new date"),
    ],
)
def test_each_need_has_its_one_click(world, signed_in, values, kind, act):
    owner = None if kind == "no owner" else world.quality
    make.an_action(world.priority, owner=owner, **{"last_word_on": clock.today(), **values})
    shown = {name.replace("_", " "): lines for name, lines in needs(page(signed_in(world.manager))).items()}
    assert [clicks for _, clicks in shown[kind]] == [[act]]


def test_reader_has_nothing_to_press_and_no_need_is_hidden(world, signed_in):
    assert [clicks for _, clicks in needs(page(signed_in(world.board_member)))["overdue"]] == [[]]


def test_past_day_shows_what_was_needed_then_and_nothing_to_press(world, signed_in):
    then = needs(page(signed_in(world.manager), f"{HOME}?as-at=2021-11-01"))
    assert [(said[:59], clicks) for said, clicks in then["overdue"]] == [
        ("It was due by 31 October 2021, 1 day ago. No answer since. ", [])
    ]
    assert needs(page(signed_in(world.manager), f"{HOME}?as-at=2021-05-01")) == {}


def test_links_of_a_past_day_stay_on_the_day(world, signed_in):
    main = page(signed_in(world.manager), f"{HOME}?as-at=2021-11-01").main
    lists = [link["href"] for link in main("a") if "/marlshire/actions/?" in link["href"]]
    assert len(lists) > 8
    assert [link for link in lists if "as-at=2021-11-01" not in link] == []


def test_priority_without_a_childs_voice_is_a_broken_thread(world, signed_in):
    client = signed_in(world.manager)
    said = "No child's voice is among the evidence of"
    assert said in page(client).main.get_text()
    piece = make.some_evidence(world.partnership, world.manager, kind=EvidenceKind.VOICE)
    EvidenceUse.objects.create(evidence=piece, action=world.action, added_by=world.manager, accepted_at=clock.now())
    assert said not in page(client).main.get_text()


def test_nothing_to_do_is_said(world, signed_in):
    world.action.versions.update(due_on=None, agreed_due_on=None, last_word_on=clock.today())
    assert "Nothing needs the Board today" in page(signed_in(world.chair)).main.get_text()


def test_draft_leads_to_its_own_page_and_those_who_may_not_see_it_find_nothing(world, signed_in):
    address = make.a_plan(world.partnership, adopted=False).get_absolute_url()
    assert signed_in(world.manager).get(address).status_code == 302
    assert signed_in(world.board_member).get(address).status_code == 404


def test_before_adoption_only_those_who_prepare_are_led_to_a_document(world, signed_in):
    type(world.plan).objects.all().delete()
    draft = make.a_plan(world.partnership, adopted=False, title="Plan to come")
    text = {who: page(signed_in(getattr(world, who))).main.get_text() for who in ("manager", "chair", "board_member")}
    found = {who: ("Read a plan document" in said, draft.title in said) for who, said in text.items()}
    assert found == {"manager": (True, True), "chair": (False, True), "board_member": (False, False)}


def test_list_of_plans_has_their_state_and_what_they_follow(world, signed_in):
    type(world.plan).objects.update(state=PlanState.CLOSED, closed_at=clock.now())
    make.a_plan(
        world.partnership, title="Plan 2023-25", starts_on="2023-04-01", ends_on="2025-03-31", supersedes=world.plan
    )
    rows = [
        [cell.get_text(strip=True) for cell in row(["th", "td"])]
        for row in page(signed_in(world.chair), f"{HOME}plans/").select("tbody tr")
    ]
    assert [row[:2] + row[-1:] for row in rows] == [
        ["Plan 2023-25", "Adopted", "Business Plan 2021-23"],
        ["Business Plan 2021-23", "Closed", ""],
    ]


def test_words_of_an_action_are_never_markup(world, signed_in):
    current(world.action).__class__.objects.update(words="<script>alert(1)</script>")
    assert "<script>alert" not in signed_in(world.manager).get(HOME).content.decode()


def test_plan_as_at_a_day_before_its_adoption_says_so_instead_of_showing_nothing(world, signed_in):
    Plan.objects.filter(pk=world.plan.pk).update(adopted_at=clock.now(), adopted_on=clock.today())
    soup = page(signed_in(world.manager), f"{world.plan.get_absolute_url()}?as-at=2021-11-29")
    assert "This plan was not adopted yet on 29 November 2021" in soup.main.get_text()
    assert (soup.select(".gt-tile"), "Nothing needs the Board" in soup.main.get_text()) == ([], False)


@pytest.mark.parametrize("name", ["home", "actions", "waits", "compare"])
def test_page_says_what_to_do_where_no_plan_is_adopted(world, signed_in, name):
    response = signed_in(world.outsider).get(reverse(f"plan:{name}", args=["elmshire"]))

    assert "No plan is adopted yet" in response.content.decode()


@pytest.mark.parametrize(("outcomes", "words", "on_paper"), [(2, "seen sooner" * 20, 2), (16, "…", 1)])
def test_crowded_plan_keeps_its_outcomes_to_a_line_and_prints_one_line_of_each_need(
    world, signed_in, outcomes, words, on_paper
):
    make.an_action(world.priority, owner=world.quality, due_on=date(2021, 10, 1))
    for _ in range(outcomes):
        make.an_outcome(world.priority, "seen sooner" * 20)
    shown = page(signed_in(world.manager))
    printed = shown.select(".gt-need[aria-label=overdue] li:not(.gt-no-print)")
    assert (shown.select_one(".gt-outcomes a").get_text()[-len(words) :], len(printed)) == (words, on_paper)
