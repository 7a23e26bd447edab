"""Finding tokens and what they allow."""

from collections.abc import Iterable

from goldenthread.accounts.models import User
from goldenthread.accounts.queries import hashed
from goldenthread.api.models import Token
from goldenthread.partnerships.models import memberships_of
from goldenthread.partnerships.roles import Right


def rights_anywhere(user: User) -> list[Right]:
    """What the person may do in any of their places today, in the order of the table of rights."""
    held = frozenset[Right]().union(*(each.rights for each in memberships_of(user)))
    return [right for right in Right if right in held]


def working_token(secret: str) -> Token | None:
    """The token with this secret, its person limited to its rights.

    None where it was revoked or ran out, where the person is suspended, or no longer holds any of its rights.
    """
    token = Token.objects.working().select_related("person").filter(digest=hashed(secret)).first()
    if token is None:
        return None
    limit(token.person, token.limited_to)
    return token if rights_anywhere(token.person) else None


def limit(person: User, rights: Iterable[Right]) -> None:
    """For the rest of the request the person may do no more than this, wherever it is asked."""
    allowed = frozenset(rights)
    for held in memberships_of(person):
        held.limited_to = allowed
