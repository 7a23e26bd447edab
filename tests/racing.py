"""Two people at the same time: the second one's request begins before the first one's has ended."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction

ON_POSTGRESQL = "SQLite lets one write at a time"
WELL_UNDER_WAY = 0.3


def one_after_the_other(first: Callable[[], Any], second: Callable[[], Any]) -> Any:
    """Does ``first``; before that is committed ``second`` begins. Returns what it answers or raises. The test needs
    ``django_db(transaction=True)``."""
    if connection.vendor != "postgresql":
        pytest.skip(ON_POSTGRESQL)
    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            first()
            waiting = other.submit(_apart, second)
            sleep(WELL_UNDER_WAY)
        return waiting.result(timeout=10)


def _apart(do: Callable[[], Any]) -> Any:
    try:
        return do()
    except Exception as refusal:
        return refusal
    finally:
        connection.close()
