"""What is closed is closed: to the business manager, in lists, search, history, forward plan and minutes."""

import io
import re
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.governance import proposers
from goldenthread.governance.models import AgendaItem, Decision, Interest, Minutes, Paper
from goldenthread.governance.operations import agenda, forward_plan, papers
from goldenthread.governance.operations.telling import keep_in_search
from goldenthread.history.models import Entry
from goldenthread.history.queries import panel
from goldenthread.partnerships.archive.packing import pack
from goldenthread.partnerships.models import SearchRow
from tests.conftest import World
from tests.governance import factories as make

pytestmark = pytest.mark.django_db
WORD, SAID = "xylocarp", "zebrawood"
"""What is looked for, and what nobody else may read."""
FOUND = ["governance.paper", "governance.decision"]


@pytest.fixture
def closed(world: World) -> AgendaItem:
    """A closed item with everything in it, made by the operations, for the chair alone."""
    meeting = make.a_meeting(world.board, state="in_session")
    make.somebody_there(meeting, world.board_member)
    Minutes.objects.create(meeting=meeting, state="checked")
    item = agenda.add_item(meeting, title=f"{WORD} {SAID} item", purpose=SAID, closed=True, by=world.chair)
    make.a_decision(item, world.chair, f"{WORD} {SAID}")
    make.a_paper(item, world.chair, f"{WORD} {SAID}")
    AgendaItem.objects.filter(pk=item.pk).update(notes=SAID)
    return AgendaItem.objects.get(pk=item.pk)


def test_closed_item_is_seen_by_its_readers_alone(world: World, closed: AgendaItem) -> None:
    def sees(person: User) -> list[int]:
        models = (AgendaItem, Paper, Decision)
        return [model.objects.visible_to(person).count() for model in models]

    assert sees(world.chair) == [1, 1, 1]
    assert sees(world.manager) == sees(world.board_member) == sees(world.outsider) == [0, 0, 0]


def test_no_page_shows_a_word_of_it_to_others(world: World, closed: AgendaItem, signed_in) -> None:
    where, meeting = f"/p/{world.partnership.slug}/", closed.meeting.get_absolute_url()
    pages = [
        f"{where}meetings/",
        meeting,
        f"{meeting}minutes/",
        f"{meeting}room/",
        f"{meeting}due/",
        f"{meeting}order/",
        f"{where}forward-plan/",
    ]
    pages += [f"{where}decisions/", f"{where}search/?q={WORD}", f"{where}history/", "/my-work/"]
    for person, expected in ((world.chair, True), (world.manager, False), (world.board_member, False)):
        client = signed_in(person)
        seen = {page: SAID in client.get(page).content.decode() for page in pages}
        assert seen[meeting] is expected
        if not expected:
            assert [page for page, there in seen.items() if there] == []


def test_its_own_pages_and_file_are_not_there_for_others(world: World, closed: AgendaItem, signed_in) -> None:
    paper, decision = closed.papers.get(), closed.decisions.get()
    pages = [
        closed.get_absolute_url(),
        paper.get_absolute_url(),
        f"{paper.get_absolute_url()}file/1/",
        decision.get_absolute_url(),
    ]
    found = {
        person.name: {signed_in(person).get(page).status_code for page in pages}
        for person in (world.chair, world.manager, world.board_member)
    }
    assert found == {"Independent Chair": {200}, "Business Manager": {404}, "Board Member": {404}}


def page_of(client: Client, address: str) -> str:
    """Without the token that is another one each time."""
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", client.get(address).content.decode())


def test_adding_a_closed_item_changes_nothing_that_others_see(world: World, signed_in) -> None:
    meeting = make.a_meeting(world.board)
    make.an_item(meeting, "An open item")
    client = signed_in(world.board_member)
    before = page_of(client, meeting.get_absolute_url())
    item = agenda.add_item(meeting, title=WORD, closed=True, by=world.chair)
    make.a_paper(item, world.chair, WORD)
    assert page_of(client, meeting.get_absolute_url()) == before


