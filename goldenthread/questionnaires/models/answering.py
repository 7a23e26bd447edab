"""What one organisation answers to one edition: a sheet, with an answer to each question by its identifier."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.refs import new_ref
from goldenthread.evidence.models import Evidence
from goldenthread.partnerships.models import Organisation, OrganisationKind, Partnership
from goldenthread.partnerships.rights import answered_for
from goldenthread.questionnaires.models.editions import Edition

Person = settings.AUTH_USER_MODEL


class SheetQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User) -> Self:
        """Those of the person's own organisation. Who else reads one is for whoever asked, and is shared with."""
        return self.filter(organisation__in=answered_for(user))

    open_to = visible_to


class Sheet(models.Model):
    """One set of answers. The counts repeat what its answers say, written in the same transaction, for lists."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="sheets", help_text="Where it is kept: whoever asks."
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="sheets")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sheets")
    kind = models.CharField("kind of organisation", max_length=20, choices=OrganisationKind.choices)
    site = models.CharField(max_length=200, blank=True)
    asked = models.PositiveIntegerField("questions that must be answered", default=0)
    answered = models.PositiveIntegerField("of these answered and confirmed", default=0)
    to_confirm = models.PositiveIntegerField("answers brought forward and not confirmed", default=0)
    answered_at = models.DateTimeField("last answered", null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    left_out = models.JSONField(
        "answers that a new edition left out", default=list, blank=True,
        help_text="Question, what was said, by whom and when, under which edition: to be read beside the return.",
    )  # fmt: skip

    leaves_only_with, closed_to_some = ("edition",), True
    personal_data: ClassVar[dict[str, str]] = {
        "left_out": "Who gave an answer that is no longer asked; with the sheet.",
    }
    objects: ClassVar[SheetQuerySet] = SheetQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["organisation__name", "site", "pk"]
        indexes = [models.Index(fields=["organisation", "edition", "site"], name="sheet_of_organisation")]
        constraints = [
            models.CheckConstraint(condition=Q(answered__lte=models.F("asked")), name="sheet_answered_were_asked")
        ]

    def __str__(self) -> str:
        whose = f"{self.organisation}, {self.site}" if self.site else str(self.organisation)
        return f"{self.edition.title}: {whose}"

    @property
    def history_chain(self) -> str:
        """What was answered is the organisation's own: its history stands in no partnership's."""
        return f"organisation-{self.organisation.ref}"

    @property
    def missing(self) -> int:
        return self.asked - self.answered


class AnswerState(models.TextChoices):
    VALUE = "value", "Answered"
    NIL = "nil", "Nil"
    NOT_KNOWN = "not-known", "Not known"
    NOT_APPLICABLE = "not-applicable", "Not applicable"


class Answer(models.Model):
    """The present answer to one question. Without a state there is a comment alone, and nothing was answered yet.

    One that came forward from an earlier sheet or edition counts once somebody confirmed, changed or dropped it.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField("identifier of the question", max_length=60)
    state = models.CharField(max_length=20, choices=AnswerState.choices, blank=True)
    value = models.JSONField(null=True, blank=True)
    comment = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(default=clock.now)
    brought_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    first_answered_at = models.DateTimeField(
        default=clock.now, help_text="Since when it has said the same, over all that it was brought forward from."
    )
    asked_again_at = models.DateTimeField(
        null=True, blank=True, help_text="When a new edition said it in other words, so that it is to be confirmed."
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    pieces: "Sequence[AnswerEvidence]" = ()
    """Its evidence, where ``answers_of_sheets`` read it along."""

    personal_data: ClassVar[dict[str, str]] = {
        "comment": "Screened for identifiers before it is saved; with the sheet.",
        "answered_by": "Who answered; with the sheet.",
    }

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "question"], name="answer_once"),
            models.CheckConstraint(
                condition=Q(state=AnswerState.VALUE, value__isnull=False)
                | (~Q(state=AnswerState.VALUE) & Q(value__isnull=True)),
                name="answer_value_fits_state",
            ),
            models.CheckConstraint(
                condition=~Q(state=AnswerState.NOT_APPLICABLE) | ~Q(comment=""),
                name="answer_not_applicable_has_reason",
                violation_error_message="Say why it does not apply.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.question

    @property
    def history_chain(self) -> str:
        return self.sheet.history_chain

    @property
    def is_unconfirmed(self) -> bool:
        return self.is_earlier and self.confirmed_at is None

    @property
    def is_earlier(self) -> bool:
        """Given to an earlier sheet, or to an earlier edition of the question."""
        return self.brought_from_id is not None or self.asked_again_at is not None

    @property
    def counts(self) -> bool:
        return bool(self.state) and not self.is_unconfirmed

    def as_text(self) -> str:
        """For conditions of later questions (``Condition.holds``): a code, codes separated by blanks, or a number."""
        value: Any = self.value
        if self.state != AnswerState.VALUE:
            return self.state
        return " ".join(value) if isinstance(value, list) and all(isinstance(x, str) for x in value) else str(value)


MOST_EVIDENCE = 3
"""Pieces for one answer."""


class AnswerEvidence(models.Model):
    """That a piece of evidence shows what an answer says. The same piece serves as many answers as it does."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="evidence")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="answers")
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    leaves_with, leaves_only_with = "answer", ("evidence",)
    personal_data: ClassVar[dict[str, str]] = {"added_by": "Who attached it; with the answer."}

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["answer", "evidence"], name="answer_evidence_once")]

    def __str__(self) -> str:
        return str(self.evidence)

    @property
    def history_chain(self) -> str:
        return self.answer.history_chain
