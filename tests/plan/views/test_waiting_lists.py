"""What waits for somebody is listed to its end, fifty on a page; each line says what it is about."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from goldenthread.plan.models import ImpactStatement, Return, ReturnState, Variation
from tests import factories as make

MANY = 51


def a_variation(world, number):
    return Variation(
        plan=world.plan, action=world.action, summary=f"Change {number}", reason="-", proposed_by=world.manager
    )


def a_claim(world, number):
    return ImpactStatement(
        plan=world.plan, action=world.action, claim=f"Change {number}", measure="-", source="-", strength=4,
        against="-", observed_on=date(2021, 10, 1), claimed_by=world.manager,
    )  # fmt: skip


def page(signed_in, world, address):
    return BeautifulSoup(signed_in(world.manager).get(address).content, "html5lib")


@pytest.mark.parametrize(
    ("build", "place", "heading"),
    [(a_variation, "variations", "Awaiting a decision (51)"), (a_claim, "impact", "Waiting to be judged (51)")],
)
def test_what_waits_has_a_second_page_and_names_what_it_is_about(world, signed_in, build, place, heading):
    rows = [build(world, number) for number in range(MANY)]
    type(rows[0]).objects.bulk_create(rows)
    shown = page(signed_in, world, f"/p/marlshire/{place}/?waiting=2").find(id="waiting")
    assert shown.h2.get_text(strip=True) == heading
    assert [item.a.get_text()[:20] for item in shown.select(".gt-list li")] == ["Action 1.1: Change 5"]
    assert [link.get_text(" ", strip=True) for link in shown.select("[rel=prev]")] == ["Previous page"]


def test_returns_that_wait_or_are_missing_have_a_second_page(world, signed_in):
    period = make.a_period(world.partnership)
    for number in range(MANY):
        action = make.an_action(world.priority, owner=world.quality)
        if number:
            make.a_return(action, period, world.quality_chair, state=ReturnState.SUBMITTED, rating="on_track",
                          submitted_by=world.quality_chair, submitted_at=period.opened_at)  # fmt: skip
    first = page(signed_in, world, "/p/marlshire/returns/")
    assert [first.find(id=part).h2.get_text(strip=True) for part in ("waiting", "missing")] == [
        "Awaiting approval (50)", "Missing for July to September 2021 (2)",
    ]  # fmt: skip
    Return.objects.filter(state=ReturnState.SUBMITTED).delete()
    second = page(signed_in, world, "/p/marlshire/returns/?missing=2").find(id="missing")
    assert second.h2.get_text(strip=True) == "Missing for July to September 2021 (52)"
    assert [link["href"] for link in second.select("[rel=prev]")] == ["/p/marlshire/returns/?missing=1"]


def test_days_of_a_variation_are_written_as_people_write_them(world, signed_in):
    asked = a_variation(world, 1)
    asked.old, asked.new = {"due_on": "2021-10-31"}, {"due_on": "2022-03-01"}
    asked.save()
    cells = [
        cell.get_text(strip=True)
        for cell in page(signed_in, world, asked.get_absolute_url()).select("td, th[scope=row]")
    ]
    assert cells[:3] == ["Late after", "31 October 2021", "1 March 2022"]


def test_all_returns_of_a_page_are_chosen_with_one_click(world, signed_in):
    period = make.a_period(world.partnership)
    for _ in range(2):
        action = make.an_action(world.priority, owner=world.quality)
        make.a_return(action, period, world.quality_chair, state=ReturnState.SUBMITTED, rating="on_track",
                      submitted_by=world.quality_chair, submitted_at=period.opened_at)  # fmt: skip
    client = signed_in(world.chair)
    [link] = BeautifulSoup(client.get("/p/marlshire/returns/").content, "html5lib").find_all(
        "a", string="Choose all on this page"
    )
    ticked = BeautifulSoup(client.get(link["href"].partition("#")[0]).content, "html5lib").select("input[checked]")
    client.post("/p/marlshire/returns/", {"return": [box["value"] for box in ticked]})
    assert list(Return.objects.values_list("state", flat=True)) == ["approved", "approved"]
