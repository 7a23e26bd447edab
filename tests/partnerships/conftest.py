"""What the tests of this folder share."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache

from goldenthread.partnerships import hooks


@pytest.fixture(autouse=True)
def _no_cache() -> None:
    cache.clear()


@pytest.fixture
def sent() -> Iterator[list[dict[str, Any]]]:
    """The messages that were handed over, in order."""
    messages: list[dict[str, Any]] = []

    def carry(person: Any, **message: Any) -> None:
        messages.append({"to": person, **message})

    hooks.messengers.append(carry)
    yield messages
    hooks.messengers.remove(carry)


@pytest.fixture
def visit(world: Any, signed_in: Any) -> Callable[..., Any]:
    """Gets (or with values posts) a page of the partnership as one of the cast: ``visit("people/", "manager")``."""

    def get_or_post(path: str, who: str = "manager", values: dict[str, Any] | None = None, **options: Any) -> Any:
        client = signed_in(getattr(world, who))
        address = path if path.startswith("/") else f"/p/{world.partnership.slug}/{path}"
        return client.get(address, **options) if values is None else client.post(address, values, **options)

    return get_or_post
