"""Papers of items: a file or a page of ours, in versions, open or for named people."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.documents.models import StoredFile
from goldenthread.evidence.models import Screening
from goldenthread.governance.models.agenda import AgendaItem, item_open_to, listed, recused
from goldenthread.governance.models.meetings import MeetingState, Person, Sight, sight_of


class PaperQuerySet(models.QuerySet["Paper"]):
    def open_to(self, user: User) -> Self:
        return self.visible_to(user)

    def visible_to(self, user: User) -> Self:
        """Papers of items that the person may see and is not recused from; closed ones only where they are named."""
        return self.in_sight(sight_of(user), user.pk)

    def in_sight(self, sight: Sight, person: int) -> Self:
        meeting = "item__meeting__"
        shown = ~Q(**{f"{meeting}state": MeetingState.DRAFT})
        shown |= sight.arranged(f"{meeting}body", f"{meeting}partnership")
        own = Q(closed=False) | Q(listed(Paper.readers.through, "paper", person, "pk"))
        reads = sight.reads.rows(f"{meeting}partnership")
        return self.filter(reads, shown, item_open_to(person, "item__"), own, ~Q(recused(person, "item")))


class Paper(models.Model):
    """What is read before an item. Without a version it is still expected, from ``author`` by ``due_on``."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    closed = models.BooleanField("for named people only", default=False)
    readers = models.ManyToManyField(User, blank=True, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="papers_to_write")
    due_on = models.DateField("due by", null=True, blank=True)
    from_paper = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="forwarded")
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    closed_to_some = True
    personal_data: ClassVar[dict[str, str]] = {
        "readers": "Who may read a closed paper; as long as the minutes.",
        "author": "Who owes the paper; as long as the minutes.",
        "added_by": "Who is accountable; as long as the history.",
    }
    objects: ClassVar[PaperQuerySet] = PaperQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        """What the history calls it, which more people read than a closed paper."""
        return "A closed paper" if self.closed or self.item.closed else self.title

    @property
    def history_chain(self) -> str:
        return self.item.history_chain

    def get_absolute_url(self) -> str:
        return reverse("governance:paper", args=[self.item.meeting.partnership.slug, self.ref])

    def late(self, on: date) -> bool:
        return self.due_on is not None and self.due_on < on


class PaperVersion(models.Model):
    """One version: a file that passed the gate, or a page of ours (as registered in ``pages.py``)."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    page_kind = models.CharField(max_length=40, blank=True)
    page_key = models.CharField(max_length=60, blank=True)
    what_changed = models.CharField(max_length=300, blank=True)
    screening = models.CharField(max_length=20, choices=Screening.choices, default=Screening.CLEAR)
    hits = models.JSONField(default=list, blank=True)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    personal_data: ClassVar[dict[str, str]] = {
        "hits": "What may identify a child, half hidden, until a person settles it.",
        "added_by": "Who is accountable; as long as the history.",
    }

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="paper_version_one_per_number"),
            models.CheckConstraint(
                condition=Q(file__isnull=False, page_kind="") | (Q(file=None) & ~Q(page_kind="")),
                name="paper_version_file_or_page",
                violation_error_message="Give a file or choose a page, one of the two.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper}, version {self.number}"

    @property
    def history_chain(self) -> str:
        return self.paper.history_chain

    @property
    def is_settled(self) -> bool:
        """Screened for identifiers, and scanned where a scanner is set up."""
        settled = self.screening in {Screening.CLEAR, Screening.LOOKED}
        return settled and (self.file is None or self.file.may_be_served)
