"""Files that forms bring are looked at before the transaction begins in which something is made of them."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from goldenthread.documents import gate
from goldenthread.documents.uploads import checked, look_at
from tests.governance import factories as make


@pytest.fixture
def looks(monkeypatch):
    """Whether a transaction was open, each time the gate looked through a file."""
    seen, look = [], gate.kind_of

    def watched(content, name):
        seen.append(connection.in_atomic_block)
        return look(content, name)

    monkeypatch.setattr(gate, "kind_of", watched)
    return seen


@pytest.fixture
def pages(world):
    item = make.an_item(make.a_meeting(world.board))
    paper = make.a_paper(item, world.manager)
    return {
        "paper_add": (f"agenda-items/{item.ref}/papers/add/", {"title": "Draft"}),
        "paper_version": (f"papers/{paper.ref}/version/", {}),
        "add_evidence": (f"add-evidence/?action={world.action.ref}", {"title": "Audit", "kind": "audit", "rung": 2}),
        "send": ("readings/new/", {}),
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page", ["paper_add", "paper_version", "add_evidence", "send"])
def test_nothing_is_locked_while_the_gate_looks(world, pages, looks, signed_in, page):
    path, values = pages[page]
    client = signed_in(world.manager)
    looks.clear()
    client.post(f"/p/marlshire/{path}", {**values, "file": SimpleUploadedFile("words.txt", b"Words of a paper.")})
    assert looks[:1] == [False]


def test_file_is_looked_through_once_whatever_kinds_are_asked_for(looks):
    upload = SimpleUploadedFile("words.txt", b"Words of a paper.")
    assert look_at(upload) is look_at(upload)
    assert checked(upload).content == b"Words of a paper."
    with pytest.raises(ValidationError, match="cannot be used here"):
        checked(upload, frozenset({"pdf"}))
    assert len(looks) == 1


def test_what_the_gate_refused_it_refuses_again():
    upload = SimpleUploadedFile("empty.txt", b"")
    for _ in range(2):
        with pytest.raises(ValidationError, match="empty"):
            checked(upload)
