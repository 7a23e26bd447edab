"""Whatever the description of the API allows is asked, as four people: it never fails, and it keeps to what it says."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as how
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode

from goldenthread.partnerships.roles import Role
from tests.access.estate import Estate, build
from tests.access.test_programs import ref_of
from tests.api.calling import a_token

MORE = os.environ.get("SCHEMATHESIS_EXAMPLES")
pytestmark = pytest.mark.slow
ROLES = [Role.MANAGER, Role.BODY_CHAIR, Role.AGENCY_LEAD, None]
"""None: the manager of another partnership."""
EXAMPLES = int(MORE or "1")
"""Of each operation, kind of data and role. ``./check`` has no hour for more; ``make fuzz`` asks ten of each."""

CONFIG = {
    "checks": {
        # what is well formed may still be refused: by a rule of the field (422), or because somebody was faster (409)
        "positive_data_acceptance": {
            "expected-statuses": ["2xx", 401, 403, 404, 409, 422],
        },
        # a partnership that is not there, or a right that is missing, is said before the rest is looked at
        "negative_data_rejection": {"expected-statuses": [400, 401, 403, 404, 405, 413, 422]},
    },
}


@pytest.fixture
def estate(db: None, settings: Any) -> Iterator[Estate]:
    """Requests run in this thread and its transaction, so none of them may let go of the connection."""
    settings.API_A_MINUTE = {"read": 10**6, "write": 10**6}
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield build()
    for signal in ends:
        signal.connect(close_old_connections)


def described() -> Any:
    config = SchemathesisConfig.from_dict(CONFIG)
    return schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application(), config=config)


def asked(estate: Estate, role: Role | None, only: str = "") -> dict[str, int]:
    """Ask every operation (whose path ends so), and check each answer; how often each was asked."""
    secret = a_token(estate.people[role] if role else estate.outsider)
    checks = [CHECKS.get_one(name) for name in CHECKS.get_all_names()]
    counted: dict[str, int] = {}
    for found in described().get_all_operations():
        operation = found.ok()
        if not operation.path.endswith(only):
            continue
        counted[operation.label] = 0
        for mode in GenerationMode:
            _ask(operation, mode, estate, secret, checks, counted)
    return counted


def _ask(
    operation: Any, mode: GenerationMode, estate: Estate, secret: str, checks: list[Any], counted: dict[str, int]
) -> None:
    @seed(1)
    @how(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def once(case: Any) -> None:
        if mode == GenerationMode.POSITIVE:
            case.path_parameters = _real(estate, operation.path, case.path_parameters or {})
        counted[operation.label] += 1
        case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, checks=checks)

    once()


def _real(estate: Estate, path: str, given: dict[str, Any]) -> dict[str, Any]:
    """In place of random references those of records that are there."""
    known = {"partnership": estate.partnership.slug, "ref": ref_of(estate, path)}
    return {name: known.get(name, value) for name, value in given.items()}


@pytest.mark.parametrize("role", ROLES)
def test_api_keeps_to_its_description(estate: Estate, role: Role | None) -> None:
    counted = asked(estate, role)
    print(f"{sum(counted.values())} requests of {len(counted)} operations as {role or 'an outsider'}")
    assert len(counted) > 45
    assert min(counted.values()) > 0


def test_planted_fault_is_found(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goldenthread.api.shapes.progress.evidence", lambda row: {"rung": 1 / 0})
    with pytest.raises(FailureGroup, match="Server error"):
        asked(estate, Role.MANAGER, only="/evidence")
