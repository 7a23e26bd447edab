"""What came of a challenge or a risk: an action of the plan."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from goldenthread.accounts.once import once
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt
from goldenthread.governance.forms.minuting import FollowForm
from goldenthread.governance.models import Risk
from goldenthread.governance.operations.following import name_action
from goldenthread.governance.queries.challenges import challenges_of
from goldenthread.governance.queries.decisions import actions_to_link
from goldenthread.governance.views.ask import ask
from goldenthread.partnerships.requests import Request


@rule("PREPARE_PLAN")
@once
def challenge_action(request: Request, partnership: str, ref: str) -> HttpResponse:
    found = challenges_of(request.user, request.partnership).select_related("partnership")
    return _name(request, get_object_or_404(found, ref=ref))


@rule("PREPARE_PLAN")
@once
def risk_action(request: Request, partnership: str, ref: str) -> HttpResponse:
    found = Risk.objects.visible_to(request.user).select_related("partnership")
    return _name(request, get_object_or_404(found, ref=ref, partnership=request.partnership))


def _name(request: Request, about: Any) -> HttpResponse:
    actions = {row.action.ref: row for row in actions_to_link(request.user, request.partnership)}
    form = FollowForm(request.POST or None, versions=actions.values())
    if form.is_valid():
        action = actions[form.cleaned_data["action"]].action
        if attempt(form, name_action, about, action=action, by=request.user):
            messages.success(request, f"Noted: {action} came of it.")
            return redirect(about)
    intro = (
        "The action then shows where it comes from. One that the plan does not have yet is proposed under Plan first."
    )
    return ask(request, form, "Which action came of it?", about.get_absolute_url(), caption=str(about), intro=intro)
