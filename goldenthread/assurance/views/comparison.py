"""Comparing what organisations said: standard by standard, organisation by organisation, and one standard whole."""

from typing import Any
from urllib.parse import quote_plus, urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from goldenthread.assurance.forms.comparison import WEAKEST, ComparisonFilter, HeatFilter
from goldenthread.assurance.models import Round, RoundPart
from goldenthread.assurance.queries import comparison as queries
from goldenthread.assurance.queries import heat as heats
from goldenthread.assurance.queries import rounds as rounds_queries
from goldenthread.assurance.queries.comparison import over_kinds
from goldenthread.assurance.queries.levels import levels, named, quartiles
from goldenthread.assurance.queries.trend import line_of, trend
from goldenthread.assurance.suppression import FEWEST
from goldenthread.core.addresses import reverse
from goldenthread.core.charts import Part, StackedBar
from goldenthread.core.rules import rule
from goldenthread.partnerships.models import OrganisationKind
from goldenthread.partnerships.requests import Request

STANDARDS, ORGANISATIONS, ACROSS = 20, 25, 6
KINDS = dict(OrganisationKind.choices)


def round_called(request: Request, ref: str) -> tuple[Round, list[RoundPart]]:
    opened = rounds_queries.round_of(request.user, request.partnership, ref)
    if opened is None:
        raise Http404
    return opened, rounds_queries.parts_in(opened, request.partnership)


@rule("READ_SELF_ASSESSMENTS")
def comparison(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Each standard: how many have it in place here, elsewhere in the network, and in the round before."""
    opened, parts = round_called(request, ref)
    filter = ComparisonFilter(request.GET, parts=parts)
    standards = filter.narrowed(queries.standards_in(parts))
    earlier = queries.earlier_parts(request.user, request.partnership, opened, filter.asked)
    kind = filter.said("kind")
    found: dict[str, Any] = {"kind": kind, "earlier": earlier[0] if earlier else None}
    if filter.said("order") == WEAKEST:
        rows = queries.compare(request.user, request.partnership, opened, standards, **found)
        standards = [each.standard for each in sorted(rows, key=lambda row: row.weakness)]
    page = Paginator(standards, STANDARDS).get_page(request.GET.get("page"))
    rows = queries.compare(request.user, request.partnership, opened, list(page), **found)
    context = _shared(request, opened, filter) | {
        "page": page,
        "rows": [_with_ways(row, _rows_at(request, opened, row, kind)) for row in rows],
        "kind": kind,
        "kind_words": KINDS.get(kind, ""),
        "earlier": earlier[0] if earlier else None,
        "elsewhere": opened.network is not None and filter.asked.partnership_id is None,
    }
    return render(request, "assurance/comparison.html", context)


@rule("READ_SELF_ASSESSMENTS")
def standard(request: Request, partnership: str, ref: str, edition: str, question: str) -> HttpResponse:
    """One standard: levels by kind of organisation here, what may be shown of elsewhere, and earlier rounds."""
    opened, parts = round_called(request, ref)
    found = [each for each in queries.standards_in(parts) if each.question.id == question]
    asked = next((each for each in found if each.part.edition.ref == edition), None)
    if asked is None:
        raise Http404
    earlier = queries.earlier_parts(request.user, request.partnership, opened, asked.part)
    (row,) = queries.compare(
        request.user, request.partnership, opened, [asked], earlier=earlier[0] if earlier else None
    )
    there, rows_at = {kind for kind, _ in row.here}, _rows_at(request, opened, row)
    over_time = trend(request.user, request.partnership, opened, asked) if len(earlier) > 1 else []
    context = {
        "partnership": request.partnership, "round": opened, "asked": asked, "row": row, "levels": row.levels,
        "bar": _bar(row, rows_at), "kinds": [(kind, said) for kind, said in KINDS.items() if kind in there],
        "kind_words": KINDS, "earlier": earlier[0] if earlier else None, "fewest": FEWEST,
        "before": queries.over_kinds(row.before) if row.before else {},
        "over_time": over_time, "line": line_of(over_time),
        "quartiles": quartiles(asked.question, queries.over_kinds(row.here)),
        "quartiles_elsewhere": quartiles(asked.question, row.elsewhere.levels)
        if row.elsewhere and row.elsewhere.is_whole else [],
    }  # fmt: skip
    return render(request, "assurance/compared_standard.html", context)


@rule("READ_SELF_ASSESSMENTS")
def organisations(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Heat map: organisation by standard, of the returns that were shared with the partnership."""
    opened, parts = round_called(request, ref)
    filter = HeatFilter(request.GET, parts=parts)
    standards = filter.narrowed(queries.standards_in(parts))
    found = heats.returns_read(request.user, request.partnership, opened, filter.said("kind"))
    one = next((each for each in standards if each.question.id == filter.said("question")), None)
    codes = [code for code in filter.said("level").split(",") if code]
    if one is not None:
        standards = [one]
        found = heats.at_levels(found, one, codes) if codes else found
    across = Paginator(standards, ACROSS).get_page(request.GET.get("across"))
    page = Paginator(found, ORGANISATIONS).get_page(request.GET.get("page"))
    context = _shared(request, opened, filter) | {
        "page": page,
        "across": across,
        "standards": list(across),
        "rows": heats.heat(list(page), list(across)),
        "one": one,
        "at": named(one.question, codes) if one else [],
        "kinds": KINDS,
        "legend": levels(across[0].question) if len(across) else [],
    }
    return render(request, "assurance/organisations.html", context)


def _shared(request: Request, opened: Round, filter: ComparisonFilter) -> dict[str, Any]:
    return {"partnership": request.partnership, "round": opened, "filter": filter, "part": filter.asked}


def _rows_at(request: Request, opened: Round, row: queries.Compared, kind: str = "") -> str:
    """The address of organisations at some levels of the standard; their codes are to follow."""
    asked = row.standard
    address = reverse("assurance:organisations", args=[request.partnership.slug, opened.ref])
    place = {"part": asked.part.edition.ref, "question": asked.question.id} | ({"kind": kind} if kind else {})
    return f"{address}?{urlencode(place)}&level="


def _with_ways(row: queries.Compared, rows_at: str) -> tuple[queries.Compared, StackedBar, str]:
    """With its bar, and the way to those that have it in place."""
    return row, _bar(row, rows_at), rows_at + quote_plus(row.codes_in_place)


def _bar(row: queries.Compared, rows_at: str) -> StackedBar:
    """Each part opens the organisations that it counts."""
    at = over_kinds(row.here)
    parts = [Part(each.words, at[each.code], each.tone, rows_at + quote_plus(each.code)) for each in row.levels]
    return StackedBar(f"Levels of {row.standard.number}", parts)
