"""Who we are: networks, partnerships, organisations, bodies, posts, and the dated memberships that give rights."""

from datetime import date
from typing import ClassVar, NamedTuple

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.prepared import prepared
from goldenthread.core.refs import new_ref
from goldenthread.documents.models import StoredFile
from goldenthread.partnerships.roles import DUTIES, Place, Right, Role

Person = settings.AUTH_USER_MODEL

colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Enter a colour as # and six digits or letters, for example #1d70b8.")


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
        name=name,
        violation_error_message="The last day is before the first day.",
    )


def running(on: date | None = None, prefix: str = "") -> Q:
    """Rows whose ``starts_on`` to ``ends_on`` (both included, either may be open) holds the day, today unless said."""
    day = on or clock.today()
    starts, ends = f"{prefix}starts_on", f"{prefix}ends_on"
    return (Q(**{starts: None}) | Q(**{f"{starts}__lte": day})) & (Q(**{ends: None}) | Q(**{f"{ends}__gte": day}))


class Network(models.Model):
    """Partnerships that work together, for example a region."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)

    personal_data: ClassVar[dict[str, str]] = {}

    def __str__(self) -> str:
        return self.name


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def where(self, user: User, right: Right) -> "PartnershipQuerySet":
        """Partnerships where the person holds the right today, by their own memberships or their organisation's."""
        return self.filter(within(user, right, "pk"))

    def visible_to(self, user: User) -> "PartnershipQuerySet":
        """Partnerships whose plan the person may read, or where they hold any role."""
        return self.filter(reach(user).rows("pk"))


class Licence(models.TextChoices):
    """Under which anybody may use what a partnership publishes as data."""

    OGL = "OGL-UK-3.0", "Open Government Licence v3.0"
    CC_BY = "CC-BY-4.0", "Creative Commons Attribution 4.0"

    @property
    def address(self) -> str:
        return LICENCES[self]


LICENCES = {
    Licence.OGL: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
}
NO_LICENCE = "No licence stated"


