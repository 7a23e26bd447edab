"""What is due when: statutory items, reports that come again, and what one body sends to another."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.governance.models.agenda import AgendaItem, item_open_to, recused
from goldenthread.governance.models.meetings import MeetingState, Person
from goldenthread.partnerships.models import Body, Partnership, PlaceQuerySet, within
from goldenthread.partnerships.roles import Right


class ForwardKind(models.TextChoices):
    STATUTORY = "statutory", "Statutory"
    RECURRING = "recurring", "Comes again"
    ONCE = "once", "Once"


class ForwardItem(models.Model):
    """Something that a body must deal with by a day. ``every_months``: when it is done the next one follows."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="forward_items")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="forward_items")
    kind = models.CharField(max_length=20, choices=ForwardKind.choices, default=ForwardKind.ONCE)
    title = models.CharField(max_length=200)
    due_on = models.DateField("to be dealt with by")
    every_months = models.PositiveSmallIntegerField("comes again after so many months", null=True, blank=True)
    source = models.CharField("where this comes from", max_length=300, blank=True)
    verified = models.BooleanField("checked against its source", default=False)
    presenter = models.CharField("who brings it", max_length=200, blank=True)
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="from_plan")
    done_on = models.DateField(null=True, blank=True)
    dropped_why = models.CharField(max_length=300, blank=True)

    personal_data: ClassVar[dict[str, str]] = {"presenter": "Who brings it; as long as the forward plan."}
    objects: ClassVar[PlaceQuerySet] = PlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["due_on", "title"]
        indexes = [models.Index(fields=["partnership", "due_on"], name="forward_by_day")]

    def __str__(self) -> str:
        return self.title

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    def get_absolute_url(self) -> str:
        return reverse("governance:forward_item", args=[self.partnership.slug, self.ref])


class ForwardingQuerySet(models.QuerySet["Forwarding"]):
    def visible_to(self, user: User) -> Self:
        seen = item_open_to(user, "item__") & ~Q(recused(user, "item")) & ~Q(item__meeting__state=MeetingState.DRAFT)
        return self.filter(within(user, Right.READ_PLAN, "to_body__partnership"), seen)


class Forwarding(models.Model):
    """That an item goes to another body, or that its answer comes back (``answers``). Taken on, it is an item there."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="forwardings")
    to_body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="forwarded_to_it")
    words = models.TextField("what is asked, or the answer")
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="answered_by")
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=clock.now)
    taken_as = models.OneToOneField(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="came_from"
    )

    personal_data: ClassVar[dict[str, str]] = {
        "words": "Screened for identifiers before it is saved; as long as the minutes.",
        "sent_by": "Who is accountable; as long as the history.",
    }
    objects: ClassVar[ForwardingQuerySet] = ForwardingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["sent_at"]
        constraints = [
            models.CheckConstraint(condition=Q(answers=None) | ~Q(answers=F("pk")), name="forwarding_not_its_own")
        ]

    def __str__(self) -> str:
        return f"{self.item} to {self.to_body}"

    @property
    def history_chain(self) -> str:
        return self.item.history_chain
