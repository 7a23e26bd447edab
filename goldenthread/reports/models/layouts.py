"""How a partnership tells a report to an audience: cover, introduction, and which parts stand in it in which order."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.refs import new_ref
from goldenthread.partnerships.models import Partnership, within
from goldenthread.partnerships.roles import Right
from goldenthread.reports.models.reports import ACCOUNTABLE, SCREENED, Person, ReportKind


class Audience(models.TextChoices):
    BOARD = "board", "Executive Board"
    SCRUTINY = "scrutiny", "Scrutiny committee"
    WELLBEING = "wellbeing", "Health and wellbeing board"
    INSPECTORATE = "inspectorate", "Inspectorates"
    CHILDREN = "children", "Children and young people"
    OTHER = "other", "Somebody else"


class Depth(models.TextChoices):
    WHOLE = "whole", "Words, figures, records and tables"
    WORDS = "words", "Words and figures alone"
    CHILDREN = "children", "The words for children"


class LayoutQuerySet(models.QuerySet["Layout"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(within(user, Right.READ_PLAN))


class Layout(models.Model):
    """Takes the place of the version for its audience that comes along with the software (``data/audiences.toml``).

    ``parts`` are keys of parts in their order. No template code: {{partnership}}, {{report}}, {{from}}, {{to}} and
    {{audience}} are filled in, and everything else is text.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="layouts")
    kind = models.CharField("for which reports", max_length=20, choices=ReportKind.choices)
    audience = models.CharField("for whom", max_length=20, choices=Audience.choices)
    name = models.CharField(max_length=100)
    cover_line = models.CharField("line on the cover", max_length=200, blank=True)
    introduction = models.TextField(blank=True)
    closing = models.TextField("words at the end", blank=True)
    depth = models.CharField("what stands in it", max_length=20, choices=Depth.choices, default=Depth.WHOLE)
    on_public_page = models.BooleanField("offered on the public page", default=False)
    parts = models.JSONField(default=list)
    edition = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)

    personal_data: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("cover_line", "introduction", "closing"), SCREENED),
        "changed_by": ACCOUNTABLE,
    }
    objects: ClassVar[LayoutQuerySet] = LayoutQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "kind", "name"],
                name="layout_one_per_name",
                violation_error_message="A version of this name is here already.",
            ),
            models.UniqueConstraint(
                fields=["partnership", "kind", "audience"],
                condition=~Q(audience="other"),
                name="layout_one_per_audience",
                violation_error_message="There is a version for them already. Change that one.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def history_chain(self) -> str:
        return self.partnership.slug
