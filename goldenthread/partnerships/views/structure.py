"""Who we are: bodies, posts and organisations, and the pages that change them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from goldenthread.core import clock
from goldenthread.core.forms import DateField
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, require
from goldenthread.history.queries import panel
from goldenthread.partnerships import operations, permissions, queries
from goldenthread.partnerships.forms import structure as asking
from goldenthread.partnerships.models import Body, Organisation, PartnershipMember, Post
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


def _ask(request: Request, form: forms.BaseForm, title: str, back: str, **more: Any) -> HttpResponse:
    """A page with one form."""
    context = {"partnership": request.partnership, "form": form, "title": title, "back": back, "button": "Save", **more}
    return render(request, "partnerships/ask.html", context)


def _home(request: Request) -> str:
    return reverse("partnerships:home", args=[request.partnership.slug])


# --- bodies -----------------------------------------------------------------------------------------------------------


def _body(request: Request, ref: str) -> Body:
    bodies = Body.objects.visible_to(request.user).select_related("partnership", "parent", "reports_to")
    found: Body = get_object_or_404(bodies, ref=ref, partnership=request.partnership)
    return found


@rule("MANAGE")
def body_add(request: Request, partnership: str) -> HttpResponse:
    form = asking.BodyForm(request.POST or None, partnership=request.partnership)
    if form.is_valid():
        body = attempt(form, operations.add_body, request.partnership, by=request.user, **form.cleaned_data)
        if body:
            messages.success(request, f"{body} was added.")
            return redirect(_home(request))
    return _ask(request, form, "Add a body", _home(request))


@rule("MANAGE")
def body_edit(request: Request, partnership: str, ref: str) -> HttpResponse:
    body = _body(request, ref)
    known = {**forms.model_to_dict(body), "aliases": "\n".join(body.aliases)}
    form = asking.BodyForm(request.POST or None, partnership=request.partnership, body=body, initial=known)
    if form.is_valid() and attempt(form, operations.change_body, body, by=request.user, **form.cleaned_data):
        messages.success(request, "Saved.")
        return redirect(body)
    close = reverse("partnerships:body_close", args=[partnership, ref])
    return _ask(
        request, form, f"Change {body}", body.get_absolute_url(), other=("Close this body", close), history=panel(body)
    )


@rule("MANAGE")
def body_close(request: Request, partnership: str, ref: str) -> HttpResponse:
    body = _body(request, ref)
    form = asking.CloseForm(request.POST or None)
    if form.is_valid() and attempt(form, operations.close_body, body, by=request.user, **form.cleaned_data):
        messages.success(request, f"{body} was closed.")
        return redirect(body)
    intro = "Its posts, appointments and roles end with it. What it owns in the plan stays until the plan is varied."
    return _ask(
        request, form, f"Close {body}", body.get_absolute_url(), intro=intro, button="Close this body", grave=True
    )


# --- posts ------------------------------------------------------------------------------------------------------------


def _post(request: Request, ref: str) -> Post:
    posts = Post.objects.visible_to(request.user).select_related("partnership", "body", "organisation", "escalates_to")
    found: Post = get_object_or_404(posts, ref=ref, partnership=request.partnership)
    return found


@rule("MANAGE")
def post_add(request: Request, partnership: str) -> HttpResponse:
    form = asking.PostForm(request.POST or None, partnership=request.partnership)
    if form.is_valid():
        post = attempt(form, operations.add_post, request.partnership, by=request.user, **form.cleaned_data)
        if post:
            messages.success(request, f"{post} was added. Appoint somebody to it.")
            return redirect("partnerships:appoint", partnership, post.ref)
    return _ask(request, form, "Add a post", _home(request))


@rule("MANAGE")
def post_edit(request: Request, partnership: str, ref: str) -> HttpResponse:
    post = _post(request, ref)
    form = asking.PostForm(
        request.POST or None, partnership=request.partnership, post=post, initial=forms.model_to_dict(post)
    )
    if form.is_valid() and attempt(form, operations.change_post, post, by=request.user, **form.cleaned_data):
        messages.success(request, "Saved.")
        return redirect(post)
    close = reverse("partnerships:post_close", args=[partnership, ref])
    return _ask(
        request, form, f"Change {post}", post.get_absolute_url(), other=("Close this post", close), history=panel(post)
    )


@rule("MANAGE")
def post_close(request: Request, partnership: str, ref: str) -> HttpResponse:
    post = _post(request, ref)
    form = asking.CloseForm(request.POST or None)
    if form.is_valid() and attempt(form, operations.close_post, post, by=request.user, **form.cleaned_data):
        messages.success(request, f"{post} was closed.")
        return redirect(post)
    intro = "Appointments to it end with it. What it owns in the plan stays with it until the plan is varied."
    return _ask(
        request, form, f"Close {post}", post.get_absolute_url(), intro=intro, button="Close this post", grave=True
    )


# --- organisations ----------------------------------------------------------------------------------------------------


def _organisation(request: Request, ref: str) -> Organisation:
    here = PartnershipMember.objects.filter(partnership=request.partnership).values("organisation")
    return get_object_or_404(Organisation.objects.visible_to(request.user).filter(pk__in=here), ref=ref)


@rule("MANAGE")
def organisation_add(request: Request, partnership: str) -> HttpResponse:
    form = asking.OrganisationForm(request.POST or None)
    if form.is_valid():
        part = attempt(form, operations.add_organisation, request.partnership, by=request.user, **form.cleaned_data)
        if part:
            messages.success(request, f"{part.organisation} was added.")
            return redirect(_home(request))
    return _ask(request, form, "Add an organisation", _home(request))


@rule("MANAGE")
def organisation_edit(request: Request, partnership: str, ref: str) -> HttpResponse:
    """One page leads to all that can change: its details, its name, its part here, its end."""
    organisation = _organisation(request, ref)
    keeper = permissions.keeper_of(organisation)
    may_edit = permissions.can_edit_organisation(request.user, organisation)
    form = (
        asking.OrganisationDetailsForm(request.POST or None, initial=forms.model_to_dict(organisation))
        if may_edit
        else None
    )
    if form and form.is_valid():
        if attempt(form, operations.change_organisation, organisation, by=request.user, **form.cleaned_data):
            messages.success(request, "Saved.")
            return redirect(organisation)
    elif request.method == "POST":
        require(may_edit)
    context = {
        "partnership": request.partnership,
        "organisation": organisation,
        "keeper": keeper,
        "may_edit": may_edit,
        "form": form,
        "parts": PartnershipMember.objects.filter(partnership=request.partnership, organisation=organisation),
        "history": panel(organisation),
    }
    return render(request, "partnerships/organisation_edit.html", context)


@rule("MANAGE")
def organisation_rename(request: Request, partnership: str, ref: str) -> HttpResponse:
    organisation = _organisation(request, ref)
    require(permissions.can_edit_organisation(request.user, organisation))
    form = asking.RenameForm(request.POST or None)
    if form.is_valid() and attempt(
        form, operations.rename_organisation, organisation, by=request.user, **form.cleaned_data
    ):
        messages.success(request, "The new name is in use; the earlier one is kept.")
        return redirect(organisation)
    return _ask(request, form, f"Rename {organisation}", organisation.get_absolute_url())


@rule("MANAGE")
def organisation_close(request: Request, partnership: str, ref: str) -> HttpResponse:
    organisation = _organisation(request, ref)
    require(permissions.can_edit_organisation(request.user, organisation))
    form = asking.SuccessionForm(request.POST or None, organisation=organisation, partnership=request.partnership)
    if form.is_valid() and attempt(
        form, operations.close_organisation, organisation, request.partnership, by=request.user, **form.cleaned_data
    ):
        messages.success(request, f"{organisation} was closed.")
        return redirect(organisation)
    title = f"Close {organisation}"
    return _ask(request, form, title, organisation.get_absolute_url(), button="Close this organisation", grave=True)


@rule("MANAGE")
def organisation_part(request: Request, partnership: str, ref: str, number: int) -> HttpResponse:
    organisation = _organisation(request, ref)
    parts = PartnershipMember.objects.filter(partnership=request.partnership, organisation=organisation)
    part = get_object_or_404(parts.select_related("partnership", "organisation"), pk=number)
    form = asking.PartForm(request.POST or None, initial=forms.model_to_dict(part))
    if form.is_valid() and attempt(form, operations.change_part, part, by=request.user, **form.cleaned_data):
        messages.success(request, "Saved.")
        return redirect(organisation)
    return _ask(
        request, form, f"{organisation} in the partnership", organisation.get_absolute_url(), history=panel(part)
    )


# --- settings ---------------------------------------------------------------------------------------------------------


@rule("MANAGE")
def settings(request: Request, partnership: str) -> HttpResponse:
    place = request.partnership
    known = forms.model_to_dict(place, exclude=["logo"])
    form = asking.SettingsForm(request.POST or None, request.FILES or None, partnership=place, initial=known)
    if form.is_valid() and attempt(form, operations.change_settings, place, by=request.user, **form.cleaned_data):
        messages.success(request, "Saved.")
        return redirect("partnerships:settings", partnership)
    return render(request, "partnerships/settings.html", {"partnership": place, "form": form, "history": panel(place)})
