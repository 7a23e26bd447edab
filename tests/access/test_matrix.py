"""Every route, every role, every method: who gets in, who is told whom to ask, who finds nothing; and no word leaks.

What is expected is worked out from the table of roles (``partnerships/roles.py``) and from the rule that each route
names; nothing is listed by hand but how to fill an address.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from goldenthread.core.rules import PUBLIC, SIGNED_IN, TOKEN, routes, rule_of
from goldenthread.partnerships.roles import DUTIES, Place, Right, Role
from tests.access.estate import CANARY, Estate, our_routes
from tests.access.governance import CLOSED, READERS, RECUSED, STEPPED_BACK

pytestmark = pytest.mark.slow
METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]
USUAL = ["GET", "POST"]
"""Rules are asked before methods are told apart: the others are tried with one role, and with outsiders."""
UNWATCHED = {"sessions.Session", "django_tasks_db.DBTaskResult"}
SECRET = CANARY.encode()


GUARDED_TWICE = {
    "assurance:gap_action",
    "partnerships:organisation_rename",
    "partnerships:organisation_close",
    "partnerships:person_add",
    "governance:raise_challenge",
    "governance:suggest",
    "reports:start_highlight",
}
"""Their views ask for the right again, so that a wider rule alone lets nobody in."""
COME_ALONG = {"partnerships:import_template", "questionnaires:mapping"}
"""What they show comes along with the software, and is the same everywhere."""


def browser(person: Any = None) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
        session = client.session
        session["demonstration"] = True
        session.save()
    return client


def address(estate: Estate, name: str) -> str:
    """Fails for a route that nobody has told how to fill: none is skipped."""
    if name in estate.kwargs:
        return reverse(name, kwargs=estate.kwargs[name])
    return reverse(name, kwargs={"partnership": estate.partnership.slug} if names_a_partnership(name) else {})


def fingerprint() -> str:
    """A hash over every row of every table."""
    digest = hashlib.sha256()
    for model in apps.get_models():
        if model._meta.label not in UNWATCHED and model._meta.managed:
            for row in model._base_manager.order_by("pk").values_list():
                digest.update(repr(row).encode())
    return digest.hexdigest()


def closed_routes() -> Iterator[tuple[str, str]]:
    for name, pattern in our_routes():
        rule = rule_of(pattern, name)
        if rule not in {PUBLIC, SIGNED_IN, TOKEN}:  # those of programs have a matrix of their own
            yield name, str(rule)


def names_a_partnership(name: str) -> bool:
    return "<slug:partnership>" in ADDRESSES[name]


ADDRESSES = {name: address for address, name, _ in routes()}


def refusal(estate: Estate, client: Client, name: str, wanted: int, methods: list[str] = METHODS) -> list[str]:
    """What is wrong with how a route refuses."""
    where, found = address(estate, name), []
    for method in methods:
        response = client.generic(method, where)
        if response.status_code not in {wanted, 405}:
            found.append(f"{method} {name}: {response.status_code} instead of {wanted}")
        if response.status_code == 405 and method in {"GET", "HEAD"} and wanted == 404:
            found.append(f"{method} {name}: tells an outsider that it exists")
        seen = b"".join(response) if response.streaming else response.content
        if SECRET in seen or CANARY in str(response.headers):
            found.append(f"{method} {name}: leaks")
    return found


def test_signed_out_people_are_sent_to_sign_in(estate: Estate) -> None:
    client, before = browser(), fingerprint()
    found = [fault for name, _ in closed_routes() for fault in refusal(estate, client, name, 302)]
    assert (found, fingerprint()) == ([], before)


def test_people_of_another_partnership_find_nothing(estate: Estate) -> None:
    client, before = browser(estate.outsider), fingerprint()
    found = [fault for name, rule in closed_routes() for fault in refusal(estate, client, name, 404)]
    assert (found, fingerprint()) == ([], before)


def test_suspended_people_are_signed_out(estate: Estate) -> None:
    client = browser(estate.suspended)
    found = [fault for name, _ in closed_routes() for fault in refusal(estate, client, name, 302, USUAL)]
    assert found == []


@pytest.mark.parametrize("role", list(Role))
def test_colleagues_without_the_right_are_told_whom_to_ask(estate: Estate, role: Role) -> None:
    client, before = browser(estate.people[role]), fingerprint()
    wanted = 404 if DUTIES[role].place in {Place.INSTALLATION, Place.NETWORK} else 403
    methods = METHODS if role is Role.PRACTITIONER else USUAL
    found = [
        fault
        for name, rule in closed_routes()
        if Right[rule] not in DUTIES[role].rights
        for fault in refusal(estate, client, name, wanted if names_a_partnership(name) else 404, methods)
    ]
    assert (found, fingerprint()) == ([], before)


def kept_from(role: Role) -> list[bytes]:
    """Words that nobody in the role may ever read."""
    words = [] if role in READERS else [CLOSED]
    return [word.encode() for word in ([*words, RECUSED] if role is STEPPED_BACK else words)]


def seen(response: Any) -> bytes:
    body = b"".join(response) if response.streaming else response.content
    return bytes(body) + str(response.headers).encode()


@pytest.mark.parametrize("role", [role for role in Role if role not in READERS])
def test_what_is_closed_is_not_there_for_others(estate: Estate, role: Role) -> None:
    """By its address, by any method, for whatever rights they hold."""
    client, before = browser(estate.people[role]), fingerprint()
    found = {}
    for name, kwargs in estate.closed.items():
        for method in ("GET", "POST"):
            response = client.generic(method, reverse(name, kwargs=kwargs))
            if response.status_code not in {404, 403, 405} or CLOSED.encode() in seen(response):
                found[f"{method} {name}"] = response.status_code
    assert (found, fingerprint()) == ({}, before)


@pytest.mark.parametrize("role", sorted(READERS))
def test_what_is_closed_is_there_for_its_readers(estate: Estate, role: Role) -> None:
    """The test of the test: the addresses lead to something, and the words are there to be found."""
    client = browser(estate.people[role])
    pages = [client.get(reverse(name, kwargs=estate.closed[name])) for name in ("governance:item", "governance:paper")]
    assert [(page.status_code, CLOSED.encode() in seen(page)) for page in pages] == [(200, True)] * 2


@pytest.mark.parametrize("role", list(Role))
def test_those_who_may_get_in(estate: Estate, role: Role) -> None:
    """A page that a role's right opens is there; a finer rule of the record may still say whom to ask. None shows what
    is closed to the person, or what they stepped back from."""
    client, answers, leaks = browser(estate.people[role]), {}, []
    for name, rule in closed_routes():
        if Right[rule] in DUTIES[role].rights:
            response = client.get(address(estate, name))
            answers[name] = response.status_code
            leaks += [f"{name}: {word}" for word in kept_from(role) if word in seen(response)]
    assert leaks == []
    wrong = {name: status for name, status in answers.items() if status not in {200, 302, 403, 404, 405, 409}}
    assert wrong == {}
    assert role not in {Role.MANAGER} or sum(status == 200 for status in answers.values()) > 60


def test_foreign_records_are_not_found_under_ones_own_address(estate: Estate) -> None:
    """Guessing: the address of one's own partnership with the reference of somebody else's record."""
    client, before = browser(estate.outsider), fingerprint()
    own = {
        name: {**kwargs, "partnership": "elmshire"}
        for name, kwargs in estate.kwargs.items()
        if "partnership" in kwargs and len(kwargs) > 1
    }
    estate.kwargs.update(own)
    found = []
    for name in own:
        if rule_of(dict(our_routes())[name], name) != PUBLIC and name not in COME_ALONG:
            found += [
                fault for fault in refusal(estate, client, name, 404) if "405" not in fault and "exists" not in fault
            ]
    own_rights = [
        fault for fault in found if "403 instead" in fault
    ]  # a right that a business manager does not hold anywhere
    assert ([fault for fault in found if fault not in own_rights], fingerprint()) == ([], before)


def test_public_routes_say_nothing_while_the_public_page_is_off(estate: Estate) -> None:
    client = browser()
    for name, pattern in our_routes():
        if rule_of(pattern, name) == PUBLIC:
            response = client.get(address(estate, name))
            assert SECRET not in (b"".join(response) if response.streaming else response.content), name


@pytest.mark.parametrize(
    "query", ["", "?q=priority", "?q=action", "?sort=-due", "?as-at=2021-10-01", "?plan=x", "?page=2"]
)
def test_lists_and_search_show_outsiders_nothing(estate: Estate, query: str) -> None:
    client = browser(estate.outsider)
    for name in ("plan:actions", "reports:search", "evidence:list", "plan:returns", "plan:variations", "plan:compare"):
        text = client.get(reverse(name, args=["elmshire"]) + query).content.decode()
        assert CANARY not in text, name


def test_matrix_notices_when_a_rule_is_taken_away(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test of the test: each route's rule is widened in turn, and each time somebody is wrongly let in."""
    unnoticed = []
    client = browser(estate.people[Role.PRACTITIONER])
    for name, pattern in our_routes():
        rule = rule_of(pattern, name)
        if rule in {PUBLIC, SIGNED_IN, TOKEN} or not names_a_partnership(name):
            continue
        with monkeypatch.context() as patch:
            patch.setattr(pattern.callback, "rule", SIGNED_IN)
            if not refusal(estate, client, name, 403, USUAL):
                unnoticed.append(name)
    assert sorted(set(unnoticed) - GUARDED_TWICE) == []
