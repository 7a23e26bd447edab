"""Small things that views share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject


def require(allowed: bool) -> None:
    """Stop with "you cannot do this" (403) unless allowed."""
    if not allowed:
        raise PermissionDenied


def form_token(request: HttpRequest) -> dict[str, Any]:
    """What proves that a form comes from this page: the same for all its forms. Django works one out for each."""
    return {"csrf_input": SimpleLazyObject(lambda: csrf_input(request))}


def number_of(text: str) -> int:
    """The number of a row, as a form sends it; what is no number names nothing."""
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Http404
    return int(text)


def attempt(form: forms.BaseForm, operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Do an operation for a valid form; what it refuses is shown above the form, and nothing typed is lost."""
    try:
        return operation(*args, **kwargs)
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return None


def show_refusal(form: forms.BaseForm, refusal: ValidationError) -> None:
    """Each sentence at its field where the form has it, the others above the form."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, texts in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, texts)
