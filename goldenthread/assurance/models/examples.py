"""Good practice found in a return: proposed by whoever moderated it, published once the organisation consents."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.assurance.models.returns import AssessmentPart
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.partnerships.models import Network, Partnership, within
from goldenthread.partnerships.rights import answered_for
from goldenthread.partnerships.roles import Right

Person = settings.AUTH_USER_MODEL


class ExampleState(models.TextChoices):
    PROPOSED = "proposed", "Waits for the organisation"
    PUBLISHED = "published", "Published"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ExampleQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User) -> Self:
        """Published ones throughout the network; before and after that the organisation and who proposed it."""
        networks = Partnership.objects.where(user, Right.READ_PLAN).exclude(network=None).values("network")
        published = Q(state=ExampleState.PUBLISHED) & (within(user, Right.READ_PLAN) | Q(network__in=networks))
        proposers = within(user, Right.MODERATE)
        return self.filter(published | proposers | Q(part__assessment__organisation__in=answered_for(user)))

    def published_in(self, partnership: Partnership) -> Self:
        here = Q(partnership=partnership)
        if partnership.network_id is not None:
            here |= Q(network=partnership.network_id)
        return self.filter(here, state=ExampleState.PUBLISHED)


class GoodExample(models.Model):
    """``named``: whether the organisation consented with its name. ``network``: where it is published besides."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    part = models.ForeignKey(AssessmentPart, on_delete=models.CASCADE, related_name="examples")
    question = models.CharField("identifier of the standard", max_length=60)
    standard = models.CharField("the standard, as it was asked", max_length=500)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="good_examples")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField("what is done, and what came of it")
    state = models.CharField(max_length=20, choices=ExampleState.choices, default=ExampleState.PROPOSED)
    named = models.BooleanField("published with the organisation's name", default=False)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField("consented or declined", null=True, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField("withdrawn", null=True, blank=True)
    why = models.CharField("why it was declined or withdrawn", max_length=500, blank=True)

    leaves_with, leaves_only_with = "part", ("partnership",)
    personal_data: ClassVar[dict[str, str]] = {
        **dict.fromkeys(
            ("title", "text", "why"), "Screened for identifiers before it is saved; as long as the return."
        ),
        "proposed_by": "Who proposed it; as long as the return.",
        "answered_by": "Who consented or declined for the organisation; as long as the return.",
        "ended_by": "Who withdrew it; as long as the return.",
    }
    objects: ClassVar[ExampleQuerySet] = ExampleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-answered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ExampleState.PUBLISHED) | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="good_example_published_by_consent",
            ),
            models.UniqueConstraint(
                fields=["part", "question", "partnership"],
                condition=Q(state__in=[ExampleState.PROPOSED, ExampleState.PUBLISHED]), name="good_example_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    @property
    def is_published(self) -> bool:
        return self.state == ExampleState.PUBLISHED

    @property
    def whose(self) -> str:
        organisation = self.part.assessment.organisation
        return str(organisation) if self.named else f"An organisation: {organisation.get_kind_display().lower()}"

    def get_absolute_url(self) -> str:
        return self.address_in(self.partnership)

    def address_in(self, partnership: Partnership) -> str:
        return reverse("assurance:example", args=[partnership.slug, self.ref])
