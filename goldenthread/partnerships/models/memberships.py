"""Who holds which role where, and invitations to take one up."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.refs import new_ref
from goldenthread.partnerships.models.bodies import Appointment, Body, PlaceQuerySet
from goldenthread.partnerships.models.dates import ends_after_it_starts, running
from goldenthread.partnerships.models.organisations import Organisation
from goldenthread.partnerships.models.partnerships import Network, Partnership
from goldenthread.partnerships.roles import DUTIES, Place, Right, Role

Person = settings.AUTH_USER_MODEL


class MembershipQuerySet(models.QuerySet["Membership"]):
    def held_by(self, user: User, on: date | None = None) -> "MembershipQuerySet":
        """Memberships that give rights on the day, today unless said. None for the suspended and the signed out."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(running(on), person=user)


def _held_in(place: Place) -> Q:
    return Q(role__in=[role.value for role, duty in DUTIES.items() if duty.place is place])


class Membership(models.Model):
    """Person, role and place, from and to. Every right in the application comes from rows of this table.

    ``partnership`` is empty only for a role held in an organisation (which counts in every partnership that the
    organisation belongs to), in a network or in the installation. A membership made by an appointment ends with it.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role.choices)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    body = models.ForeignKey(Body, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    network = models.ForeignKey(Network, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships")
    appointment = models.OneToOneField(
        Appointment, on_delete=models.CASCADE, null=True, blank=True, related_name="membership"
    )
    starts_on = models.DateField("first day", default=clock.today)
    ends_on = models.DateField("last day", null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        "person": "Who may do what; two years after it ends, then only in history."
    }
    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["person__name"]
        indexes = [
            models.Index(fields=["person", "role"], name="membership_rights"),
            models.Index(fields=["role", "body"], name="membership_of_role"),  # the nightly choice asks who chairs what
        ]
        constraints = [
            ends_after_it_starts("membership_dates"),
            models.CheckConstraint(
                condition=Q(_held_in(Place.PARTNERSHIP), partnership__isnull=False, body=None, network=None)
                | Q(_held_in(Place.BODY), partnership__isnull=False, body__isnull=False, network=None)
                | Q(_held_in(Place.ORGANISATION), organisation__isnull=False, body=None, network=None)
                | Q(_held_in(Place.NETWORK), network__isnull=False, partnership=None, body=None, organisation=None)
                | Q(_held_in(Place.INSTALLATION), partnership=None, body=None, organisation=None, network=None),
                name="membership_role_fits_place",
                violation_error_message="This role is not held in such a place.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"

    limited_to: frozenset[Right] | None = None
    """Set on the memberships of whoever came in by a program's token, which may do less than the person."""

    @property
    def rights(self) -> frozenset[Right]:
        """What it gives. Everything that asks what somebody may do asks here."""
        given = DUTIES[Role(self.role)].rights
        return given if self.limited_to is None else given & self.limited_to

    @property
    def place(self) -> Body | Organisation | Network | Partnership | None:
        return self.body or self.organisation or self.network or self.partnership

    @property
    def history_chain(self) -> str:
        return self.partnership.slug if self.partnership else "installation"


class Invitation(models.Model):
    """A single-use invitation to a person to take up their membership, bound to their address, for seven days."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    stays_behind = "its secret holds at this address alone"
    personal_data: ClassVar[dict[str, str]] = {
        "person": "Who is invited; a year.",
        "sent_by": "Who is accountable for the invitation; a year.",
    }
    objects: ClassVar[PlaceQuerySet] = PlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"invitation of {self.person}"

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    @property
    def is_open(self) -> bool:
        return self.used_at is None and self.revoked_at is None and self.expires_at > clock.now()
