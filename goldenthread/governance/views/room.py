"""In the room: one page on which a meeting is minuted, item by item. Works without scripts and from a keyboard."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core import words
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, require
from goldenthread.evidence.operations import IdentifiersFound
from goldenthread.evidence.screened import attempt_screened
from goldenthread.governance import permissions
from goldenthread.governance.forms.minuting import (
    AttendForm,
    ComingForm,
    MarkForm,
    NoteForm,
    NotesForm,
    SeatForm,
    VariationForm,
)
from goldenthread.governance.models import AgendaItem, Attendance, ItemKind, Meeting, Minutes, Presence
from goldenthread.governance.operations import coming
from goldenthread.governance.operations import minuting as operations
from goldenthread.governance.queries.agenda import Line, fill, outline_of
from goldenthread.governance.queries.decisions import agreed_under, challenges_under, decisions_under, settled_under
from goldenthread.governance.queries.meetings import attendance_of
from goldenthread.governance.queries.people import organisations_of, readers_to_choose
from goldenthread.governance.queries.quorum import counted, quorum_in_the_room, rules_of
from goldenthread.governance.views.agenda import find_item, room_of
from goldenthread.governance.views.ask import ask, both
from goldenthread.governance.views.meetings import find_meeting
from goldenthread.partnerships.requests import Request
from goldenthread.partnerships.rights import may
from goldenthread.partnerships.roles import Right
from goldenthread.plan.models import Return, Variation, VariationState
from goldenthread.plan.operations.refusals import EditedMeanwhile
from goldenthread.plan.permissions import can_approve, can_decide_variation
from goldenthread.plan.queries.returns import awaiting

MOST = 50


@rule("READ_PLAN")
def room(request: Request, partnership: str, ref: str) -> HttpResponse:
    meeting = find_meeting(request, ref)
    require(permissions.can_arrange(request.user, meeting.body))
    agenda = outline_of(meeting, request.user)
    line = agenda.line(request.GET.get("item", "")) or next(iter(agenda), None)
    writes = line is not None and not line.is_recused
    if request.method == "POST":
        return _posted(request, meeting, line if writes else None, agenda)
    form = NotesForm(item=line.item) if line and writes else None
    return render(request, "governance/room.html", _shown(request, meeting, agenda, line, form))


def _posted(request: Request, meeting: Meeting, line: Line | None, agenda: Any) -> HttpResponse:
    step = request.POST.get("do", "notes")
    if step == "attendance":
        return _mark(request, meeting)
    if line is None:
        raise ValidationError("You take no part in this item.")
    if step == "returns":
        return _approve(request, line.item)
    return _notes(request, meeting, line, agenda)


def _mark(request: Request, meeting: Meeting) -> HttpResponse:
    chosen = set(request.POST.getlist("row"))
    rows = [row for row in meeting.attendance.all() if str(row.pk) in chosen]
    form, mark, reason = MarkForm(request.POST, rows=rows), request.POST.get("mark", ""), request.POST.get("reason", "")
    try:
        operations.mark_attendance(meeting, mark=mark, rows=rows, reason=reason, answers=form.answers, by=request.user)
    except IdentifiersFound as hits:
        form.keep_answers()
        form.ask(hits.found)
        names = ", ".join(row.name for row in rows)
        return ask(request, form, f"Apologies of {names}", f"{request.get_full_path()}#attendance", button="Note it")
    messages.success(request, "Noted.")
    return redirect(request.get_full_path() + "#attendance")


def _notes(request: Request, meeting: Meeting, line: Line, agenda: Any) -> HttpResponse:
    form = NotesForm(request.POST, item=line.item)
    if request.headers.get("X-Autosave"):
        return _autosave(request, line.item, form)
    if form.is_valid():
        data = form.cleaned_data
        try:
            saved = attempt_screened(
                form, operations.write_notes, line.item, notes=data["notes"], state=data["state"],
                edition=data["version"], by=request.user,
            )  # fmt: skip
        except EditedMeanwhile as conflict:
            item, room = line.item, room_of(line.item)
            item.refresh_from_db(fields=["edition", "notes", "state"])
            labels = {"notes": "Minute"}
            return both(request, form, conflict, item.edition, item.title, room, labels=labels, action=room)
        if saved is not None:
            messages.success(request, "Saved.")
            return redirect(_next(request, meeting, line, agenda))
    return render(request, "governance/room.html", _shown(request, meeting, agenda, line, form), status=422)


def _autosave(request: Request, item: AgendaItem, form: NotesForm) -> JsonResponse:
    if not form.is_valid():
        return JsonResponse({"errors": [text for texts in form.errors.values() for text in texts]}, status=422)
    data = form.cleaned_data
    try:
        saved = operations.write_notes(
            item, notes=data["notes"], state=data["state"], edition=data["version"], by=request.user,
            answers=form.answers,
        )  # fmt: skip
    except EditedMeanwhile:
        return JsonResponse({"url": room_of(item)}, status=409)
    except ValidationError as refusal:
        return JsonResponse({"errors": refusal.messages}, status=422)
    return JsonResponse({"version": saved.edition, "saved_at": words.time(saved.noted_at)})


def _next(request: Request, meeting: Meeting, line: Line, agenda: Any) -> str:
    """The same item, or with the other button the next one."""
    if "next" not in request.POST:
        return room_of(line.item)
    lines = list(agenda)
    following = lines[(lines.index(line) + 1) % len(lines)]
    return room_of(following.item)


def _approve(request: Request, item: AgendaItem) -> HttpResponse:
    waiting = awaiting(request.user, request.partnership)
    chosen = [
        made for made in waiting.filter(ref__in=request.POST.getlist("return")) if can_approve(request.user, made)
    ]
    done = operations.settle_returns(item, returns=chosen, by=request.user)
    messages.success(request, f"{words.plural(len(done), 'return')} approved. The plan shows it now.")
    return redirect(room_of(item))


def _shown(request: Request, meeting: Meeting, agenda: Any, line: Line | None, form: Any) -> dict[str, Any]:
    user, place = request.user, request.partnership
    if line:
        fill(line, user)
    attendance = attendance_of(meeting=meeting.pk)
    recused = frozenset(each.person_id for each in (line.item.interests.all() if line else []) if each.recused)
    rules = rules_of(meeting.body, timezone.localdate(meeting.starts_at))
    found = quorum_in_the_room(rules, attendance, recused)
    settles = line is not None and not line.is_recused and line.item.kind == ItemKind.RETURNS
    decides = may(user, Right.DECIDE, place)
    return {
        "partnership": place,
        "meeting": meeting,
        "agenda": agenda,
        "line": line,
        "form": form,
        "attendance": attendance,
        "quorum": found,
        "counted": counted(attendance, recused),
        "recused": recused,
        "decisions": _decisions(user, line),
        "settles": settles,
        "decides": decides,
        "returns": [(made, can_approve(user, made)) for made in awaiting(user, place)[:MOST]] if settles else [],
        "variations": _variations(request) if settles else [],
        "settled": settled_under(item=line.item.pk) if line and not line.is_recused else [],
        "challenges": challenges_under(item=line.item.pk) if line and not line.is_recused else [],
        "earlier": _earlier(user, line),
        "agreed": agreed_under(line.item) if line and not line.is_recused else [],
    }


def _decisions(user: Any, line: Line | None) -> Any:
    return decisions_under(user, line.item) if line else []


def _earlier(user: Any, line: Line | None) -> Minutes | None:
    """The minutes that the item is about."""
    if line is None or line.item.minutes_of_id is None:
        return None
    return Minutes.objects.visible_to(user).filter(meeting=line.item.minutes_of_id).first()


def _variations(request: Request) -> Any:
    proposed = Variation.objects.visible_to(request.user).filter(
        plan__partnership=request.partnership, state=VariationState.PROPOSED
    )
    related = ("plan__partnership", "proposed_by", "action__priority", "action__plan__partnership", "outcome__priority")
    return proposed.select_related(*related).order_by("proposed_at")[:MOST]


@rule("READ_PLAN")
def send_back(request: Request, partnership: str, ref: str, made: str) -> HttpResponse:
    """Under an item, a return goes back to its writers."""
    item, returned = find_item(request, ref), _return(request, made)
    require(permissions.can_arrange(request.user, item.meeting.body) and not item.is_recused)  # type: ignore[attr-defined]
    require(may(request.user, Right.DECIDE, request.partnership))
    form = NoteForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, operations.settle_by_sending_back, item, made=returned, note=form.cleaned_data["note"], by=request.user
    ):
        messages.success(request, "Sent back. Its writers see your note.")
        return redirect(room_of(item))
    return ask(request, form, "Send the return back", room_of(item), caption=str(returned), button="Send back")


def _return(request: Request, ref: str) -> Return:
    rows = Return.objects.visible_to(request.user).select_related(
        "action__plan__partnership", "action__priority", "period"
    )
    found: Return = get_object_or_404(rows, ref=ref, action__plan__partnership=request.partnership)
    return found


@rule("READ_PLAN")
def decide_variation(request: Request, partnership: str, ref: str, variation: str) -> HttpResponse:
    """Under an item, a variation is approved or declined."""
    item = find_item(request, ref)
    rows = Variation.objects.visible_to(request.user).select_related(
        "plan__partnership", "proposed_by", "action__priority", "action__plan__partnership", "outcome__priority"
    )
    asked: Variation = get_object_or_404(rows, ref=variation, plan__partnership=request.partnership)
    require(permissions.can_arrange(request.user, item.meeting.body) and not item.is_recused)  # type: ignore[attr-defined]
    require(can_decide_variation(request.user, asked))
    form = VariationForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, operations.settle_variation, item, variation=asked, approve=request.POST.get("do") == "approve",
        decision=form.cleaned_data["decision"], by=request.user,
    ):  # fmt: skip
        messages.success(request, "Noted. The plan shows it now.")
        return redirect(room_of(item))
    context = {
        "partnership": request.partnership, "form": form, "variation": asked, "item": item, "back": room_of(item),
    }  # fmt: skip
    return render(request, "governance/variation.html", context, status=422 if form.errors else 200)


def _attendance_of(request: Request, meeting: Meeting) -> str:
    """Back to the list of people, at the item that was open."""
    item = meeting.items.filter(ref=request.GET.get("item", "")).values_list("ref", flat=True).first()
    query = {"item": item} if item else {}
    return reverse("governance:room", args=[request.partnership.slug, meeting.ref], query=query, fragment="attendance")


@rule("READ_PLAN")
def attendance_add(request: Request, partnership: str, ref: str) -> HttpResponse:
    meeting = find_meeting(request, ref)
    require(permissions.can_arrange(request.user, meeting.body))
    form = AttendForm(
        request.POST or None, people=readers_to_choose(request.partnership),
        organisations=organisations_of(request.partnership), others=meeting.attendance.all(),
    )  # fmt: skip
    back = _attendance_of(request, meeting)
    if form.is_valid() and attempt_screened(
        form, operations.add_attendance, meeting, by=request.user, **form.cleaned_data
    ):
        messages.success(request, "Added.")
        return redirect(back)
    return ask(request, form, "Add somebody", back, caption=meeting.title, button="Add")


@rule("READ_PLAN")
def attendance_edit(request: Request, partnership: str, ref: str, pk: int) -> HttpResponse:
    meeting = find_meeting(request, ref)
    require(permissions.can_arrange(request.user, meeting.body))
    row = get_object_or_404(meeting.attendance.select_related("organisation"), pk=pk)
    form = SeatForm(request.POST or None, row=row, organisations=organisations_of(request.partnership))
    back = _attendance_of(request, meeting)
    if form.is_valid() and attempt(form, operations.change_attendance, row, by=request.user, **form.cleaned_data):
        messages.success(request, "Saved. The next meeting takes it over.")
        return redirect(back)
    return ask(request, form, row.name, back, caption=meeting.title)


@rule("READ_PLAN")
def my_apologies(request: Request, partnership: str, ref: str) -> HttpResponse:
    """One's own answer to an invitation: I come, I do not, somebody else comes for me."""
    meeting = find_meeting(request, ref)
    mine = get_object_or_404(meeting.attendance, person=request.user)
    deputy = mine.deputies.filter(presence=Presence.EXPECTED).first()
    known = {"comes": _answer(mine), "reason": mine.reason, "deputy": deputy.name if deputy else ""}
    form = ComingForm(request.POST or None, initial=known)
    if form.is_valid():
        said = form.cleaned_data | {"comes": form.cleaned_data["comes"] == "yes"}
        if attempt_screened(form, coming.reply_to_invitation, meeting, by=request.user, **said):
            messages.success(request, "Thank you. The secretary sees it.")
            return redirect(meeting)
    when = f"{words.moment(meeting.starts_at)}{', ' + meeting.place if meeting.place else ''}"
    return ask(
        request, form, "Will you come?", meeting.get_absolute_url(), caption=meeting.title, intro=when, button="Send"
    )


def _answer(mine: Attendance) -> str:
    if mine.presence == Presence.APOLOGIES:
        return "no"
    return "yes" if mine.replied_at else ""


@rule("READ_PLAN")
@require_POST
def check_in(request: Request, partnership: str, ref: str) -> HttpResponse:
    """I am here."""
    meeting = find_meeting(request, ref)
    coming.check_in(meeting, by=request.user)
    messages.success(request, "You are noted as present.")
    return redirect(meeting)