def test_history_and_search_hold_no_word_of_it(world: World, closed: AgendaItem) -> None:
    papers.change_paper(closed.papers.get(), title=f"{WORD} {SAID} again", by=world.chair)
    keep_in_search(closed)
    said = [f"{e.record_label} {e.sentence} {e.reason} {e.old} {e.new}" for e in Entry.objects.all()]
    assert said
    assert [line for line in said if SAID in line or WORD in line] == []
    assert SearchRow.objects.filter(title__contains=WORD).count() == 0


def test_closed_paper_of_an_open_item_is_for_its_readers(world: World) -> None:
    item = make.an_item(make.a_meeting(world.board))
    make.a_paper(item, world.chair, "For all")
    make.a_paper(item, world.chair, "For two", readers=[world.chair, world.board_member])
    seen = {
        person.name: Paper.objects.visible_to(person).count()
        for person in (world.chair, world.board_member, world.manager, world.police_lead)
    }
    assert seen == {"Independent Chair": 2, "Board Member": 2, "Business Manager": 1, "Police Lead": 1}


def test_recused_person_keeps_the_title_and_loses_the_rest(world: World, signed_in) -> None:
    meeting = make.a_meeting(world.board, state="in_session")
    Minutes.objects.create(meeting=meeting, state="checked")
    item = make.an_item(meeting, "Funding", notes=f"{WORD} notes", purpose=f"{WORD} purpose")
    paper, decision = (
        make.a_paper(item, world.chair, f"{WORD} paper"),
        make.a_decision(item, world.chair, f"{WORD} decided"),
    )
    agenda.declare_interest(item, world.board_member, nature="A trustee", recused=True, by=world.board_member)
    client = signed_in(world.board_member)
    pages = [
        meeting.get_absolute_url(),
        item.get_absolute_url(),
        f"{meeting.get_absolute_url()}minutes/",
        f"/p/{world.partnership.slug}/decisions/",
    ]
    told = "".join(client.get(page).content.decode() for page in pages)
    assert ("Funding" in told, WORD in told) == (True, False)
    assert {client.get(each.get_absolute_url()).status_code for each in (paper, decision)} == {404}
    assert client.get(f"{paper.get_absolute_url()}file/1/").status_code == 404
    assert signed_in(world.chair).get(paper.get_absolute_url()).status_code == 200


def test_recusal_takes_papers_and_decisions_out_of_the_search(world: World) -> None:
    item = make.an_item(make.a_meeting(world.board))
    make.a_paper(item, world.chair)
    make.a_decision(item, world.chair)
    keep_in_search(item)
    assert SearchRow.objects.filter(record_type__in=FOUND).count() == 2
    interest = agenda.declare_interest(item, world.board_member, nature="A trustee", recused=True, by=world.chair)
    assert SearchRow.objects.filter(record_type__in=FOUND).count() == 0
    agenda.end_interest(interest, why="It was another charity.", by=world.chair)
    assert SearchRow.objects.filter(record_type__in=FOUND).count() == 2


def test_nobody_ends_their_own_recusal(world: World) -> None:
    item = make.an_item(make.a_meeting(world.board))
    interest = agenda.declare_interest(item, world.chair, nature="A trustee", recused=True, by=world.chair)
    with pytest.raises(ValidationError, match="Somebody else"):
        agenda.end_interest(interest, why="It is nothing.", by=world.chair)


def test_unscreened_file_is_opened_by_its_sender_alone(world: World, signed_in) -> None:
    paper = make.a_paper(make.an_item(make.a_meeting(world.board)), world.manager)
    paper.versions.update(screening="hits")
    where = f"{paper.get_absolute_url()}file/1/"
    assert [signed_in(person).get(where).status_code for person in (world.manager, world.board_member)] == [200, 404]


