"""How an organisation compares with others of its kind, for itself."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from goldenthread.assurance.models.returns import HANDED_IN
from goldenthread.assurance.queries import returns as queries
from goldenthread.assurance.queries.peers import beside_peers
from goldenthread.assurance.suppression import FEWEST
from goldenthread.assurance.views.own import own_return
from goldenthread.core.rules import rule
from goldenthread.partnerships.requests import Request

PAGE = 30


@rule("ANSWER_FOR_ORGANISATION")
def compared(request: Request, ref: str) -> HttpResponse:
    """Once it is handed in, so that nobody answers by what others said."""
    assessment = own_return(request, ref)
    found = [each.part for each in queries.parts_of_return(assessment) if each.part.partnership_id is None]
    parts = list(dict.fromkeys(found))
    if not parts:
        raise Http404
    part = next((each for each in parts if each.edition.ref == request.GET.get("part")), parts[0])
    ready = assessment.state in HANDED_IN
    context = {
        "assessment": assessment,
        "parts": parts,
        "part": part,
        "ready": ready,
        "page": Paginator(beside_peers(assessment, part) if ready else [], PAGE).get_page(request.GET.get("page")),
        "fewest": FEWEST,
    }
    return render(request, "assurance/compared.html", context)
