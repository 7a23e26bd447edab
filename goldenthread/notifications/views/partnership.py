"""Every mail of a partnership, before and after it goes: seen, moved, reworded, cancelled, decided on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, require
from goldenthread.history.queries import panel
from goldenthread.notifications import operations
from goldenthread.notifications.forms import MoveForm, PlannedFilter, WordsForm
from goldenthread.notifications.kinds import KINDS
from goldenthread.notifications.layout import as_html, link_of
from goldenthread.notifications.models import Mail, MailState
from goldenthread.notifications.operations.deciding import UNSURE
from goldenthread.notifications.permissions import can_change_mail
from goldenthread.notifications.queries import listed_now, mails_of
from goldenthread.notifications.topics import Rhythm
from goldenthread.partnerships.requests import Request

ROWS = 50


@rule("CHECK_RETURNS")
def partnership_mail(request: Request, partnership: str) -> HttpResponse:
    operations.mark_doubtful()
    form = PlannedFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"state": "", "kind": "", "q": ""}
    found = mails_of(request.user, request.partnership, state=asked["state"], kind=asked["kind"], words=asked["q"])
    everything = mails_of(request.user, request.partnership)
    context = {
        "form": form,
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
        "kinds": KINDS,
        "planned": everything.filter(state=MailState.PLANNED).count(),
        "unsure": everything.filter(state__in=UNSURE).count(),
    }
    return render(request, "notifications/partnership_mail.html", context)


@rule("CHECK_RETURNS")
def planned_mail(request: Request, partnership: str, ref: str) -> HttpResponse:
    """What it says and to whom. Of a joined mail that waits: what it would list, as far as the reader may open it."""
    mail = _mail(request, ref)
    context = {
        "mail": mail,
        "kind": KINDS[mail.kind],
        "is_joined": mail.kind in list(Rhythm),
        "html": as_html(mail.text),
        "listed": as_html(listed_now(mail, request.user)),
        "link": link_of(mail),
        "may_change": can_change_mail(request.user, mail),
        "is_unsure": mail.state in UNSURE,
        "history": panel(mail),
    }
    return render(request, "notifications/planned_mail.html", context)


@rule("CHECK_RETURNS")
def move(request: Request, partnership: str, ref: str) -> HttpResponse:
    mail = _mail(request, ref, to_change=True)
    goes = timezone.localtime(mail.not_before)
    form = MoveForm(request.POST or None, initial={"on": goes.date(), "hour": min(max(goes.hour, 6), 21)})
    if form.is_valid() and _done(form, operations.move_mail, mail, to=form.to, by=request.user):
        messages.success(request, "The mail is moved.")
        return redirect(mail)
    return _form(request, mail, form, "Move it to another time", "Move it")


@rule("CHECK_RETURNS")
def words(request: Request, partnership: str, ref: str) -> HttpResponse:
    mail = _mail(request, ref, to_change=True)
    form = WordsForm(request.POST or None, initial={"subject": mail.subject, "text": mail.text})
    if form.is_valid() and _done(form, operations.change_words, mail, by=request.user, **form.cleaned_data):
        messages.success(request, "The words are changed.")
        return redirect(mail)
    return _form(request, mail, form, "Change its words", "Save")


@require_POST
@rule("CHECK_RETURNS")
def cancel(request: Request, partnership: str, ref: str) -> HttpResponse:
    operations.cancel_mail(_mail(request, ref, to_change=True), by=request.user)
    messages.success(request, "The mail is cancelled.")
    return redirect("notifications:partnership_mail", partnership)


@require_POST
@rule("CHECK_RETURNS")
def resend(request: Request, partnership: str, ref: str) -> HttpResponse:
    operations.send_again(_mail(request, ref, to_change=True), by=request.user)
    messages.success(request, "The mail is being sent again.")
    return redirect("notifications:partnership_mail", partnership)


@require_POST
@rule("CHECK_RETURNS")
def leave(request: Request, partnership: str, ref: str) -> HttpResponse:
    operations.leave_unsent(_mail(request, ref, to_change=True), by=request.user)
    messages.success(request, "The mail is not sent again.")
    return redirect("notifications:partnership_mail", partnership)


def _mail(request: Request, ref: str, *, to_change: bool = False) -> Mail:
    found = Mail.objects.visible_to(request.user).of(request.partnership).select_related("person", "partnership")
    mail = get_object_or_404(found, ref=ref)
    require(not to_change or can_change_mail(request.user, mail))
    return mail


def _done(form: Any, operation: Callable[..., None], mail: Mail, **values: Any) -> bool:
    attempt(form, operation, mail, **values)
    return not form.errors


def _form(request: Request, mail: Mail, form: Any, title: str, button: str) -> HttpResponse:
    context = {"mail": mail, "form": form, "title": title, "button": button, "is_joined": mail.kind in list(Rhythm)}
    return render(request, "notifications/mail_form.html", context, status=422 if form.errors else 200)
