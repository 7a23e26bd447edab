"""How sign-in behaves: nobody signs up, mails are ours, an organisation's own account only joins a person we know."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are invited by their partnership; there is no sign-up page."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """People have no user names."""


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
