"""A draft from a spreadsheet, on the pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.questionnaires.models import Draft

LIST = "Section,Question,Kind,Colour\nLeading,Who leads?,text,red\n,,number,\nWorking,How many?,number,\n"
DETAILS = {"title": "Visits", "id": "visits", "purpose": "survey", "edition": "2027", "wording": "Our own",
           "valid_from-day": "1", "valid_from-month": "1", "valid_from-year": "2027"}  # fmt: skip


def at(name: str, world, *args: str) -> str:
    return reverse(f"questionnaires:{name}", args=[world.partnership.slug, *args])


def send(client, world, content: bytes = LIST.encode(), name: str = "list.csv"):
    return client.post(at("send_sheet", world), {"file": SimpleUploadedFile(name, content)})


def test_what_was_read_and_what_was_not_is_shown_before_anything_is_saved(world, signed_in) -> None:
    client = signed_in(world.manager)
    page = client.get(send(client, world).url).content.decode()
    assert all(words in page for words in ("2 questions", "2 sections", "Row 3", "It has no question", "Colour"))
    assert Draft.objects.count() == 0


def test_draft_is_begun_of_it_and_the_list_is_forgotten(world, signed_in) -> None:
    client = signed_in(world.manager)
    where = send(client, world).url
    client.post(where, DETAILS)
    draft = Draft.objects.get()
    assert [part.title for part in draft.outline.questions] == ["Who leads?", "How many?"]
    assert draft.comes_from == "the spreadsheet “list.csv”"
    assert client.get(where).status_code == 404


def test_only_who_sent_it_finds_it(world, signed_in) -> None:
    where = send(signed_in(world.manager), world).url
    assert signed_in(world.outsider).get(where).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"%PDF-1.4 x", "list.csv", "PDF"),
        (b"Name,Town\nA,B\n", "list.csv", "No row names a column “Question”."),
        (b"Question\n", "list.csv", "No row names a column"),
        (b"Question,Kind\n,text\n", "list.csv", "There is no question under the names of the columns."),
    ],
)
def test_file_that_is_none_is_refused_in_words(world, signed_in, content, name, words) -> None:
    answer = send(signed_in(world.manager), world, content, name)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("who", "status"), [("manager", 200), ("police_lead", 403), ("practitioner", 403), ("outsider", 404)]
)
def test_who_may_send_one(world, signed_in, who, status) -> None:
    client = signed_in(getattr(world, who))
    assert client.get(at("send_sheet", world)).status_code == status
    assert client.get(at("sheet_template", world)).status_code == status
