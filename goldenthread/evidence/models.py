"""What proves an action: files and links, dated, hashed, screened, and used as often as they serve."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.documents.models import Scan, StoredFile
from goldenthread.partnerships.models import Organisation, Partnership, PlaceQuerySet, within
from goldenthread.partnerships.rights import answered_for
from goldenthread.partnerships.roles import Right

CORRECTED = "corrected the evidence"
"""The sentence of the history by which pages of earlier days find what a piece said before."""


class Rung(models.IntegerChoices):
    """How strong the evidence is, from somebody's word to what children say and data show."""

    NONE = 0, "no evidence"
    ASSERTION = 1, "somebody says so"
    OUTPUT = 2, "the thing itself, dated"
    FEEDBACK = 3, "practitioners' feedback or a test of knowledge"
    PRACTICE = 4, "an audit or data shows changed practice"
    OUTCOME = 5, "children and families report, or data show, a changed outcome"


class EvidenceKind(models.TextChoices):
    DOCUMENT = "document", "Document"
    MINUTES = "minutes", "Minutes or paper"
    AUDIT = "audit", "Audit or review"
    DATA = "data", "Data"
    FEEDBACK = "feedback", "Feedback of practitioners"
    VOICE = "voice", "Voice of children or families"
    OTHER = "other", "Other"


class Screening(models.TextChoices):
    """Whether the content of a file may identify a child. Until that is settled nobody but its sender can open it."""

    CLEAR = "clear", "nothing found that may identify a child"
    WAITING = "waiting", "being screened for identifiers of children"
    HITS = "hits", "something may identify a child: look at it"
    LOOKED = "looked", "a person looked at what was found"
    PICTURE = "picture", "cannot be screened by machine: look at it"


HELD_BACK = (Screening.WAITING, Screening.HITS, Screening.PICTURE)
"""Not settled yet: it counts for nothing."""


class EvidenceQuerySet(PlaceQuerySet):
    def visible_to(self, user: User) -> Self:
        """What a partnership holds, for whoever reads its plan. What an organisation keeps is for its own people; who
        else may open it is for whoever it was shared with to say."""
        held = within(user, Right.READ_PLAN) & Q(organisation=None)
        return self.filter(held | Q(organisation__in=answered_for(user)))

    open_to = visible_to


class Evidence(models.Model):
    """One piece of evidence: a file or a link. ``evidence_on`` is the day it speaks of, not the day it was sent."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="evidence")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence",
        help_text="Who keeps it for itself; empty for what the partnership holds.",
    )  # fmt: skip
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=EvidenceKind.choices, default=EvidenceKind.DOCUMENT)
    rung = models.PositiveSmallIntegerField(choices=Rung.choices, default=Rung.OUTPUT)
    shows = models.TextField("what it shows", blank=True)
    evidence_on = models.DateField("date of the evidence")
    expires_on = models.DateField("no longer valid after", null=True, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    link = models.URLField(max_length=500, blank=True)
    screening = models.CharField(max_length=20, choices=Screening.choices, default=Screening.CLEAR)
    hits = models.JSONField(
        default=list, blank=True, help_text="What was found in the file: kind, why, and words half hidden."
    )
    public = models.BooleanField("may be shown on the public page", default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        "title": "Screened for identifiers before it is saved; with the plan.",
        "shows": "Screened for identifiers before it is saved; with the plan.",
        "added_by": "Who vouches for it; as long as the history.",
        "hits": "What may identify a child, half hidden, until a person settles it.",
        "withdrawn_why": "Screened for identifiers before it is saved; with the plan.",
    }
    closed_to_some = True
    objects: ClassVar[EvidenceQuerySet] = EvidenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["-evidence_on", "-added_at"]
        indexes = [models.Index(fields=["partnership", "-evidence_on"], name="evidence_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, link="") | (Q(file=None) & ~Q(link="")),
                name="evidence_file_or_link",
                violation_error_message="Give a file or a link, one of the two.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def history_chain(self) -> str:
        return f"organisation-{self.organisation.ref}" if self.organisation else self.partnership.slug

    def get_absolute_url(self) -> str:
        return reverse("evidence:evidence", args=[self.partnership.slug, self.ref])

    @property
    def is_settled(self) -> bool:
        """Screened for identifiers, and scanned where a scanner is set up."""
        return self.screening in {Screening.CLEAR, Screening.LOOKED} and (self.file is None or self.file.may_be_served)

    @property
    def is_held_back(self) -> bool:
        return self.screening in HELD_BACK

    @property
    def came_without_file(self) -> bool:
        """Of a plan that was loaded: only the file's name and hash are here."""
        return self.file is not None and self.file.scan == Scan.MISSING

    def expired(self, on: date) -> bool:
        return self.expires_on is not None and self.expires_on < on


class Resolution(models.TextChoices):
    NOT_A_CHILD = "not_a_child", "It does not identify a child"
    ORGANISATION = "organisation", "It belongs to an organisation or a professional in their work"


class ScreeningAnswer(models.Model):
    """That a person looked at something which might identify a child and said that it does not."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")
    record_type = models.CharField(max_length=60)
    record_ref = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    text_hash = models.CharField(max_length=64, help_text="Hash of the words, so that they are not kept twice.")
    resolution = models.CharField(max_length=20, choices=Resolution.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    personal_data: ClassVar[dict[str, str]] = {"by": "Who is accountable for the answer; as long as the history."}

    class Meta:
        indexes = [models.Index(fields=["partnership", "text_hash"], name="screening_answer")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.get_resolution_display()}"
