"""Who is expected, who is there, and how many of whom it takes."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from goldenthread.core import clock
from goldenthread.governance.models.meetings import Meeting, Person
from goldenthread.partnerships.models import (
    Body,
    Organisation,
    OrganisationKind,
    ends_after_it_starts,
)


class Constituency(models.TextChoices):
    """For whom somebody sits at the table; quorum may ask for some of each."""

    AUTHORITY = "authority", "Local authority"
    HEALTH = "health", "Health"
    POLICE = "police", "Police"
    EDUCATION = "education", "Education"
    OTHER = "other", "Others"


CONSTITUENCIES = {
    OrganisationKind.COUNCIL: Constituency.AUTHORITY,
    OrganisationKind.HEALTH: Constituency.HEALTH,
    OrganisationKind.POLICE: Constituency.POLICE,
    OrganisationKind.EDUCATION: Constituency.EDUCATION,
}


def constituency_of(organisation: Organisation | None) -> str:
    kind = OrganisationKind(organisation.kind) if organisation else OrganisationKind.OTHER
    return CONSTITUENCIES.get(kind, Constituency.OTHER)


class Part(models.TextChoices):
    MEMBER = "member", "Member"
    DEPUTY = "deputy", "Deputy"
    ADVISER = "adviser", "In attendance"
    OBSERVER = "observer", "Observer"


class Presence(models.TextChoices):
    EXPECTED = "expected", "Expected"
    PRESENT = "present", "Present"
    APOLOGIES = "apologies", "Apologies"
    ABSENT = "absent", "Absent without apologies"


class Attendance(models.Model):
    """One person at one meeting: as what, for whom, from when to when. ``name`` outlives the account."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="attended")
    name = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="attended"
    )
    part = models.CharField("takes part as", max_length=20, choices=Part.choices, default=Part.MEMBER)
    constituency = models.CharField(max_length=20, choices=Constituency.choices, default=Constituency.OTHER)
    votes = models.BooleanField("has a vote", default=True)
    presence = models.CharField(max_length=20, choices=Presence.choices, default=Presence.EXPECTED)
    reason = models.CharField("reason for apologies", max_length=200, blank=True)
    replied_at = models.DateTimeField("said whether they come", null=True, blank=True)
    deputy_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="deputies")
    arrived_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    marked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    personal_data: ClassVar[dict[str, str]] = {
        "person": "Who took part; as long as the minutes.",
        "name": "Who took part; as long as the minutes.",
        "reason": "Why somebody could not come, in a few words; as long as the minutes.",
        "marked_by": "Who is accountable; as long as the history.",
    }

    class Meta:
        ordering = ["part", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(person__isnull=False), name="attendance_once_a_meeting"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(arrived_at__isnull=False, left_at__gte=F("arrived_at")),
                name="attendance_left_after_arriving",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def history_chain(self) -> str:
        return self.meeting.partnership.slug

    @property
    def comes(self) -> str:
        """How they stand before the meeting, and in it."""
        if self.presence != Presence.EXPECTED:
            return self.get_presence_display()
        return "Will come" if self.replied_at else "No answer yet"

    # Django would make a dictionary of the choices each time; a page asks three things of everybody there.
    def get_part_display(self) -> str:  # type: ignore[no-redef]
        return Part(self.part).label

    def get_presence_display(self) -> str:  # type: ignore[no-redef]
        return Presence(self.presence).label

    def get_constituency_display(self) -> str:  # type: ignore[no-redef]
        return Constituency(self.constituency).label

    @property
    def in_the_room(self) -> bool:
        return self.presence == Presence.PRESENT and self.left_at is None


class QuorumRule(models.Model):
    """How many voting members it takes, in all or of one constituency; from a day to a day. All rules must be met."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="quorum_rules")
    constituency = models.CharField(max_length=20, choices=Constituency.choices, blank=True)
    at_least = models.PositiveSmallIntegerField()
    starts_on = models.DateField(default=clock.today)
    ends_on = models.DateField(null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {}

    class Meta:
        ordering = ["constituency", "-starts_on"]
        constraints = [
            ends_after_it_starts("quorum_rule_dates"),
            models.UniqueConstraint(
                fields=["body", "constituency"], condition=Q(ends_on=None), name="quorum_rule_one_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at_least} {self.get_constituency_display() or 'in all'}"

    @property
    def history_chain(self) -> str:
        return self.body.partnership.slug
