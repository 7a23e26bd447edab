"""Webhooks: told in order and at least once, signed, without content, and only where the public web is."""

import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.api.models import Delivery, Webhook
from goldenthread.api.operations import webhooks
from goldenthread.api.operations.telling import tell_webhooks
from goldenthread.api.operations.webhooks import secret_of
from goldenthread.api.sending import send
from goldenthread.core import clock
from goldenthread.governance.models import Decision
from goldenthread.governance.operations import decisions
from goldenthread.history.models import Entry
from goldenthread.plan.operations import returns, variations
from tests import factories as make
from tests.api.listening import certificate, listening
from tests.governance import factories as meet

CANARY = "Xylocarp"
ALL = ["actions", "returns", "variations", "evidence", "impact", "meetings", "decisions"]


@pytest.fixture(scope="session")
def pem(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def listener(pem, monkeypatch, settings):
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    settings.WEBHOOKS_ALSO_TO = ["127.0.0.0/8", "::1/128"]
    with listening(pem) as heard:
        yield heard


@pytest.fixture
def webhook(world, listener):
    return webhooks.add_webhook(world.partnership, address=listener.address, kinds=ALL, by=world.manager)


def vary(world, summary="Later"):
    return variations.propose_variation(
        world.action, summary=summary, new={"words": f"{summary} words"}, reason=f"Because {summary}.", by=world.manager
    )


def bodies(listener):
    return [json.loads(body) for _, _, body in listener.heard]


def test_what_was_done_is_told_in_order_and_once(world, listener, webhook):
    made = returns.start_return(world.action, make.a_period(world.partnership), by=world.quality_chair)
    asked = vary(world)
    variations.approve_variation(asked, by=world.chair)
    assert (tell_webhooks(), tell_webhooks()) == (3, 0)
    told = bodies(listener)
    assert [each["event"] for each in told] == ["return.begun", "variation.proposed", "variation.approved"]
    entry = Entry.objects.get(record_type="plan.return")
    assert told[0] == {
        "id": f"{webhook.ref}-{entry.number}", "event": "return.begun", "at": entry.at.isoformat(),
        "partnership": "marlshire", "record_type": "plan.return", "record_ref": made.ref, "did": "began the return",
        "address": f"http://127.0.0.1:8000{made.get_absolute_url()}",
    }  # fmt: skip


def test_nothing_of_what_a_record_says_and_no_name_leaves(world, listener, webhook):
    world.action.versions.update(words=CANARY)
    variations.decline_variation(vary(world, CANARY), decision=CANARY, by=world.chair)
    tell_webhooks()
    sent = b"".join(body for *_, body in listener.heard).decode()
    assert len(listener.heard) == 2
    assert [word for word in (CANARY, "Manager", "Chair") if word in sent] == []


def test_decisions_are_told_but_not_of_closed_items(world, listener, webhook):
    meeting = meet.a_meeting(world.board, state="in_session")
    meet.somebody_there(meeting, world.board_member)
    for item in (meet.an_item(meeting), meet.an_item(meeting, readers=[world.chair])):
        decisions.take_decision(meet.a_decision(item, world.chair), by=world.chair)
    assert Decision.objects.filter(state="taken").count() == 2
    tell_webhooks()
    assert [each["event"] for each in bodies(listener)] == ["decision.taken"]


def test_receiver_can_check_who_sent_it_and_when(world, listener, webhook):
    vary(world)
    tell_webhooks()
    _, headers, body = listener.heard[0]
    moment, signature = (part.partition("=")[2] for part in headers["Golden-Thread-Signature"].split(","))
    expected = hmac.new(secret_of(webhook).encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    assert signature == expected
    assert abs(int(moment) - clock.now().timestamp()) < 60


def test_renewed_secret_is_another_and_none_is_kept(world, webhook):
    before = secret_of(webhook)
    renewed = webhooks.renew_secret(webhook, by=world.manager)
    assert secret_of(renewed) != before
    kept = str(list(Webhook.objects.values_list())) + str(list(Entry.objects.values_list()))
    assert before.removeprefix("whsec_") not in kept


def test_only_what_was_chosen_and_only_from_then_on_is_told(world, listener):
    vary(world, "Before")
    webhooks.add_webhook(world.partnership, address=listener.address, kinds=["returns"], by=world.manager)
    vary(world, "After")
    assert (tell_webhooks(), listener.heard) == (0, [])


def test_what_is_not_taken_comes_again_before_what_follows(world, listener, webhook, time_machine):
    listener.status = 503
    vary(world, "First")
    vary(world, "Second")
    assert (tell_webhooks(), len(listener.heard)) == (0, 1)
    lost = Delivery.objects.get()
    assert (lost.state, lost.answer) == ("failed", "It answered 503.")
    assert (tell_webhooks(), len(listener.heard)) == (0, 1)
    listener.status = 204
    time_machine.move_to(clock.now() + timedelta(minutes=2))
    assert tell_webhooks() == 2
    numbers = [int(each["id"].split("-")[1]) for each in bodies(listener)]
    assert numbers[0] == numbers[1] < numbers[2]
    assert Delivery.objects.get(pk=lost.pk).tries == 2


def test_after_a_day_of_failing_it_is_paused_and_says_so_and_loses_nothing(world, listener, webhook, time_machine):
    listener.status = 500
    vary(world)
    start, tries = clock.now(), 0
    for _ in range(40):
        time_machine.move_to(Webhook.objects.get().next_try_at + timedelta(seconds=1))
        tell_webhooks()
        tries += 1
        if Webhook.objects.get().paused_at:
            break
    paused = Webhook.objects.get()
    assert timedelta(days=1) <= paused.paused_at - start < timedelta(days=1, hours=5)
    assert paused.paused_why == "It took nothing for a day. It answered 500."
    assert 10 < tries < 25
    listener.status = 200
    webhooks.resume_webhook(paused, by=world.manager)
    assert tell_webhooks() == 1


def test_two_workers_do_not_tell_the_same_twice(world, listener, webhook):
    vary(world)
    Webhook.objects.update(claimed_at=clock.now())
    assert tell_webhooks() == 0
    Webhook.objects.update(claimed_at=clock.now() - timedelta(minutes=16))
    assert tell_webhooks() == 1


def test_told_again_when_somebody_asks(world, listener, webhook):
    vary(world)
    tell_webhooks()
    webhooks.send_again(webhook, Delivery.objects.get().number, by=world.manager)
    assert tell_webhooks() == 1
    assert len({each["id"] for each in bodies(listener)}) == 1
    assert Delivery.objects.get().tries == 2


# --- where it may lead ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["http://hooks.example/", "https://127.0.0.1/", "https://[::1]/", "https://10.1.2.3/x", "https://169.254.169.254/",
     "https://user@hooks.example/", "https://[::ffff:10.0.0.1]/", "https://[64:ff9b::a00:1]/", "ftp://hooks.example/"],
)  # fmt: skip
def test_address_that_is_not_on_the_public_web_is_refused(world, address):
    with pytest.raises(ValidationError):
        webhooks.add_webhook(world.partnership, address=address, kinds=ALL, by=world.manager)


