import pytest
from django.core.cache import cache
from django.test import Client

from tests import factories as make

PASSWORD = "a long walk by the canal"


@pytest.fixture(autouse=True)
def _nothing_counted_yet():
    """Tries are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def person(db):
    person = make.a_person("Sam Example")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def elsewhere():
    """A browser in another network."""
    return Client(REMOTE_ADDR="192.0.2.77")
