"""How people are found who have signed in."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend as OfAllauth
from django.db.models import QuerySet

from goldenthread.accounts.models import User
from goldenthread.core.prepared import prepared


@prepared
def _person(*, pk: int) -> QuerySet[User]:
    """Suspended people are found by nobody, so their sessions are worth nothing at once."""
    return User.objects.filter(pk=pk, is_active=True)


class AuthenticationBackend(OfAllauth):
    """As allauth does it; who a session belongs to is asked with each request, so that query is worked out once."""

    def get_user(self, user_id: Any) -> User | None:
        return next(iter(_person(pk=int(user_id))), None)
