"""What the pages with one form share."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.partnerships.requests import Request


def ask(request: Request, form: forms.BaseForm, title: str, back: str, **more: Any) -> HttpResponse:
    """A page with one form."""
    context = {"partnership": request.partnership, "form": form, "title": title, "back": back, "button": "Save", **more}
    return render(request, "partnerships/ask.html", context)


def home_of(request: Request) -> str:
    return reverse("partnerships:home", args=[request.partnership.slug])
