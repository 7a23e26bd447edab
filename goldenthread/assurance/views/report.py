"""The report over a round for the Board and the region: a page, the same as a file, and the rows of each number."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from goldenthread.assurance.models import Round, RoundPart
from goldenthread.assurance.queries import composite as composite_queries
from goldenthread.assurance.queries import rounds as rounds_queries
from goldenthread.assurance.queries.comparison import compare, earlier_parts, standards_in
from goldenthread.assurance.queries.composite import composite
from goldenthread.assurance.queries.levels import quartiles
from goldenthread.assurance.queries.paper import SMALL, nothing_known, paper_of, percent, said, said_of, shared
from goldenthread.assurance.queries.returns import TONES
from goldenthread.assurance.suppression import FEWEST
from goldenthread.core import clock
from goldenthread.core.rules import rule
from goldenthread.documents.writing.download import LABELS, download
from goldenthread.partnerships.models import OrganisationKind
from goldenthread.partnerships.requests import Request

PAGE, FIRST = 30, 12


def _asked(request: Request, ref: str) -> tuple[Round, list[RoundPart]]:
    opened = get_object_or_404(rounds_queries.rounds_of(request.user, request.partnership), ref=ref)
    parts = rounds_queries.parts_in(opened, request.partnership)
    if not parts:
        raise Http404
    return opened, parts


@rule("READ_ROUND_REPORTS")
def round_report(request: Request, partnership: str, ref: str) -> HttpResponse:
    opened, parts = _asked(request, ref)
    part = next((each for each in parts if each.edition.ref == request.GET.get("part")), parts[0])
    told = composite(request.user, request.partnership, opened, part)
    if (format := request.GET.get("format", "")) in LABELS:
        return download(paper_of(told), format, f"{partnership}-self-assessments-{clock.today().isoformat()}")
    section = request.GET.get("section", "")
    context = {
        "partnership": request.partnership,
        "round": opened,
        "parts": parts,
        "part": part,
        "told": told,
        "nothing_known": nothing_known(told),
        "shared": shared(told),
        "small": SMALL,
        "said": said,
        "said_of": said_of,
        "percent": percent,
        "section": next((each.section for each in told.sections if each.section.id == section), None),
        "only": request.GET.get("only", ""),
        "page": Paginator(told.only(request.GET.get("only", ""), section), PAGE).get_page(request.GET.get("page")),
        "first": FIRST,
        "files": LABELS,
        "opens": told.exact,
    }
    return render(request, "assurance/round_report.html", context)


@rule("READ_ROUND_REPORTS")
def reported_returns(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Who has handed in, or who has not: the rows of the report's first number."""
    opened, _ = _asked(request, ref)
    handed_in = request.GET.get("state", "") != "waiting"
    found = composite_queries.asked_returns(request.partnership, opened, handed_in)
    context = {
        "partnership": request.partnership, "round": opened, "handed_in": handed_in, "tones": TONES,
        "page": Paginator(found, 50).get_page(request.GET.get("page")),
        "opens": composite_queries.reads_exactly(request.user, request.partnership),
    }  # fmt: skip
    return render(request, "assurance/reported_returns.html", context)


@rule("READ_ROUND_REPORTS")
def reported_standard(request: Request, partnership: str, ref: str, edition: str, question: str) -> HttpResponse:
    """By kind of organisation, what the report says of one standard; whoever reads the returns goes on to them."""
    opened, parts = _asked(request, ref)
    found = [each for each in standards_in(parts) if (each.part.edition.ref, each.question.id) == (edition, question)]
    if not found:
        raise Http404
    part = found[0].part
    earlier = next(iter(earlier_parts(request.user, request.partnership, opened, part)), None)
    (row,) = compare(request.user, request.partnership, opened, found[:1], earlier=earlier)
    exact = composite_queries.reads_exactly(request.user, request.partnership)
    context = {
        "partnership": request.partnership, "round": opened, "asked": found[0], "row": row, "earlier": earlier,
        "told": composite_queries.told_of(row, exact), "kinds": composite_queries.by_kind(row, exact),
        "kind_words": dict(OrganisationKind.choices), "levels": row.levels, "exact": exact, "said": said,
        "said_of": said_of,
        "quartiles_elsewhere": quartiles(found[0].question, row.elsewhere.levels)
        if row.elsewhere and row.elsewhere.is_whole else [],
        "percent": percent, "fewest": FEWEST, "good": ",".join(each.code for each in row.levels if each.is_in_place),
    }  # fmt: skip
    return render(request, "assurance/reported_standard.html", context)
