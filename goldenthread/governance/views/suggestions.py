"""Items that members suggest between meetings: one's own, and those that wait for whoever arranges the meetings."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from goldenthread.accounts.once import once
from goldenthread.core.rules import rule
from goldenthread.core.web import require
from goldenthread.evidence.screened import attempt_screened
from goldenthread.governance import permissions
from goldenthread.governance.forms.meetings import WhyForm
from goldenthread.governance.forms.suggestions import SuggestionForm
from goldenthread.governance.models import Suggestion
from goldenthread.governance.operations import suggestions as operations
from goldenthread.governance.queries.meetings import bodies_arranged
from goldenthread.governance.queries.members import bodies_of
from goldenthread.governance.views.ask import ask
from goldenthread.partnerships.requests import Request

PAGE = 30


@rule("READ_PLAN")
@require_safe
def suggestion_list(request: Request, partnership: str) -> HttpResponse:
    """Those that wait first."""
    user, place = request.user, request.partnership
    found = Suggestion.objects.visible_to(user).filter(body__partnership=place)
    related = ("body__partnership", "suggested_by", "ended_by", "item__meeting__partnership")
    rows = found.select_related(*related).order_by("item", "ended_at", "-suggested_at", "-pk")
    arranged = set(bodies_arranged(user, place).values_list("pk", flat=True))
    context = {
        "partnership": place,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "arranged": arranged,
        "can_suggest": bodies_of(user, place).exists(),
    }
    return render(request, "governance/suggestion_list.html", context)


@rule("READ_PLAN")
@once
def suggest(request: Request, partnership: str) -> HttpResponse:
    bodies = bodies_of(request.user, request.partnership)
    require(bodies.exists())
    form = SuggestionForm(request.POST or None, bodies=bodies, initial={"body": request.GET.get("body", "")})
    if form.is_valid() and attempt_screened(form, operations.suggest_item, by=request.user, **form.cleaned_data):
        messages.success(request, "Suggested. Whoever arranges the next meeting sees it.")
        return redirect("governance:suggestions", partnership)
    back = reverse("governance:suggestions", args=[partnership])
    return ask(request, form, "Suggest an item", back, button="Suggest it")


def _suggestion(request: Request, ref: str) -> Suggestion:
    rows = Suggestion.objects.visible_to(request.user).select_related("body__partnership", "suggested_by")
    return get_object_or_404(rows, ref=ref, body__partnership=request.partnership)


@rule("READ_PLAN")
def leave(request: Request, partnership: str, ref: str) -> HttpResponse:
    """It goes on no agenda, and why."""
    suggestion = _suggestion(request, ref)
    require(permissions.can_arrange(request.user, suggestion.body))
    form = WhyForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, operations.leave_suggestion, suggestion, why=form.cleaned_data["why"], by=request.user
    ):
        messages.success(request, "Left. Whoever suggested it reads why.")
        return redirect("governance:suggestions", partnership)
    back = reverse("governance:suggestions", args=[partnership])
    return ask(request, form, "Leave this suggestion", back, caption=suggestion.title, button="Leave it")


@rule("READ_PLAN")
@require_POST
def take_back(request: Request, partnership: str, ref: str) -> HttpResponse:
    """By whoever suggested it."""
    operations.take_back_suggestion(_suggestion(request, ref), by=request.user)
    messages.success(request, "Taken back.")
    return redirect("governance:suggestions", partnership)
