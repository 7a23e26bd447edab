"""The forward plan: the year ahead, and the items that stand on it by themselves."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.accounts.once import once
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, require
from goldenthread.core.words import plural
from goldenthread.evidence.screened import attempt_screened
from goldenthread.governance import permissions
from goldenthread.governance.forms.forward_plan import DoneForm, ForwardItemForm
from goldenthread.governance.forms.meetings import WhyForm
from goldenthread.governance.models import ForwardItem
from goldenthread.governance.operations import forward_plan as operations
from goldenthread.governance.queries.forward_plan import forward_plan
from goldenthread.governance.queries.meetings import bodies_arranged
from goldenthread.governance.views.ask import ask
from goldenthread.history.queries import panel
from goldenthread.partnerships.models import Body, BodyKind
from goldenthread.partnerships.requests import Request


@rule("READ_PLAN")
def plan(request: Request, partnership: str) -> HttpResponse:
    bodies = (
        Body.objects.visible_to(request.user).filter(partnership=request.partnership).exclude(kind=BodyKind.EXTERNAL)
    )
    body = bodies.filter(ref=request.GET.get("body", "")).first()
    overdue, months = forward_plan(request.user, request.partnership, body)
    context = {
        "partnership": request.partnership,
        "overdue": overdue,
        "months": months,
        "bodies": bodies,
        "body": body,
        "can_add": bodies_arranged(request.user, request.partnership).exists(),
        "can_keep": permissions.can_keep_plan(request.user, request.partnership),
    }
    return render(request, "governance/forward_plan.html", context)


@rule("ARRANGE_MEETINGS")
@once
def item_add(request: Request, partnership: str) -> HttpResponse:
    form = ForwardItemForm(request.POST or None, bodies=bodies_arranged(request.user, request.partnership))
    if form.is_valid():
        values = dict(form.cleaned_data)
        made = attempt_screened(form, operations.add_forward_item, values.pop("body"), by=request.user, **values)
        if made:
            messages.success(request, "On the forward plan. It is proposed to the meeting before that day.")
            return redirect("governance:forward_plan", partnership)
    return ask(request, form, "Add to the forward plan", reverse("governance:forward_plan", args=[partnership]))


@rule("ARRANGE_ALL_MEETINGS")
@require_POST
def statutory(request: Request, partnership: str) -> HttpResponse:
    """Put on the Board's plan what guidance asks of every partnership."""
    boards = Body.objects.visible_to(request.user).filter(partnership=request.partnership, kind=BodyKind.BOARD)
    board = boards.select_related("partnership").first()
    if board is None:
        messages.warning(request, "Add the Board first, under “Who we are”.")
        return redirect("governance:forward_plan", partnership)
    added = operations.add_statutory_items(board, by=request.user)
    messages.success(request, f"{plural(len(added), 'item')} added. Check each against its source.")
    return redirect("governance:forward_plan", partnership)


def _item(request: Request, ref: str) -> ForwardItem:
    items = ForwardItem.objects.visible_to(request.user).select_related(
        "partnership", "body__partnership", "item__meeting"
    )
    item: ForwardItem = get_object_or_404(items, ref=ref, partnership=request.partnership)
    return item


@rule("READ_PLAN")
def item_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    """What it is; whoever keeps it says that it is dealt with."""
    item = _item(request, ref)
    arranges = permissions.can_arrange(request.user, item.body)
    is_open = item.done_on is None and not item.dropped_why
    form = DoneForm(request.POST or None) if arranges and is_open else None
    if request.method == "POST":
        require(arranges)
    if (
        form is not None
        and form.is_valid()
        and attempt(form, operations.finish_forward_item, item, on=form.cleaned_data["on"], by=request.user)
    ):
        messages.success(request, "Dealt with." + (" The next one is on the plan." if item.every_months else ""))
        return redirect("governance:forward_plan", partnership)
    context = {
        "partnership": request.partnership, "item": item, "form": form, "can_arrange": arranges and is_open,
        "history": panel(item),
    }  # fmt: skip
    return render(request, "governance/forward_item.html", context, status=422 if form and form.errors else 200)


@rule("READ_PLAN")
def item_edit(request: Request, partnership: str, ref: str) -> HttpResponse:
    item = _item(request, ref)
    require(permissions.can_arrange(request.user, item.body))
    form = ForwardItemForm(request.POST or None, item=item)
    if form.is_valid() and attempt_screened(
        form, operations.change_forward_item, item, by=request.user, **form.cleaned_data
    ):
        messages.success(request, "Saved.")
        return redirect(item)
    return ask(request, form, "Change the item", item.get_absolute_url(), caption=item.title)


@rule("READ_PLAN")
def item_drop(request: Request, partnership: str, ref: str) -> HttpResponse:
    item = _item(request, ref)
    require(permissions.can_arrange(request.user, item.body))
    form = WhyForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, operations.drop_forward_item, item, why=form.cleaned_data["why"], by=request.user
    ):
        messages.success(request, "Taken off the forward plan.")
        return redirect("governance:forward_plan", partnership)
    return ask(
        request, form, "Take it off the forward plan", item.get_absolute_url(), caption=item.title,
        button="Take it off", grave=True,
    )  # fmt: skip
