"""The routes of allauth that we use, each with its rule. Of sign-up there is only the page that says it is closed."""

from allauth.account import urls as account_urls
from allauth.mfa import urls as mfa_urls
from allauth.socialaccount import urls as social_urls
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.utils.module_loading import import_string

from goldenthread.core.rules import PUBLIC, SIGNED_IN, THIRD_PARTY, routes

LEFT_OUT = {
    "account_email",
    "account_email_verification_sent",
    "account_confirm_email",
    "socialaccount_connections",
    "socialaccount_signup",
}

OPEN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_request_login_code",
    "account_confirm_login_code",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
}


def _kept(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    return [entry for entry in patterns if getattr(entry, "name", None) not in LEFT_OUT]


allauth_routes: list[URLPattern | URLResolver] = [
    *_kept(account_urls.urlpatterns),
    path("two-factor/", include(mfa_urls.urlpatterns)),
]
if settings.SOCIALACCOUNT_PROVIDERS:
    allauth_routes += [
        path("organisation/", include(_kept(social_urls.urlpatterns))),
        *import_string("allauth.socialaccount.providers.openid_connect.urls.urlpatterns"),
    ]


def _name_rules() -> None:
    from django.urls import URLResolver as Resolver
    from django.urls.resolvers import RegexPattern

    for _, name, _ in routes(Resolver(RegexPattern(r"^"), allauth_routes)):
        THIRD_PARTY[name] = PUBLIC if name in OPEN else SIGNED_IN


_name_rules()
