"""A page that asks one thing, for every view here."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.partnerships.requests import Request


def ask(request: Request, form: forms.BaseForm, title: str, back: str, **more: Any) -> HttpResponse:
    """``more``: caption, intro, button, grave (a red button)."""
    context = {
        "partnership": request.partnership, "form": form, "title": title, "back": back, "caption": "", "intro": "",
        "button": "Save", "grave": False, **more,
    }  # fmt: skip
    return render(request, "governance/ask.html", context, status=422 if form.errors else 200)
