"""What a program asked to be done once, however often it asks."""

from typing import ClassVar

from django.db import models

from goldenthread.api.models.tokens import Token
from goldenthread.core import clock


class KeyedRequest(models.Model):
    """A change that was asked for under a key, and the answer. It is kept in the transaction of what was done, so that
    either both are there or neither."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="keyed_requests")
    key = models.CharField(max_length=100)
    asked = models.CharField("sha256 of what was asked", max_length=64)
    answer = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=clock.now)

    stays_behind = "what programs of this installation asked on the day before"
    personal_data: ClassVar[dict[str, str]] = {"answer": "So that the same is answered to the same program; a day."}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="keyed_request_once")]
        indexes = [models.Index(fields=["made_at"], name="keyed_request_by_age")]

    def __str__(self) -> str:
        return self.key
