"""Challenges: who asked whom to account for what, on what evidence, and what came of it."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.evidence.models import Evidence
from goldenthread.governance.models.agenda import AgendaItem
from goldenthread.governance.models.meetings import Person
from goldenthread.partnerships.models import Body, Organisation, Partnership, PlaceQuerySet, Post
from goldenthread.partnerships.rights import Holder
from goldenthread.plan.models import Action, Outcome, Return

SCREENED = "Screened for identifiers before it is saved; as long as the challenge."
ACCOUNTABLE = "Who is accountable; as long as the history."


def one_of(prefix: str, *names: str) -> Q:
    """Exactly one of these is set."""
    found = Q()
    for chosen in names:
        found |= Q(**{f"{prefix}{name}__isnull": name != chosen for name in names})
    return found


class ChallengeState(models.TextChoices):
    OPEN = "open", "Awaits a reply"
    REPLIED = "replied", "Replied, to be judged"
    CLOSED = "closed", "Closed"


class ChallengeResult(models.TextChoices):
    CHANGED = "changed", "Something was changed"
    EXPLAINED = "explained", "The reply explained it"
    UNRESOLVED = "unresolved", "Not resolved"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Challenge(models.Model):
    """A recorded question that demands an answer. Its steps say who must answer by when; the last one counts.

    ``due_on`` repeats the last step's day, for lists.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="challenges")
    number = models.PositiveIntegerField(editable=False)
    title = models.CharField("in a few words", max_length=200)
    words = models.TextField("what is asked")
    grounds = models.TextField("on what evidence")
    from_body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    from_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    from_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    from_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, null=True, blank=True, related_name="challenged")
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, null=True, blank=True, related_name="challenged")
    made_return = models.ForeignKey(Return, on_delete=models.PROTECT, null=True, blank=True, related_name="challenged")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="challenges")
    """Under which item of a meeting it was put, where it was."""
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="challenged")
    ladder = models.CharField("steps under which it began", max_length=100)
    state = models.CharField(max_length=20, choices=ChallengeState.choices, default=ChallengeState.OPEN)
    due_on = models.DateField("reply due by")
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=clock.now)
    result = models.CharField("outcome", max_length=20, choices=ChallengeResult.choices, blank=True)
    came_of_it = models.TextField("what came of it", blank=True)
    impact = models.TextField("what difference it made", blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("words", "grounds", "came_of_it", "impact"), SCREENED),
        **dict.fromkeys(("from_person", "raised_by", "closed_by"), ACCOUNTABLE),
    }
    objects: ClassVar[PlaceQuerySet] = PlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-number"]
        indexes = [models.Index(fields=["partnership", "state", "due_on"], name="challenge_due")]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="challenge_one_per_number"),
            models.CheckConstraint(
                condition=one_of("from_", "body", "organisation", "post", "person"), name="challenge_one_challenger"
            ),
            models.CheckConstraint(
                condition=Q(state=ChallengeState.CLOSED, closed_at__isnull=False, closed_by__isnull=False)
                & ~Q(result="")
                | ~Q(state=ChallengeState.CLOSED) & Q(closed_at=None, closed_by=None, result=""),
                name="challenge_closed_has_result",
            ),
        ]

    def __str__(self) -> str:
        return f"Challenge {self.number}"

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    @property
    def challenger(self) -> object:
        return self.from_body or self.from_organisation or self.from_post or self.from_person

    @property
    def about(self) -> Action | Outcome | Return | None:
        """What of the plan it is about, if it is about something there."""
        return self.made_return or self.action or self.outcome

    def is_overdue(self, on: date) -> bool:
        return self.state == ChallengeState.OPEN and self.due_on < on

    def get_absolute_url(self) -> str:
        return reverse("governance:challenge", args=[self.partnership.slug, self.ref])


class ChallengeStep(models.Model):
    """Who must answer by when, and what they answered. Escalation ends a step and opens the next one."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    why = models.TextField("why it was taken further", blank=True)
    due_on = models.DateField("reply due by")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    reply = models.TextField(blank=True)
    replied_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    replied_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField("taken further or closed", null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("why", "reply"), SCREENED),
        **dict.fromkeys(("opened_by", "replied_by"), ACCOUNTABLE),
    }

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "position"], name="challenge_step_one_per_position"),
            models.UniqueConstraint(
                fields=["challenge"], condition=Q(ended_at=None), name="challenge_step_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=one_of("", "body", "organisation", "post"), name="challenge_step_one_holder"
            ),
            models.CheckConstraint(
                condition=Q(replied_at=None, replied_by=None, reply="")
                | Q(replied_at__isnull=False, replied_by__isnull=False) & ~Q(reply=""),
                name="challenge_step_reply_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.challenge}: {self.name}"

    @property
    def holder(self) -> Holder:
        holder = self.body or self.organisation or self.post
        assert holder is not None  # a constraint of the table
        return holder
