"""Colour and logo for every page, also those that are read without signing in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from goldenthread.core.rules import PUBLIC, rule
from goldenthread.partnerships import brand
from goldenthread.partnerships.models import Partnership

KEPT_SECONDS = 300


@rule(PUBLIC)
@require_safe
def style(request: HttpRequest, slug: str) -> HttpResponse:
    response = HttpResponse(
        brand.css(get_object_or_404(Partnership, slug=slug)), content_type="text/css; charset=utf-8"
    )
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response


@rule(PUBLIC)
@require_safe
def logo(request: HttpRequest, slug: str) -> HttpResponse:
    """A PNG or JPEG that passed the gate; the browser is told to take it for nothing else."""
    stored = get_object_or_404(Partnership.objects.select_related("logo"), slug=slug).logo
    if stored is None or not stored.may_be_served:
        raise Http404
    with stored.content.open("rb") as file:
        response = HttpResponse(file.read(), content_type=stored.media_type)
    response["Content-Disposition"] = "inline"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response
