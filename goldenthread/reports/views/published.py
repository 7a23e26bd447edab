"""What everybody may read: released reports of a year, as page, PDF and DOCX."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from goldenthread.core.chrome import Chrome, Link
from goldenthread.core.rules import PUBLIC, rule
from goldenthread.documents.writing.download import LABELS, download
from goldenthread.partnerships import brand
from goldenthread.partnerships.models import Partnership
from goldenthread.reports.models import Depth
from goldenthread.reports.paper import paper_of
from goldenthread.reports.queries.written import public_report, public_reports, whole
from goldenthread.reports.versions import told_to, version_called, versions_of

KEPT_SECONDS = 300
PAPERS = {name: LABELS[name] for name in ("pdf", "docx")}


@rule(PUBLIC)
@require_safe
def published_list(request: HttpRequest, partnership: str) -> HttpResponse:
    """While nothing is released, the answer is that of a partnership that does not exist."""
    found = list(public_reports(partnership))
    if not found:
        raise Http404
    place = found[0].partnership
    response = render(
        request, "reports/published_list.html", {"reports": found, "partnership": place, "frame": _frame(place)}
    )
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response


@rule(PUBLIC)
@require_safe
def published(request: HttpRequest, partnership: str, ref: str) -> HttpResponse:
    """The same bytes for everybody; ``?version=children`` is the children's own text."""
    report = public_report(partnership, ref)
    if report is None:
        raise Http404
    told = whole(report, public=True)
    version = version_called(request.GET.get("for", ""), report, public=True)
    if version:
        told = told_to(told, version)
    for_children = request.GET.get("version") == "children" and told.has_children_words and not version
    if request.GET.get("format") in PAPERS:
        name = f"{partnership}-{report.kind}-report-{report.ends_on.year}{'-for-children' if for_children else ''}"
        name += f"-{slugify(version.name)}" if version else ""
        response = download(paper_of(told, children=for_children, cover=True), request.GET["format"], name)
    else:
        context: dict[str, Any] = {
            "told": told, "report": report, "partnership": report.partnership, "frame": _frame(report.partnership),
            "for_children": for_children or (version is not None and version.depth == Depth.CHILDREN), "papers": PAPERS,
            "versions": [each for each in versions_of(report) if each.on_public_page],
        }  # fmt: skip
        response = render(request, "reports/published.html", context)
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response


def _frame(partnership: Partnership) -> Chrome:
    return Chrome(
        name=partnership.name,
        home=reverse("reports:published_list", args=[partnership.slug]),
        logo=brand.logo_address(partnership),
        brand_css=brand.css_address(partnership),
        footer=[Link("Accessibility", reverse("reports:help_page", args=["accessibility"]))],
    )
