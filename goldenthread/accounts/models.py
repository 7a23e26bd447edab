"""People who sign in, and nothing about what they may do: rights come from memberships (``partnerships``)."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.db import models

from goldenthread.core import clock
from goldenthread.core.refs import new_ref


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_person(self, email: str, name: str, **values: Any) -> "User":
        """A person without a password: they sign in by e-mailed code until they choose one."""
        return self.create(email=email.strip().lower(), name=name.strip(), password=make_password(None), **values)


class User(AbstractBaseUser):
    """A person. Leavers are suspended, not deleted, so that "who did this" keeps its answer."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    email = models.EmailField("email address", unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(default=clock.now)

    personal_data: ClassVar[dict[str, str]] = {
        "email": "To sign in and to be written to; two years after the last membership ends.",
        "name": "Who is accountable; as long as the history.",
        "password": "To sign in; only its hash is kept.",
        "last_login": "To find unused accounts; two years after the last membership ends.",
    }

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_active=True, suspended_at=None)
                | models.Q(is_active=False, suspended_at__isnull=False),
                name="accounts_user_suspended_is_dated",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name


class SignInLink(models.Model):
    """A one-time link for a demonstration person, made on the command line. Only its hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    stays_behind = "a secret of this installation"
    personal_data: ClassVar[dict[str, str]] = {"user": "Whom the link signs in; until it is used or a week has passed."}

    def __str__(self) -> str:
        return f"sign-in link for {self.user}"


class SentForm(models.Model):
    """A form that somebody sent and that made something, so that it makes nothing more when it is sent again
    (``once.py``). It is kept in the transaction of what was made: both are there or neither."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField("sha256 of what was sent", max_length=64)
    led_to = models.CharField("address of what was made", max_length=1000, blank=True)
    last_entry = models.BigIntegerField("the last entry of the history then", default=0)
    sent_at = models.DateTimeField(default=clock.now)

    stays_behind = "what was sent to this installation in the last minutes"
    personal_data: ClassVar[dict[str, str]] = {"person": "Who sent it; until they send one ten minutes later."}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="sent_form_once")]

    def __str__(self) -> str:
        return self.digest
