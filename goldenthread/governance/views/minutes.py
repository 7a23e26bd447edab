"""Minutes: read, sent to the chair, checked, approved at a later meeting, opened again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from goldenthread.core.rules import rule
from goldenthread.core.web import require
from goldenthread.evidence.screened import attempt_screened
from goldenthread.governance import permissions
from goldenthread.governance.forms.minuting import NoteForm, ReasonForm
from goldenthread.governance.models import AgendaItem, Meeting, MeetingState, Minutes
from goldenthread.governance.operations import minutes as operations
from goldenthread.governance.queries.meetings import after, before
from goldenthread.governance.queries.minutes import minutes_told
from goldenthread.governance.views.agenda import room_of
from goldenthread.governance.views.ask import ask
from goldenthread.governance.views.meetings import find_meeting
from goldenthread.history.queries import panel
from goldenthread.partnerships.requests import Request


def _minutes(request: Request, meeting: Meeting) -> Minutes:
    found = Minutes.objects.visible_to(request.user).select_related(
        "checked_by", "approved_by", "approved_in__partnership"
    )
    minutes = get_object_or_404(found, meeting=meeting)
    minutes.meeting = meeting
    return minutes


@rule("READ_PLAN")
@require_safe
def detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    meeting = find_meeting(request, ref)
    minutes = _minutes(request, meeting)
    context = {
        "partnership": request.partnership,
        "meeting": meeting,
        "minutes": minutes,
        "told": minutes_told(meeting, request.user),
        "before": before(meeting).first(),
        "reopenings": minutes.reopenings.select_related("by"),
        "can_arrange": permissions.can_arrange(request.user, meeting.body),
        "can_chair": permissions.can_chair(request.user, meeting.body),
        "approving": [each for each in after(meeting)[:6] if _has_begun(each)],
        "history": panel(minutes),
    }
    return render(request, "governance/minutes.html", context)


def _has_begun(meeting: Meeting) -> bool:
    return meeting.state in {MeetingState.IN_SESSION, MeetingState.CLOSED}


@rule("READ_PLAN")
@require_POST
def step(request: Request, partnership: str, ref: str) -> HttpResponse:
    """To the chair; checked; approved by a later meeting."""
    meeting = find_meeting(request, ref)
    minutes = _minutes(request, meeting)
    asked = request.POST.get("do")
    if asked == "send":
        require(permissions.can_arrange(request.user, meeting.body))
        operations.send_to_chair(minutes, by=request.user)
        messages.success(request, "Sent to the chair, who finds them under “My work”.")
    elif asked == "check":
        require(permissions.can_chair(request.user, meeting.body))
        operations.check_minutes(minutes, by=request.user)
        messages.success(request, "Checked. Members can read them now, as not approved yet.")
    elif asked == "approve":
        require(permissions.can_arrange(request.user, meeting.body))
        at = _approving(request, meeting)
        operations.approve_minutes(minutes, at=at, by=request.user)
        messages.success(request, "Approved and locked.")
        item = AgendaItem.objects.visible_to(request.user).filter(meeting=at, ref=request.POST.get("item", "")).first()
        return redirect(room_of(item) if item else minutes)
    else:
        raise Http404
    return redirect(minutes)


def _approving(request: Request, meeting: Meeting) -> Meeting:
    found = after(meeting).filter(ref=request.POST.get("at", "")).first()
    if found is None:
        raise ValidationError("Choose the meeting that approved them.")
    return found


@rule("READ_PLAN")
def hand_back(request: Request, partnership: str, ref: str) -> HttpResponse:
    meeting = find_meeting(request, ref)
    minutes = _minutes(request, meeting)
    require(permissions.can_chair(request.user, meeting.body))
    form = NoteForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, operations.hand_back_minutes, minutes, note=form.cleaned_data["note"], by=request.user
    ):
        messages.success(request, "Handed back.")
        return redirect(minutes)
    return ask(request, form, "Hand the minutes back", minutes.get_absolute_url(), caption=meeting.title)


@rule("READ_PLAN")
def reopen(request: Request, partnership: str, ref: str) -> HttpResponse:
    meeting = find_meeting(request, ref)
    minutes = _minutes(request, meeting)
    require(permissions.can_arrange(request.user, meeting.body))
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, operations.reopen_minutes, minutes, reason=form.cleaned_data["reason"], by=request.user
    ):
        messages.success(request, "Re-opened. A later meeting approves them again.")
        return redirect(minutes)
    intro = "The reason stays with the minutes for good, for everybody who reads them."
    return ask(
        request, form, "Re-open the minutes", minutes.get_absolute_url(), caption=meeting.title, intro=intro, grave=True
    )
