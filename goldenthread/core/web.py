"""Small things that views share."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError

Result = TypeVar("Result")


def require(allowed: bool) -> None:
    """Stop with "you cannot do this" (403) unless allowed."""
    if not allowed:
        raise PermissionDenied


def attempt(form: forms.BaseForm, operation: Callable[..., Result], *args: Any, **kwargs: Any) -> Result | None:
    """Do an operation for a valid form; what it refuses is shown above the form, and nothing typed is lost."""
    try:
        return operation(*args, **kwargs)
    except ValidationError as refusal:
        if hasattr(refusal, "error_dict"):
            known = {name: texts for name, texts in refusal.error_dict.items() if name in form.fields}
            rest = [text for name, texts in refusal.error_dict.items() if name not in form.fields for text in texts]
            form.add_error(None, ValidationError({**known, **({"__all__": rest} if rest else {})}))
        else:
            form.add_error(None, refusal)
        return None
