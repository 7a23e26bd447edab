"""Rounds of a network as its co-ordinator opens, follows, compares and closes them."""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.assurance.models import Round, SelfAssessment
from goldenthread.core import clock
from goldenthread.partnerships.models import Network, PartnershipMember
from goldenthread.partnerships.roles import Role
from tests import factories as make
from tests.assurance.conftest import LOCAL, handed_in


@pytest.fixture
def network(asking) -> Network:
    return Network.objects.get()


@pytest.fixture
def client(network, signed_in) -> Client:
    return signed_in(make.a_member(Role.COORDINATOR, network=network, name="Regional Co-ordinator"))


def a_day(name: str, days: int) -> dict[str, int]:
    on = clock.today() + timedelta(days=days)
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def test_round_is_opened_with_two_supplements(world, network, client) -> None:
    common = make.an_edition(world.partnership, world.manager, name="common", network=network)
    own, theirs = (
        make.an_edition(place, world.manager, "Local", name="of-our-own", text=LOCAL, network=network)
        for place in (world.partnership, world.elsewhere)
    )
    said = {"title": "Section 11, next", "editions": [common.ref], "supplements": [own.ref, theirs.ref],
            "kinds": ["police", "health"], "partnership": world.elsewhere.slug,
            **a_day("opens_on", 0), **a_day("due_on", 60), **a_day("closes_on", 90)}  # fmt: skip
    response = client.post(reverse("assurance:open_network_round", args=[network.slug]), said)
    opened = Round.objects.get(title="Section 11, next")
    assert response.headers["Location"] == reverse("assurance:network_round", args=[network.slug, opened.ref])
    assert [(part.edition, part.partnership) for part in opened.parts.order_by("position")] == [
        (common, None), (own, world.partnership), (theirs, world.elsewhere),
    ]  # fmt: skip
    assert (opened.partnership, opened.network) == (world.elsewhere, network)


def test_round_shows_how_far_everybody_is_and_no_answer(asking, world, client, network) -> None:
    handed_in(asking, world.partnership)
    where = reverse("assurance:network_round", args=[network.slug, asking.round.ref])
    page = client.get(where, {"show": "all"}).content.decode()
    assert [words in page for words in ("Marlshire Police", "Submitted")] == [True, True]
    assert [words in page for words in ("Said to part", asking.assessment.ref)] == [False, False]


def test_round_shows_what_is_not_settled_first_and_each_number_opens_its_returns(
    asking, world, client, network
) -> None:
    handed_in(asking, world.partnership)
    where = reverse("assurance:network_round", args=[network.slug, asking.round.ref])
    page = BeautifulSoup(client.get(where).content, "html.parser")
    tiles = [(int(each.select_one(".gt-tile__number").get_text()), each["href"]) for each in page.select(".gt-tile")]
    assert [number for number, _ in tiles] == [0, 1, 0, 1]
    assert [rows_of(client.get(href)) for _, href in tiles] == [0, 1, 0, 1]
    assert rows_of(client.get(where)) == 1


def rows_of(response) -> int:
    return len(BeautifulSoup(response.content, "html.parser").select("#returns tbody tr"))


def test_rounds_with_late_returns_come_first(asking, world, client, network) -> None:
    late = Round.objects.create(
        partnership=world.partnership, network=network, title="Long ago", opens_on=date(2020, 1, 1),
        due_on=date(2020, 2, 1), closes_on=date(2020, 3, 1), opened_by=world.manager,
    )  # fmt: skip
    SelfAssessment.objects.create(round=late, organisation=world.police)
    page = client.get(reverse("assurance:network", args=[network.slug])).content.decode()
    assert page.index("Long ago") < page.index(asking.round.title)


@pytest.mark.parametrize("others", [0, 6])
def test_comparison_hides_small_groups(asking, world, client, network, others) -> None:
    handed_in(asking, world.partnership)
    common = asking.round.parts.filter(partnership=None).get()
    common.summaries.filter(partnership=None).update(count=1 + others)
    where = reverse("assurance:network_comparison", args=[network.slug, asking.round.ref])
    page = client.get(where).content.decode()
    assert ("Hidden" in page, "7 of 7" in page) == (not others, bool(others))


@pytest.mark.parametrize(("others", "said"), [(0, "hidden"), (6, "7 of 7")])
def test_the_region_is_taken_away_as_its_page_says_it(asking, world, client, network, others, said) -> None:
    handed_in(asking, world.partnership)
    common = asking.round.parts.filter(partnership=None).get()
    common.summaries.filter(partnership=None).update(count=1 + others)
    where = reverse("assurance:network_comparison", args=[network.slug, asking.round.ref])
    book = openpyxl.load_workbook(BytesIO(client.get(where, {"format": "xlsx"}).content))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert (said in cells, "Marlshire Police" in cells) == (True, False)
    assert client.get(where, {"format": "docx"}).content[:2] == b"PK"


def test_those_who_joined_since_are_asked_by_one_button(asking, world, client, network) -> None:
    late = make.an_organisation("Elmshire Trust", world.elsewhere)
    where = reverse("assurance:network_round", args=[network.slug, asking.round.ref])
    assert "Ask those who joined since" in client.get(where).content.decode()
    client.post(reverse("assurance:ask_network_newcomers", args=[network.slug, asking.round.ref]))
    assert asking.round.assessments.get(organisation=late).parts.count() == 2
    assert "Ask those who joined since" not in client.get(where).content.decode()


def test_closed_round_is_closed_for_all(asking, client, network) -> None:
    client.post(reverse("assurance:close_network_round", args=[network.slug, asking.round.ref]))
    asking.round.refresh_from_db()
    assert asking.round.closed_at is not None


def test_list_costs_the_same_for_one_round_and_for_three(asking, world, client, network) -> None:
    where = reverse("assurance:network", args=[network.slug])
    client.get(where)  # the first page of a session does more
    before = queries_of(client, where)
    for title in ("Another", "A third"):
        edition = make.an_edition(world.partnership, world.manager, name=title.replace(" ", "-").lower())
        make.a_round(world.partnership, world.manager, edition, title=title, whole_network=True)
    assert queries_of(client, where) == before


def queries_of(client: Client, where: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(where)
    return len(asked)


def test_co_ordinator_comes_in_at_the_rounds(client, network) -> None:
    assert client.get("/").headers["Location"] == reverse("assurance:network", args=[network.slug])


def test_member_that_joins_another_partnership_is_asked_there_as_well(asking, world, client, network) -> None:
    third = make.a_partnership("ashmoor", network=network)
    PartnershipMember.objects.create(partnership=third, organisation=world.police)
    client.post(reverse("assurance:ask_network_newcomers", args=[network.slug, asking.round.ref]))
    assert asking.round.assessments.filter(organisation=world.police).count() == 1
    assert asking.assessment.askings.filter(partnership=third).exists()
