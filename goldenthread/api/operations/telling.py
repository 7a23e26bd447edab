"""The worker tells webhooks what was done: in order, at least once, nothing lost, nothing of what a record says."""

import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Q

from goldenthread.api.events import address_of, event_of, told_of
from goldenthread.api.models import Delivery, DeliveryState, Webhook
from goldenthread.api.operations.webhooks import secret_of
from goldenthread.api.sending import Answer, send
from goldenthread.core import clock
from goldenthread.history.models import Chain, Entry

A_TIME = 50
"""Entries told to one address in one go, so that the others have their turn."""
CLAIM_LASTS = timedelta(minutes=15)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=1)


def tell_webhooks() -> int:
    """Tell every address that is due. Running it twice at the same time tells nothing twice: each is claimed first."""
    now = clock.now()
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM_LASTS)
    due = Webhook.objects.filter(free, paused_at=None, next_try_at__lte=now)
    told = 0
    for webhook in due.select_related("partnership"):
        if Webhook.objects.filter(free, pk=webhook.pk, paused_at=None).update(claimed_at=now):
            try:
                told += _tell(webhook)
            finally:
                Webhook.objects.filter(pk=webhook.pk, claimed_at=now).update(claimed_at=None)
    return told


def _tell(webhook: Webhook) -> int:
    chain = webhook.partnership.history_chain
    end = Chain.objects.filter(name=chain).values_list("length", flat=True).first() or 0
    entries = Entry.objects.filter(chain=chain)
    again = webhook.deliveries.filter(state=DeliveryState.AGAIN).order_by("number").values("number")
    told = 0
    for entry in entries.filter(number__in=again)[:A_TIME]:
        if not _told(webhook, entry):
            return told
        told += 1
    waiting = entries.filter(told_of(webhook.kinds), number__gt=webhook.last_told, number__lte=end).order_by("number")
    found = list(waiting[:A_TIME])
    for entry in found:
        if not _told(webhook, entry):
            return told
        _reached(webhook, entry.number)
        told += 1
    if len(found) < A_TIME:
        _reached(webhook, end)
    return told


def _reached(webhook: Webhook, number: int) -> None:
    Webhook.objects.filter(pk=webhook.pk, last_told__lt=number).update(last_told=number)


def _told(webhook: Webhook, entry: Entry) -> bool:
    """Send one entry; whether it was taken, or need not be told."""
    event, address = event_of(entry), address_of(entry)
    if event is None or address is None:
        return True
    delivery, _ = Delivery.objects.get_or_create(webhook=webhook, number=entry.number, defaults={"event": event.name})
    own = Delivery.objects.filter(pk=delivery.pk)
    own.update(state=DeliveryState.SENDING, tries=F("tries") + 1, tried_at=clock.now())
    body = {
        "id": f"{webhook.ref}-{entry.number}", "event": event.name, "at": entry.at.isoformat(),
        "partnership": webhook.partnership.slug, "record_type": entry.record_type, "record_ref": entry.record_ref,
        "did": event.did, "address": settings.ADDRESS.rstrip("/") + address,
    }  # fmt: skip
    answer = send(webhook.address, *signed(webhook, json.dumps(body).encode()))
    if answer.taken:
        own.update(state=DeliveryState.TOLD, told_at=clock.now(), answer=answer.said)
        Webhook.objects.filter(pk=webhook.pk).update(failing_since=None)
        return True
    own.update(state=DeliveryState.FAILED, answer=answer.said[:200])
    _wait(webhook, answer)
    return False


def signed(webhook: Webhook, body: bytes) -> tuple[bytes, dict[str, str]]:
    """The body and its headers. The signature is over the time and the body, so that neither can be used anew."""
    moment = str(int(clock.now().timestamp()))
    digest = hmac.new(secret_of(webhook).encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    signature = f"t={moment},v1={digest}"
    return body, {
        "Content-Type": "application/json",
        "Golden-Thread-Signature": signature,
        "User-Agent": "Golden-Thread",
    }


def _wait(webhook: Webhook, answer: Answer) -> None:
    """Try again after as long as it has failed so far, at most four hours; after a day stop, and say so."""
    now = clock.now()
    since = webhook.failing_since or now
    values: dict[str, Any] = {
        "failing_since": since,
        "next_try_at": now + min(max(now - since, FIRST_PAUSE), LONGEST_PAUSE),
    }
    if now - since >= GIVE_UP_AFTER:
        values |= {"paused_at": now, "paused_why": f"It took nothing for a day. {answer.said}"[:300]}
    Webhook.objects.filter(pk=webhook.pk).update(**values)
