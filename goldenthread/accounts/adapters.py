"""How sign-in behaves: nobody signs up, mails are ours, an organisation's own account only joins a person we know."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from goldenthread.accounts import operations
from goldenthread.accounts.models import User
from goldenthread.accounts.tasks import send_account_mail

UNKNOWN = "account/email/unknown_account"

SECURITY_CHANGES = {
    "account/email/password_changed": "changed the password",
    "account/email/password_reset": "changed the password after asking for a link by mail",
    "account/email/password_set": "set a password",
    "mfa/email/totp_activated": "set up an authenticator app",
    "mfa/email/totp_deactivated": "removed the authenticator app",
    "mfa/email/webauthn_added": "added a passkey",
    "mfa/email/webauthn_removed": "removed a passkey",
    "mfa/email/recovery_codes_generated": "made new recovery codes",
    "socialaccount/email/account_connected": "joined an organisation's account",
}
"""What allauth notifies of, in the words of the history and of the mail."""


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": "Too many wrong tries. Wait five minutes, or sign in with a code by mail.",
        "email_password_mismatch": "The e-mail address or the password is not right.",
        "incorrect_code": "This is not the code that we sent last.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are invited by their partnership; there is no sign-up page."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """People have no user names."""

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords count for the pair of network and account: guessing elsewhere locks nobody out here."""
        return f"{get_ip(request)}:{credentials.get('email', '').lower()}"

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        proofs = get_authentication_records(request, user)
        operations.record_sign_in(user, [proof.get("type") or proof["method"] for proof in proofs])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        text = {"email": email, **context}
        subject = render_to_string(f"{template_prefix}_subject.txt", text).strip()
        body = render_to_string(f"{template_prefix}_message.txt", text)
        send_account_mail.enqueue(email, subject, body, wanted=template_prefix != UNKNOWN)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Whoever changes how they prove who they are is told by mail, in case it was somebody else."""
        if change := SECURITY_CHANGES.get(template_prefix):
            operations.record_security_change(user, change)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def authenticate_by_email(self, sociallogin: Any) -> tuple[User, str] | None:
        """A person we know, by an address that their organisation has verified."""
        found = super().authenticate_by_email(sociallogin)
        return found if found and found[0].is_active else None

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("accounts:me")


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code is not right. Enter the six digits that the app shows now.",
    }
