"""The sites for which an organisation answers a part each."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.assurance import permissions
from goldenthread.assurance.forms.returns import SiteForm
from goldenthread.assurance.operations import sites as operations
from goldenthread.assurance.queries import returns as queries
from goldenthread.assurance.views.own import own_return
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, require
from goldenthread.partnerships.requests import Request


@rule("ANSWER_FOR_ORGANISATION")
def sites(request: Request, ref: str, part: int) -> HttpResponse:
    assessment = own_return(request, ref)
    require(permissions.can_answer(request.user, assessment))
    asked = next((each for each in queries.site_parts(assessment) if each.pk == part), None)
    if asked is None:
        raise Http404
    named = [each for each in queries.parts_of_return(assessment) if each.part_id == asked.pk]
    if request.method == "POST" and "remove" in request.POST:
        found = next((each for each in named if each.sheet.ref == request.POST["remove"]), None)
        if found is None:
            raise Http404
        operations.remove_site(found, by=request.user)
        messages.success(request, "Taken out.")
        return redirect(request.path)
    form = SiteForm(request.POST or None)
    if form.is_valid() and attempt(
        form, operations.add_site, assessment, asked, name=form.cleaned_data["name"], by=request.user
    ):
        messages.success(request, "Added. It has its own answers.")
        return redirect(request.path)
    context = {"assessment": assessment, "asked": asked, "named": named, "form": form}
    return render(request, "assurance/sites.html", context, status=422 if form.errors else 200)
