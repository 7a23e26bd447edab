"""Calendar feeds: a secret address a person."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from goldenthread.core import clock


class Feed(models.Model):
    """That a person's calendar can be fetched without signing in, by whoever knows its address. Only a hash of the
    secret is kept; a new address takes the old one's place."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    used_at = models.DateTimeField(null=True, blank=True)

    stays_behind = "the secret is of this installation"
    personal_data: ClassVar[dict[str, str]] = {"person": "Whose calendar it is; until the address is withdrawn."}

    def __str__(self) -> str:
        return f"calendar of {self.person}"