class Partnership(models.Model):
    """A local safeguarding children partnership: the arrangement under Working Together, and the tenant of all rows."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField("short name", max_length=30, blank=True, help_text="For example BSCP.")
    area = models.CharField(max_length=200, blank=True)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, null=True, blank=True, related_name="partnerships")
    colour = models.CharField(max_length=7, default="#1d70b8", validators=[colour])
    logo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    report_template = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    front_door = models.CharField(
        "who to call about a child",
        max_length=300,
        blank=True,
        help_text="The area's front door: its name and telephone number, shown wherever somebody may be in danger.",
    )
    licence = models.CharField("licence of published data", max_length=20, choices=Licence.choices, blank=True)

    personal_data: ClassVar[dict[str, str]] = {}
    objects: ClassVar[PartnershipQuerySet] = PartnershipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def licence_said(self) -> str:
        return f"{Licence(self.licence).label}, {Licence(self.licence).address}" if self.licence else NO_LICENCE

    @property
    def history_chain(self) -> str:
        return self.slug

    @property
    def ref(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("partnerships:home", args=[self.slug])


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


class BodyKind(models.TextChoices):
    PARTNERSHIP = "partnership", "The partnership as a whole"
    BOARD = "board", "Board"
    SUB_GROUP = "sub_group", "Sub-group"
    ASSEMBLY = "assembly", "Assembly"
    OPERATIONS = "operations", "Operations group"
    TASK_GROUP = "task_group", "Task and finish group"
    EXTERNAL = "external", "Body outside the partnership"


class PlaceQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """For everything that belongs to one partnership and is read by whoever reads its plan."""

    def visible_to(self, user: User) -> "PlaceQuerySet":
        return self.filter(within(user, Right.READ_PLAN))


class Body(models.Model):
    """A group that meets and answers for things: the Board, a sub-group, the assembly, or a body elsewhere."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="bodies")
    kind = models.CharField(max_length=20, choices=BodyKind.choices, default=BodyKind.SUB_GROUP)
    name = models.CharField(max_length=200)
    short_name = models.CharField("short name", max_length=40, blank=True)
    aliases = models.JSONField(default=list, blank=True, help_text="Other ways in which plans write its name.")
    purpose = models.TextField(blank=True)
    meets = models.CharField(
        "how often it meets", max_length=100, blank=True, help_text="For example: every two months."
    )
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    reports_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reported_by")
    starts_on = models.DateField("first day", null=True, blank=True)
    ends_on = models.DateField("last day", null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {"purpose": "What the body is for; as long as the body."}
    objects: ClassVar[PlaceQuerySet] = PlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name_plural = "bodies"
        ordering = ["name"]
        constraints = [
            ends_after_it_starts("body_dates"),
            models.UniqueConstraint(
                fields=["partnership", "name"],
                name="body_one_per_name",
                violation_error_message="A body of this name is here already. Choose that one, or another name.",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("pk")) & ~Q(reports_to=F("pk")), name="body_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    def get_absolute_url(self) -> str:
        return reverse("reports:body", args=[self.partnership.slug, self.ref])


class Post(models.Model):
    """An office that somebody holds, for example "Chair, Quality Sub-Group". Posts own things; people come and go.

    Whoever is appointed to a post holds ``role`` in its body, organisation or partnership for as long.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="posts")
    title = models.CharField(max_length=200)
    role = models.CharField(max_length=30, choices=Role.choices)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    escalates_to = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="post above"
    )
    starts_on = models.DateField("first day", null=True, blank=True)
    ends_on = models.DateField("last day", null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {}
    objects: ClassVar[PlaceQuerySet] = PlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["title"]
        constraints = [
            ends_after_it_starts("post_dates"),
            models.UniqueConstraint(
                fields=["partnership", "title"],
                name="post_one_per_title",
                violation_error_message="A post of this name is here already. Choose that one, or another name.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    def get_absolute_url(self) -> str:
        return reverse("reports:post", args=[self.partnership.slug, self.ref])


class Appointment(models.Model):
    """That a person holds a post, from and to. "Who chaired that day" is one query."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    starts_on = models.DateField("first day", default=clock.today)
    ends_on = models.DateField("last day", null=True, blank=True)
    deputy = models.BooleanField(default=False)

    personal_data: ClassVar[dict[str, str]] = {"person": "Who held the post; as long as the history."}

    class Meta:
        ordering = ["-starts_on"]
        constraints = [ends_after_it_starts("appointment_dates")]

    def __str__(self) -> str:
        return f"{self.person}, {self.post}"

    @property
    def history_chain(self) -> str:
        return self.post.partnership.slug


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
    organisation belongs to) or in the installation. A membership made by an appointment ends with it.
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
                condition=Q(_held_in(Place.PARTNERSHIP), partnership__isnull=False, body=None)
                | Q(_held_in(Place.BODY), partnership__isnull=False, body__isnull=False)
                | Q(_held_in(Place.ORGANISATION), organisation__isnull=False, body=None)
                | Q(_held_in(Place.INSTALLATION), partnership=None, body=None, organisation=None),
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
    def place(self) -> Body | Organisation | Partnership | None:
        return self.body or self.organisation or self.partnership

    @property
    def history_chain(self) -> str:
        return self.partnership.slug if self.partnership else "installation"


PLACES = ("body", "organisation", "appointment")
UNASKED = (
    "body__purpose",
    "body__aliases",
    "body__meets",
    "body__starts_on",
    "body__ends_on",
    "organisation__outside_id",
)
"""What no page asks of the places where somebody holds a role."""


def memberships_of(user: User) -> list[Membership]:
    """The person's memberships of today, read once a request. None for the suspended and the signed out."""
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, "_memberships"):
        user._memberships = _held(person=user.pk, on=clock.today())  # type: ignore[attr-defined]
    return user._memberships  # type: ignore[attr-defined, no-any-return]


