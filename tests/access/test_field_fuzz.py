"""What a browser may send and no honest one does, to every route: references of another partnership, fields that the
form does not have, values without measure. Nothing of others changes, nothing of ours comes to point at theirs, and
every answer is a decent one.

The forms are read from the pages themselves, as the person who may use them sees them, so that a new route is tried
without a word here.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client
from django.urls import reverse

import goldenthread
from goldenthread.accounts.models import User
from goldenthread.core.rules import PUBLIC, SIGNED_IN, rule_of
from goldenthread.partnerships.roles import DUTIES, Right, Role
from tests.access.estate import Estate, furnish_elsewhere, pages
from tests.access.test_matrix import UNWATCHED, address, browser

pytestmark = pytest.mark.slow
SENTINEL = "Mallorysword"
"""Sent in every field that a form does not have; it must be stored nowhere."""
HUGE = "Ab9 " * 8_000
ODD = ["\x00²\u202e\ufffe\r\nX-Odd: 1", "9" * 40]
Form = dict[str, list[str]]


@pytest.fixture
def estate(estate: Estate) -> Estate:
    ours = _all_rows()
    furnish_elsewhere(estate)
    estate.foreign = {label: pks - ours[label] for label, pks in _all_rows().items()}  # type: ignore[attr-defined]
    return estate


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.managed and model._meta.label not in UNWATCHED]


def _all_rows() -> dict[str, set[Any]]:
    return {model._meta.label: set(model._base_manager.values_list("pk", flat=True)) for model in _models()}


def who_may(estate: Estate, rule: str) -> Any:
    """Somebody of the partnership whom the rule lets in; for the operator's pages the operator."""
    if rule == PUBLIC:
        return None
    wanted = [Role.MANAGER, Role.INDEPENDENT_CHAIR, *Role]
    return next(estate.people[role] for role in wanted if rule == SIGNED_IN or Right[rule] in DUTIES[role].rights)


