"""The matrix of the API: every operation, with the token of every role, of outsiders, and with tokens that are over.

What is expected is worked out from the table of roles and from the right that each operation names.
"""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.api.models import Token
from goldenthread.api.views.program import schema
from goldenthread.core import clock
from goldenthread.partnerships.roles import DUTIES, Place, Right, Role
from tests.access.estate import CANARY, Estate
from tests.access.test_matrix import UNWATCHED, fingerprint, kept_from
from tests.api.calling import a_token

pytestmark = pytest.mark.slow
RECORDS = {
    "actions": "plan:action", "plans": "plan:plan", "returns": "plan:return", "variations": "plan:variation",
    "evidence": "evidence:evidence", "meetings": "governance:meeting", "decisions": "governance:decision",
    "indicators": "measures:indicator", "challenges": "governance:challenge", "reports": "reports:report",
}  # fmt: skip
"""The pages from which the estate's references come."""
WITH_A_FILE = "add_evidence_file"
BODIES: dict[str, dict[str, Any]] = {
    "start_return": {"period": "x"},
    "save_return": {"edition": 1, "how_much": "Two events were held."},
    "submit_return": {},
    "approve_return": {},
    "send_back_return": {"note": "Say how many came."},
    "remind": {},
    WITH_A_FILE: {"title": "Words", "kind": "data", "rung": 1, "evidence_on": "2021-09-01"},
    "add_evidence": {
        "title": "Minutes", "kind": "minutes", "rung": 2, "evidence_on": "2021-09-01", "link": "https://minutes.example/"
    },
    "use_evidence": {"action": "x"},
    "propose_variation": {"summary": "Other words", "reason": "The Board asked.", "words": "Other words"},
    "decide_variation": {"decide": "approve"},
}  # fmt: skip
"""What is sent to each operation that changes something: well formed, so that only the right can refuse it."""

FINER = {"written_report"}
"""A record may ask for more than the right: a report that is being written is for its writers."""


@pytest.fixture
def estate(estate: Estate, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Estate:
    monkeypatch.setattr("tests.access.test_matrix.UNWATCHED", UNWATCHED | {"api.Token", "api.Pace"})
    settings.API_A_MINUTE = {"read": 10_000, "write": 10_000}
    return estate


def operations() -> list[tuple[str, str, str, Right | None]]:
    """Name, method, path and right of each."""
    return [
        (told["operationId"], method.upper(), path, Right[told["x-right"]] if told["x-right"] else None)
        for path, methods in schema()["paths"].items()
        for method, told in methods.items()
    ]


def ref_of(estate: Estate, path: str) -> str:
    """Of the estate's record that fills the path; "x" where it has none."""
    kind = path.split("/")[5] if path.count("/") > 4 else ""
    page = "evidence:file" if path.endswith("/file") else RECORDS.get(kind, "")
    return str(estate.kwargs.get(page, {}).get("ref", "x"))


def called(estate: Estate, secret: str, name: str, method: str, path: str) -> tuple[int, str]:
    address = path.replace("{partnership}", estate.partnership.slug).replace("{ref}", ref_of(estate, path))
    address += "?q=Xylocarp" if name == "search" else ""
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    client = Client(raise_request_exception=False)
    if name == WITH_A_FILE:
        said = BODIES[name] | {"file": SimpleUploadedFile("words.txt", b"Words")}
        answer: Any = client.post(address, said, headers=headers)
    else:
        body = json.dumps(BODIES[name]) if method == "POST" else ""
        answer = client.generic(method, address, body, content_type="application/json", headers=headers)
    seen = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, seen.decode() + str(answer.headers)


def refusals(estate: Estate, secret: str, wanted: Any) -> list[str]:
    """What is wrong with how the operations refuse; ``wanted(right)`` is the status, or None where it may get in."""
    found = []
    for name, method, path, right in operations():
        expected = wanted(right)
        if expected is not None:
            status, said = called(estate, secret, name, method, path)
            if status != expected:
                found.append(f"{name}: {status} instead of {expected}")
            if CANARY in said:
                found.append(f"{name}: leaks")
    return found


def test_without_a_token_that_works_nothing_opens(estate: Estate) -> None:
    manager = estate.people[Role.MANAGER]
    past = {"created_at": clock.now() - timedelta(days=2), "expires_at": clock.now() - timedelta(days=1)}
    dead = ["", "gt_nonsense", a_token(manager, revoked_at=clock.now()), a_token(manager, **past)]
    dead.append(a_token(estate.suspended, rights=["READ_PLAN", "MANAGE"]))
    before = fingerprint()
    found = [fault for secret in dead for fault in refusals(estate, secret, lambda right: 401)]
    assert (found, fingerprint()) == ([], before)


def test_programs_of_another_partnership_find_nothing(estate: Estate) -> None:
    secret = a_token(estate.outsider)
    before = fingerprint()
    assert (refusals(estate, secret, lambda right: 404 if right else None), fingerprint()) == ([], before)
    listing = [called(estate, secret, name, "GET", f"/api/v1/{name}") for name in ("me", "partnerships")]
    assert [(status, CANARY in said or "marlshire" in said) for status, said in listing] == [(200, False)] * 2


@pytest.mark.parametrize("role", list(Role))
def test_full_token_opens_what_the_role_may_do(estate: Estate, role: Role) -> None:
    secret, before = a_token(estate.people[role]), fingerprint()
    held = DUTIES[role].rights
    if not held:
        assert refusals(estate, secret, lambda right: 401) == []
        return
    outside = DUTIES[role].place in {Place.INSTALLATION, Place.NETWORK}
    wanted = lambda right: None if right is None or right in held else 404 if outside else 403  # noqa: E731
    assert (refusals(estate, secret, wanted), fingerprint()) == ([], before)
    reads = [each for each in operations() if each[1] == "GET" and each[3] in held and each[0] not in FINER]
    answers = {name: called(estate, secret, name, method, path) for name, method, path, _ in reads}
    assert {name: status for name, (status, _) in answers.items()} == {name: 200 for name, *_ in reads}
    words = [word.decode() for word in kept_from(role)]
    assert [f"{name}: {word}" for name, (_, said) in answers.items() for word in words if word in said] == []


@pytest.mark.parametrize("only", ["READ_PLAN", "READ_HISTORY"])
def test_limited_token_opens_no_more_than_was_chosen(estate: Estate, only: str) -> None:
    secret, before = a_token(estate.people[Role.MANAGER], rights=[only]), fingerprint()
    found = refusals(estate, secret, lambda right: None if right in {None, Right[only]} else 403)
    assert (found, fingerprint()) == ([], before)


def test_records_of_one_partnership_are_not_found_under_the_address_of_another(estate: Estate) -> None:
    secret = a_token(estate.outsider)
    estate.partnership.slug = "elmshire"
    with_ref = [each for each in operations() if "{ref}" in each[2] and each[3] in DUTIES[Role.MANAGER].rights]
    found = {name: called(estate, secret, name, method, path) for name, method, path, _ in with_ref}
    assert {name: (status, CANARY in said) for name, (status, said) in found.items()} == dict.fromkeys(
        found, (404, False)
    )


def test_matrix_notices_when_a_right_is_taken_away(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test of the test: with the question about rights left out, refusals are missed."""
    secret = a_token(estate.people[Role.MANAGER], rights=["READ_HISTORY"])
    monkeypatch.setattr("goldenthread.api.access.rights", lambda user, place: frozenset(Right))
    assert len(refusals(estate, secret, lambda right: None if right is None else 403)) > 10
    assert Token.objects.exists()
