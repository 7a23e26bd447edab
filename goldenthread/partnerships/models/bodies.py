"""Bodies that meet, their terms of reference, the posts in them and who holds those."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.partnerships.models.dates import ends_after_it_starts
from goldenthread.partnerships.models.organisations import Organisation
from goldenthread.partnerships.models.partnerships import Partnership
from goldenthread.partnerships.models.reaching import within
from goldenthread.partnerships.roles import Right, Role

Person = settings.AUTH_USER_MODEL


class BodyKind(models.TextChoices):
    PARTNERSHIP = "partnership", "The partnership as a whole"
    BOARD = "board", "Board"
    SUB_GROUP = "sub_group", "Sub-group"
    ASSEMBLY = "assembly", "Assembly"
    OPERATIONS = "operations", "Operations group"
    TASK_GROUP = "task_group", "Task and finish group"
    EXTERNAL = "external", "Body outside the partnership"


class PlaceQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """For everything that belongs to one partnership and is read by whoever reads its plan."""

    def visible_to(self, user: User) -> "PlaceQuerySet":
        return self.filter(within(user, Right.READ_PLAN))


class Body(models.Model):
    """A group that meets and answers for things: the Board, a sub-group, the assembly, or a body elsewhere."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="bodies")
    kind = models.CharField(max_length=20, choices=BodyKind.choices, default=BodyKind.SUB_GROUP)
    name = models.CharField(max_length=200)
    short_name = models.CharField("short name", max_length=40, blank=True)
    aliases = models.JSONField(default=list, blank=True, help_text="Other ways in which plans write its name.")
    purpose = models.TextField(blank=True)
    meets = models.CharField(
        "how often it meets", max_length=100, blank=True, help_text="For example: every two months."
    )
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    reports_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reported_by")
    starts_on = models.DateField("first day", null=True, blank=True)
    ends_on = models.DateField("last day", null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {"purpose": "What the body is for; as long as the body."}
    objects: ClassVar[PlaceQuerySet] = PlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name_plural = "bodies"
        ordering = ["name"]
        constraints = [
            ends_after_it_starts("body_dates"),
            models.UniqueConstraint(
                fields=["partnership", "name"],
                name="body_one_per_name",
                violation_error_message="A body of this name is here already. Choose that one, or another name.",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("pk")) & ~Q(reports_to=F("pk")), name="body_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    def state_on(self, day: date) -> str:
        if self.starts_on and self.starts_on > day:
            return "Planned"
        return "Closed" if self.ends_on and self.ends_on < day else "At work"

    def get_absolute_url(self) -> str:
        return reverse("reports:body", args=[self.partnership.slug, self.ref])


class TermsOfReference(models.Model):
    """What a body was set up to do, and how it works, as agreed on a day. Later terms take the place of earlier ones,
    which stay as they were agreed."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="terms")
    words = models.TextField("terms of reference")
    agreed_on = models.DateField("agreed on")
    review_on = models.DateField("to be reviewed by", null=True, blank=True)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    personal_data: ClassVar[dict[str, str]] = {
        "words": "What the body is for; screened for identifiers; as long as the body.",
        "added_by": "Who is accountable; as long as the history.",
    }

    class Meta:
        verbose_name_plural = "terms of reference"
        ordering = ["-agreed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "agreed_on"],
                name="terms_once_a_day",
                violation_error_message="Terms agreed on this day are here already.",
            ),
            models.CheckConstraint(
                condition=Q(review_on=None) | Q(review_on__gt=F("agreed_on")),
                name="terms_reviewed_after",
                violation_error_message="The review is after the day on which they were agreed.",
            ),
        ]

    def __str__(self) -> str:
        return f"terms of reference of {self.body}"

    @property
    def history_chain(self) -> str:
        return self.body.partnership.slug


class Post(models.Model):
    """An office that somebody holds, for example "Chair, Quality Sub-Group". Posts own things; people come and go.

    Whoever is appointed to a post holds ``role`` in its body, organisation or partnership for as long.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="posts")
    title = models.CharField(max_length=200)
    role = models.CharField(max_length=30, choices=Role.choices)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    escalates_to = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="post above"
    )
    starts_on = models.DateField("first day", null=True, blank=True)
    ends_on = models.DateField("last day", null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {}
    objects: ClassVar[PlaceQuerySet] = PlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["title"]
        constraints = [
            ends_after_it_starts("post_dates"),
            models.UniqueConstraint(
                fields=["partnership", "title"],
                name="post_one_per_title",
                violation_error_message="A post of this name is here already. Choose that one, or another name.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    def get_absolute_url(self) -> str:
        return reverse("reports:post", args=[self.partnership.slug, self.ref])


class Appointment(models.Model):
    """That a person holds a post, from and to. "Who chaired that day" is one query."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    starts_on = models.DateField("first day", default=clock.today)
    ends_on = models.DateField("last day", null=True, blank=True)
    deputy = models.BooleanField(default=False)

    personal_data: ClassVar[dict[str, str]] = {"person": "Who held the post; as long as the history."}

    class Meta:
        ordering = ["-starts_on"]
        constraints = [ends_after_it_starts("appointment_dates")]

    def __str__(self) -> str:
        return f"{self.person}, {self.post}"

    @property
    def history_chain(self) -> str:
        return self.post.partnership.slug
