"""The cast: a partnership with a plan, the people who work on it, and somebody from elsewhere."""

import gc
import os
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.core import prepared
from goldenthread.partnerships.models import Body, BodyKind, Organisation, Partnership
from goldenthread.partnerships.roles import Role
from goldenthread.plan.models import Action, Plan, Priority
from tests import factories as make

gc.set_threshold(
    50_000, 20, 100
)  # whoever tests keeps much: looking for rubbish as often as usual takes a tenth of the time


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of the real migrations are left out of runs that take the tables straight from the models, and tests that
    ask no database of the runs on PostgreSQL, where they would say again what they said on SQLite. A slow test runs on
    PostgreSQL alone, so one that asks no database would run nowhere."""
    lost = [item.nodeid for item in items if item.get_closest_marker("slow") and not asks_a_database(item)]
    if lost:
        raise pytest.UsageError(f"slow, but asks no database: {', '.join(lost)}")
    if config.getoption("nomigrations"):
        for item in items:
            if item.get_closest_marker("migrations"):
                item.add_marker(pytest.mark.skip(reason="run with --migrations"))
    if os.environ.get("TEST_POSTGRES_URL"):
        config.hook.pytest_deselected(items=[item for item in items if not asks_a_database(item)])
        items[:] = [item for item in items if asks_a_database(item)]


def asks_a_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "django_db_setup"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True, scope="session")
def prepared_queries_ask_what_django_would_ask() -> None:
    """When a test runs a query of ``core/prepared.py``, Django works it out anew, and both must be the same.

    Five times in each process for each kind of values, which finds whatever a query does with a number or a text.
    """
    ask, compared_before = prepared._ready, Counter[Hashable]()

    def compared(build: Any, shape: Any, values: Any) -> Any:
        ready, given = ask(build, shape, values)
        kind = (build, ready.sql, *map(bool, given))
        compared_before[kind] += 1
        if compared_before[kind] > 5:
            return ready, given
        try:
            sql, parameters = build(*shape, **values).query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            sql, parameters = "", ()
        assert (ready.sql, ready.bound(given)) == (sql, tuple(parameters))
        return ready, given

    prepared._ready = compared


@dataclass
class World:
    """One partnership in full, and the manager of another."""

    partnership: Partnership
    elsewhere: Partnership
    board: Body
    quality: Body
    police: Organisation
    plan: Plan
    priority: Priority
    action: Action
    manager: User
    chair: User
    board_member: User
    quality_chair: User
    police_lead: User
    practitioner: User
    outsider: User


@pytest.fixture
def world(db: None) -> World:
    partnership, elsewhere = make.a_partnership(), make.a_partnership("elmshire")
    board = make.a_body(partnership, "Executive Board", BodyKind.BOARD)
    quality = make.a_body(partnership, parent=board, reports_to=board)
    police = make.an_organisation("Marlshire Police", partnership)
    plan = make.a_plan(partnership)
    priority = make.a_priority(plan)
    return World(
        partnership=partnership,
        elsewhere=elsewhere,
        board=board,
        quality=quality,
        police=police,
        plan=plan,
        priority=priority,
        action=make.an_action(priority, owner=quality, due_on=date(2021, 10, 31), deadline_text="by October 2021"),
        manager=make.a_member(Role.MANAGER, partnership, name="Business Manager"),
        chair=make.a_member(Role.INDEPENDENT_CHAIR, partnership, name="Independent Chair"),
        board_member=make.a_member(Role.BOARD_MEMBER, partnership, name="Board Member"),
        quality_chair=make.a_member(Role.BODY_CHAIR, body=quality, name="Quality Chair"),
        police_lead=make.a_member(Role.AGENCY_LEAD, organisation=police, name="Police Lead"),
        practitioner=make.a_member(Role.PRACTITIONER, organisation=police, name="Police Practitioner"),
        outsider=make.a_member(Role.MANAGER, elsewhere, name="Elmshire Manager"),
    )


@pytest.fixture
def signed_in(settings) -> Callable[[User], Client]:
    """A browser in which a person has signed in, second factor and all."""
    settings.DEMONSTRATION = True

    def sign_in(person: User) -> Client:
        client = Client()
        client.force_login(person)
        session = client.session
        session["demonstration"] = True
        session.save()
        return client

    return sign_in


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """The system's Chromium, or the one that CHROMIUM names."""
    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    return {**browser_type_launch_args, "executable_path": path, "args": ["--no-sandbox"]}
