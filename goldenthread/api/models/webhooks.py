"""Webhooks: another system's address that is told when something was done, and the log of telling."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.refs import new_ref
from goldenthread.partnerships.models import Partnership, PlaceQuerySet, within
from goldenthread.partnerships.roles import Right


class Kind(models.TextChoices):
    """What a webhook can be told of. ``events.py`` says which entries of the history belong to each."""

    ACTIONS = "actions", "The plan and its actions"
    RETURNS = "returns", "Returns"
    VARIATIONS = "variations", "Variations"
    EVIDENCE = "evidence", "Evidence"
    IMPACT = "impact", "Impact"
    MEETINGS = "meetings", "Meetings that are published"
    DECISIONS = "decisions", "Decisions that are taken"


class WebhookQuerySet(PlaceQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(within(user, Right.MANAGE))


class Webhook(models.Model):
    """``last_told`` is the number of the last entry of the partnership's history that it was told or need not be told.

    The entries after it are what waits, so nothing is kept twice and nothing is lost. ``edition`` grows when its secret
    is renewed; the secret itself is worked out from it and kept nowhere.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="webhooks")
    address = models.URLField("address", max_length=500)
    kinds = models.JSONField(default=list)
    edition = models.PositiveIntegerField(default=1)
    last_told = models.PositiveBigIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(default=clock.now)
    failing_since = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_why = models.CharField(max_length=300, blank=True)

    stays_behind = "who is told of changes here; set up anew where the partnership goes"
    personal_data: ClassVar[dict[str, str]] = {"made_by": "Who is accountable; as long as the webhook."}
    objects: ClassVar[WebhookQuerySet] = WebhookQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "address"],
                name="webhook_one_per_address",
                violation_error_message="This address is told already.",
            )
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    @property
    def kinds_in_words(self) -> list[str]:
        return [kind.label for kind in Kind if kind.value in self.kinds]

    def get_absolute_url(self) -> str:
        return reverse("api:webhook", args=[self.partnership.slug, self.ref])


class DeliveryState(models.TextChoices):
    SENDING = "sending", "being sent"
    TOLD = "told", "told"
    FAILED = "failed", "not taken, tried again"
    AGAIN = "again", "to be sent again"


class Delivery(models.Model):
    """That a webhook was told, or could not be told, of one entry. Claimed before it is sent, as mails are."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    number = models.PositiveBigIntegerField("number of the entry")
    event = models.CharField(max_length=60)
    state = models.CharField(max_length=20, choices=DeliveryState.choices, default=DeliveryState.SENDING)
    tries = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(default=clock.now)
    told_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=200, blank=True)

    stays_behind = "the log of what was sent from here"
    personal_data: ClassVar[dict[str, str]] = {}

    class Meta:
        ordering = ["-number"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["webhook", "number"], name="delivery_one_per_entry"),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.TOLD) | Q(told_at__isnull=False), name="delivery_told_is_dated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} ({self.number})"
