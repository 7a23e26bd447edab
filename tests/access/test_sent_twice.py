"""A form that is sent twice with the same words, by a double click or from two tabs, makes one thing and not two.

The forms are read from the pages themselves and filled as somebody would, so that a new one is tried without a word
here. ``GUESSES`` helps where a word is not enough.
"""

from collections import Counter
from copy import copy
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.db import transaction
from django.test import Client

from goldenthread.core.rules import rule_of
from tests.access.estate import Estate, pages
from tests.access.test_field_fuzz import Form, _filled, watched, who_may
from tests.access.test_matrix import UNWATCHED, address, browser

pytestmark = pytest.mark.slow

NOTHING_NEW = {"history.Entry", "accounts.SentForm"}
"""Rows that say that something was done, and are nothing by themselves."""

MADE_ANEW = {
    "plan:export": "a file of the plan as it stands at that moment; it is deleted by itself",
    "assurance:hand_section": "its link is a secret that one answer shows, so the second shows one that works as well",
}
"""Forms that make something each time they are sent, each with the reason."""

MAKING = {
    "api:token_add", "api:webhook_add", "governance:add_decision", "governance:add_forward_item", "governance:add_item",
    "governance:add_meeting", "governance:add_paper", "governance:add_procedure", "governance:add_risk",
    "governance:add_strategy", "governance:ask_for_action", "governance:dissent", "governance:paper_version",
    "governance:raise_challenge", "governance:risk_review", "governance:strategy_milestone",
    "governance:strategy_update", "governance:suggest", "measures:add", "measures:enter", "partnerships:person_invite",
    "plan:add_evidence", "plan:add_period", "plan:draft_add", "plan:draft_split", "plan:new_milestone", "plan:origins",
    "plan:start", "plan:vary", "plan:vary_action", "plan:vary_milestone", "plan:vary_outcome", "plan:vary_priority",
    "reports:report_contributions", "reports:report_question",
}  # fmt: skip
"""Routes of which we know that this test sends a form that makes something; there are more."""

GUESSES = {
    "link": "https://leaflets.example/2",
    "address": "https://dashboard.example/2",
    "about": "https://dashboard.example/2",
    "missing_why": "",
    **dict.fromkeys(("value", "baseline", "target", "pounds", "votes_for"), "7"),
    **dict.fromkeys(("days", "votes_against", "abstained"), ""),
    **dict.fromkeys(("review_on-year", "due_on-year", "closes_on-year", "ends_on-year", "on-year"), "2031"),
    **dict.fromkeys(("starts_on-year", "returns_due_on-year"), "2024"),
}
"""What somebody would type into a field of this name."""

WISHES = {
    "governance:raise_challenge": {"challenger": "person:me"},
    "plan:vary_outcome": {"words": "Other words"},
    "plan:vary_priority": {"words": "Other words"},
    "measures:enter": {"ends_on-year": "2024", "starts_on-year": "2024"},
    "measures:figure": {"ends_on-year": "2024", "starts_on-year": "2024"},
}
"""And into forms that ask for more than words."""


def counted(wrote: set[str] | None = None) -> Counter[str]:
    """How many rows there are of each model, or of those whose tables were written to."""
    models = [each for each in apps.get_models() if each._meta.managed and each._meta.label not in UNWATCHED]
    return Counter({
        each._meta.label: each._base_manager.count()
        for each in models
        if each._meta.label not in NOTHING_NEW and (wrote is None or each._meta.db_table in wrote)
    })  # fmt: skip


def sent_twice(client: Client, where: str, form: Form, before: Counter[str]) -> tuple[bool, list[str]]:
    """Whether it made something, and of what the second post made another. All of it is undone."""
    cookies = copy(client.cookies)
    with transaction.atomic(), watched() as wrote:
        answer = client.post(where, form)
        first = counted(wrote) if answer.status_code in {200, 302} else Counter()
        new = {label for label in first if first[label] != before[label]}
        if new:
            client.post(where, form)
        second = counted(wrote) if new else first
        transaction.set_rollback(True)
    client.cookies = cookies
    return bool(new), [label for label in second if second[label] > first.get(label, before[label]) > before[label]]


def forms_of(client: Client, where: str, wishes: dict[str, str]) -> list[Form]:
    with transaction.atomic():
        response = client.get(where)
        transaction.set_rollback(True)
    body = b"" if response.streaming else response.content
    found = BeautifulSoup(body, "html.parser").select("form[method=post]")
    posts = [_filled(form) for form in found if form.get("action", "").partition("?")[0] in {"", where}]
    if not posts and response.status_code == 405:
        return [{}]
    known = GUESSES | wishes
    return [form | {key: [known[key]] for key in form if key in known} for form in posts]


def test_what_is_sent_twice_is_there_once(estate: Estate) -> None:
    clients: dict[Any, Client] = {}
    made, doubled, before = set(), {}, counted()
    for name, pattern in pages():
        person = who_may(estate, str(rule_of(pattern, name)))
        client = clients.setdefault(person, browser(person))
        where = address(estate, name)
        for form in forms_of(client, where, WISHES.get(name, {})):
            is_new, twice = sent_twice(client, where, form, before)
            if is_new:
                made.add(name)
            if twice and name not in MADE_ANEW:
                doubled[name] = twice
    assert doubled == {}
    assert made >= MAKING


@pytest.mark.parametrize("route", ["governance:raise_challenge", "plan:vary_action"])
def test_form_that_is_not_taken_once_is_noticed(estate: Estate, monkeypatch: pytest.MonkeyPatch, route: str) -> None:
    """The test of the test: the view as it would be without its guard."""
    pattern = dict(pages())[route]
    client = browser(who_may(estate, str(rule_of(pattern, route))))
    [form] = forms_of(client, address(estate, route), WISHES.get(route, {}))
    unguarded = pattern.callback.__wrapped__
    monkeypatch.setattr(unguarded, "rule", pattern.callback.rule, raising=False)
    monkeypatch.setattr(pattern, "callback", unguarded)
    assert sent_twice(client, address(estate, route), form, counted())[1] != []
