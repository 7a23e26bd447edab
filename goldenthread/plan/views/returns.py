"""Writing, submitting, sending back and approving returns."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from goldenthread.core import clock, words
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, require
from goldenthread.evidence.screened import attempt_screened
from goldenthread.history.queries import panel
from goldenthread.partnerships.requests import Request
from goldenthread.plan import permissions
from goldenthread.plan.forms.returns import NoteForm, ReopenForm, ReturnForm
from goldenthread.plan.models import Action, ActionVersion, Occurrence, Period, Return, ReturnState
from goldenthread.plan.operations import returns as operations
from goldenthread.plan.operations.refusals import EditedMeanwhile
from goldenthread.plan.operations.versions import current
from goldenthread.plan.queries import returns as queries
from goldenthread.plan.queries.actions import LEADS
from goldenthread.plan.queries.approved import earlier_words

PAGE = 50


def _made(request: Request, ref: str) -> Return:
    made = queries.return_in_sight(request.user, request.partnership, ref, people=request.method != "POST")
    if made is None:
        raise Http404
    return made


@rule("READ_PLAN")
def return_list(request: Request, partnership: str) -> HttpResponse:
    """What awaits approval first, to be approved one by one or together; then what is missing; then all."""
    user, place = request.user, request.partnership
    if request.method == "POST":
        return _approve_chosen(request)
    period = queries.open_period(place)
    made = queries.returns_of_partnership(user, place)
    everybody = permissions.can_check_returns(user, place)
    versions = ActionVersion.objects.visible_to(user).at() if everybody else queries.own_actions(user)
    waiting = Paginator(queries.awaiting(user, place), PAGE).get_page(request.GET.get("waiting"))
    missing = _missing(versions, period, request.GET.get("missing")) if period else []
    every = Paginator(made.exclude(state=ReturnState.SUBMITTED).order_by("-written_at"), PAGE)
    page = every.get_page(request.GET.get("page"))
    context = {
        "partnership": place,
        "waiting": [(each, permissions.can_approve(user, each)) for each in waiting],
        "waiting_page": waiting,
        "chosen": request.GET.get("choose") == "all",
        "period": period,
        "missing": missing,
        "page": page,
        "several_plans": len(_plans(waiting) | _plans(missing) | _plans(page)) > 1,
        "can_decide": permissions.can_decide(user, place),
        "can_check": everybody,
    }
    return render(request, "plan/return_list.html", context)


def _plans(shown: Iterable[Return | ActionVersion]) -> set[int]:
    return {each.action.plan_id for each in shown}


def _missing(versions: QuerySet[ActionVersion], period: Period, number: str | None) -> Page[ActionVersion]:
    lacking = queries.missing(versions, period).select_related("action__priority", "action__plan__partnership", *LEADS)
    return Paginator(lacking.order_by("position"), PAGE).get_page(number)


def _approve_chosen(request: Request) -> HttpResponse:
    chosen = queries.awaiting(request.user, request.partnership).filter(ref__in=request.POST.getlist("return"))
    found = list(chosen)
    if not found:
        messages.error(request, "Choose at least one return.")
        return redirect("plan:returns", request.partnership.slug)
    for made in found:
        require(permissions.can_approve(request.user, made))
    operations.approve_returns(found, by=request.user)
    messages.success(request, f"{words.plural(len(found), 'return')} approved. The plan shows them now.")
    return redirect("plan:returns", request.partnership.slug)


@rule("WRITE_RETURNS")
def start_return(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Choose the open period (and which time, where the action comes again) and begin."""
    actions = Action.objects.visible_to(request.user).select_related("plan__partnership", "priority")
    action = get_object_or_404(actions, ref=ref, plan__partnership=request.partnership)
    require(permissions.can_write_return(request.user, action))
    periods = list(
        Period.objects.visible_to(request.user).filter(
            partnership=request.partnership, opened_at__isnull=False, locked_at=None
        )
    )
    times = list(action.occurrences.filter(actual_on=None).order_by("due_on"))
    if request.method != "POST" and len(periods) == 1 and len(times) < 2:
        begun = action.returns.filter(period=periods[0], occurrence=times[0] if times else None).first()
        if begun:
            return redirect(begun)
    if request.method == "POST":
        period = next((each for each in periods if each.ref == request.POST.get("period")), None)
        if period is None:
            raise ValidationError("This period is not open. Choose another, or ask the business manager to open it.")
        number = request.POST.get("occurrence", "")
        occurrence = next((each for each in times if str(each.number) == number), times[0] if times else None)
        return redirect(operations.start_return(action, period, by=request.user, occurrence=occurrence))
    return render(request, "plan/start_return.html", _choices(request, action, periods, times))


def _choices(request: Request, action: Action, periods: list[Period], times: list[Occurrence]) -> dict[str, Any]:
    return {
        "partnership": request.partnership,
        "action": action,
        "periods": periods,
        "times": times,
        "periods_items": [{"value": period.ref, "text": period.name} for period in periods],
        "times_items": [
            {"value": str(time.number), "text": f"Time {time.number}, by {words.day(time.due_on)}"} for time in times
        ],
    }


