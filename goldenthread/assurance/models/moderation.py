"""What others say to the answers of a return: levels judged beside each other, questions that went back, letters."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from goldenthread.accounts.models import User
from goldenthread.assurance.models.returns import HANDED_IN, AssessmentPart, SelfAssessment, Share
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.partnerships.models import Partnership, within
from goldenthread.partnerships.rights import answered_for
from goldenthread.partnerships.roles import Right

Person = settings.AUTH_USER_MODEL


class AboutAnswers(models.QuerySet):  # type: ignore[type-arg]
    """Records about a question of an assessment part: read by whoever reads the answer itself, and by nobody else."""

    def visible_to(self, user: User) -> Self:
        shared = Share.objects.filter(
            within(user, Right.READ_SELF_ASSESSMENTS), Share.running(clock.today()),
            assessment=OuterRef("part__assessment"),
        )  # fmt: skip
        common = Q(part__part__partnership=None) & Exists(shared)
        supplement = Exists(shared.filter(partnership=OuterRef("part__part__partnership")))
        own = Q(part__assessment__organisation__in=answered_for(user))
        return self.filter(own | (Q(part__assessment__state__in=HANDED_IN) & (common | supplement)))

    def known_in(self, partnership: Partnership) -> Self:
        """Of the common parts, and of the partnership's own supplement."""
        return self.filter(Q(part__part__partnership=None) | Q(part__part__partnership=partnership))


class JudgementStage(models.TextChoices):
    MODERATED = "moderated", "Moderated"
    REPLY = "reply", "Right of reply"
    AGREED = "agreed", "Agreed"


class Stance(models.TextChoices):
    JUDGED = "judged", "Gave a level"
    ACCEPTED = "accepted", "Accepts it"
    AGREES = "agrees", "Agrees"
    DISAGREES = "disagrees", "Disagrees"


class Judgement(models.Model):
    """One view of one answer. It is never changed: a later one has the next number, and the last one stands.

    ``partnership``: whose view it is; of a reply, whose view is replied to. ``answer_version``: the answer before them.
    """

    part = models.ForeignKey(AssessmentPart, on_delete=models.CASCADE, related_name="judgements")
    question = models.CharField("identifier of the question", max_length=60)
    stage = models.CharField(max_length=20, choices=JudgementStage.choices)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(default=1)
    stance = models.CharField(max_length=20, choices=Stance.choices)
    level = models.CharField("code of the level", max_length=60, blank=True)
    reason = models.TextField(blank=True)
    answer_version = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    leaves_with, leaves_only_with = "part", ("partnership",)
    personal_data: ClassVar[dict[str, str]] = {
        "reason": "Screened for identifiers before it is saved; as long as the return.",
        "by": "Who judged or replied, and is accountable for it; as long as the return.",
    }
    objects: ClassVar[AboutAnswers] = AboutAnswers.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "question", "stage", "partnership", "number"], name="judgement_never_overwritten"
            ),
            models.CheckConstraint(
                condition=Q(stage=JudgementStage.REPLY, stance__in=[Stance.AGREES, Stance.DISAGREES])
                | (~Q(stage=JudgementStage.REPLY) & Q(stance__in=[Stance.JUDGED, Stance.ACCEPTED])),
                name="judgement_stance_fits_stage",
            ),
            models.CheckConstraint(
                condition=~Q(stance=Stance.DISAGREES) | ~Q(reason=""), name="judgement_disagrees_with_words",
                violation_error_message="Say why you disagree.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.question}: {self.get_stage_display().lower()}"


class ReturnedQuestion(models.Model):
    """Something that went back to the organisation about an answer, and what it answered."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    part = models.ForeignKey(AssessmentPart, on_delete=models.CASCADE, related_name="queries")
    question = models.CharField("identifier of the question", max_length=60)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    words = models.TextField("what is asked")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    reply = models.TextField("the answer", blank=True)
    replied_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    replied_at = models.DateTimeField(null=True, blank=True)

    leaves_with, leaves_only_with = "part", ("partnership",)
    personal_data: ClassVar[dict[str, str]] = {
        "words": "Screened for identifiers before it is saved; as long as the return.",
        "reply": "Screened for identifiers before it is saved; as long as the return.",
        "asked_by": "Who asked; as long as the return.",
        "replied_by": "Who answered for the organisation; as long as the return.",
    }
    objects: ClassVar[AboutAnswers] = AboutAnswers.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(replied_at=None, replied_by=None, reply="")
                | (Q(replied_at__isnull=False, replied_by__isnull=False) & ~Q(reply="")),
                name="returned_question_answered_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"a question about {self.question}"


class Correction(models.Model):
    """One answer changed after it was handed in. ``old`` and ``new`` are as a page says them, so that both stay."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    part = models.ForeignKey(AssessmentPart, on_delete=models.CASCADE, related_name="corrections")
    question = models.CharField("identifier of the question", max_length=60)
    old = models.TextField("it said")
    new = models.TextField("it says")
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    leaves_with = "part"
    personal_data: ClassVar[dict[str, str]] = {
        "old": "An answer; screened for identifiers when it was saved; as long as the return.",
        "new": "An answer; screened for identifiers before it is saved; as long as the return.",
        "reason": "Screened for identifiers before it is saved; as long as the return.",
        "by": "Who corrected it for the organisation; as long as the return.",
    }
    objects: ClassVar[AboutAnswers] = AboutAnswers.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(old=F("new")), name="correction_changes_something_with_reason",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"a correction of {self.question}"


class LetterQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User) -> Self:
        own = Q(assessment__organisation__in=answered_for(user))
        return self.filter(own | within(user, Right.READ_SELF_ASSESSMENTS))


class Letter(models.Model):
    """That a partnership sent its feedback. What it says is assembled from the judgements as they stood then."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="letters")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    words = models.TextField("what is said before the levels", blank=True)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=clock.now)

    leaves_with, leaves_only_with = "assessment", ("partnership",)
    personal_data: ClassVar[dict[str, str]] = {
        "words": "Screened for identifiers before it is saved; as long as the return.",
        "sent_by": "Who sent it; as long as the return.",
    }
    objects: ClassVar[LetterQuerySet] = LetterQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return f"Feedback of {self.partnership}"

    def get_absolute_url(self) -> str:
        """Where the organisation reads it."""
        return reverse("assurance:own_letter", args=[self.assessment.ref, self.ref])
