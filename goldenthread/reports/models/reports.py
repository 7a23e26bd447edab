"""A report and its parts: headings from dated lists, words of people, figures of the records, frozen at a moment."""

import hashlib
from typing import ClassVar, NamedTuple, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.partnerships.models import Body, Partnership, Reach, memberships_of, reach
from goldenthread.partnerships.roles import Right
from goldenthread.plan.models import Period

Person = settings.AUTH_USER_MODEL
SCREENED = "Screened for identifiers before it is saved; with the report."
ACCOUNTABLE = "Who is accountable; as long as the history."


class ReportKind(models.TextChoices):
    HIGHLIGHT = "highlight", "Highlight report"
    ACCOUNTABILITY = "accountability", "Accountability report"
    YEARLY = "yearly", "Yearly report"


class ReportState(models.TextChoices):
    DRAFT = "draft", "Being written"
    SUBMITTED = "submitted", "Handed in"
    RELEASED = "released", "Released"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Sight(NamedTuple):
    """Where somebody reads reports, writes and releases them, and the bodies whose returns they submit."""

    reads: Reach
    writes: Reach
    releases: Reach
    own: tuple[int, ...]


def sight_of(user: User) -> Sight:
    own = {
        held.body_id
        for held in memberships_of(user)
        if held.body_id is not None and Right.SUBMIT_RETURNS in held.rights
    }
    reads, writes = reach(user, Right.READ_PLAN), reach(user, Right.WRITE_REPORTS)
    return Sight(reads, writes, reach(user, Right.RELEASE_REPORTS), tuple(sorted(own)))


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User) -> Self:
        """What is handed in to the Board or released, for whoever reads the plan; before that only for its writers."""
        return self.in_sight(sight_of(user))

    def in_sight(self, sight: Sight) -> Self:
        shown = Q(state=ReportState.RELEASED) | Q(kind=ReportKind.HIGHLIGHT, state=ReportState.SUBMITTED)
        writers = sight.writes.rows("partnership") | sight.releases.rows("partnership") | Q(body__in=sight.own)
        return self.filter(sight.reads.rows("partnership"), shown | writers)

    def public(self) -> Self:
        """What everybody may read."""
        return self.filter(state=ReportState.RELEASED, kind__in=[ReportKind.YEARLY, ReportKind.ACCOUNTABILITY])


class Report(models.Model):
    """A highlight report of a body for a period, or a report of a year. Nobody releases what they wrote in."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(max_length=20, choices=ReportKind.choices)
    title = models.CharField(max_length=200)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    state = models.CharField(max_length=20, choices=ReportState.choices, default=ReportState.DRAFT)
    frozen_at = models.DateTimeField("figures as of", default=clock.now)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    shown_numbers = models.JSONField("small numbers that may be shown", default=list, blank=True)
    rounds = models.BooleanField("numbers of people are rounded for the public", default=True)
    withdrawn_why = models.TextField("why it was withdrawn", blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        "withdrawn_why": SCREENED,
        **dict.fromkeys(("made_by", "submitted_by", "released_by"), ACCOUNTABLE),
    }
    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-ends_on", "-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ReportKind.HIGHLIGHT, body__isnull=False, period__isnull=False)
                | ~Q(kind=ReportKind.HIGHLIGHT) & Q(body=None, period=None),
                name="report_highlight_is_of_a_body",
            ),
            models.UniqueConstraint(
                fields=["body", "period"], condition=Q(kind=ReportKind.HIGHLIGHT), name="report_one_highlight"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="report_dates"),
            models.CheckConstraint(
                condition=~Q(state=ReportState.RELEASED) | Q(released_by__isnull=False, submitted_by__isnull=False),
                name="report_released_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(released_by=None) | (~Q(released_by=F("submitted_by")) & ~Q(released_by=F("made_by"))),
                name="report_released_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    @property
    def is_open(self) -> bool:
        return self.state == ReportState.DRAFT

    @property
    def is_yearly(self) -> bool:
        """Whether ledger, contributions, children's words, release and presentation belong to it."""
        return self.kind != ReportKind.HIGHLIGHT

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.partnership.slug, self.ref])


def digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


class ReportPart(models.Model):
    """What stands under one heading. People edit ``words`` and ``children_words``; ``figures`` and ``table`` are the
    records', frozen with the report: {"label", "value", "href"} each, and {"caption", "columns", "rows", "links"}.

    ``children_of`` is a hash of the words that the children's words were written for.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=60)
    heading = models.CharField(max_length=300)
    source = models.CharField("where the heading comes from", max_length=300, blank=True)
    verified = models.BooleanField("checked against that source", default=True)
    offers = models.JSONField(default=list, blank=True)
    words = models.TextField(blank=True)
    figures = models.JSONField(default=list, blank=True)
    table = models.JSONField(default=dict, blank=True)
    children_words = models.TextField("in words for children", blank=True)
    children_of = models.CharField(max_length=64, blank=True)
    edition = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("words", "children_words"), SCREENED),
        "written_by": ACCOUNTABLE,
    }

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="report_part_one_per_key")]

    def __str__(self) -> str:
        return self.heading

    @property
    def children_are_behind(self) -> bool:
        """Whether the words changed since the children's words were written."""
        return bool(self.children_words) and self.children_of != digest(self.words)


class Clearance(models.Model):
    """What somebody who wrote nothing in a report says of its small numbers, before it is released: which may be shown.
    Two people say so, neither knowing what the other said."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="clearances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    shown = models.JSONField("small numbers that may be shown", default=list, blank=True)
    at = models.DateTimeField(default=clock.now)

    personal_data: ClassVar[dict[str, str]] = {"person": ACCOUNTABLE}

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "person"], name="clearance_once_a_person")]

    def __str__(self) -> str:
        return f"{self.person} on {self.report}"

    @property
    def history_chain(self) -> str:
        return self.report.history_chain