@rule("READ_PLAN")
def return_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Its writers see the form while it is open; everyone else what it says, and what they can decide about it."""
    made = _made(request, ref)
    writes = permissions.can_write_return(request.user, made.action)
    if request.method == "POST":
        require(writes and ("submit" not in request.POST or permissions.can_submit_return(request.user, made.action)))
        return _write(request, made)  # what it refuses is shown with what was typed
    if writes and made.state in operations.OPEN_STATES and (made.period.is_open or made.state == ReturnState.SENT_BACK):
        return _write(request, made)
    return render(request, "plan/return.html", _shown(request, made))


def _shown(request: Request, made: Return, **more: Any) -> dict[str, Any]:
    user = request.user
    uses = made.evidence_uses.filter(ended_at=None).select_related("evidence__partnership", "added_by", "accepted_by")
    return {
        "partnership": request.partnership,
        "made": made,
        "action": made.action,
        "evidence": uses,
        "version": current(made.action),
        "today": clock.today(),
        "history": panel(made),
        "earlier": earlier_words(made),
        "can_approve": made.state == ReturnState.SUBMITTED and permissions.can_approve(user, made),
        "can_send_back": made.state == ReturnState.SUBMITTED
        and (
            permissions.can_check_returns(user, request.partnership)
            or permissions.can_decide(user, request.partnership)
        ),
        "can_reopen": made.state == ReturnState.APPROVED and permissions.can_decide(user, request.partnership),
        "can_submit": permissions.can_submit_return(user, made.action),
        **more,
    }


def _write(request: Request, made: Return) -> HttpResponse:
    form = ReturnForm(request.POST or None, made=made)
    if request.headers.get("X-Autosave"):
        return _autosave(request, made, form)
    if form.is_valid():
        try:
            saved = attempt_screened(
                form, operations.save_return, made, edition=form.cleaned_data["version"], by=request.user, **form.values
            )
        except EditedMeanwhile as conflict:
            made.refresh_from_db()
            shown = {**_shown(request, made), "mine": _form_again(form, made), "conflict": conflict}
            return render(request, "plan/return_conflict.html", shown, status=409)
        if saved is not None:
            return _after_saving(request, saved, form)
    return render(
        request, "plan/return_form.html", _shown(request, made, form=form), status=422 if form.errors else 200
    )


def _after_saving(request: Request, saved: Return, form: ReturnForm) -> HttpResponse:
    if "submit" not in request.POST:
        messages.success(request, "Saved. Nobody else counts it until it is submitted and approved.")
        return redirect(saved)
    if attempt(form, operations.submit_return, saved, by=request.user) is None:
        shown = _form_again(form, saved)
        return render(request, "plan/return_form.html", _shown(request, saved, form=shown), status=422)
    messages.success(request, "Submitted. The Board decides on it; until then the plan does not change.")
    return redirect(saved)


def _form_again(form: ReturnForm, saved: Return) -> ReturnForm:
    """The same form at the edition that was just saved, so that it can be sent again."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    data["version"] = saved.edition
    form.data = data
    return form


def _autosave(request: Request, made: Return, form: ReturnForm) -> JsonResponse:
    """What the page's script gets back: the edition now, or who wrote meanwhile, or what is wrong."""
    if not form.is_valid():
        return JsonResponse({"errors": [text for texts in form.errors.values() for text in texts]}, status=422)
    try:
        saved = operations.save_return(
            made, edition=form.cleaned_data["version"], by=request.user, answers=form.answers, **form.values
        )
    except EditedMeanwhile:
        return JsonResponse({"url": made.get_absolute_url()}, status=409)
    except ValidationError as refusal:
        return JsonResponse({"errors": refusal.messages}, status=422)
    return JsonResponse({"version": saved.edition, "saved_at": words.time(saved.written_at)})


@rule("DECIDE")
@require_POST
def approve_return(request: Request, partnership: str, ref: str) -> HttpResponse:
    made = _made(request, ref)
    require(permissions.can_approve(request.user, made))
    operations.approve_return(made, by=request.user)
    messages.success(request, "Approved. The plan shows it now.")
    return redirect(made.action)


@rule("READ_PLAN")
def send_back_return(request: Request, partnership: str, ref: str) -> HttpResponse:
    made = _made(request, ref)
    require(
        permissions.can_check_returns(request.user, request.partnership)
        or permissions.can_decide(request.user, request.partnership)
    )
    form = NoteForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, operations.send_back_return, made, note=form.cleaned_data["note"], by=request.user
    ):
        messages.success(request, "Sent back. Its writers see your note.")
        return redirect(made)
    return render(
        request,
        "plan/one_form.html",
        {
            "partnership": request.partnership,
            "form": form,
            "title": "Send it back",
            "about": made,
            "button": "Send back",
        },
        status=422 if form.errors else 200,
    )


@rule("DECIDE")
def reopen_return(request: Request, partnership: str, ref: str) -> HttpResponse:
    made = _made(request, ref)
    form = ReopenForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, operations.reopen_return, made, reason=form.cleaned_data["reason"], by=request.user
    ):
        messages.success(request, "Re-opened. What it said counts until the corrected return is approved.")
        return redirect(made)
    return render(
        request,
        "plan/one_form.html",
        {
            "partnership": request.partnership,
            "form": form,
            "title": "Re-open the return",
            "about": made,
            "button": "Re-open",
        },
        status=422 if form.errors else 200,
    )
