"""Sending in a plan document, and waiting until it is read."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.accounts.once import once
from goldenthread.core import clock
from goldenthread.core.rules import rule
from goldenthread.partnerships.requests import Request
from goldenthread.plan.forms.reading import SendForm
from goldenthread.plan.models import Plan, PlanState, Reading
from goldenthread.plan.operations import reading as operations

PATIENCE = timedelta(minutes=2)
"""After this long something must have happened to the worker."""


@rule("PREPARE_PLAN")
@once
def send(request: Request, partnership: str) -> HttpResponse:
    adopted = (
        Plan.objects.visible_to(request.user).filter(partnership=request.partnership).exclude(state=PlanState.DRAFT)
    )
    form = SendForm(request.POST or None, request.FILES or None, plans=adopted)
    if form.is_valid():
        chosen = form.cleaned_data.get("next_of")
        reading = operations.send_document(
            form.cleaned_data["file"], partnership=request.partnership, by=request.user, next_of=chosen
        )
        return redirect(reading)
    kept = Reading.objects.visible_to(request.user).filter(
        partnership=request.partnership, plan=None, sent_by=request.user
    )
    context = {
        "partnership": request.partnership,
        "form": form,
        "kept": kept.select_related("partnership", "file")[:20],
    }
    return render(request, "plan/send.html", context, status=422 if form.errors else 200)


def _reading(request: Request, ref: str) -> Reading:
    rows = Reading.objects.visible_to(request.user).select_related(
        "partnership", "file", "plan__partnership", "sent_by", "next_of"
    )
    return get_object_or_404(rows, ref=ref, partnership=request.partnership)


@rule("PREPARE_PLAN")
def reading_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    """How far it is; once it is read, the way leads on to the draft."""
    reading = _reading(request, ref)
    if reading.plan:
        return _go_on(request, reading.plan.get_absolute_url())
    context = {
        "partnership": request.partnership,
        "reading": reading,
        "waits": reading.state in operations.UNREAD,
        "stuck": reading.state in operations.UNREAD and clock.now() - reading.sent_at > PATIENCE,
        "own": reading.sent_by_id == request.user.pk,
    }
    return render(request, "plan/reading.html", context)


def _go_on(request: Request, address: str) -> HttpResponse:
    """A page that asks by itself must be told to leave; a browser follows a redirect."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


@rule("PREPARE_PLAN")
@require_POST
def read_again(request: Request, partnership: str, ref: str) -> HttpResponse:
    return redirect(operations.read_again(_reading(request, ref), by=request.user))


@rule("PREPARE_PLAN")
def discard(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Only whoever sent the document in can discard it."""
    reading = _reading(request, ref)
    if reading.sent_by_id != request.user.pk:
        return redirect(reading)
    if request.method == "POST":
        operations.discard_document(reading, by=request.user)
        messages.success(request, "Discarded. The document is gone.")
        return redirect("plan:send", partnership)
    context = {
        "partnership": request.partnership,
        "title": "Discard this document?",
        "about": reading,
        "button": "Discard it",
        "intro": f"“{reading.file_name}” is deleted here for good. Your own copy is not touched.",
        "back": reverse("plan:reading", args=[partnership, ref]),
    }
    return render(request, "plan/sure.html", context)
