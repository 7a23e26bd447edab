from allauth.account.forms import LoginForm, RequestLoginCodeForm, ResetPasswordForm
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core import context, ratelimit
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.socialaccount.adapter import get_adapter as social_adapter
from django import forms
from django.core.exceptions import ValidationError

TOO_MANY = "Too many codes were asked for. Wait five minutes, or use the newest code that you have."
EMAIL = "E-mail address"


class RequestCodeForm(RequestLoginCodeForm):
    """Asks for the address that a code is sent to. Whether anybody has that address is not told."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = EMAIL

    def clean_email(self) -> str:
        """Codes count for the pair of network and account, so that nobody can use up somebody else's."""
        email: str = self.cleaned_data["email"]
        if not ratelimit.consume(
            context.request, action="request_login_code", key=f"{get_ip(context.request)}:{email}"
        ):
            raise ValidationError(TOO_MANY)
        found = filter_users_by_email(email, is_active=True, prefer_verified=True, for_login=True)
        self._user = found[0] if found else None
        return email


class SignInForm(LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = EMAIL
        self.fields["password"].help_text = ""

    def organisations(self) -> list[tuple[str, str]]:
        """Organisations whose own accounts sign people in here: their names, and where that begins."""
        found = social_adapter().list_providers(self.request)
        return [(provider.name, provider.get_login_url(self.request)) for provider in found]


class NewPasswordForm(ResetPasswordForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = EMAIL


class SetUpAppForm(ActivateTOTPForm):
    """The first six digits of an authenticator app."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Six digits"
        self.fields["code"].widget.attrs |= {"class": "govuk-input--width-10", "inputmode": "numeric"}

    @property
    def parts_of_key(self) -> str:
        """The key in groups of four, to be typed; apps do not mind the spaces."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))


class SecondFactorForm(AuthenticateForm):
    """Six digits of the app, or a recovery code."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"class": "govuk-input--width-10"}


class NameForm(forms.Form):
    name = forms.CharField(
        label="Your name",
        max_length=200,
        help_text="As colleagues know you. The history shows it beside what you do.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
