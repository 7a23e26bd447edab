"""People as a page names them."""

from goldenthread.accounts.models import User

CALLED = {"id", "name", "email"}


def but_names(*people: str) -> list[str]:
    """For ``defer``: everything about the people that are joined, except what a page calls them."""
    return [
        f"{who}__{field.name}" for who in people for field in User._meta.concrete_fields if field.name not in CALLED
    ]
