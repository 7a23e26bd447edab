"""What somebody chose about the mails that go to them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class Day(models.IntegerChoices):
    """Numbered as ISO does. ``NEVER`` holds as long as nothing that the person answers for is overdue."""

    MONDAY = 1, "Monday"
    TUESDAY = 2, "Tuesday"
    WEDNESDAY = 3, "Wednesday"
    THURSDAY = 4, "Thursday"
    FRIDAY = 5, "Friday"
    SATURDAY = 6, "Saturday"
    SUNDAY = 7, "Sunday"
    NEVER = 0, "Never"


NEVER = Day.NEVER


class MailChoice(models.Model):
    """Without a row: the digest on Mondays, and a note on the morning on which something is due."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_choice")
    digest_day = models.PositiveSmallIntegerField(choices=Day.choices, default=Day.MONDAY)
    morning = models.BooleanField(default=True)

    stays_behind = "a person may belong to several partnerships; they choose again at the next one"
    personal_data: ClassVar[dict[str, str]] = {"person": "Whose choice it is; as long as the account."}

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(digest_day__in=Day.values), name="mail_choice_is_a_day")]

    def __str__(self) -> str:
        return f"mails of {self.person}"
