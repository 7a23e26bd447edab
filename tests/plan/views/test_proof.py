"""Evidence where it serves, and who may accept it or take it away."""

import pytest

from goldenthread.evidence.models import Evidence
from goldenthread.plan.models import EvidenceUse
from goldenthread.plan.operations.evidence import accept_evidence, use_evidence
from tests import factories as make

FACTS = {
    "link": "https://example.org/audit", "title": "Audit of ten cases", "kind": "audit", "rung": "4",
    "evidence_on": "2021-09-01",
}  # fmt: skip


@pytest.fixture
def use(world):
    piece = make.some_evidence(world.partnership, world.manager)
    return use_evidence(piece, by=world.manager, action=world.action)


def add(client, world):
    return client.post(f"/p/marlshire/add-evidence/?action={world.action.ref}", FACTS)


def test_new_evidence_serves_where_it_was_brought(world, signed_in):
    assert add(signed_in(world.manager), world).status_code == 302
    assert [(use.evidence.title, use.action) for use in EvidenceUse.objects.all()] == [
        ("Audit of ten cases", world.action)
    ]


def test_evidence_that_cannot_serve_is_not_kept_either(world, signed_in):
    type(world.plan).objects.filter(pk=world.plan.pk).update(state="closed")
    answer = add(signed_in(world.manager), world)
    assert (answer.status_code, b"This plan is closed" in answer.content) == (422, True)
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize(("who", "status"), [("board_member", 403), ("outsider", 404), ("practitioner", 403)])
def test_evidence_is_added_only_by_those_who_may(world, signed_in, who, status):
    assert add(signed_in(getattr(world, who)), world).status_code == status


@pytest.mark.parametrize(("who", "status"), [("chair", 200), ("manager", 200), ("police_lead", 403), ("outsider", 404)])
def test_evidence_is_accepted_by_those_who_check_or_decide(world, signed_in, use, who, status):
    assert signed_in(getattr(world, who)).get(f"/p/marlshire/evidence-uses/{use.pk}/").status_code == status


def test_reason_for_taking_away_is_screened_and_kept_on_the_form(world, signed_in, use):
    accept_evidence(use, by=world.chair)
    data = {"do": "end", "reason": "NHS number 943 476 5919"}
    answer = signed_in(world.manager).post(f"/p/marlshire/evidence-uses/{use.pk}/", data)
    assert (answer.status_code, b"943 476 5919" in answer.content) == (422, True)
    use.refresh_from_db()
    assert use.ended_at is None