class Fuzzer:
    def __init__(self, estate: Estate) -> None:
        self.estate, self.faults, self.answers = estate, [], Counter()
        self.twins = dict(self._pairs())
        self.before = {model._meta.db_table: self._theirs(model) for model in _models()}

    def _pairs(self) -> Iterator[tuple[str, str]]:
        """Each of our references with the one in its place elsewhere."""
        for name, kwargs in self.estate.kwargs.items():
            for key, value in kwargs.items():
                other = self.estate.theirs[name][key]
                if other != value and key in {"ref", "item", "pk", "number"}:
                    yield str(value), str(other)

    def _theirs(self, model: type[models.Model]) -> list[str]:
        """Every row of the other partnership, and every row of ours that knows one of its references."""
        foreign, refs = self.estate.foreign, [ref for ref in self.twins.values() if len(ref) > 8]  # type: ignore[attr-defined]
        mine = foreign[model._meta.label]
        keys = [
            (place, foreign[field.related_model._meta.label])
            for place, field in enumerate(model._meta.concrete_fields)
            if isinstance(field, models.ForeignKey) and field.related_model._meta.label in foreign
        ]
        found = []
        for row in model._base_manager.order_by("pk").values_list():
            said = repr(row)
            points = any(row[place] in pks for place, pks in keys if row[place] is not None)
            if row[0] in mine or points or any(ref in said for ref in refs):
                found.append(said)
        return found

    def send(self, client: Client, name: str, where: str, data: Form | None, what: str) -> Any:
        """One request, looked at from all sides, and undone."""
        cookies = copy(client.cookies)
        with watched() as wrote, transaction.atomic():
            response = client.get(where) if data is None else client.post(where, data)
            if response.status_code >= 500:
                self.faults.append(f"{name}: {what}: {response.status_code} {response.exc_info[1]!r}")
            if "\n" in str(response.headers.get("Location", "")) or "X-Odd" in response.headers:
                self.faults.append(f"{name}: {what}: a header was made of what was sent")
            self._look(name, what, [model for model in _models() if model._meta.db_table in wrote])
            is_page = response.headers.get("Content-Type", "").startswith("text/html")
            body = response.content if is_page and not response.streaming else b""
            transaction.set_rollback(True)
        client.cookies = cookies
        self.answers[what.partition(" ")[0], response.status_code // 100] += 1
        return response.status_code, body

    def _look(self, name: str, what: str, written: list[type[models.Model]]) -> None:
        if any(self._theirs(model) != self.before[model._meta.db_table] for model in written):
            self.faults.append(f"{name}: {what}: reaches another partnership")
        if what == "extra" and SENTINEL in "".join(repr(row) for model in written for row in _rows(model)):
            self.faults.append(f"{name}: {what}: a field that the form does not have was stored")

    # --- what is sent -------------------------------------------------------------------------------------------------

    def try_route(self, name: str, client: Client, *, wild: bool = True) -> None:
        where = address(self.estate, name)
        status, body = self.send(client, name, where, None, "get")
        found = BeautifulSoup(body, "html.parser").select("form[method=post]")
        posts = [_filled(form) for form in found if form.get("action", "").partition("?")[0] in {"", where}]
        known = {key for form in posts for key in form}
        if not posts and status == 405:
            posts = [{}]
        for form in posts:
            self._swap_fields(client, name, where, form)
            self.send(client, name, where, {**form, **_extras(known)}, "extra")
            if wild:
                for value in [HUGE, *ODD]:
                    self.send(client, name, where, {key: [value] for key in form}, "wild")
        self._swap_address(client, name)
        if wild:
            for value in [next(iter(self.twins.values())), HUGE[:3000] + ODD[0]]:
                self.send(client, name, f"{where}?{_query(value)}", None, "query")

    def _swap_fields(self, client: Client, name: str, where: str, form: Form) -> None:
        """Each field that offers one of our references is sent with the other partnership's instead."""
        for key, values in form.items():
            for value in {value for value in values if self._swapped(value) != value}:
                self.send(client, name, where, {**form, key: [self._swapped(value)]}, f"swap {key}")

    def _swapped(self, value: str) -> str:
        for ours, theirs in self.twins.items():
            if re.search(rf"\b{re.escape(ours)}\b", value) and (len(ours) > 8 or value == ours):
                return re.sub(rf"\b{re.escape(ours)}\b", theirs, value)
        return value

    def _swap_address(self, client: Client, name: str) -> None:
        """Our address with one of their references in it, and the other way round: nothing is found there."""
        own, theirs = self.estate.kwargs.get(name, {}), self.estate.theirs.get(name, {})
        for key in {key for key in own if own[key] != theirs[key] and key in {"ref", "item", "pk", "number"}}:
            if name in NOT_OF_A_PARTNERSHIP:
                continue
            where = reverse(name, kwargs={**own, key: theirs[key]})
            for data in (None, {}):
                status, _ = self.send(client, name, where, data, f"address {key}")
                if status not in {404, 405}:
                    self.faults.append(f"{name}: {key} of another partnership: {status}")


NOT_OF_A_PARTNERSHIP = {
    "notifications:outbox_mail", "notifications:send_again", "notifications:leave_unsent",  # the installation's
    "assurance:handed_arrive", "assurance:staff_survey",  # whoever holds the link
    "partnerships:invitation_arrive",  # whoever holds the letter
    "partnerships:receipt",  # both have a first one
}  # fmt: skip


@contextmanager
def watched() -> Iterator[set[str]]:
    """The tables that are written to."""
    wrote: set[str] = set()

    def watch(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        wrote.update(re.findall(r"\b(?:INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)", sql))
        return execute(sql, *args)

    with connection.execute_wrapper(watch):
        yield wrote


def _rows(model: type[models.Model]) -> Any:
    return model._base_manager.values_list()


def _filled(form: Any) -> Form:
    """What an honest browser would send: what stands there, the first of what is offered, a word, a day."""
    data: Form = {}
    for part in form.select("input[name], select[name], textarea[name], button[name]"):
        key, kind = part["name"], part.get("type", "")
        if part.name == "select":
            values = [option.get("value", "") for option in part.select("option")]
            chosen = [option.get("value", "") for option in part.select("option[selected]")]
            data[key] = chosen if any(chosen) else [value for value in values if value][:1] or [""]
        elif kind in {"radio", "checkbox"}:
            if part.has_attr("checked") or key not in data:
                data[key] = [part.get("value", "on")]
        elif part.name == "button":
            data.setdefault(key, [part.get("value", "")])
        elif kind == "hidden":
            data[key] = [part.get("value", "")]
        elif kind != "file":
            data[key] = [part.get("value") or part.get_text().strip() or _likely(key, kind)]
    data.pop("csrfmiddlewaretoken", None)
    return data


def _likely(key: str, kind: str) -> str:
    days = {"-day": "1", "-month": "9", "-year": "2021"}
    part = next((value for end, value in days.items() if key.endswith(end)), "")
    return part or {"email": "new@example.org", "number": "1", "date": "2021-09-01", "color": "#123456"}.get(
        kind, "Words"
    )


def _extras(known: set[str]) -> Form:
    """Every field of every model of ours that the form does not have."""
    ours = [model for model in _models() if model.__module__.startswith("goldenthread")]
    names = {part for model in ours for field in model._meta.concrete_fields for part in (field.name, field.attname)}
    return {name: [SENTINEL] for name in sorted(names - {key.split("-")[0] for key in known})}


def _query(value: str) -> str:
    return urlencode(dict.fromkeys(PARAMETERS, value))


PARAMETERS = sorted(
    {
        found
        for path in Path(goldenthread.__file__).parent.rglob("*.py")
        for found in re.findall(r"""GET(?:\.get\(|\[)"([\w-]+)\"""", path.read_text())
    }
    | {"q", "page", "sort", "as-at", "from", "to", "priority", "owner", "kind", "state"}
)
"""What any page reads from its address."""


def tried(estate: Estate, *, wild: bool = True, only: str = "") -> Fuzzer:
    fuzzer, clients = Fuzzer(estate), {}
    for name, pattern in pages():
        if name.startswith(only):
            person = who_may(estate, str(rule_of(pattern, name)))
            client = clients.setdefault(person, browser(person))
            fuzzer.try_route(name, client, wild=wild)
    return fuzzer


def test_nothing_that_can_be_sent_reaches_another_partnership_or_breaks_a_page(estate: Estate) -> None:
    fuzzer = tried(estate)
    assert sorted(set(fuzzer.faults)) == []
    accepted = fuzzer.answers["extra", 3]
    swapped = fuzzer.answers["swap", 2] + fuzzer.answers["swap", 3] + fuzzer.answers["swap", 4]
    assert (accepted > 40, swapped > 40) == (True, True), fuzzer.answers


def test_fuzz_notices_a_form_that_takes_any_reference(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test of the test: bodies of others can be chosen, and the operation no longer asks whose they are."""
    monkeypatch.setattr(forms.ModelChoiceField, "to_python", _anything)
    monkeypatch.setattr("goldenthread.partnerships.operations.bodies._refuse_circle", lambda *_: None)
    assert set(tried(estate, wild=False, only="partnerships:body_").faults) == {
        "partnerships:body_add: swap parent: reaches another partnership",
        "partnerships:body_add: swap reports_to: reaches another partnership",
    }


def _anything(field: Any, value: Any) -> Any:
    key = field.to_field_name or "pk"
    return field.queryset.model._base_manager.filter(**{key: value}).first() if value else None


def test_fuzz_notices_a_view_that_stores_what_it_did_not_ask_for(
    estate: Estate, monkeypatch: pytest.MonkeyPatch
) -> None:
    pattern = dict(pages())["accounts:name"]
    honest = pattern.callback

    def greedy(request: Any) -> Any:
        User.objects.filter(pk=request.user.pk).update(email=request.POST.get("email", request.user.email))
        return honest(request)

    greedy.rule = honest.rule  # type: ignore[attr-defined]
    monkeypatch.setattr(pattern, "callback", greedy)
    found = tried(estate, wild=False, only="accounts:name").faults
    assert found == ["accounts:name: extra: a field that the form does not have was stored"]
