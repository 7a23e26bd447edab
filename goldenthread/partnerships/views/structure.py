"""Who we are, on one page; and what the partnership says of itself."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.core import clock
from goldenthread.core.forms import DateField
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt
from goldenthread.history.queries import panel
from goldenthread.partnerships import operations, permissions, queries
from goldenthread.partnerships.forms import structure as asking
from goldenthread.partnerships.requests import Request


class DayForm(forms.Form):
    hide_optional = True
    on = DateField(label="Show another day", required=False)


@rule("READ_PLAN")
def home(request: Request, partnership: str) -> HttpResponse:
    place, user = request.partnership, request.user
    day_form = DayForm(request.GET if any(name.startswith("on") for name in request.GET) else None)
    on = (day_form.cleaned_data["on"] if day_form.is_valid() else None) or clock.today()
    posts = queries.posts_on(place, user, on)
    context = {
        "partnership": place,
        "on": on,
        "is_today": on == clock.today(),
        "day_form": day_form,
        "tree": queries.tree(place, user, on),
        "vacant": [line for line in posts if not line.holders],
        "held": [line for line in posts if line.holders],
        "members": queries.members_on(place, on),
        "may_manage": permissions.can_manage(user, place),
        "may_invite": permissions.can_invite_anywhere(user, place),
    }
    return render(request, "partnerships/home.html", context)


@rule("MANAGE")
def settings(request: Request, partnership: str) -> HttpResponse:
    place = request.partnership
    known = forms.model_to_dict(place, exclude=["logo", "report_template"])
    form = asking.SettingsForm(request.POST or None, request.FILES or None, partnership=place, initial=known)
    if form.is_valid() and attempt(form, operations.change_settings, place, by=request.user, **form.cleaned_data):
        messages.success(request, "Saved.")
        return redirect("partnerships:settings", partnership)
    return render(request, "partnerships/settings.html", {"partnership": place, "form": form, "history": panel(place)})
