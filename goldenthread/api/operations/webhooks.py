"""Setting webhooks up, renewing their secrets, pausing, and sending again what was told."""

import hashlib
import hmac

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.api.models import Delivery, DeliveryState, Kind, Webhook
from goldenthread.api.sending import refuse_address
from goldenthread.core import clock
from goldenthread.history.models import Chain
from goldenthread.history.operations import record
from goldenthread.partnerships.models import Partnership

MOST = 10


def secret_of(webhook: Webhook) -> str:
    """With which what is sent to it is signed: worked out from the installation's key, so it is kept nowhere."""
    said = f"webhook:{webhook.ref}:{webhook.edition}"
    return "whsec_" + hmac.new(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def add_webhook(partnership: Partnership, *, address: str, kinds: list[str], by: User) -> Webhook:
    """It is told of what is done from now on."""
    refuse_address(address)
    if Webhook.objects.filter(partnership=partnership).count() >= MOST:
        raise ValidationError(f"{MOST} addresses are told already. Remove one first.")
    webhook = Webhook(partnership=partnership, address=address, kinds=_chosen(kinds), made_by=by, made_at=clock.now())
    webhook.next_try_at = webhook.made_at
    webhook.full_clean()
    webhook.last_told = _end_of(partnership)
    webhook.save()
    record(webhook, "added a webhook", by=by, new={"address": address, "kinds": webhook.kinds})
    return webhook


def _chosen(kinds: list[str]) -> list[str]:
    chosen = [kind.value for kind in Kind if kind.value in kinds]
    if not chosen:
        raise ValidationError({"kinds": "Choose at least one."})
    return chosen


def _end_of(partnership: Partnership) -> int:
    return Chain.objects.filter(name=partnership.history_chain).values_list("length", flat=True).first() or 0


@transaction.atomic
def change_webhook(webhook: Webhook, *, kinds: list[str], by: User) -> Webhook:
    webhook = _locked(webhook)
    before, webhook.kinds = webhook.kinds, _chosen(kinds)
    webhook.save(update_fields=["kinds"])
    record(webhook, "changed what a webhook is told", by=by, old={"kinds": before}, new={"kinds": webhook.kinds})
    return webhook


@transaction.atomic
def renew_secret(webhook: Webhook, *, by: User) -> Webhook:
    """What is sent from now on is signed with another secret."""
    webhook = _locked(webhook)
    webhook.edition += 1
    webhook.save(update_fields=["edition"])
    record(webhook, "renewed the secret of a webhook", by=by)
    return webhook


@transaction.atomic
def pause_webhook(webhook: Webhook, *, by: User) -> Webhook:
    """What is done meanwhile waits; nothing of it is lost."""
    webhook = _locked(webhook)
    if webhook.paused_at:
        raise ValidationError("This webhook is paused already.")
    webhook.paused_at, webhook.paused_why = clock.now(), f"{by} paused it."
    webhook.save(update_fields=["paused_at", "paused_why"])
    record(webhook, "paused a webhook", by=by)
    return webhook


@transaction.atomic
def resume_webhook(webhook: Webhook, *, by: User) -> Webhook:
    """It is told of everything that it missed, in order, from the next minute on."""
    webhook = _locked(webhook)
    if not webhook.paused_at:
        raise ValidationError("This webhook is not paused.")
    webhook.paused_at, webhook.paused_why, webhook.failing_since = None, "", None
    webhook.next_try_at = clock.now()
    webhook.save(update_fields=["paused_at", "paused_why", "failing_since", "next_try_at"])
    record(webhook, "resumed a webhook", by=by)
    return webhook


@transaction.atomic
def remove_webhook(webhook: Webhook, *, by: User) -> None:
    webhook = _locked(webhook)
    record(webhook, "removed a webhook", by=by, old={"address": webhook.address, "kinds": webhook.kinds})
    webhook.delete()


@transaction.atomic
def send_again(webhook: Webhook, number: int, *, by: User) -> Delivery:
    """Tell of one entry once more, in the next minute."""
    delivery = Delivery.objects.select_for_update().filter(webhook=webhook, number=number).first()
    if delivery is None or delivery.state != DeliveryState.TOLD:
        raise ValidationError("Only what was told can be sent again; what was not is tried again by itself.")
    delivery.state = DeliveryState.AGAIN
    delivery.save(update_fields=["state"])
    record(webhook, f"asked for delivery {number} to be sent again", by=by)
    return delivery


def _locked(webhook: Webhook) -> Webhook:
    return Webhook.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=webhook.pk)
