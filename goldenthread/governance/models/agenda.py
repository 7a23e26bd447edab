"""What a meeting talks about, and who may not take part in it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.governance.models.meetings import Meeting, MeetingState, Person, Series, Sight, sight_of
from goldenthread.plan.models import Action, Variation


class ItemKind(models.TextChoices):
    WELCOME = "welcome", "Welcome and apologies"
    INTERESTS = "interests", "Interests"
    MINUTES = "minutes", "Minutes of an earlier meeting"
    RETURNS = "returns", "Returns and variations to approve"
    DECISION = "decision", "For decision"
    DISCUSSION = "discussion", "For discussion"
    INFORMATION = "information", "For information"
    OTHER = "other", "Any other business"


class ItemState(models.TextChoices):
    PLANNED = "planned", "To come"
    NOTED = "noted", "Dealt with"
    CARRIED = "carried", "Carried over"


def listed(through: type[models.Model], field: str, user: User | int, path: str) -> Exists:
    """That the person is one of the named readers of a row; ``path`` leads to that row's key."""
    return Exists(through._default_manager.filter(**{field: OuterRef(path), "user": user}))


def item_open_to(user: User | int, prefix: str = "") -> Q:
    """Rows whose item is open, or closed and for this person among others. ``prefix`` is a path with its ``__``."""
    return Q(**{f"{prefix}closed": False}) | Q(listed(AgendaItem.readers.through, "agendaitem", user, f"{prefix}pk"))


def recused(user: User | int, item: str = "pk") -> Exists:
    """That the person stepped back from the item; ``item`` leads to its key."""
    return Exists(Interest.objects.filter(item=OuterRef(item), person=user, recused=True, ended_at=None))


class ItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, user: User) -> Self:
        """Items of meetings that the person may see; closed ones only where they are named."""
        return self.in_sight(sight_of(user), user.pk)

    def in_sight(self, sight: Sight, person: int) -> Self:
        shown = ~Q(meeting__state=MeetingState.DRAFT) | sight.arranged("meeting__body", "meeting__partnership")
        return self.filter(sight.reads.rows("meeting__partnership"), shown, item_open_to(person))

    def open_to(self, user: User) -> Self:
        """Items of which the person may read all: they did not step back from it either."""
        return self.visible_to(user).filter(~Q(recused(user)))

    def with_recusal_of(self, user: User | int) -> Self:
        """``is_recused``: the person keeps the title and loses the rest."""
        return self.annotate(is_recused=recused(user))


class AgendaItem(models.Model):
    """One item. ``notes`` are its minute; ``edition`` grows with each save of it, so that two people lose nothing.

    ``proposal`` says which proposal it came from, so that the same is not proposed again to this meeting.
    ``from_item`` is the item it carries on, here or in another body: the chain of origin. ``actions`` of the plan were
    agreed under it without a decision, ``variations`` ask for new ones.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=ItemKind.choices, default=ItemKind.DISCUSSION)
    title = models.CharField(max_length=200)
    purpose = models.TextField("what is asked of the meeting", blank=True)
    presenter = models.CharField(max_length=200, blank=True)
    minutes_planned = models.PositiveSmallIntegerField("minutes", default=10)
    closed = models.BooleanField("for named people only", default=False)
    readers = models.ManyToManyField(User, blank=True, related_name="+")
    about = models.CharField(max_length=300, blank=True, help_text="Address of what it is about.")
    why = models.CharField("why it is here", max_length=300, blank=True)
    proposal = models.CharField(max_length=120, blank=True)
    minutes_of = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    from_item = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_on")
    state = models.CharField(max_length=20, choices=ItemState.choices, default=ItemState.PLANNED)
    notes = models.TextField("minute", blank=True)
    actions = models.ManyToManyField(Action, blank=True, related_name="agenda_items")
    variations = models.ManyToManyField(Variation, blank=True, related_name="agenda_items")
    edition = models.PositiveIntegerField(default=1)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField(null=True, blank=True)

    closed_to_some = True
    personal_data: ClassVar[dict[str, str]] = {
        "purpose": "Screened for identifiers before it is saved; as long as the minutes.",
        "presenter": "Who speaks to the item; as long as the minutes.",
        "readers": "Who may read a closed item; as long as the minutes.",
        "notes": "Screened for identifiers before it is saved; as long as the minutes.",
        "noted_by": "Who is accountable for the minute; as long as the history.",
    }
    objects: ClassVar[ItemQuerySet] = ItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["closed", "position", "pk"]
        indexes = [models.Index(fields=["meeting", "position"], name="item_of_meeting")]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "proposal"], condition=~Q(proposal=""), name="item_one_per_proposal"
            )
        ]

    def __str__(self) -> str:
        """What the history calls it, which more people read than a closed item."""
        return "A closed item" if self.closed else self.title

    # Django would make a dictionary of the choices each time; an agenda asks for forty.
    def get_kind_display(self) -> str:  # type: ignore[no-redef]
        return ItemKind(self.kind).label

    def get_state_display(self) -> str:  # type: ignore[no-redef]
        return ItemState(self.state).label

    @property
    def history_chain(self) -> str:
        return self.meeting.partnership.slug

    def get_absolute_url(self) -> str:
        return reverse("governance:item", args=[self.meeting.partnership.slug, self.ref])


class StandingItem(models.Model):
    """What is on the agenda of every new meeting of a series."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="standing_items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=ItemKind.choices, default=ItemKind.DISCUSSION)
    title = models.CharField(max_length=200)
    minutes_planned = models.PositiveSmallIntegerField("minutes", default=10)

    personal_data: ClassVar[dict[str, str]] = {}

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Interest(models.Model):
    """That somebody has an interest in an item. Recused, they lose its papers, notes, decision and vote."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="interests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="interests_declared")
    nature = models.CharField("what the interest is", max_length=300)
    recused = models.BooleanField("takes no part in the item", default=True)
    declared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        "person": "Who has an interest; as long as the minutes.",
        "nature": "Declared for the minutes; screened for identifiers; as long as the minutes.",
        "declared_by": "Who is accountable; as long as the history.",
    }

    class Meta:
        ordering = ["declared_at"]
        constraints = [
            models.UniqueConstraint(fields=["item", "person"], condition=Q(ended_at=None), name="interest_once_an_item")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.nature}"

    @property
    def history_chain(self) -> str:
        return self.item.history_chain
