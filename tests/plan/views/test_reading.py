"""Sending in a document: the gate at the field, the reading page, and what becomes of a document that was refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.documents.models import StoredFile
from goldenthread.partnerships.roles import Role
from goldenthread.plan.models import Plan, Reading, ReadingState
from tests import factories as make
from tests.plan.papers import PLAN, sent

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'></svg>"


@pytest.fixture
def manager(world, signed_in):
    return signed_in(world.manager)


def send(client, content="", name="plan.md", **more):
    file = SimpleUploadedFile(name, content or PLAN.encode())
    return client.post("/p/marlshire/readings/new/", {"file": file, **more})


def test_document_that_is_sent_in_is_read_into_a_draft(world, manager):
    response = manager.get(send(manager).url)
    plan = Plan.objects.get(state="draft")
    assert response.url == f"/p/marlshire/plans/{plan.ref}/"
    assert (plan.title, plan.actions.count(), plan.reading.sent_by) == ("Business Plan 2022-24", 4, world.manager)


def test_document_is_kept_as_it_was_sent(world, manager):
    send(manager)
    stored = StoredFile.objects.get()
    with stored.content.open("rb") as content:
        assert (content.read(), stored.name, Plan.objects.get(state="draft").source) == (
            PLAN.encode(),
            "plan.md",
            stored,
        )


def test_file_that_the_gate_refuses_is_not_kept_and_what_was_chosen_is(world, manager):
    response = send(manager, SVG, "drawing.svg", next_of=world.plan.ref)
    page = response.content.decode()
    assert response.status_code == 422
    assert "This is a drawing (SVG), not a document." in page
    assert f'<option value="{world.plan.ref}" selected' in page
    assert not StoredFile.objects.exists()


def test_reading_that_waits_says_so_and_offers_to_look_again(world, manager):
    reading = sent(world, in_worker=False)
    page = manager.get(reading.get_absolute_url()).content.decode()
    assert "waiting to be read" in page
    assert "Look again" in page
    assert "Read it again" not in page


def test_page_that_asks_by_itself_is_told_to_leave_when_the_document_is_read(world, manager):
    reading = sent(world)
    response = manager.get(reading.get_absolute_url(), headers={"HX-Request": "true"})
    assert response.headers["HX-Redirect"] == Plan.objects.get(state="draft").get_absolute_url()


def test_document_that_could_not_be_read_says_why_and_what_to_do(world, manager):
    reading = sent(world, in_worker=False)
    Reading.objects.update(state=ReadingState.REFUSED, problem="Reading this file took too long and was stopped.")
    page = manager.get(reading.get_absolute_url()).content.decode()
    assert [words in page for words in ("took too long", "Try another file", "Discard the document")] == [True] * 3


def test_document_is_read_again_on_demand(world, manager):
    reading = sent(world, in_worker=False)
    Reading.objects.update(state=ReadingState.REFUSED, problem="Reading this file took too long and was stopped.")
    manager.post(f"{reading.get_absolute_url()}again/")
    assert Reading.objects.get().plan.actions.count() == 4


def test_sender_discards_the_document(world, manager):
    reading = sent(world, in_worker=False)
    manager.post(f"{reading.get_absolute_url()}discard/")
    assert (Reading.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_nobody_else_discards_it(world, signed_in):
    reading = sent(world, in_worker=False)
    officer = make.a_member(Role.OFFICER, world.partnership, name="Officer")
    signed_in(officer).post(f"{reading.get_absolute_url()}discard/")
    assert Reading.objects.count() == 1


@pytest.mark.parametrize(("who", "status"), [("board_member", 403), ("police_lead", 403), ("outsider", 404)])
def test_page_is_for_those_who_prepare_plans(world, signed_in, who, status):
    assert signed_in(getattr(world, who)).get("/p/marlshire/readings/new/").status_code == status
