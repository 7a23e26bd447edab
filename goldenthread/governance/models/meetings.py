"""Series and meetings: who meets, how often, when, and how far a meeting has come."""

from datetime import date
from typing import ClassVar, NamedTuple, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.partnerships.models import Body, BodyKind, Partnership, PlaceQuerySet, Reach, memberships_of, reach
from goldenthread.partnerships.roles import Right

Person = settings.AUTH_USER_MODEL

LED_BY_BOARD_CHAIR = [BodyKind.BOARD, BodyKind.ASSEMBLY, BodyKind.PARTNERSHIP]


class Sight(NamedTuple):
    """Where somebody reads about meetings, where they arrange all of them, and which bodies they chair."""

    reads: Reach
    arranges: Reach
    chairs_board: Reach
    own: tuple[int, ...]

    def arranged(self, body: str = "body", partnership: str = "partnership") -> Q:
        """Rows of bodies whose meetings the person arranges. The arguments are look-up paths."""
        return self.chaired(body, partnership) | self.arranges.rows(partnership)

    def chaired(self, body: str = "body", partnership: str = "partnership") -> Q:
        board = Q(**{f"{body}__kind__in": LED_BY_BOARD_CHAIR}) & self.chairs_board.rows(partnership)
        return Q(**{f"{body}__in": self.own}) | board


def sight_of(user: User) -> Sight:
    own = {
        held.body_id
        for held in memberships_of(user)
        if held.body_id is not None and Right.ARRANGE_MEETINGS in held.rights
    }
    reads, arranges = reach(user, Right.READ_PLAN), reach(user, Right.ARRANGE_ALL_MEETINGS)
    return Sight(reads, arranges, reach(user, Right.CHAIR_BOARD), tuple(sorted(own)))


def arranged_by(user: User, body: str = "body", partnership: str = "partnership") -> Q:
    """Rows of bodies whose meetings the person arranges: any body's, or their own. The arguments are look-up paths."""
    return sight_of(user).arranged(body, partnership)


def chaired_by(user: User, body: str = "body", partnership: str = "partnership") -> Q:
    """Rows of bodies that the person chairs."""
    return sight_of(user).chaired(body, partnership)


class Every(models.IntegerChoices):
    ONE = 1, "Every month"
    TWO = 2, "Every two months"
    THREE = 3, "Every quarter"
    SIX = 6, "Twice a year"
    TWELVE = 12, "Every year"


class Series(models.Model):
    """Meetings of a body that come again. What is changed here later leaves the meetings alone that exist already."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="meeting_series")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="series")
    title = models.CharField(max_length=200)
    every_months = models.PositiveSmallIntegerField(choices=Every.choices, default=Every.TWO)
    starts_at = models.TimeField("usual time")
    minutes_long = models.PositiveSmallIntegerField("length in minutes", default=120)
    place = models.CharField(max_length=300, blank=True)
    papers_days = models.PositiveSmallIntegerField("papers are due so many days before", default=10)
    ended_on = models.DateField(null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {}
    objects: ClassVar[PlaceQuerySet] = PlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name_plural = "series"
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["partnership", "title"], name="series_one_per_title")]

    def __str__(self) -> str:
        return self.title

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    def get_absolute_url(self) -> str:
        return reverse("governance:series", args=[self.partnership.slug, self.ref])


class MeetingState(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    IN_SESSION = "in_session", "In session"
    CLOSED = "closed", "Closed"
    CANCELLED = "cancelled", "Cancelled"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: User) -> Self:
        """Published ones for whoever reads the plan; drafts only for those who arrange them."""
        return self.in_sight(sight_of(user))

    def in_sight(self, sight: Sight) -> Self:
        return self.filter(sight.reads.rows("partnership"), ~Q(state=MeetingState.DRAFT) | sight.arranged())

    def upcoming(self, on: date | None = None) -> Self:
        """Drafts too; those that go on as well."""
        from_now = Q(starts_at__date__gte=on or clock.today()) | Q(state=MeetingState.IN_SESSION)
        return self.filter(from_now).exclude(state__in=[MeetingState.CLOSED, MeetingState.CANCELLED])


class Meeting(models.Model):
    """One meeting of a body. A draft mails nobody; from its publication on its members know of it."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="meetings")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    series = models.ForeignKey(Series, on_delete=models.SET_NULL, null=True, blank=True, related_name="meetings")
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=300, blank=True)
    papers_due_on = models.DateField("papers are due by", null=True, blank=True)
    state = models.CharField(max_length=20, choices=MeetingState.choices, default=MeetingState.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0, help_text="Grows as time or place change: calendars go by it.")
    changed_at = models.DateTimeField(default=clock.now)
    cancelled_why = models.CharField(max_length=300, blank=True)

    personal_data: ClassVar[dict[str, str]] = {}
    objects: ClassVar[MeetingQuerySet] = MeetingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-starts_at"]
        indexes = [
            models.Index(fields=["partnership", "-starts_at"], name="meeting_by_time"),
            models.Index(fields=["body", "-starts_at"], name="meeting_of_body"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
                violation_error_message="The meeting ends before it begins.",
            ),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.CLOSED) | Q(closed_at__isnull=False), name="meeting_closed_is_dated"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    @property
    def is_shown(self) -> bool:
        """Whether its members know of it."""
        return self.state not in {MeetingState.DRAFT, MeetingState.CANCELLED}

    @property
    def day(self) -> date:
        return timezone.localdate(self.starts_at)

    def get_absolute_url(self) -> str:
        return reverse("governance:meeting", args=[self.partnership.slug, self.ref])
