"""The outbox: every mail as a row before it is a mail."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.partnerships.models import Partnership, memberships_of, within
from goldenthread.partnerships.roles import Right


class MailState(models.TextChoices):
    PLANNED = "planned", "waiting to be sent"
    CLAIMED = "claimed", "being sent"
    SENT = "sent", "sent"
    DOUBTFUL = "doubtful", "not known whether it was sent"
    FAILED = "failed", "refused by the mail server"
    CANCELLED = "cancelled", "cancelled"


class MailQuerySet(models.QuerySet["Mail"]):
    def visible_to(self, user: User) -> "MailQuerySet":
        """What was written for partnerships in which the person chases returns."""
        joined = MailPlace.objects.filter(within(user, Right.CHECK_RETURNS)).values("mail")
        return self.filter(within(user, Right.CHECK_RETURNS) | Q(pk__in=joined))

    def of(self, partnership: Partnership) -> "MailQuerySet":
        """The partnership's own mails, and the joined ones that tell of it among others."""
        joined = MailPlace.objects.filter(partnership=partnership).values("mail")
        return self.filter(Q(partnership=partnership) | Q(pk__in=joined))

    def to(self, user: User) -> "MailQuerySet":
        return self.filter(person=user.pk)

    def operated_by(self, user: User) -> "MailQuerySet":
        """Every mail, for whoever keeps the installation running."""
        operates = any(Right.OPERATE in held.rights for held in memberships_of(user))
        return self if operates else self.none()


class Mail(models.Model):
    """One mail to one person. Claimed before it is sent: what was claimed and not finished is doubtful, not sent again.

    Neither subject nor text says what a record says: they name it and lead there, so that a stray mail tells nothing.
    ``kind`` is one of ``kinds.py``. ``key`` says what the mail is for ("reminder action-ref 2021-11-30"), so that the
    same one is planned once. ``about`` is the address of the page it speaks of; the recipient must be able to open it
    at the moment of sending. ``listed`` is what a digest named, as it was sent; the list is made at that moment.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    key = models.CharField(max_length=200, unique=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, null=True, blank=True, related_name="mails")
    places = models.ManyToManyField(Partnership, through="MailPlace", related_name="+")
    """Of a mail that joins what waits in several partnerships: which. It belongs to its reader, and to none of them."""
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mails")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    about = models.CharField(max_length=300, blank=True)
    planned_at = models.DateTimeField(default=clock.now)
    not_before = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=20, choices=MailState.choices, default=MailState.PLANNED)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    message_id = models.CharField(max_length=200, unique=True)
    problem = models.CharField(max_length=300, blank=True)
    listed = models.TextField(blank=True)

    is_new = False
    """Set where it was planned just now, and not before under the same key."""

    stays_behind = "what this installation sent; the next one sends its own"
    personal_data: ClassVar[dict[str, str]] = {
        "person": "Who was written to; a year after sending.",
        "text": "What was written; never the content of a record; a year after sending.",
        "listed": "The records that it named; a year after sending.",
    }

    objects: ClassVar[MailQuerySet] = MailQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-planned_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "not_before"], name="mail_waiting"),
            models.Index(fields=["person", "-planned_at"], name="mail_of_person"),
            models.Index(fields=["partnership", "-not_before"], name="mail_of_partnership"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=MailState.SENT) | Q(sent_at__isnull=False), name="mail_sent_is_dated"
            )
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        """For the business unit."""
        return reverse("notifications:planned_mail", args=[self.partnership.slug, self.ref]) if self.partnership else ""

    @property
    def history_chain(self) -> str:
        return self.partnership.slug if self.partnership else "installation"


class MailPlace(models.Model):
    """That a mail which joins several partnerships tells of this one."""

    mail = models.ForeignKey(Mail, on_delete=models.CASCADE, related_name="+")
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")

    stays_behind = "it goes with the mail"
    personal_data: ClassVar[dict[str, str]] = {}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mail", "partnership"], name="mail_place_once")]

    def __str__(self) -> str:
        return f"{self.mail}, {self.partnership}"
