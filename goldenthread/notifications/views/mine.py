"""What was sent to me, which mails I want, and my calendar."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.core.rules import SIGNED_IN, rule
from goldenthread.core.web import attempt
from goldenthread.notifications import operations
from goldenthread.notifications.forms import ChoiceForm
from goldenthread.notifications.kinds import KINDS
from goldenthread.notifications.layout import as_html, link_of
from goldenthread.notifications.queries import choice_of, own_feed, planned_for, sent_to, whole_text
from goldenthread.partnerships.requests import Request

ROWS = 25


@rule(SIGNED_IN)
def my_mail(request: Request) -> HttpResponse:
    context = {
        "choice": choice_of(request.user),
        "planned": planned_for(request.user)[:3],
        "page": Paginator(sent_to(request.user), ROWS).get_page(request.GET.get("page")),
        "kinds": KINDS,
    }
    return render(request, "notifications/my_mail.html", context)


@rule(SIGNED_IN)
def mail_to_me(request: Request, ref: str) -> HttpResponse:
    mail = get_object_or_404(sent_to(request.user), ref=ref)
    context = {"mail": mail, "html": as_html(whole_text(mail)), "link": link_of(mail), "kind": KINDS[mail.kind]}
    return render(request, "notifications/mail_to_me.html", context)


@rule(SIGNED_IN)
def choices(request: Request) -> HttpResponse:
    choice = choice_of(request.user)
    form = ChoiceForm(request.POST or None, initial={"digest_day": choice.digest_day, "morning": choice.morning})
    if form.is_valid() and _chosen(request, form):
        messages.success(request, "Your choice is saved.")
        return redirect("notifications:my_mail")
    context = {"form": form, "kinds": KINDS.values()}
    return render(request, "notifications/choices.html", context, status=422 if form.errors else 200)


def _chosen(request: Request, form: ChoiceForm) -> bool:
    return bool(attempt(form, operations.choose_mails, request.user, by=request.user, **form.cleaned_data))


@rule(SIGNED_IN)
def my_calendar(request: Request) -> HttpResponse:
    """The address is shown once, in the answer to the button that made it."""
    address = ""
    if request.method == "POST":
        token = operations.make_feed(request.user, by=request.user)
        address = settings.ADDRESS.rstrip("/") + reverse("notifications:feed", args=[token])
    feed = own_feed(request.user)
    return render(request, "notifications/my_calendar.html", {"feed": feed, "address": address})


@require_POST
@rule(SIGNED_IN)
def withdraw_calendar(request: Request) -> HttpResponse:
    operations.withdraw_feed(request.user, by=request.user)
    messages.success(request, "The address is withdrawn. Calendars that know it are told that there is nothing.")
    return redirect("notifications:my_calendar")
