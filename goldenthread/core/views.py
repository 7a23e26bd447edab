"""The pages for when something is not as it should be."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from goldenthread.core.rules import PUBLIC, rule


@rule(PUBLIC)
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "core/errors/400.html", status=400)


@rule(PUBLIC)
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "core/errors/403.html", {"reason": str(exception)}, status=403)


@rule(PUBLIC)
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "core/errors/csrf.html", status=403)


@rule(PUBLIC)
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "core/errors/404.html", status=404)


@rule(PUBLIC)
def server_error(request: HttpRequest) -> HttpResponse:
    """Without the request: what stands around a page is read from the database, which may be what failed."""
    return HttpResponse(render_to_string("core/errors/500.html"), status=500)
