"""What members want their body to talk about: kept between meetings, until its chair takes it up or does not."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.refs import new_ref
from goldenthread.governance.models.meetings import Person, arranged_by
from goldenthread.partnerships.models import Body, within
from goldenthread.partnerships.roles import Right


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def visible_to(self, user: User) -> Self:
        """One's own, and for whoever arranges the body's meetings all."""
        own = Q(suggested_by=user.pk) | arranged_by(user, "body", "body__partnership")
        return self.filter(within(user, Right.READ_PLAN, "body__partnership"), own)

    def waiting(self) -> Self:
        return self.filter(item=None, ended_at=None)


class Suggestion(models.Model):
    """``item`` is what became of it; ``ended_why`` why nothing did, and nothing where its author took it back."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="suggestions")
    title = models.CharField(max_length=200)
    purpose = models.TextField("what is asked of the meeting", blank=True)
    minutes_planned = models.PositiveSmallIntegerField("minutes", default=10)
    suggested_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    suggested_at = models.DateTimeField(default=clock.now)
    item = models.ForeignKey("AgendaItem", on_delete=models.SET_NULL, null=True, blank=True, related_name="suggested")
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField("why it is left", max_length=300, blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        **dict.fromkeys(
            ("title", "purpose", "ended_why"), "Screened for identifiers before it is saved; as the minutes."
        ),
        "suggested_by": "Who asks the body; as long as the minutes.",
        "ended_by": "Who is accountable; as long as the history.",
    }
    objects: ClassVar[SuggestionQuerySet] = SuggestionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["suggested_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="suggestion_ended_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"Suggestion for {self.body}"

    @property
    def history_chain(self) -> str:
        return self.body.partnership.slug

    @property
    def state(self) -> str:
        """ "waits", "taken up", "left" or "taken back"."""
        if self.item_id:
            return "taken up"
        if self.ended_at is None:
            return "waits"
        return "left" if self.ended_why else "taken back"

    def get_absolute_url(self) -> str:
        return reverse("governance:suggestions", args=[self.body.partnership.slug]) + f"#{self.ref}"
