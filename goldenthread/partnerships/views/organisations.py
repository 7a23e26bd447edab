"""Pages that change organisations, and their part in the partnership."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.accounts.once import once
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, require
from goldenthread.history.queries import panel
from goldenthread.partnerships import operations, permissions
from goldenthread.partnerships.forms import structure as asking
from goldenthread.partnerships.models import Organisation, PartnershipMember
from goldenthread.partnerships.requests import Request
from goldenthread.partnerships.views.ask import ask, home_of


def _organisation(request: Request, ref: str) -> Organisation:
    here = PartnershipMember.objects.filter(partnership=request.partnership).values("organisation")
    return get_object_or_404(Organisation.objects.visible_to(request.user).filter(pk__in=here), ref=ref)


@rule("MANAGE")
@once
def organisation_add(request: Request, partnership: str) -> HttpResponse:
    form = asking.OrganisationForm(request.POST or None)
    if form.is_valid():
        part = attempt(form, operations.add_organisation, request.partnership, by=request.user, **form.cleaned_data)
        if part:
            messages.success(request, f"{part.organisation} was added.")
            return redirect(home_of(request))
    return ask(request, form, "Add an organisation", home_of(request))


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
    return ask(request, form, f"Rename {organisation}", organisation.get_absolute_url())


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
    return ask(request, form, title, organisation.get_absolute_url(), button="Close this organisation", grave=True)


@rule("MANAGE")
def organisation_part(request: Request, partnership: str, ref: str, number: int) -> HttpResponse:
    organisation = _organisation(request, ref)
    parts = PartnershipMember.objects.filter(partnership=request.partnership, organisation=organisation)
    part = get_object_or_404(parts.select_related("partnership", "organisation"), pk=number)
    form = asking.PartForm(request.POST or None, initial=forms.model_to_dict(part))
    if form.is_valid() and attempt(form, operations.change_part, part, by=request.user, **form.cleaned_data):
        messages.success(request, "Saved.")
        return redirect(organisation)
    return ask(
        request, form, f"{organisation} in the partnership", organisation.get_absolute_url(), history=panel(part)
    )
