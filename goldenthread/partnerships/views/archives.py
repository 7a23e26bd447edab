"""Taking the whole partnership away in one file."""

from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from goldenthread.core.rules import rule
from goldenthread.partnerships import operations
from goldenthread.partnerships.models import Archive, ArchiveState
from goldenthread.partnerships.operations.archives import KEPT_FOR
from goldenthread.partnerships.requests import Request
from goldenthread.partnerships.tasks import make_archive

REFRESH_SECONDS = 3


@rule("MANAGE")
def archive(request: Request, partnership: str) -> HttpResponse:
    """Says what the file holds, and shows the last one. While it is being made, the browser asks again by itself."""
    place = request.partnership
    if request.method == "POST":
        with transaction.atomic():
            asked, is_new = operations.ask_for_archive(place, by=request.user)
            if is_new:
                make_archive.enqueue(asked.ref)
        return redirect(asked)
    last = Archive.objects.visible_to(request.user).filter(partnership=place).select_related("partnership").first()
    context = {"partnership": place, "last": last, "deleted_at": last.asked_at + KEPT_FOR if last else None}
    response = render(request, "partnerships/archive.html", context)
    if last and last.state == ArchiveState.WAITING:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


@rule("MANAGE")
@require_safe
def archive_file(request: Request, partnership: str, ref: str) -> HttpResponseBase:
    archives = Archive.objects.visible_to(request.user).select_related("partnership")
    found = get_object_or_404(archives, ref=ref, partnership=request.partnership)
    if found.state != ArchiveState.READY:
        raise Http404
    return FileResponse(found.content.open("rb"), as_attachment=True, filename=str(found))
