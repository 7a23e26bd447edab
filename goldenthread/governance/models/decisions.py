"""What was decided, on what grounds, against whose view; and what was settled of the plan."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.evidence.models import Evidence
from goldenthread.governance.models.agenda import AgendaItem, item_open_to, recused
from goldenthread.governance.models.meetings import MeetingState, Person, Sight, sight_of
from goldenthread.partnerships.models import Body, Organisation, Partnership
from goldenthread.plan.models import Action, Return, Variation


class DecisionState(models.TextChoices):
    PROPOSED = "proposed", "Proposed, not yet decided"
    TAKEN = "taken", "Decided"
    NOT_AGREED = "not_agreed", "Not agreed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def open_to(self, user: User) -> Self:
        return self.visible_to(user)

    def visible_to(self, user: User) -> Self:
        """Of items that the person may see and is not recused from, and of written procedures."""
        return self.in_sight(sight_of(user), user.pk)

    def in_sight(self, sight: Sight, person: int) -> Self:
        meeting = "item__meeting__"
        shown = ~Q(**{f"{meeting}state": MeetingState.DRAFT})
        shown |= sight.arranged(f"{meeting}body", f"{meeting}partnership")
        of_item = Q(item__isnull=False) & shown & item_open_to(person, "item__") & ~Q(recused(person, "item"))
        return self.filter(Q(item=None) | of_item, sight.reads.rows("partnership"))


class Decision(models.Model):
    """Proposed until it is taken, and never shown as if it were. ``number`` is given when it is taken."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="decisions")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    number = models.CharField(max_length=20, blank=True)
    words = models.TextField("what is decided")
    options = models.TextField("what else was considered", blank=True)
    reasons = models.TextField("why", blank=True)
    relied_on = models.TextField("evidence relied on, in words", blank=True)
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="decisions")
    no_action_why = models.CharField("why it needs no action", max_length=300, blank=True)
    actions = models.ManyToManyField(Action, blank=True, related_name="decisions")
    variations = models.ManyToManyField(Variation, blank=True, related_name="decisions")
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    review_on = models.DateField("comes back on", null=True, blank=True)
    reviewed_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reviews")
    state = models.CharField(max_length=20, choices=DecisionState.choices, default=DecisionState.PROPOSED)
    edition = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)
    taken_at = models.DateTimeField(null=True, blank=True)

    closed_to_some = True
    personal_data: ClassVar[dict[str, str]] = {
        **dict.fromkeys(
            ("words", "options", "reasons", "relied_on", "no_action_why"),
            "Screened for identifiers before it is saved; as long as the minutes.",
        ),
        "written_by": "Who is accountable; as long as the history.",
    }
    objects: ClassVar[DecisionQuerySet] = DecisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-taken_at", "-written_at"]
        indexes = [
            models.Index(fields=["partnership", "state", "-taken_at"], name="decision_register"),
            models.Index(fields=["body", "review_on"], name="decision_to_review"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"], condition=~Q(number=""), name="decision_one_per_number"
            ),
            models.CheckConstraint(
                condition=~Q(state=DecisionState.TAKEN) | (Q(taken_at__isnull=False) & ~Q(number="")),
                name="decision_taken_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"Decision {self.number}" if self.number else "Proposed decision"

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    def get_absolute_url(self) -> str:
        return reverse("governance:decision", args=[self.partnership.slug, self.ref])


class Dissent(models.Model):
    """A view against a decision, in fair words, whoever held it."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="dissents")
    who = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField("what they held")

    personal_data: ClassVar[dict[str, str]] = {
        "who": "Whose view it was; as long as the minutes.",
        "words": "Screened for identifiers before it is saved; as long as the minutes.",
    }

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.who}: {self.words}"


class Settlement(models.TextChoices):
    APPROVED = "approved", "Approved"
    SENT_BACK = "sent_back", "Sent back"
    DECLINED = "declined", "Declined"


class Settled(models.Model):
    """That a return or a variation was dealt with under an item. The plan's own operation did it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="settled")
    made_return = models.ForeignKey(Return, on_delete=models.CASCADE, null=True, blank=True, related_name="settled")
    variation = models.ForeignKey(Variation, on_delete=models.CASCADE, null=True, blank=True, related_name="settled")
    outcome = models.CharField(max_length=20, choices=Settlement.choices)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    personal_data: ClassVar[dict[str, str]] = {"by": "Who is accountable; as long as the history."}

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(made_return__isnull=False, variation=None) | Q(made_return=None, variation__isnull=False),
                name="settled_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.made_return or self.variation}: {self.get_outcome_display()}"
