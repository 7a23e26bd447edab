"""A form that makes something is taken once."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import RequestFactory

from goldenthread.accounts.models import SentForm, User
from goldenthread.accounts.once import once
from goldenthread.history.operations import record
from tests import factories as make
from tests.racing import one_after_the_other

pytestmark = pytest.mark.django_db


class Making:
    """A view that makes something, and counts how often it was asked to."""

    def __init__(self, status: int = 302) -> None:
        self.made, self.status = 0, status

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.made += 1
        return redirect(f"/made/{self.made}/") if self.status == 302 else HttpResponse(status=self.status)


def post(person: User, where: str = "/add/", **data: object) -> HttpRequest:
    request = RequestFactory().post(where, {"words": "The same", **data})
    request.user = person
    request.session, request._messages = {}, Said()  # type: ignore[assignment,attr-defined]
    return request


class Said(list):  # type: ignore[type-arg]
    def add(self, level: int, message: str, extra_tags: str = "") -> None:
        self.append(message)


def guarded(view: Making) -> object:
    view.__name__ = "making"  # type: ignore[attr-defined]
    return once(view)


def test_the_second_is_led_to_what_the_first_made() -> None:
    person, view = make.a_person(), Making()
    add, second = guarded(view), post(person)
    answers = [add(post(person)).url, add(second).url]
    assert (answers, view.made) == (["/made/1/", "/made/1/"], 1)
    assert list(get_messages(second)) == ["You sent this twice. It is here once."]


@pytest.mark.parametrize(
    "other", [{"words": "Others"}, {"where": "/other/"}, {"file": SimpleUploadedFile("a.txt", b"Other content")}]
)
def test_other_words_another_page_or_another_file_are_something_else(other) -> None:
    person, view = make.a_person(), Making()
    add = guarded(view)
    add(post(person, file=SimpleUploadedFile("a.txt", b"Content")))
    add(post(person, **{"file": SimpleUploadedFile("a.txt", b"Content"), **other}))
    assert view.made == 2


def test_two_people_each_make_their_own() -> None:
    view = Making()
    add = guarded(view)
    add(post(make.a_person("One"))), add(post(make.a_person("Two")))
    assert view.made == 2


def test_what_was_refused_may_be_sent_again() -> None:
    person, view = make.a_person(), Making(status=422)
    add = guarded(view)
    add(post(person)), add(post(person))
    assert (view.made, SentForm.objects.count()) == (2, 0)


def test_it_may_be_made_again_after_something_else_was_done_or_ten_minutes_later(time_machine) -> None:
    time_machine.move_to("2021-11-20T10:00:00+00:00", tick=False)
    person, view = make.a_person(), Making()
    add = guarded(view)
    add(post(person))
    with transaction.atomic():
        record(person, "took it away", by=person)
    add(post(person)), add(post(person))
    assert view.made == 2
    time_machine.shift(timedelta(minutes=11))
    add(post(person))
    assert view.made == 3


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one() -> None:
    person, view = make.a_person(), Making()
    add = guarded(view)
    second = one_after_the_other(lambda: add(post(person)), lambda: add(post(person)))
    assert (second.url, view.made) == ("/made/1/", 1)
