from django import forms
from django.test import RequestFactory

from goldenthread.core.forms import DateField
from goldenthread.core.lists import address, filter_chips, without_filters


class ActionFilter(forms.Form):
    text = forms.CharField(required=False, label="Words")
    rating = forms.MultipleChoiceField(required=False, choices=[("bad", "Off track"), ("warn", "At risk")])
    since = DateField(required=False, label="Due from")
    silent = forms.BooleanField(required=False, label="Silent only")


def chips(query: str) -> list[tuple[str, str]]:
    request = RequestFactory().get(f"/actions{query}")
    return [(chip["text"], chip["href"]) for chip in filter_chips(ActionFilter(request.GET), request)]


def test_address_changes_one_value_and_keeps_the_others() -> None:
    assert address(RequestFactory().get("/actions?sort=due&page=2"), page=3) == "/actions?sort=due&page=3"


def test_address_without_its_only_value() -> None:
    assert address(RequestFactory().get("/actions?page=2"), page=None) == "/actions"


def test_chips_of_an_unfiltered_list() -> None:
    assert chips("?text=&page=2") == []


def test_chip_says_the_choice_and_goes_without_it() -> None:
    assert chips("?rating=bad&rating=warn&page=2") == [
        ("Rating: Off track", "/actions?rating=warn"),
        ("Rating: At risk", "/actions?rating=bad"),
    ]


def test_chip_of_a_date_takes_all_its_parts_away() -> None:
    query = "?since-day=1&since-month=4&since-year=2021&text=audit"
    assert chips(query)[1] == ("Due from: 1 April 2021", "/actions?text=audit")


def test_chip_of_a_wrong_date() -> None:
    assert chips("?since-day=40")[0][0] == "Due from: not a date"


def test_chip_of_a_box() -> None:
    assert chips("?silent=on") == [("Silent only", "/actions")]


def test_clearing_the_filters_keeps_of_which_plan_and_which_day_the_list_is() -> None:
    request = RequestFactory().get("/actions?plan=abc&as-at=2021-11-29&rating=bad&since-day=1&silent=on&page=2")
    kept = without_filters(ActionFilter(request.GET), request)
    assert kept == "/actions?plan=abc&as-at=2021-11-29"
