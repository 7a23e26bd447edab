"""A program that lost an answer asks again: nothing is done twice, and nothing is kept that was refused."""

from datetime import timedelta

import pytest

from goldenthread.api.models import KeyedRequest
from goldenthread.api.once import forget_old_requests
from goldenthread.core import clock
from goldenthread.evidence.models import Evidence
from tests.api.calling import Program

FACTS = {
    "title": "Minutes",
    "kind": "minutes",
    "rung": 2,
    "evidence_on": "2021-09-14",
    "link": "https://minutes.example/9",
}


@pytest.fixture
def bring(world):
    program = Program(world.manager)

    def send(key=None, to=program, **facts):
        to.key = key
        return to.post(f"partnerships/{world.partnership.slug}/evidence", **FACTS | facts)

    return send


def test_same_change_under_the_same_key_is_done_once(bring):
    first, again = bring("a-1"), bring("a-1")
    assert (first.status_code, again.status_code, again.json()) == (200, 200, first.json())
    assert Evidence.objects.count() == 1
    assert bring("a-2").json()["ref"] != first.json()["ref"]


def test_key_of_another_request_is_refused(bring):
    bring("a-1")
    other = bring("a-1", title="Other minutes")
    assert (other.status_code, other.json()["problems"][0]["field"]) == (422, "Idempotency-Key")
    assert Evidence.objects.count() == 1


def test_what_was_refused_may_be_asked_again(bring):
    assert bring("a-1", link="javascript:alert(1)").status_code == 422
    assert (KeyedRequest.objects.count(), bring("a-1").status_code) == (0, 200)


def test_key_of_one_token_says_nothing_to_another(bring, world):
    bring("a-1")
    assert bring("a-1", to=Program(world.manager)).status_code == 200
    assert Evidence.objects.count() == 2


def test_answer_is_not_given_to_somebody_who_lost_the_right(bring, world):
    bring("a-1")
    world.manager.memberships.update(ends_on=clock.today() - timedelta(days=1))
    assert bring("a-1").status_code == 401


@pytest.mark.parametrize("key", ["", "a b", "a" * 101])
def test_key_that_is_none_is_refused(bring, key):
    assert (bring(key).status_code, Evidence.objects.count()) == (422, 0)


def test_keys_are_forgotten_after_a_day(bring, time_machine):
    time_machine.move_to("2021-11-10T10:00:00Z")
    bring("a-1")
    assert forget_old_requests() == 0
    time_machine.shift(timedelta(hours=25))
    assert (forget_old_requests(), KeyedRequest.objects.count()) == (1, 0)
