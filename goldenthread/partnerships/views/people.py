"""The people of a partnership: who they are, what they hold, how they are invited and how they leave."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.accounts.models import User
from goldenthread.accounts.once import once
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, require
from goldenthread.history.queries import panel
from goldenthread.partnerships import operations, permissions, queries
from goldenthread.partnerships.forms import people as asking
from goldenthread.partnerships.forms.structure import CloseForm
from goldenthread.partnerships.models import Invitation
from goldenthread.partnerships.queries import people_lines, people_visible_to
from goldenthread.partnerships.requests import Request

PAGE = 50


@rule("READ_PLAN")
def people(request: Request, partnership: str) -> HttpResponse:
    place = request.partnership
    filter_form = asking.PeopleFilter(request.GET)
    asked = filter_form.cleaned_data if filter_form.is_valid() else {"q": "", "role": ""}
    found = people_visible_to(request.user, place, words=asked["q"], role=asked["role"])
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "partnership": place,
        "filter": filter_form,
        "page": page,
        "lines": people_lines(page, place),
        "may_manage": permissions.can_manage(request.user, place),
        "may_invite": permissions.can_invite_anywhere(request.user, place),
    }
    return render(request, "partnerships/people.html", context)


def person_of(request: Request, ref: str) -> User:
    return get_object_or_404(people_visible_to(request.user, request.partnership), ref=ref)


@rule("READ_PLAN")
def person(request: Request, partnership: str, ref: str) -> HttpResponse:
    place, found = request.partnership, person_of(request, ref)
    may_manage = permissions.can_manage(request.user, place)
    invitation = queries.last_invitation(found, place)
    held = queries.everything_held(found, place)
    context = {
        "partnership": place,
        "person": found,
        "line": people_lines([found], place)[0],
        "current": held.current,
        "earlier": held.earlier,
        "invitation": invitation,
        "may_manage": may_manage,
        "may_invite": queries.may_invite_person(request.user, place, held.current),
        "receipts": list(queries.receipts(place).filter(new__person_ref=found.ref)) if may_manage else [],
        "may_correct": may_manage and not queries.has_come_in(found),
        "history": panel(*held.records) if permissions.can_read_history(request.user, place) else None,
    }
    return render(request, "partnerships/person.html", context)


@rule("READ_PLAN")
@once
def person_add(request: Request, partnership: str) -> HttpResponse:
    place = request.partnership
    require(permissions.can_invite_anywhere(request.user, place))
    form = asking.AddPersonForm(request.POST or None, user=request.user, partnership=place)
    if form.is_valid():
        invite = form.cleaned_data.pop("invite")
        held = attempt(form, operations.add_person, place, by=request.user, **form.cleaned_data)
        if held:
            if invite:
                operations.invite(held.person, place, by=request.user)
            messages.success(request, f"{held.person} was added{' and invited' if invite else ''}.")
            return redirect("partnerships:person", partnership, held.person.ref)
    return render(request, "partnerships/person_add.html", {"partnership": place, "form": form})


@rule("READ_PLAN")
@once
def role_give(request: Request, partnership: str, ref: str) -> HttpResponse:
    place, found = request.partnership, person_of(request, ref)
    require(permissions.can_invite_anywhere(request.user, place))
    form = asking.RoleForm(request.POST or None, user=request.user, partnership=place)
    if form.is_valid() and attempt(form, operations.give_role, found, place, by=request.user, **form.cleaned_data):
        messages.success(request, "The role was given.")
        return redirect("partnerships:person", partnership, ref)
    back = reverse("partnerships:person", args=[partnership, ref])
    context = {
        "partnership": place,
        "form": form,
        "title": f"Give {found} a role",
        "back": back,
        "button": "Give this role",
    }
    return render(request, "partnerships/ask.html", context)


@rule("MANAGE")
def person_correct(request: Request, partnership: str, ref: str) -> HttpResponse:
    place, found = request.partnership, person_of(request, ref)
    form = asking.CorrectPersonForm(request.POST or None, initial={"name": found.name, "email": found.email})
    if form.is_valid() and attempt(form, operations.correct_person, found, place, by=request.user, **form.cleaned_data):
        messages.success(request, "Saved. An invitation that went to another address is void: send a new one.")
        return redirect("partnerships:person", partnership, ref)
    back = reverse("partnerships:person", args=[partnership, ref])
    context = {"partnership": place, "form": form, "title": f"Correct {found}", "back": back, "button": "Save"}
    return render(request, "partnerships/ask.html", context)


@rule("MANAGE")
def membership_end(request: Request, partnership: str, ref: str) -> HttpResponse:
    held = get_object_or_404(queries.roles_given_by(request.partnership), ref=ref)
    back = reverse("partnerships:person", args=[partnership, held.person.ref])
    form = CloseForm(request.POST or None)
    if form.is_valid():
        attempt(form, operations.end_membership, held, by=request.user, **form.cleaned_data)
        if not form.errors:
            messages.success(request, "The role was ended.")
            return redirect(back)
    title = f"End a role of {held.person}"
    intro = f"{held.get_role_display()}, {held.place}."
    context = {
        "partnership": request.partnership,
        "form": form,
        "title": title,
        "back": back,
        "intro": intro,
        "button": "End this role",
        "grave": True,
    }
    return render(request, "partnerships/ask.html", context)


# --- invitations, from the side of who invites ------------------------------------------------------------------------


@rule("READ_PLAN")
@once
@require_POST
def person_invite(request: Request, partnership: str, ref: str) -> HttpResponse:
    place, found = request.partnership, person_of(request, ref)
    require(queries.may_invite_person(request.user, place, queries.everything_held(found, place).current))
    operations.invite(found, place, by=request.user)
    messages.success(request, f"An invitation is on its way to {found}. Earlier ones are void.")
    return redirect("partnerships:person", partnership, ref)


@rule("READ_PLAN")
@require_POST
def invitation_revoke(request: Request, partnership: str, ref: str) -> HttpResponse:
    place = request.partnership
    invitations = Invitation.objects.visible_to(request.user).select_related("person", "partnership")
    invitation: Invitation = get_object_or_404(invitations, ref=ref, partnership=place)
    require(permissions.can_manage(request.user, place) or invitation.sent_by_id == request.user.pk)
    operations.revoke_invitation(invitation, by=request.user)
    messages.success(request, "The invitation was taken back.")
    return redirect("partnerships:people", partnership)
