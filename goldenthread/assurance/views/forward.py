"""Earlier answers come forward: what would come is shown first, then they wait to be confirmed one by one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.assurance import permissions
from goldenthread.assurance.operations import returns as operations
from goldenthread.assurance.queries import returns as queries
from goldenthread.assurance.views.own import own_return
from goldenthread.assurance.views.section import part_of
from goldenthread.core import words
from goldenthread.core.rules import rule
from goldenthread.core.web import require
from goldenthread.partnerships.requests import Request
from goldenthread.questionnaires.queries.forwarding import forward


@rule("ANSWER_FOR_ORGANISATION")
def bring_forward(request: Request, ref: str, sheet: str) -> HttpResponse:
    assessment = own_return(request, ref)
    require(permissions.can_answer(request.user, assessment))
    part = part_of(assessment, sheet)
    earlier = queries.earlier_parts(part)
    if request.method == "POST":
        chosen = next((each for each in earlier if each.sheet.ref == request.POST.get("earlier")), None)
        if chosen is None:
            raise Http404
        brought = operations.bring_earlier(part, earlier=chosen, by=request.user)
        messages.success(request, f"{words.plural(len(brought), 'answer')} came forward. Confirm, change or drop each.")
        return redirect(assessment)
    context = {
        "assessment": assessment,
        "part": part,
        "choices": [(each, forward(part.sheet, each.sheet)) for each in earlier],
    }
    return render(request, "assurance/bring_forward.html", context)
