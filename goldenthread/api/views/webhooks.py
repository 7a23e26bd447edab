"""Webhooks of a partnership: set up, looked at, paused, removed; and the log of what they were told."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from goldenthread.accounts.once import once
from goldenthread.api.events import EVENTS
from goldenthread.api.forms import KindsForm, WebhookForm
from goldenthread.api.models import Webhook
from goldenthread.api.operations import webhooks as operations
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt
from goldenthread.history.queries import panel
from goldenthread.partnerships.requests import Request

PAGE = 50
STEPS = {
    "pause": (operations.pause_webhook, "Paused. What is done meanwhile waits."),
    "resume": (operations.resume_webhook, "It is told of what it missed within a minute."),
    "renew": (operations.renew_secret, "The secret is renewed. What is sent from now on is signed with it."),
}


def _webhook(request: Request, ref: str) -> Webhook:
    found = Webhook.objects.visible_to(request.user).filter(partnership=request.partnership)
    return get_object_or_404(found.select_related("partnership", "made_by"), ref=ref)  # type: ignore[no-any-return]


@rule("MANAGE")
def webhook_list(request: Request, partnership: str) -> HttpResponse:
    found = Webhook.objects.visible_to(request.user).filter(partnership=request.partnership)
    context = {"partnership": request.partnership, "webhooks": found.select_related("partnership")}
    return render(request, "api/webhooks.html", context)


@rule("MANAGE")
@once
def webhook_add(request: Request, partnership: str) -> HttpResponse:
    form = WebhookForm(request.POST or None)
    if form.is_valid():
        made = attempt(form, operations.add_webhook, request.partnership, by=request.user, **form.cleaned_data)
        if made:
            messages.success(request, "Added. It is told of what is done from now on.")
            return redirect(made)
    context = {"partnership": request.partnership, "form": form}
    return render(request, "api/webhook_add.html", context, status=422 if form.errors else 200)


@rule("MANAGE")
def webhook(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Its secret, how it stands, and the log."""
    found = _webhook(request, ref)
    context = {
        "partnership": request.partnership,
        "webhook": found,
        "secret": operations.secret_of(found),
        "events": [event for event in EVENTS if event.kind in found.kinds],
        "page": Paginator(found.deliveries.all(), PAGE).get_page(request.GET.get("page")),
        "history": panel(found),
    }
    return render(request, "api/webhook.html", context)


@rule("MANAGE")
def webhook_change(request: Request, partnership: str, ref: str) -> HttpResponse:
    found = _webhook(request, ref)
    form = KindsForm(request.POST or None, initial={"kinds": found.kinds})
    if form.is_valid() and attempt(form, operations.change_webhook, found, by=request.user, **form.cleaned_data):
        messages.success(request, "Saved.")
        return redirect(found)
    context = {"partnership": request.partnership, "form": form, "webhook": found}
    return render(request, "api/webhook_change.html", context, status=422 if form.errors else 200)


@rule("MANAGE")
@require_POST
def webhook_step(request: Request, partnership: str, ref: str, step: str) -> HttpResponse:
    """Pause, resume, or renew the secret."""
    found = _webhook(request, ref)
    if step not in STEPS:
        raise Http404
    operation, said = STEPS[step]
    operation(found, by=request.user)
    messages.success(request, said)
    return redirect(found)


@rule("MANAGE")
def webhook_remove(request: Request, partnership: str, ref: str) -> HttpResponse:
    found = _webhook(request, ref)
    if request.method == "POST":
        operations.remove_webhook(found, by=request.user)
        messages.success(request, "Removed. It is told nothing any more.")
        return redirect("api:webhooks", partnership)
    return render(request, "api/webhook_remove.html", {"partnership": request.partnership, "webhook": found})


@rule("MANAGE")
@require_POST
def webhook_again(request: Request, partnership: str, ref: str, number: int) -> HttpResponse:
    found = _webhook(request, ref)
    operations.send_again(found, number, by=request.user)
    messages.success(request, "It is sent again within a minute.")
    return redirect(found)
