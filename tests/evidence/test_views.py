"""Pages of evidence: the list, one piece, its file, and what may be done to it."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.documents.gate import check_file
from goldenthread.documents.operations import keep_file
from goldenthread.evidence.models import Screening
from tests import factories as make

LIST = "/p/marlshire/evidence/"


def a_file(world, name="minutes.txt", **values):
    file = keep_file(check_file(b"<b>Minutes</b>", name), chain=world.partnership.slug, by=world.quality_chair)
    return make.some_evidence(world.partnership, world.quality_chair, link="", file=file, **values)


@pytest.fixture
def piece(world):
    return make.some_evidence(world.partnership, world.quality_chair, shows="The strategy was agreed")


def main(answer):
    return BeautifulSoup(answer.content, "html.parser").main


def offered(client, piece):
    """What the page of a piece leads to, below its own address."""
    found = [link["href"] for link in main(client.get(piece.get_absolute_url()))("a", href=True)]
    return {
        href.removeprefix(piece.get_absolute_url()).strip("/") for href in found if piece.get_absolute_url() in href
    }


def test_list_shows_what_there_is_and_leads_to_it(world, signed_in, piece):
    rows = main(signed_in(world.board_member).get(LIST)).select("tbody tr")
    assert [row.a["href"] for row in rows] == [piece.get_absolute_url()]


def test_list_keeps_its_filter_in_the_address(world, signed_in, piece):
    assert main(signed_in(world.chair).get(f"{LIST}?kind=voice")).select("tbody tr") == []


def test_list_asks_the_same_of_the_database_for_one_and_ten(world, signed_in, piece):
    client = signed_in(world.manager)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for number in range(9):
        a_file(world, f"{number}.txt")
    with CaptureQueriesContext(connection) as ten:
        client.get(LIST)
    assert len(ten) == len(one)


@pytest.mark.parametrize(
    ("who", "offers"),
    [
        ("quality_chair", {"correct", "withdraw"}),
        ("manager", {"correct", "withdraw", "publish"}),
        ("police_lead", set()),
        ("board_member", set()),
    ],
)
def test_page_offers_what_one_may_do(world, signed_in, piece, who, offers):
    assert offered(signed_in(getattr(world, who)), piece) == offers


def test_file_that_may_identify_a_child_is_its_senders_alone_to_open_and_to_settle(world, signed_in):
    piece = a_file(
        world, screening=Screening.HITS, hits=[{"kind": "name", "why": "a name", "words": "Am… …id", "key": "x"}]
    )
    address = f"{piece.get_absolute_url()}file/"
    statuses = {
        who: signed_in(getattr(world, who)).get(address).status_code for who in ("quality_chair", "manager", "chair")
    }
    assert statuses == {"quality_chair": 200, "manager": 404, "chair": 404}
    assert offered(signed_in(world.quality_chair), piece) >= {"file", "settle"}
    assert offered(signed_in(world.manager), piece) & {"file", "settle"} == set()


def test_file_comes_as_a_download_that_no_browser_runs(world, signed_in):
    answer = signed_in(world.chair).get(f"{a_file(world, '<b>.txt').get_absolute_url()}file/")
    assert b"".join(answer) == b"<b>Minutes</b>"
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == (
        "nosniff",
        "sandbox; default-src 'none'",
    )


def test_link_has_no_file(world, signed_in, piece):
    assert signed_in(world.manager).get(f"{piece.get_absolute_url()}file/").status_code == 404


def test_piece_is_corrected(world, signed_in, piece):
    data = {"title": "Minutes of 14 September", "kind": "minutes", "rung": "3", "evidence_on": "2021-09-14"}
    assert signed_in(world.quality_chair).post(f"{piece.get_absolute_url()}correct/", data).status_code == 302
    piece.refresh_from_db()
    assert (piece.title, piece.rung, piece.link) == ("Minutes of 14 September", 3, "https://example.org/minutes")


def test_piece_is_withdrawn_with_a_reason(world, signed_in, piece):
    client, address = signed_in(world.manager), f"{piece.get_absolute_url()}withdraw/"
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "It was a draft"}).status_code == 302
    piece.refresh_from_db()
    assert piece.withdrawn_why == "It was a draft"


def test_sender_answers_for_the_file(world, signed_in):
    piece = a_file(world, screening=Screening.PICTURE)
    signed_in(world.quality_chair).post(f"{piece.get_absolute_url()}settle/", {"reason": "A photograph of a poster"})
    piece.refresh_from_db()
    assert piece.screening == Screening.LOOKED


@pytest.mark.parametrize(("who", "public"), [("manager", True), ("quality_chair", False), ("chair", False)])
def test_piece_is_shown_to_the_public_by_those_who_publish(world, signed_in, piece, who, public):
    signed_in(getattr(world, who)).post(f"{piece.get_absolute_url()}publish/", {"public": "on"})
    piece.refresh_from_db()
    assert piece.public is public


@pytest.mark.parametrize(
    ("who", "status"), [("board_member", 403), ("police_lead", 403), ("practitioner", 403), ("outsider", 404)]
)
@pytest.mark.parametrize("what", ["correct", "withdraw", "settle", "publish"])
def test_nobody_else_changes_a_piece(world, signed_in, piece, who, status, what):
    client = signed_in(getattr(world, who))
    assert client.post(f"{piece.get_absolute_url()}{what}/", {"reason": "Because"}).status_code == status
