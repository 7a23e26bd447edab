"""The outbox of the whole installation, for its operator."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from goldenthread.core.rules import rule
from goldenthread.notifications import operations
from goldenthread.notifications.forms import MailFilterForm
from goldenthread.notifications.kinds import KINDS
from goldenthread.notifications.layout import as_html, link_of
from goldenthread.notifications.models import Mail, MailQuerySet, MailState
from goldenthread.notifications.queries import listed_now, whole_text
from goldenthread.partnerships.requests import Request

ROWS = 50


@rule("OPERATE")
def outbox(request: Request) -> HttpResponse:
    """Every mail of the installation for its operator, who sees what became of it and not what it says."""
    operations.mark_doubtful()
    mails = Mail.objects.operated_by(request.user)
    form, page = _filtered(request, mails)
    context = {
        "form": form,
        "page": page,
        "kinds": KINDS,
        "readable": settings.DEMONSTRATION,
        "doubtful": mails.filter(state=MailState.DOUBTFUL).count(),
    }
    return render(request, "notifications/outbox.html", context)


@rule("OPERATE")
def outbox_mail(request: Request, ref: str) -> HttpResponse:
    """What a mail says: on a demonstration, whose mails go nowhere."""
    if not settings.DEMONSTRATION:
        raise Http404
    mail = get_object_or_404(Mail.objects.operated_by(request.user).select_related("person", "partnership"), ref=ref)
    context = {"mail": mail, "html": as_html(_shown(mail)), "link": link_of(mail), "why": KINDS[mail.kind].why}
    return render(request, "notifications/outbox_mail.html", context)


@require_POST
@rule("OPERATE")
def send_again(request: Request, ref: str) -> HttpResponse:
    mail = get_object_or_404(Mail.objects.operated_by(request.user), ref=ref)
    operations.send_again(mail, by=request.user)
    messages.success(request, "The mail is being sent again.")
    return redirect("notifications:outbox")


@require_POST
@rule("OPERATE")
def leave_unsent(request: Request, ref: str) -> HttpResponse:
    mail = get_object_or_404(Mail.objects.operated_by(request.user), ref=ref)
    operations.leave_unsent(mail, by=request.user)
    messages.success(request, "The mail is not sent again.")
    return redirect("notifications:outbox")


def _shown(mail: Mail) -> str:
    return f"{whole_text(mail)}\n\n{listed_now(mail, mail.person)}".strip()


def _filtered(request: Request, mails: MailQuerySet) -> tuple[MailFilterForm, Page[Mail]]:
    form = MailFilterForm(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    chosen = mails.filter(state=state) if state else mails
    return form, Paginator(chosen.select_related("person"), ROWS).get_page(request.GET.get("page"))
