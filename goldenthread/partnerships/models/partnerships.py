"""Networks and partnerships."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models

from goldenthread.accounts.models import User
from goldenthread.core.addresses import reverse
from goldenthread.documents.models import StoredFile
from goldenthread.partnerships.models.reaching import reach, within
from goldenthread.partnerships.roles import Right

Person = settings.AUTH_USER_MODEL


colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Enter a colour as # and six digits or letters, for example #1d70b8.")


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
