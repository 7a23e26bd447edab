"""Agencies: each exists once, and belongs to partnerships from a day to a day."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from goldenthread.accounts.models import User
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.partnerships.models.dates import ends_after_it_starts
from goldenthread.partnerships.models.partnerships import Partnership
from goldenthread.partnerships.models.reaching import memberships_of, within
from goldenthread.partnerships.roles import Right


class OrganisationKind(models.TextChoices):
    COUNCIL = "council", "Council"
    HEALTH = "health", "Health"
    POLICE = "police", "Police"
    PROBATION = "probation", "Probation and youth justice"
    EDUCATION = "education", "School, college or childcare"
    CHARITY = "charity", "Charity or community group"
    FAITH = "faith", "Faith setting"
    GOVERNMENT = "government", "Government or inspectorate"
    OTHER = "other", "Other"


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: User) -> "OrganisationQuerySet":
        """Organisations that belong, or belonged, to a partnership whose plan the person may read, and their own."""
        own = {held.organisation_id for held in memberships_of(user) if held.organisation_id is not None}
        members = PartnershipMember.objects.filter(within(user, Right.READ_PLAN)).values("organisation")
        return self.filter(Q(pk__in=members) | Q(pk__in=own))


class Organisation(models.Model):
    """An agency. It exists once, however many partnerships it belongs to; earlier names are kept with their dates."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    name = models.CharField(max_length=200)
    short_name = models.CharField("short name", max_length=40, blank=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.OTHER)
    outside_id = models.CharField(
        "identifier",
        max_length=60,
        blank=True,
        help_text="A stable code of your own or a public one, used when lists are imported.",
    )
    succeeded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors"
    )
    ended_on = models.DateField("last day", null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {}
    objects: ClassVar[OrganisationQuerySet] = OrganisationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["outside_id"], condition=~Q(outside_id=""), name="organisation_one_per_identifier"
            ),
            models.CheckConstraint(
                condition=Q(succeeded_by=None) | Q(ended_on__isnull=False), name="organisation_succeeded_has_ended"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reports:organisation", args=[self.ref])


class OrganisationName(models.Model):
    """A name that an organisation had, from and to."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {}

    class Meta:
        ordering = [F("starts_on").desc(nulls_last=True)]
        constraints = [ends_after_it_starts("organisation_name_dates")]

    def __str__(self) -> str:
        return self.name


class MemberKind(models.TextChoices):
    STATUTORY = "statutory", "Safeguarding partner"
    RELEVANT = "relevant", "Relevant agency"
    OTHER = "other", "Other member"


class PartnershipMember(models.Model):
    """That an organisation belongs to a partnership, as what, from and to."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="partnerships")
    kind = models.CharField(max_length=20, choices=MemberKind.choices, default=MemberKind.RELEVANT)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {}

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            ends_after_it_starts("partnership_member_dates"),
            models.UniqueConstraint(
                fields=["partnership", "organisation", "starts_on"], name="partnership_member_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.partnership}"

    @property
    def history_chain(self) -> str:
        return self.partnership.slug
