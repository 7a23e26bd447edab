"""One item of an agenda: its page, and what can be done with it before the meeting."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.accounts.once import once
from goldenthread.core import clock
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, require
from goldenthread.evidence.screened import attempt_screened
from goldenthread.governance import permissions
from goldenthread.governance.forms.agenda import ForwardForm, InterestForm, ItemForm, OrderForm
from goldenthread.governance.forms.meetings import WhyForm
from goldenthread.governance.models import AgendaItem, Decision, Forwarding, ItemKind, MeetingState
from goldenthread.governance.operations import agenda as operations
from goldenthread.governance.operations.forward_plan import forward_item
from goldenthread.governance.queries.agenda import chain_of, items_for, number_of
from goldenthread.governance.queries.decisions import agreed_under
from goldenthread.governance.queries.people import readers_to_choose
from goldenthread.governance.views.ask import ask, both
from goldenthread.governance.views.meetings import find_meeting
from goldenthread.history.queries import panel
from goldenthread.partnerships.models import Body, running
from goldenthread.partnerships.requests import Request
from goldenthread.plan.operations.refusals import EditedMeanwhile, edition_of


def find_item(request: Request, ref: str) -> AgendaItem:
    return get_object_or_404(items_for(request.user), ref=ref, meeting__partnership=request.partnership)


@rule("READ_PLAN")
@once
def item_add(request: Request, partnership: str, ref: str) -> HttpResponse:
    meeting = find_meeting(request, ref)
    require(permissions.can_arrange(request.user, meeting.body))
    form = ItemForm(request.POST or None, people=readers_to_choose(request.partnership))
    if form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        made = attempt_screened(form, operations.add_item, meeting, by=request.user, **values)
        if made:
            messages.success(request, "On the agenda.")
            return redirect(made)
    return ask(request, form, "Add an item", meeting.get_absolute_url(), caption=meeting.title, button="Add it")


@rule("READ_PLAN")
def order(request: Request, partnership: str, ref: str) -> HttpResponse:
    """A place for each item: numbers, so that it works from a keyboard and without scripts."""
    meeting = find_meeting(request, ref)
    require(permissions.can_arrange(request.user, meeting.body))
    items = list(AgendaItem.objects.visible_to(request.user).filter(meeting=meeting))
    form = OrderForm(request.POST or None, items=items)
    if form.is_valid() and attempt(form, operations.order_items, meeting, places=form.cleaned_data, by=request.user):
        messages.success(request, "The agenda is in its new order.")
        return redirect(meeting)
    intro = "Give each item its place. Two items with the same number keep their order."
    return ask(request, form, "Order of the agenda", meeting.get_absolute_url(), caption=meeting.title, intro=intro)


@rule("READ_PLAN")
def item_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    item = find_item(request, ref)
    arranges = permissions.can_arrange(request.user, item.meeting.body)
    recused = item.is_recused  # type: ignore[attr-defined]
    forwardings = Forwarding.objects.visible_to(request.user).filter(item=item).select_related("to_body", "taken_as")
    context = {
        "partnership": request.partnership,
        "item": item,
        "meeting": item.meeting,
        "number": number_of(item, request.user),
        "papers": list(item.papers.all()),
        "recused": recused,
        "decisions": Decision.objects.visible_to(request.user).filter(item=item).select_related("partnership"),
        "chain": chain_of(item, request.user),
        "agreed": [] if recused else agreed_under(item),
        "forwardings": forwardings.select_related("taken_as__meeting__partnership", "to_body"),
        "readers": item.readers.all() if item.closed else [],
        "can_arrange": arranges,
        "can_chair": permissions.can_chair(request.user, item.meeting.body),
        "room": room_of(item)
        if arranges and item.meeting.state in {MeetingState.IN_SESSION, MeetingState.CLOSED}
        else "",
        "can_forward": arranges and not item.closed and not recused and item.meeting.state != MeetingState.DRAFT,
        "today": clock.today(),
        "history": [] if recused else panel(item),
    }
    return render(request, "governance/item.html", context)


@rule("READ_PLAN")
def item_edit(request: Request, partnership: str, ref: str) -> HttpResponse:
    item = find_item(request, ref)
    require(permissions.can_arrange(request.user, item.meeting.body) and not item.is_recused)  # type: ignore[attr-defined]
    form = ItemForm(request.POST or None, item=item, people=readers_to_choose(request.partnership))
    if form.is_valid():
        values = {**form.cleaned_data}
        opened_at = values.pop("version")
        try:
            if attempt_screened(form, operations.change_item, item, opened_at=opened_at, by=request.user, **values):
                messages.success(request, "Saved.")
                return redirect(item)
        except EditedMeanwhile as conflict:
            return _both(request, item, form, conflict)
    return ask(request, form, "Change the item", item.get_absolute_url(), caption=item.title)


def _both(request: Request, item: AgendaItem, form: ItemForm, conflict: EditedMeanwhile) -> HttpResponse:
    version = edition_of(conflict.theirs)
    theirs: dict[str, Any] = conflict.theirs
    theirs["kind"], theirs["closed"] = ItemKind(theirs["kind"]).label, "Yes" if theirs["closed"] else "No"
    theirs["readers"] = ", ".join(theirs["readers"])
    return both(request, form, conflict, version, item.title, item.get_absolute_url())


@rule("READ_PLAN")
@require_POST
def item_step(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Off the agenda, or over to the next meeting."""
    item = find_item(request, ref)
    require(permissions.can_arrange(request.user, item.meeting.body))
    if request.POST.get("do") == "carry":
        operations.carry_over(item, by=request.user)
        messages.success(request, "Carried over: the next meeting finds it proposed.")
    else:
        operations.remove_item(item, by=request.user)
        messages.success(request, "Taken off the agenda.")
    return redirect(f"{item.meeting.get_absolute_url()}#agenda")


