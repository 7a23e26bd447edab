"""A decision between meetings: a question, a deadline, and each voter's answer in writing."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.governance.models.attendance import Constituency
from goldenthread.governance.models.decisions import Decision
from goldenthread.governance.models.meetings import Person
from goldenthread.partnerships.models import Body, Partnership, PlaceQuerySet


class WrittenProcedure(models.Model):
    """Open until its deadline has passed or everybody has answered. What it decides is a decision like any other."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="written_procedures")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="written_procedures")
    title = models.CharField(max_length=200)
    why_now = models.TextField("why it cannot wait for a meeting")
    about = models.URLField("where to read about it", max_length=500, blank=True)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="procedure")
    closes_on = models.DateField("answers are due by")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=300, blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        "why_now": "Screened for identifiers before it is saved; as long as the minutes.",
        "opened_by": "Who is accountable; as long as the history.",
    }
    objects: ClassVar[PlaceQuerySet] = PlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-opened_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    def is_open(self, on: date | None = None) -> bool:
        return self.closed_at is None and self.closes_on >= (on or clock.today())

    def get_absolute_url(self) -> str:
        return reverse("governance:procedure", args=[self.partnership.slug, self.ref])


class Answer(models.TextChoices):
    AGREE = "agree", "I agree"
    AGAINST = "against", "I do not agree"
    ABSTAIN = "abstain", "I abstain"
    INTEREST = "interest", "I have an interest and take no part"


class WrittenVote(models.Model):
    """One voter of a written procedure, and what they answered; empty until they do."""

    procedure = models.ForeignKey(WrittenProcedure, on_delete=models.CASCADE, related_name="votes")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="written_votes")
    constituency = models.CharField(max_length=20, choices=Constituency.choices, default=Constituency.OTHER)
    answer = models.CharField(max_length=20, choices=Answer.choices, blank=True)
    words = models.TextField("your reasons", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        "person": "Who answered; as long as the minutes.",
        "words": "Screened for identifiers before it is saved; as long as the minutes.",
    }

    class Meta:
        ordering = ["person__name"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "person"], name="written_vote_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="written_vote_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_answer_display() or 'no answer yet'}"

    @property
    def history_chain(self) -> str:
        return self.procedure.partnership.slug
