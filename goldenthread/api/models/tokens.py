"""Tokens: what a program shows instead of a person."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.refs import new_ref
from goldenthread.partnerships.roles import Right


class TokenQuerySet(models.QuerySet["Token"]):
    def visible_to(self, user: User) -> Self:
        """A person's tokens are their own business; nobody else sees that they have any."""
        return self.filter(person=user.pk)

    def working(self) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=clock.now(), person__is_active=True)


class Token(models.Model):
    """Lets a program act as a person, with no more than the rights that the person chose for it.

    It gives nothing by itself: what the person may do is worked out anew at each request, and cut down to ``rights``.
    Of the secret only a hash is kept, so it is shown once and never again.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField("what it is for", max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    rights = models.JSONField(default=list, help_text="Names of rights, of those the person held.")
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    stays_behind = "a secret of this installation"
    personal_data: ClassVar[dict[str, str]] = {"person": "For whom the program acts; as long as the account."}
    objects: ClassVar[TokenQuerySet] = TokenQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="token_expires_after_it_is_made")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def limited_to(self) -> frozenset[Right]:
        return frozenset(Right[name] for name in self.rights if name in Right.__members__)

    @property
    def state(self) -> str:
        """ "works", "expired" or "revoked"."""
        if self.revoked_at:
            return "revoked"
        return "works" if self.expires_at > clock.now() else "expired"


class Pace(models.Model):
    """How often a token came in the last minute in which it came, to read or to write."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="paces")
    kind = models.CharField(max_length=10)
    minute = models.BigIntegerField("minutes since 1970", default=0)
    asked = models.PositiveIntegerField(default=0)

    stays_behind = "how often programs of this installation came in the last minute"
    personal_data: ClassVar[dict[str, str]] = {}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "kind"], name="pace_one_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.asked} to {self.kind}"
