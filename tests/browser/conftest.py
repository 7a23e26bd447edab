"""The demonstration, told once, served from a file of its own to each test, and browsers in which its people signed in.

Other tests share one database in memory between threads. A browser asks for several things at once, so here each test
has a copy of a file on the disk, and each thread of the server its own connection, as it is outside of tests.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from goldenthread.accounts.models import User
from goldenthread.plan.demonstration.telling import tell
from tests.browser.furnishing import furnish


@dataclass(frozen=True)
class Told:
    """The demonstration as it is when the application starts, and with something more for every page to show."""

    plain: Path
    furnished: Path
    clock_offset: int


@contextmanager
def database_in(path: Path) -> Iterator[None]:
    """This process and the server's threads work on the database in this file."""
    kept, known = connection.connection, connection.settings_dict["NAME"]
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = kept, known


def copy_of(source: Path, path: Path) -> Path:
    """Through SQLite, because the newest rows may stand in the file beside it."""
    with closing(sqlite3.connect(source)) as opened, closing(sqlite3.connect(path)) as copy:
        opened.backup(copy)
    return path


@pytest.fixture(scope="session")
def told(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("told")
    with django_db_blocker.unblock():
        if connection.vendor != "sqlite":
            pytest.skip("pages are walked on SQLite")
        plain = folder / "plain.sqlite3"
        with database_in(plain):
            call_command("migrate", run_syncdb=True, verbosity=0)
            tell()
        with database_in(copy_of(plain, folder / "furnished.sqlite3")):
            furnish()
        offset, django_settings.CLOCK_OFFSET_SECONDS = django_settings.CLOCK_OFFSET_SECONDS, 0
    return Told(plain, folder / "furnished.sqlite3", offset)


@pytest.fixture(scope="session")
def server(told: Told, django_db_blocker: Any) -> Iterator[LiveServer]:
    with django_db_blocker.unblock(), database_in(told.plain):
        server = LiveServer("localhost")
    yield server
    server.stop()


def shown(source: Path, told: Told, settings: Any, folder: Path) -> Iterator[None]:
    settings.DEMONSTRATION, settings.CLOCK_OFFSET_SECONDS = True, told.clock_offset
    cache.clear()
    with database_in(copy_of(source, folder / "shown.sqlite3")):
        yield


@pytest.fixture
def demonstration(
    told: Told, server: LiveServer, settings: Any, tmp_path: Path, django_db_blocker: Any
) -> Iterator[None]:
    """The demonstration as it starts; whatever a test does to it is gone afterwards."""
    with django_db_blocker.unblock():
        yield from shown(told.plain, told, settings, tmp_path)


@pytest.fixture
def furnished(told: Told, server: LiveServer, settings: Any, tmp_path: Path, django_db_blocker: Any) -> Iterator[None]:
    """The demonstration with something on every page."""
    with django_db_blocker.unblock():
        yield from shown(told.furnished, told, settings, tmp_path)


def client_of(email: str) -> Client:
    """A browser without a window in which a person has signed in by a link; signed out where there is no address."""
    client = Client()
    if email:
        client.force_login(User.objects.get(email=email))
        session = client.session
        session["demonstration"] = True
        session.save()
    return client


SignIn = Callable[..., Page]


@pytest.fixture
def sign_in(browser: Browser, server: LiveServer) -> Iterator[SignIn]:
    """Opens a window in which a person has signed in by a link; every person has a browser of their own."""
    contexts: list[BrowserContext] = []

    def signed_in(email: str, *, script: bool = True, **options: Any) -> Page:
        context = browser.new_context(base_url=server.url, java_script_enabled=script, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        if email:
            key = client_of(email).cookies["session"].value
            context.add_cookies([{"name": "session", "value": key, "url": server.url}])
        return context.new_page()

    yield signed_in
    for context in contexts:
        context.close()


PLAN = "/p/birmingham/"
Open = Callable[[str], Page]


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def as_person(request: pytest.FixtureRequest, demonstration: None, sign_in: SignIn) -> Open:
    """A window of a person at the plan on a page."""

    def opened(email: str) -> Page:
        page = sign_in(email, script=request.param)
        page.goto(PLAN)
        return page

    return opened
