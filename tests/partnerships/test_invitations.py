"""Invitations: every way in which a leaked, old or foreign one must fail, and the one in which it works."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.partnerships import hooks, operations
from goldenthread.partnerships.models import Invitation, Membership
from goldenthread.partnerships.rights import memberships_of
from goldenthread.partnerships.roles import Role
from tests import factories as make
from tests.accounts.test_second_factor import digits

BUTTON = "Accept the invitation"


@pytest.fixture
def held(world):
    return operations.add_person(
        world.partnership,
        name="New Auditor",
        email="auditor@council.example",
        role=Role.AUDITOR,
        place=world.partnership,
        by=world.manager,
    )


@pytest.fixture
def invited(world, held):
    return operations.invite(held.person, world.partnership, by=world.manager)


def link(invited):
    invitation, token = invited
    return f"/invitation/{invitation.ref}/{token}/"


def arrive(invited, client=None):
    """A browser that followed the link and shows what is behind it."""
    client = client or Client()
    client.get(link(invited))
    return client, client.get("/invitation/")


def refused(response):
    return response.status_code == 410 and BUTTON not in response.content.decode()


# --- it works ---------------------------------------------------------------------------------------------------------


def test_accepting_signs_in_and_proves_the_address(invited):
    client, page = arrive(invited)
    assert BUTTON in page.content.decode()
    answer = client.post("/invitation/")
    assert answer["Location"] == "/invitation/welcome/"
    assert client.session["_auth_user_id"] == str(invited[0].person.pk)
    assert EmailAddress.objects.get(user=invited[0].person).verified


def test_accepting_leads_to_a_second_factor_where_the_role_needs_one(invited):
    client, _ = arrive(invited)
    client.post("/invitation/")
    assert client.get("/invitation/welcome/")["Location"].startswith("/account/two-factor/")


def test_recovery_codes_follow_at_once_when_the_app_is_set_up(invited):
    client, _ = arrive(invited)
    client.post("/invitation/")
    client.get("/account/two-factor/totp/activate/")
    code = digits(client.session["mfa.totp.secret"])
    set_up = client.post("/account/two-factor/totp/activate/", {"code": code}, follow=True)
    assert set_up.redirect_chain[-1][0] == "/account/two-factor/recovery-codes/"


def test_welcome_offers_a_password(world, signed_in):
    person = make.a_member(Role.PRACTITIONER, organisation=world.police)
    assert "choose a password" in signed_in(person).get("/invitation/welcome/").content.decode()


def test_message_is_completed_with_the_link_only_when_it_is_sent(world, held, sent, settings):
    settings.ADDRESS = "https://thread.example"
    invitation, token = operations.invite(held.person, world.partnership, by=world.manager)
    (message,) = sent
    assert (message["to"], message["kind"], message["key"]) == (
        held.person,
        "invitation",
        f"invitation {invitation.ref}",
    )
    assert token not in message["text"]
    text = hooks.completed(kind="invitation", key=message["key"], text=message["text"])
    assert f"https://thread.example/invitation/{invitation.ref}/{token}/" in text


def test_token_is_kept_as_a_hash_alone(invited):
    invitation, token = invited
    assert token not in str(Invitation.objects.filter(pk=invitation.pk).values())
    assert re.fullmatch("[0-9a-f]{64}", invitation.token_hash)


# --- and these are refused --------------------------------------------------------------------------------------------


def test_second_use_is_refused(invited):
    client, _ = arrive(invited)
    client.post("/invitation/")
    assert refused(arrive(invited)[1])


def test_second_use_by_a_browser_that_arrived_before_is_refused(invited):
    early, _ = arrive(invited)
    other, _ = arrive(invited)
    other.post("/invitation/")
    assert refused(early.post("/invitation/"))
    assert "_auth_user_id" not in early.session


def test_link_for_another_address_is_refused(world, invited):
    person = operations.correct_person(
        invited[0].person, world.partnership, name="New Auditor", email="other@council.example", by=world.manager
    )
    Invitation.objects.update(revoked_at=None)
    assert person.email == "other@council.example"
    assert refused(arrive(invited)[1])


def test_somebody_else_who_is_signed_in_is_refused(world, invited, signed_in):
    client = signed_in(world.practitioner)
    client, page = arrive(invited, client)
    assert refused(page)
    assert refused(client.post("/invitation/"))
    assert Invitation.objects.get().used_at is None


@pytest.mark.parametrize("method", ["get", "head"])
def test_program_that_follows_links_uses_nothing_up(invited, method):
    scanner = Client()
    getattr(scanner, method)(link(invited), follow=True)
    assert Invitation.objects.get().used_at is None
    assert BUTTON in arrive(invited)[1].content.decode()


def test_posting_to_the_link_itself_is_refused(invited):
    assert Client().post(link(invited)).status_code == 405
    assert Invitation.objects.get().used_at is None


def test_token_leaves_the_address_bar_and_is_told_to_nobody(invited):
    client = Client()
    answer = client.get(link(invited))
    assert (answer.status_code, answer["Location"]) == (302, "/invitation/")
    assert (answer["Referrer-Policy"], answer["Cache-Control"]) == ("no-referrer", "no-store")
    page = client.get("/invitation/").content.decode()
    assert invited[1] not in page
    assert invited[1] not in str(dict(client.session))


def test_after_seven_days_it_is_refused(invited):
    with time_machine.travel(clock.now() + timedelta(days=7, seconds=1)):
        assert refused(arrive(invited)[1])


def test_shortly_before_seven_days_it_works(invited):
    with time_machine.travel(clock.now() + timedelta(days=7) - timedelta(minutes=1)):
        assert BUTTON in arrive(invited)[1].content.decode()


def test_invitation_that_runs_out_between_page_and_button_is_refused(invited):
    client, _ = arrive(invited)
    with time_machine.travel(clock.now() + timedelta(days=7, seconds=1)):
        assert refused(client.post("/invitation/"))


def test_one_that_was_taken_back_is_refused(world, invited):
    client, _ = arrive(invited)
    operations.revoke_invitation(invited[0], by=world.manager)
    assert refused(client.post("/invitation/"))
    assert refused(arrive(invited)[1])


def test_new_one_kills_the_old(world, invited):
    client, _ = arrive(invited)
    newer = operations.invite(invited[0].person, world.partnership, by=world.manager)
    assert refused(client.post("/invitation/"))
    assert refused(arrive(invited)[1])
    assert BUTTON in arrive(newer)[1].content.decode()


def test_after_the_role_was_ended_it_is_refused(world, invited, held):
    client, _ = arrive(invited)
    operations.end_membership(held, ends_on=clock.today(), by=world.manager)
    assert refused(client.post("/invitation/"))


def test_after_suspension_it_is_refused(invited):
    User.objects.filter(pk=invited[0].person.pk).update(is_active=False, suspended_at=clock.now())
    client, _ = arrive(invited)
    assert refused(client.post("/invitation/"))


@pytest.mark.parametrize(
    "change", [lambda token: "0" * 64, lambda token: token[:-1], lambda token: token.upper(), lambda token: token + "0"]
)
def test_guessed_token_is_refused(invited, change):
    invitation, token = invited
    assert refused(arrive((invitation, change(token)))[1])


def test_token_of_one_invitation_opens_no_other(world, invited):
    other = operations.add_person(
        world.partnership,
        name="Other",
        email="o@council.example",
        role=Role.AUDITOR,
        place=world.partnership,
        by=world.manager,
    )
    second, _ = operations.invite(other.person, world.partnership, by=world.manager)
    assert refused(arrive((second, invited[1]))[1])


def test_without_a_link_there_is_nothing(db):
    assert refused(Client().get("/invitation/"))
    assert refused(Client().post("/invitation/"))


def test_message_of_one_taken_back_is_no_longer_sent(world, held, sent):
    invitation, _ = operations.invite(held.person, world.partnership, by=world.manager)
    operations.revoke_invitation(invitation, by=world.manager)
    assert hooks.completed(kind="invitation", key=sent[0]["key"], text=sent[0]["text"]) is None


# --- who may, and what taking back means ------------------------------------------------------------------------------


def test_taking_back_ends_what_a_stranger_was_invited_to(world, invited):
    operations.revoke_invitation(invited[0], by=world.manager)
    assert memberships_of(User.objects.get(pk=invited[0].person.pk)) == []


def test_taking_back_leaves_somebody_who_has_come_in(world, invited):
    EmailAddress.objects.create(user=invited[0].person, email=invited[0].person.email, verified=True)
    operations.revoke_invitation(invited[0], by=world.manager)
    assert Membership.objects.filter(person=invited[0].person).exists()


def test_person_without_a_role_is_not_invited(world):
    with pytest.raises(ValidationError, match="no role here to take up"):
        operations.invite(make.a_person("Nobody"), world.partnership, by=world.manager)


def test_quality_chair_invites_to_their_own_body_alone(world, visit):
    html = visit("people/add/", "quality_chair").content.decode()
    assert "Body: Quality Sub-Group" in html
    assert "Body: Executive Board" not in html
    assert "Business manager" not in html
    assert "Chair of a body" not in html


def test_quality_chair_cannot_give_a_role_elsewhere(world, visit):
    values = {"name": "X", "email": "x@example.org", "place": f"body-{world.board.ref}", "role": "body_member"}
    assert visit("people/add/", "quality_chair", values).status_code == 200
    assert not User.objects.filter(email="x@example.org").exists()


def test_police_lead_invites_a_colleague(world, visit, sent):
    values = {
        "name": "New Colleague",
        "email": "colleague@example.org",
        "place": f"organisation-{world.police.ref}",
        "role": "agency_contributor",
        "invite": "on",
    }
    assert visit("people/add/", "police_lead", values).status_code == 302
    assert [message["to"].email for message in sent] == ["colleague@example.org"]
    assert Membership.objects.get(person__email="colleague@example.org").partnership == world.partnership


@pytest.mark.parametrize(
    ("who", "status"), [("chair", 403), ("board_member", 403), ("practitioner", 403), ("outsider", 404)]
)
def test_others_invite_nobody(visit, who, status):
    assert visit("people/add/", who).status_code == status


def test_lead_cannot_invite_again_who_is_not_theirs(world, visit):
    assert visit(f"people/{world.quality_chair.ref}/invite/", "police_lead", {}).status_code == 403


def test_lead_cannot_take_back_what_others_sent(world, visit, invited):
    assert visit(f"invitations/{invited[0].ref}/revoke/", "police_lead", {}).status_code == 403