@pytest.mark.parametrize(
    "found", ["127.0.0.1", "10.0.0.8", "192.168.1.1", "fe80::1", "fc00::1", "100.64.0.1", "0.0.0.0"]
)
def test_name_that_leads_inside_is_not_connected_to(found, monkeypatch):
    family = [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", (found, 443))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **options: family)
    monkeypatch.setattr("socket.create_connection", lambda *args, **options: pytest.fail("connected"))
    answer = send("https://hooks.example/", b"{}", {})
    assert (answer.taken, answer.said) == (False, "The name leads into a private network, where we do not send.")


def test_connection_goes_to_the_address_that_was_checked(monkeypatch):
    asked, connected = [], []

    def look_up(*args, **options):
        asked.append(args[0])
        return [(2, 1, 6, "", ("93.184.216.34", 443))]

    def connect(where, *args, **options):
        connected.append(where)
        raise OSError

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    monkeypatch.setattr("socket.create_connection", connect)
    assert not send("https://hooks.example:8443/x", b"{}", {}).taken
    assert (asked, connected) == (["hooks.example"], [("93.184.216.34", 8443)])


def test_redirect_is_not_followed(listener):
    listener.status, listener.location = 302, listener.address
    assert send(listener.address, b"{}", {}).said == "It answered 302."
    assert len(listener.heard) == 1


def test_certificate_that_nobody_vouches_for_is_not_trusted(listener, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    assert "not secure" in send(listener.address, b"{}", {}).said
    assert listener.heard == []


# --- the pages ------------------------------------------------------------------------------------------------------


def test_manager_sets_up_looks_at_pauses_and_removes(world, signed_in):
    client, base = signed_in(world.manager), f"/p/{world.partnership.slug}/webhooks/"
    page = client.post(f"{base}add/", {"address": "https://hooks.example/", "kinds": ["returns"]}, follow=True)
    webhook = Webhook.objects.get()
    assert secret_of(webhook) in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    client.post(f"{base}{webhook.ref}/pause/")
    assert Webhook.objects.get().paused_why == "Business Manager paused it."
    client.post(f"{base}{webhook.ref}/change/", {"kinds": ["impact"]})
    client.post(f"{base}{webhook.ref}/resume/")
    assert (Webhook.objects.get().kinds, Webhook.objects.get().paused_at) == (["impact"], None)
    client.post(f"{base}{webhook.ref}/remove/")
    assert Webhook.objects.count() == 0
    done = Entry.objects.filter(record_ref=webhook.ref).order_by("number").values_list("sentence", flat=True)
    assert list(done) == [
        "added a webhook", "paused a webhook", "changed what a webhook is told", "resumed a webhook",
        "removed a webhook",
    ]  # fmt: skip


def test_address_that_is_refused_says_why_beside_it(world, signed_in):
    page = signed_in(world.manager).post(
        f"/p/{world.partnership.slug}/webhooks/add/", {"address": "https://10.0.0.1/", "kinds": ["returns"]}
    )
    assert (page.status_code, Webhook.objects.count()) == (422, 0)
    assert "private network" in page.content.decode()


def test_log_costs_the_same_for_one_delivery_and_for_three(world, signed_in):
    made = webhooks.add_webhook(world.partnership, address="https://hooks.example/", kinds=ALL, by=world.manager)
    client, counts = signed_in(world.manager), []
    for number in (1, 2, 3):
        Delivery.objects.create(webhook=made, number=number, event="return.begun", state="told", told_at=clock.now())
        if number != 2:
            client.get(made.get_absolute_url())
            with CaptureQueriesContext(connection) as asked:
                client.get(made.get_absolute_url())
            counts.append(len(asked))
    assert counts[0] == counts[1]
