"""Tokens: what a person makes for a program, and how far it reaches."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from ninja.errors import Throttled

from goldenthread.accounts.operations import suspend_person
from goldenthread.accounts.queries import hashed
from goldenthread.api.access import slow_down
from goldenthread.api.models import Token
from goldenthread.api.operations import make_token, revoke_token
from goldenthread.core import clock
from goldenthread.history.models import Entry
from goldenthread.partnerships.models import Membership
from tests.api.calling import Program, a_token
from tests.racing import one_after_the_other

NEXT_MONTH = timedelta(days=30)


def made(person, rights=("READ_PLAN",), last_day=None, name="The dashboard"):
    return make_token(person, name=name, rights=rights, last_day=last_day or clock.today() + NEXT_MONTH, by=person)


def test_token_opens_what_was_chosen_and_only_its_hash_is_kept(world):
    token, secret = made(world.manager)
    program = Program(secret=secret)
    told = program.get("me").json()
    assert (told["name"], told["token"]["rights"]) == ("Business Manager", ["READ_PLAN"])
    assert program.get(f"partnerships/{world.partnership.slug}/actions").status_code == 200
    assert token.digest == hashed(secret)
    assert len(secret) >= 43
    assert secret not in "".join(str(row) for row in Token.objects.values_list())


def test_making_one_stands_in_the_history_and_is_told_by_mail(world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        made(world.manager)
    said = list(Entry.objects.filter(actor_ref=world.manager.ref).order_by("pk").values_list("sentence", flat=True))
    assert said == ["made the token for a program", "made a token for programs, “The dashboard”"]
    assert [message.to for message in mail.outbox] == [[world.manager.email]]


@pytest.mark.parametrize(
    ("rights", "last_day", "field"),
    [([], None, "rights"), (["DECIDE"], None, "rights"), (["READ_PLAN"], date(2020, 1, 1), "last_day"),
     (["READ_PLAN"], clock.today() + timedelta(days=367), "last_day")],
)  # fmt: skip
def test_token_without_rights_beyond_ones_own_or_for_too_long_is_refused(world, rights, last_day, field):
    with pytest.raises(ValidationError) as refusal:
        made(world.manager, rights, last_day)
    assert list(refusal.value.error_dict) == [field]
    assert Token.objects.count() == 0


def test_nobody_makes_a_token_for_somebody_else(world):
    with pytest.raises(ValidationError, match="by the person"):
        make_token(world.chair, name="x", rights=["READ_PLAN"], last_day=clock.today(), by=world.manager)


def test_limits_reach_every_question_about_rights(world):
    program = Program(world.manager, rights=["READ_HISTORY"])
    here = f"partnerships/{world.partnership.slug}"
    assert program.get(f"{here}/history").status_code == 200
    assert program.get(f"{here}/actions").status_code == 403
    assert program.get("me").json()["roles"][0]["may"] == ["read the whole history of the partnership"]


def test_token_gives_nothing_that_its_person_has_lost_since(world):
    program = Program(world.quality_chair)
    assert program.get("me").status_code == 200
    Membership.objects.filter(person=world.quality_chair).update(ends_on=date(2021, 1, 1))
    assert program.get("me").status_code == 401


def test_right_that_was_not_chosen_does_not_come_with_a_new_role(world):
    program = Program(world.quality_chair, rights=["READ_PLAN"])
    Membership.objects.create(person=world.quality_chair, role="manager", partnership=world.partnership)
    assert program.get("me").json()["token"]["rights"] == ["READ_PLAN"]
    assert program.get(f"partnerships/{world.partnership.slug}/history").status_code == 403


def test_revoked_expired_and_suspended_tokens_open_nothing(world):
    secret = a_token(world.manager)
    assert Program(secret=secret).get("me").status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=31)):
        assert Program(secret=secret).get("me").status_code == 401
    revoke_token(Token.objects.get(), by=world.manager)
    assert Program(secret=secret).get("me").status_code == 401
    other = a_token(world.police_lead)
    suspend_person(world.police_lead, by=world.manager)
    refused = Program(secret=other).get("me")
    assert (refused.status_code, refused["WWW-Authenticate"]) == (401, "Bearer")


def test_cookie_of_somebody_signed_in_opens_nothing(world, signed_in):
    client = signed_in(world.manager)
    answer = client.get("/api/v1/me")
    assert (answer.status_code, answer.cookies) == (401, {})


def test_last_use_is_written_once_a_minute(world):
    program = Program(world.manager)
    with time_machine.travel("2026-06-01T10:00:00Z", tick=False):
        program = Program(world.manager)
        program.get("me")
    first = Token.objects.get(digest=hashed(program.secret)).last_used_at
    with time_machine.travel("2026-06-01T10:00:30Z", tick=False):
        program.get("me")
    assert Token.objects.get(digest=hashed(program.secret)).last_used_at == first
    with time_machine.travel("2026-06-01T10:01:01Z", tick=False):
        program.get("me")
    assert Token.objects.get(digest=hashed(program.secret)).last_used_at > first


def test_too_many_requests_are_told_when_to_come_again(world, settings):
    settings.API_A_MINUTE = {"read": 2, "write": 1}
    program = Program(world.manager)
    with time_machine.travel("2026-06-02T10:00:15Z", tick=False):
        assert [program.get("me").status_code for _ in range(3)] == [200, 200, 429]
        slow = program.get("me")
        assert (slow["Retry-After"], slow.json()["code"]) == ("45", "too_many")
        assert Program(world.chair).get("me").status_code == 200
    with time_machine.travel("2026-06-02T10:01:00Z", tick=False):
        assert program.get("me").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_requests_at_the_same_time_all_count(world, settings):
    settings.API_A_MINUTE = {"read": 2, "write": 1}
    token = Token.objects.get(digest=hashed(a_token(world.manager)))
    slow_down(token, "read")
    second = one_after_the_other(lambda: slow_down(token, "read"), lambda: slow_down(token, "read"))
    assert isinstance(second, Throttled)


def test_every_failure_is_json_that_nobody_keeps(world):
    program = Program(world.manager)
    large = program("POST", "me", {"x": "x" * 300_000})
    answers = [Program().get("me"), program.get("nothing"), program.post("nothing"), program("PUT", "me", {}), large]
    answers.append(program.get(f"partnerships/{world.partnership.slug}/actions?limit=101"))
    answers.append(program.get(f"partnerships/{world.partnership.slug}/actions?q=%00"))
    assert [each.status_code for each in answers] == [401, 404, 404, 405, 413, 422, 422]
    assert {each["Content-Type"] for each in answers} == {"application/json"}
    assert {each["Cache-Control"] for each in answers} == {"no-store, private"}
    assert all(each.json()["code"] for each in answers)


# --- the pages ------------------------------------------------------------------------------------------------------


def test_secret_is_shown_once(world, signed_in):
    client = signed_in(world.manager)
    page = client.post("/tokens/add/", {"name": "Dashboard", "rights": ["READ_PLAN"], "last_day": clock.today()})
    secret = re.search(r"gt_[\w-]{43}", page.content.decode()).group()
    assert "no-store" in page["Cache-Control"]
    assert Program(secret=secret).get("me").status_code == 200
    listing = client.get("/tokens/").content.decode()
    assert "Dashboard" in listing
    assert secret not in listing


def test_person_sees_and_revokes_only_their_own(world, signed_in):
    made(world.manager)
    token = Token.objects.get()
    other = signed_in(world.chair)
    assert "The dashboard" not in other.get("/tokens/").content.decode()
    assert other.post(f"/tokens/{token.ref}/revoke/").status_code == 404
    own = signed_in(world.manager)
    assert own.get(f"/tokens/{token.ref}/revoke/").status_code == 200
    assert Token.objects.get().revoked_at is None
    assert "is revoked" in own.post(f"/tokens/{token.ref}/revoke/", follow=True).content.decode()
    assert Token.objects.get().revoked_at is not None


def test_token_pages_need_the_second_factor(world, settings):
    settings.DEMONSTRATION = False
    from django.test import Client

    client = Client()
    client.force_login(world.manager)
    assert client.get("/tokens/add/")["Location"] == "/account/two-factor/"


def test_practitioner_reads_why_no_token_can_be_made(world, signed_in):
    client = signed_in(world.practitioner)
    assert "No program can act for you" in client.get("/tokens/").content.decode()
    assert client.post("/tokens/add/", {"name": "x", "rights": ["READ_PLAN"]}).status_code == 422
    assert Token.objects.count() == 0


@pytest.mark.parametrize("path", ["partnerships/a%0Ab/meetings", "%0A", "nothing/here/"])
def test_no_address_below_that_of_the_api_leads_to_a_page_for_people(world, path):
    answers = [program.get(path) for program in (Program(world.manager), Program())]
    assert [(each.status_code, each["Content-Type"]) for each in answers] == [
        (404, "application/json"),
        (401, "application/json"),
    ]
