"""What pages with a filtered list share: the same page under another filter, and the filters that are on."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.forms.boundfield import BoundField
from django.http import HttpRequest

from goldenthread.core import words
from goldenthread.core.forms import PARTS, DateField


def numbered(ask: Callable[[int], list[Any]], number: str | None, rows: int) -> Page[Any]:
    """The page with the number, or the last one where there are not so many. ``ask`` fetches the rows of a page, each
    of which knows how many there are in all (``total``): one query does for both."""
    wanted = max(int(number), 1) if number and number.isdecimal() and len(number) < 6 else 1
    found = ask(wanted)
    if not found and wanted > 1:
        first = ask(1)
        wanted = Paginator(range(first[0].total if first else 0), rows).num_pages
        found = ask(wanted)
    page: Page[Any] = Paginator(range(found[0].total if found else 0), rows).get_page(wanted)
    page.object_list = found
    return page


def address(request: HttpRequest, **changes: Any) -> str:
    """The address of this page with other values in its query; ``None`` takes a value away."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.setlist(name, [] if value is None else value if isinstance(value, list) else [value])
    text = query.urlencode()
    return f"{request.path}?{text}" if text else request.path


def filter_chips(form: forms.BaseForm, request: HttpRequest) -> list[dict[str, str]]:
    """Each value that a GET form filters by, in words, with the address of the page without it."""
    return [chip for field in form.visible_fields() for chip in _chips(field, request)]


def without_filters(form: forms.BaseForm, request: HttpRequest) -> str:
    """The address of the page with none of them. What is not chosen there stays: of which plan, as at which day."""
    chosen = [name for field in form.visible_fields() for name in _names(field)]
    return address(request, page=None, **dict.fromkeys(chosen))


def _names(field: BoundField) -> list[str]:
    name = field.html_name
    return [name, *(f"{name}-{part}" for part in PARTS)] if isinstance(field.field, DateField) else [name]


def _chips(field: BoundField, request: HttpRequest) -> list[dict[str, str]]:
    name, names = field.html_name, _names(field)
    values = [value for value in request.GET.getlist(name) if value]
    if len(names) > 1 and any(request.GET.get(part) for part in names):
        picked = field.form.cleaned_data.get(field.name) if field.form.is_valid() else None
        gone = address(request, page=None, **dict.fromkeys(names))
        return [{"text": f"{field.label}: {words.day(picked) or 'not a date'}", "href": gone}]
    rest = {value: [other for other in values if other != value] for value in values}
    return [
        {"text": _said(field, value), "href": address(request, page=None, **{name: rest[value]})} for value in values
    ]


def _said(field: BoundField, value: str) -> str:
    if isinstance(field.field, forms.BooleanField):
        return str(field.label)
    if isinstance(field.field.widget, forms.widgets.ChoiceWidget):
        groups = field.field.widget.optgroups(field.name, [])
        known = {str(option["value"]): option["label"] for _, options, _ in groups for option in options}
        value = known.get(value, value)
    return f"{field.label}: {value}"