@rule("READ_PLAN")
def item_interest(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Anybody declares their own; whoever arranges the meeting notes it for others."""
    item = find_item(request, ref)
    arranges = permissions.can_arrange(request.user, item.meeting.body)
    in_room = arranges and item.meeting.state in {MeetingState.IN_SESSION, MeetingState.CLOSED}
    people = readers_to_choose(request.partnership) if arranges else None
    if people is not None and in_room:
        people = people.filter(attended__meeting=item.meeting).distinct()
    form = InterestForm(request.POST or None, people=people)
    if arranges and not in_room:
        form.fields["person"].initial = request.user.ref
    if form.is_valid():
        data = form.cleaned_data
        whose = data.get("person") or request.user
        if attempt_screened(
            form, operations.declare_interest, item, whose, nature=data["nature"], recused=data["recused"],
            by=request.user,
        ):  # fmt: skip
            messages.success(request, "Noted.")
            return redirect(room_of(item) if in_room else item.meeting)
    intro = "It is written in the minutes. Whoever takes no part loses the item's papers, notes and vote at once."
    back = room_of(item) if in_room else item.get_absolute_url()
    return ask(request, form, "Declare an interest", back, caption=item.title, intro=intro)


@rule("READ_PLAN")
def interest_end(request: Request, partnership: str, ref: str, pk: int) -> HttpResponse:
    item = find_item(request, ref)
    interest = get_object_or_404(item.interests.filter(ended_at=None).select_related("person"), pk=pk)
    require(permissions.can_chair(request.user, item.meeting.body))
    form = WhyForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, operations.end_interest, interest, why=form.cleaned_data["why"], by=request.user
    ):
        messages.success(request, "Ended: the person takes part in the item again.")
        return redirect(item)
    intro = f"{interest.person}: {interest.nature}"
    return ask(request, form, "End the interest", item.get_absolute_url(), caption=item.title, intro=intro)


@rule("READ_PLAN")
@once
def item_forward(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Send the item, with its open papers, to another body; or its answer back."""
    item = find_item(request, ref)
    require(permissions.can_arrange(request.user, item.meeting.body) and not item.is_recused)  # type: ignore[attr-defined]
    bodies = Body.objects.visible_to(request.user).filter(running(), partnership=request.partnership)
    form = ForwardForm(request.POST or None, bodies=bodies.exclude(pk=item.meeting.body_id))
    asked = getattr(item, "came_from", None)
    if asked:
        form.initial["to_body"] = asked.item.meeting.body.ref
    if form.is_valid() and attempt_screened(form, forward_item, item, by=request.user, **form.cleaned_data):
        messages.success(request, "Sent. It is proposed to their next meeting.")
        return redirect(item)
    title = "Send the answer back, or the item on" if asked else "Send the item to another body"
    return ask(request, form, title, item.get_absolute_url(), caption=item.title, button="Send")


def room_of(item: AgendaItem) -> str:
    meeting = item.meeting
    return f"{reverse('governance:room', args=[meeting.partnership.slug, meeting.ref])}?item={item.ref}"