@prepared
def _held(*, person: int, on: date) -> models.QuerySet[Membership]:
    held = Membership.objects.filter(running(on), person=person)
    return held.select_related("partnership__logo", *PLACES).defer(*UNASKED).order_by("pk")


class Reach(NamedTuple):
    """How far memberships reach on a day: into the partnerships of their own, and through their organisations."""

    own: tuple[int, ...]
    through: tuple[int, ...]
    on: date | None
    """The day, where organisations are asked for theirs."""

    def rows(self, path: str) -> Q:
        """Rows of these partnerships; ``path`` leads from a row to its partnership."""
        reached = Q(**{f"{path}__in": self.own})
        if self.through:
            joined = PartnershipMember.objects.filter(running(self.on), organisation__in=self.through)
            reached |= Q(**{f"{path}__in": joined.values("partnership")})
        return reached


def reach(user: User, *rights: Right) -> Reach:
    """How far one of the rights of the person reaches today; without any, how far any role of theirs."""
    held = [each for each in memberships_of(user) if not rights or each.rights & set(rights)]
    own = {each.partnership_id for each in held if each.partnership_id is not None}
    through = {each.organisation_id for each in held if each.partnership_id is None and each.organisation_id}
    return Reach(tuple(sorted(own)), tuple(sorted(through)), clock.today() if through else None)


def within(user: User, right: Right, path: str = "partnership") -> Q:
    """Rows of the partnerships where the person holds the right today; ``path`` leads from a row to its partnership."""
    return reach(user, right).rows(path)


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


class ArchiveState(models.TextChoices):
    WAITING = "waiting", "is being made"
    READY = "ready", "is ready"
    FAILED = "failed", "could not be made"


class ArchiveQuerySet(models.QuerySet["Archive"]):
    def visible_to(self, user: User) -> "ArchiveQuerySet":
        """Only for whoever asked for it, and only while they manage the partnership."""
        return self.filter(within(user, Right.MANAGE), asked_by=user)


class Archive(models.Model):
    """The whole partnership in one file, as somebody asked for it. The worker makes it; it is kept for a day."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="archives")
    state = models.CharField(max_length=20, choices=ArchiveState.choices, default=ArchiveState.WAITING)
    content = models.FileField(upload_to="archives", max_length=200, blank=True)
    rows = models.PositiveIntegerField("records", default=0)
    size = models.PositiveBigIntegerField(default=0, help_text="Bytes.")
    asked_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)

    stays_behind = "a copy, kept for a day"
    personal_data: ClassVar[dict[str, str]] = {
        "asked_by": "Who may fetch the file; a day.",
        "content": "A copy of everything that the partnership keeps; a day.",
    }
    objects: ClassVar[ArchiveQuerySet] = ArchiveQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ArchiveState.READY) ^ Q(content=""), name="archive_ready_has_content"
            )
        ]

    def __str__(self) -> str:
        return f"{self.partnership.slug}-{self.asked_at:%Y-%m-%d}.zip"

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    def get_absolute_url(self) -> str:
        return reverse("partnerships:archive", args=[self.partnership.slug])


class SearchRow(models.Model):
    """What the search box finds: one row for each record with a page, written by the operation that changes it.

    An organisation or a person has one in each of their partnerships. ``right`` is what a reader must hold to find it.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")
    record_type = models.CharField(max_length=60)
    record_ref = models.CharField(max_length=12)
    right = models.CharField(max_length=40, default="READ_PLAN")
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    address = models.CharField(max_length=300)

    stays_behind = "made anew from the records"
    personal_data: ClassVar[dict[str, str]] = {
        "title": "A copy of what the record shows; with the record.",
        "text": "A copy of what the record shows; with the record.",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "record_ref", "partnership"], name="search_row_one_per_record"
            )
        ]

    def __str__(self) -> str:
        return self.title
