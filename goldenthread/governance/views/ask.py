"""A page that asks one thing, for every view here; and one that shows two texts where two people wrote."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.partnerships.requests import Request
from goldenthread.plan.operations.refusals import EditedMeanwhile


def ask(request: Request, form: forms.BaseForm, title: str, back: str, **more: Any) -> HttpResponse:
    """``more``: caption, intro, button, grave (a red button)."""
    context = {
        "partnership": request.partnership, "form": form, "title": title, "back": back, "caption": "", "intro": "",
        "button": "Save", "grave": False, **more,
    }  # fmt: skip
    return render(request, "governance/ask.html", context, status=422 if form.errors else 200)


def both(
    request: Request, form: forms.BaseForm, conflict: EditedMeanwhile, version: object, title: str, back: str,
    *, labels: dict[str, str] | None = None, action: str = "",
) -> HttpResponse:  # fmt: skip
    """What the other saved above the form, and the form with what was typed, at the ``version`` that stands now."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    data["version"] = version
    form.data = data
    context = {
        "partnership": request.partnership, "mine": form, "conflict": conflict, "back": back, "title": title,
        "labels": labels or {}, "action": action,
    }  # fmt: skip
    return render(request, "plan/conflict.html", context, status=409)
