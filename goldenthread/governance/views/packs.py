"""Somebody's pack of a meeting: asked for, waited for, fetched."""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from goldenthread.core.rules import rule
from goldenthread.governance.models import Pack, PackState
from goldenthread.governance.models.packs import KEPT_FOR
from goldenthread.governance.operations.packs import ask_for_pack
from goldenthread.governance.queries.packs import news, packs_of
from goldenthread.governance.tasks import make_pack_of
from goldenthread.governance.views.meetings import find_meeting
from goldenthread.partnerships.requests import Request

REFRESH_SECONDS = 3


@rule("READ_PLAN")
@require_POST
def ask(request: Request, partnership: str, ref: str) -> HttpResponse:
    """One's own pack as of now. Where nothing changed since the last, that one comes back."""
    meeting = find_meeting(request, ref)
    with transaction.atomic():
        pack, is_new = ask_for_pack(meeting, by=request.user)
        if is_new:
            make_pack_of.enqueue(pack.ref)
    return redirect(pack)


def _pack(request: Request, ref: str) -> Pack:
    packs = Pack.objects.visible_to(request.user).select_related("meeting__partnership", "meeting__body")
    return get_object_or_404(packs, ref=ref, meeting__partnership=request.partnership)


@rule("READ_PLAN")
@require_safe
def wait(request: Request, partnership: str, ref: str) -> HttpResponse:
    """How far it is. While it is being made, the browser asks again by itself."""
    pack = _pack(request, ref)
    mine = packs_of(request.user, pack.meeting)
    before = next((each for each in mine if each.issue < pack.issue), None)
    context = {
        "partnership": request.partnership, "pack": pack, "meeting": pack.meeting, "news": news(pack, before),
        "earlier": [each for each in mine if each.issue != pack.issue], "kept_until": pack.meeting.ends_at + KEPT_FOR,
    }  # fmt: skip
    response = render(request, "governance/pack.html", context)
    if pack.state == PackState.WAITING:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


@rule("READ_PLAN")
@require_safe
def file(request: Request, partnership: str, ref: str) -> HttpResponse:
    pack = _pack(request, ref)
    if pack.state != PackState.READY:
        raise Http404
    response = HttpResponse(bytes(pack.content or b""), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="papers-{pack.meeting.ref}-issue-{pack.issue}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
