"""Good practice: proposed in moderation, consented to by its organisation, read by everybody in the network."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.accounts.once import once
from goldenthread.assurance import permissions
from goldenthread.assurance.forms.examples import ConsentForm, ExampleForm
from goldenthread.assurance.forms.returns import ReasonForm
from goldenthread.assurance.models import ExampleState, GoodExample
from goldenthread.assurance.operations import examples as operations
from goldenthread.assurance.views.moderation import address, read_here, sections, standard_in
from goldenthread.assurance.views.own import own_return
from goldenthread.core.addresses import reverse
from goldenthread.core.rules import rule
from goldenthread.core.web import require
from goldenthread.evidence.screened import attempt_screened
from goldenthread.history.queries import panel
from goldenthread.partnerships.requests import Request

PAGE = 20
RELATED = ("partnership", "part__assessment__organisation", "part__assessment__round", "part__part")
TONES = {"proposed": "note", "published": "good", "declined": "none", "withdrawn": "none"}


@rule("MODERATE")
@once
def propose(request: Request, partnership: str, ref: str, sheet: str, question: str) -> HttpResponse:
    assessment = read_here(request, ref)
    require(permissions.can_send_feedback(request.user, assessment, request.partnership))
    standard, _ = standard_in(sections(request, assessment), sheet, question)
    words = standard.answer.comment if standard.answer else ""
    form = ExampleForm(request.POST or None, initial={"title": standard.question.text[:200], "text": words})
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("title", "text")}
        if made := attempt_screened(
            form, operations.propose_example, standard, partnership=request.partnership, by=request.user, **given
        ):
            messages.success(request, "Proposed. It is published once the organisation consents.")
            return redirect(made)
    context = {
        "partnership": request.partnership, "form": form, "title": "Propose it as good practice",
        "button": "Propose it", "about": f"{assessment.organisation}: {standard.question.text}",
        "back": address("judge", request, assessment, standard),
    }  # fmt: skip
    return render(request, "assurance/round_form.html", context, status=422 if form.errors else 200)


@rule("READ_PLAN")
def example_list(request: Request, partnership: str) -> HttpResponse:
    visible = GoodExample.objects.visible_to(request.user)
    found = visible.published_in(request.partnership).select_related(*RELATED)
    moderates = permissions.can_moderate_in(request.user, request.partnership)
    waiting = visible.filter(partnership=request.partnership, state=ExampleState.PROPOSED).select_related(*RELATED)
    context = {
        "partnership": request.partnership,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "waiting": [(each, each.address_in(request.partnership)) for each in waiting[:PAGE]] if moderates else [],
    }
    return render(request, "assurance/example_list.html", context)


def _example(request: Request, ref: str) -> GoodExample:
    """Of this partnership or published in it; the organisation reads its own on its return."""
    visible = GoodExample.objects.visible_to(request.user).select_related(*RELATED)
    found = visible.published_in(request.partnership)
    if permissions.can_moderate_in(request.user, request.partnership):
        found = found | visible.filter(partnership=request.partnership)
    return get_object_or_404(found, ref=ref)


@rule("READ_PLAN")
def example(request: Request, partnership: str, ref: str) -> HttpResponse:
    found = _example(request, ref)
    inside = permissions.can_end_example(request.user, found)
    context = {
        "partnership": request.partnership, "example": found, "tones": TONES,
        "history": panel(found) if inside else None,
        "can_end": inside and found.state in {ExampleState.PROPOSED, ExampleState.PUBLISHED},
    }  # fmt: skip
    return render(request, "assurance/example.html", context)


@rule("READ_PLAN")
def withdraw_example(request: Request, partnership: str, ref: str) -> HttpResponse:
    found = _example(request, ref)
    require(permissions.can_end_example(request.user, found))
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, operations.withdraw_example, found, why=form.cleaned_data["reason"], by=request.user
    ):
        messages.success(request, "Withdrawn.")
        return redirect("assurance:examples", request.partnership.slug)
    context = {
        "partnership": request.partnership, "form": form, "title": "Withdraw the example", "button": "Withdraw it",
        "about": str(found), "back": found.address_in(request.partnership),
    }  # fmt: skip
    return render(request, "assurance/round_form.html", context, status=422 if form.errors else 200)


@rule("ANSWER_FOR_ORGANISATION")
def own_example(request: Request, ref: str, example: str) -> HttpResponse:
    """What somebody would like to publish of a return: consent, decline, or withdraw what was published."""
    assessment = own_return(request, ref)
    own = GoodExample.objects.visible_to(request.user).filter(part__assessment=assessment)
    found = get_object_or_404(own.select_related(*RELATED), ref=example)
    can = permissions.can_lead(request.user, assessment)
    form = (
        ConsentForm(request.POST or None) if found.state == ExampleState.PROPOSED else ReasonForm(request.POST or None)
    )
    if request.method == "POST":
        require(can)
        if form.is_valid() and _answer(found, form, request):
            return redirect(reverse("assurance:own_example", [assessment.ref, found.ref]))
    live = found.state in {ExampleState.PROPOSED, ExampleState.PUBLISHED}
    context = {
        "assessment": assessment, "example": found, "form": form if can and live else None, "tones": TONES,
        "history": panel(found),
    }  # fmt: skip
    return render(request, "assurance/own_example.html", context, status=422 if form.errors else 200)


def _answer(found: GoodExample, form: ConsentForm | ReasonForm, request: Request) -> bool:
    if isinstance(form, ReasonForm):
        why = form.cleaned_data["reason"]
        return bool(attempt_screened(form, operations.withdraw_example, found, why=why, by=request.user))
    says = form.cleaned_data["says"]
    if says != "no":
        operations.consent_to_example(found, named=says == "named", by=request.user)
        return True
    return bool(
        attempt_screened(form, operations.decline_example, found, why=form.cleaned_data["why"], by=request.user)
    )