def test_agenda_costs_the_same_however_long_it_is(world: World, signed_in, django_assert_max_num_queries) -> None:
    meeting, client, counts = make.a_meeting(world.board), signed_in(world.chair), []
    client.get("/my-work/")
    for number in (1, 40):
        while meeting.items.count() < number:
            item = make.an_item(
                meeting, f"Item {meeting.items.count()}", readers=[world.chair] if meeting.items.count() % 2 else None
            )
            make.a_paper(item, world.chair)
        for page in ("", "room/"):
            with django_assert_max_num_queries(20) as seen:
                assert client.get(meeting.get_absolute_url() + page).status_code == 200
            counts.append(len(seen))
    assert counts[:2] == counts[2:]


def leaving_with(world: World, reader: User | None) -> bytes:
    """All that the file of the whole partnership says."""
    target = io.BytesIO()
    pack(world.partnership, target, reader=reader)
    with zipfile.ZipFile(target) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_whole_partnership_leaves_without_it_but_for_its_readers(world: World, closed: AgendaItem) -> None:
    secret = SAID.encode()
    assert secret not in leaving_with(world, world.manager)
    assert secret in leaving_with(world, world.chair)
    assert secret in leaving_with(world, None)


def test_file_of_a_closed_paper_leaves_with_its_readers_alone(world: World) -> None:
    item = make.an_item(make.a_meeting(world.board))
    make.a_paper(item, world.chair, readers=[world.chair], text=SAID)
    assert SAID.encode() not in leaving_with(world, world.manager)
    assert SAID.encode() in leaving_with(world, world.chair)


def test_whoever_stepped_back_does_not_take_the_minute_along(world: World, closed: AgendaItem) -> None:
    Interest.objects.create(item=closed, person=world.chair, nature="Sells the licences", declared_by=world.chair)
    assert SAID.encode() not in leaving_with(world, world.chair)


def test_closed_item_stays_with_its_own_body(world: World, closed: AgendaItem) -> None:
    elsewhere = make.a_meeting(world.quality, "Quality, 20 December 2021")
    with pytest.raises(ValidationError, match="a meeting of its own body"):
        agenda.take_on_closed(closed, elsewhere, by=world.chair)


def test_whoever_stepped_back_does_not_read_it_where_it_is_carried_to(world: World, closed: AgendaItem) -> None:
    closed.readers.add(world.board_member)
    agenda.declare_interest(closed, world.board_member, nature="Their own", recused=True, by=world.chair)
    new = agenda.take_on_closed(closed, make.a_meeting(world.board, "Later"), by=world.chair)
    assert list(new.readers.all()) == [world.chair]


def test_item_that_was_closed_after_it_was_sent_on_is_not_proposed(world: World) -> None:
    item, there = make.an_item(make.a_meeting(world.quality, "Quality")), make.a_meeting(world.board)
    forward_plan.forward_item(item, to_body=world.board, words="Please look.", by=world.quality_chair)
    assert any(each.key.startswith("forwarded") for each in proposers.proposals(there))
    agenda.change_item(item, closed=True, readers=[world.quality_chair], by=world.quality_chair)
    assert not any(each.key.startswith("forwarded") for each in proposers.proposals(there))


def test_who_may_read_it_is_in_the_history_without_names(world: World, closed: AgendaItem) -> None:
    agenda.change_item(closed, readers=[world.chair, world.board_member], by=world.chair)
    entry = Entry.objects.order_by("-pk")[0]
    assert (entry.sentence, list(entry.new)) == ("named who may read a closed item", ["sha256 of what was written"])
    [shown] = panel(closed, limit=1)
    assert (shown["changes"], "does not stand here" in str(shown["note"])) == ([], True)
    agenda.change_item(closed, readers=[world.chair, world.board_member], by=world.chair)
    assert Entry.objects.order_by("-pk")[0] == entry
