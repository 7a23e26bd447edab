"""A section handed to a colleague without an account, by a link that expires; what they said waits for the lead."""

from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.assurance.models.returns import AssessmentPart
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.partnerships.rights import answered_for

Person = settings.AUTH_USER_MODEL
LASTS = timedelta(days=14)


class HandOverQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User) -> Self:
        """For the organisation's own people."""
        return self.filter(part__assessment__organisation__in=answered_for(user))


class HandOver(models.Model):
    """``answers`` by question: state, value and comment, as the colleague left them. They count once they are taken."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    part = models.ForeignKey(AssessmentPart, on_delete=models.CASCADE, related_name="hand_overs")
    section = models.CharField("identifier of the section", max_length=60)
    colleague = models.CharField("who it is for", max_length=200)
    note = models.TextField("what they should know", blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    accepted_by = models.CharField("name by which it was accepted", max_length=200, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    given_back_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField("taken or taken back", null=True, blank=True)

    stays_behind = "its secret holds at this address alone; what was taken stands in the answers"
    personal_data: ClassVar[dict[str, str]] = {
        "colleague": "Who is asked to help; as long as the return.",
        "accepted_by": "Who answered without an account; as long as the return.",
        "note": "Screened for identifiers before it is saved; as long as the return.",
        "made_by": "Who handed it over; as long as the return.",
        "settled_by": "Who took the answers; as long as the return.",
    }
    objects: ClassVar[HandOverQuerySet] = HandOverQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_by="", accepted_at=None) | (~Q(accepted_by="") & Q(accepted_at__isnull=False)),
                name="hand_over_accepted_by_name",
            ),
            models.CheckConstraint(
                condition=Q(given_back_at=None) | Q(accepted_at__isnull=False), name="hand_over_given_back_was_accepted"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None) | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="hand_over_settled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section}, handed to {self.colleague}"

    @property
    def history_chain(self) -> str:
        return self.part.sheet.history_chain

    @property
    def is_open(self) -> bool:
        """The link still works."""
        return self.given_back_at is None and self.settled_at is None and self.expires_at > clock.now()

    @property
    def waits(self) -> bool:
        """For somebody of the organisation to take what was said."""
        return self.given_back_at is not None and self.settled_at is None

    def get_absolute_url(self) -> str:
        return reverse("assurance:hand_over", args=[self.part.assessment.ref, self.ref])
