"""The estate, furnished once for a whole module, because it takes longer than most of what is asked of it."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tests.access.estate import Estate, build


@pytest.fixture(scope="module")
def furnished(django_db_setup: None, django_db_blocker: Any) -> Iterator[Estate]:
    """Each test works in a transaction inside this one, and is undone as everywhere."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DEMONSTRATION=True):
            built = build()
        yield built
        transaction.set_rollback(True)


@pytest.fixture
def estate(furnished: Estate, db: None, settings: Any) -> Estate:
    settings.DEMONSTRATION = True
    return deepcopy(furnished)
