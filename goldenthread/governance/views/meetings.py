"""Meetings: the list, one meeting with its agenda, and what its arranger does with it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from goldenthread.accounts.once import once
from goldenthread.core import clock
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, require
from goldenthread.core.words import day as in_words
from goldenthread.core.words import plural
from goldenthread.documents.writing.calendar import write_calendar
from goldenthread.evidence.screened import attempt_screened
from goldenthread.governance import permissions, proposers
from goldenthread.governance.forms.meetings import EarlyForm, MeetingForm, WhyForm
from goldenthread.governance.models import AgendaItem, Meeting, MeetingState
from goldenthread.governance.operations import agenda as on_agenda
from goldenthread.governance.operations import meetings as operations
from goldenthread.governance.operations.coming import doors_are_open
from goldenthread.governance.queries.agenda import agenda_of
from goldenthread.governance.queries.calendar import event_of, for_calendars
from goldenthread.governance.queries.meetings import attendance_of, bodies_arranged, meeting_called, meetings_of
from goldenthread.governance.queries.owed import owed
from goldenthread.governance.queries.quorum import quorum_if_all_come, rules_of
from goldenthread.governance.views.ask import ask
from goldenthread.history.queries import panel
from goldenthread.partnerships.models import Body
from goldenthread.partnerships.requests import Request

PAGE = 25
TO_COME = {MeetingState.DRAFT, MeetingState.PUBLISHED}


def find_meeting(request: Request, ref: str) -> Meeting:
    found = meeting_called(request.user, request.partnership, ref)
    if found is None:
        raise Http404
    return found


@rule("READ_PLAN")
def meeting_list(request: Request, partnership: str) -> HttpResponse:
    """What is to come, by day; then what was."""
    found = meetings_of(request.user, request.partnership)
    bodies = Body.objects.visible_to(request.user).filter(partnership=request.partnership, meetings__isnull=False)
    body = bodies.filter(ref=request.GET.get("body", "")).first()
    if body:
        found = found.filter(body=body)
    coming = found.upcoming().order_by("starts_at")
    past = found.exclude(pk__in=coming.values("pk")).order_by("-starts_at")
    context = {
        "partnership": request.partnership,
        "coming": coming[:PAGE],
        "page": Paginator(past, PAGE).get_page(request.GET.get("page")),
        "bodies": bodies.distinct(),
        "body": body,
        "series": request.partnership.meeting_series.select_related("body", "partnership"),
        "can_add": bodies_arranged(request.user, request.partnership).exists(),
    }
    return render(request, "governance/meeting_list.html", context)


@rule("ARRANGE_MEETINGS")
@once
def meeting_add(request: Request, partnership: str) -> HttpResponse:
    form = MeetingForm(request.POST or None, bodies=bodies_arranged(request.user, request.partnership))
    if form.is_valid():
        body, values = form.cleaned_data["body"], form.values
        values["title"] = values["title"] or f"{body}, {in_words(form.cleaned_data['on'])}"
        made = attempt(form, operations.add_meeting, body, by=request.user, **values)
        if made:
            messages.success(request, "Drafted. Nobody is told until you publish it.")
            return redirect(made)
    back = reverse("governance:meetings", args=[partnership])
    return ask(request, form, "Add a meeting", back, intro="It begins as a draft, which only those who arrange it see.")


@rule("READ_PLAN")
@require_safe
def meeting_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    meeting = find_meeting(request, ref)
    return render(request, "governance/meeting.html", _shown(request, meeting))


def _shown(request: Request, meeting: Meeting) -> dict[str, Any]:
    arranges = permissions.can_arrange(request.user, meeting.body)
    minutes = getattr(meeting, "minutes", None)
    attendance, agenda = attendance_of(meeting=meeting.pk), agenda_of(meeting, request.user)
    mine = next((row for row in attendance if row.person_id == request.user.pk), None)
    rules, to_come = rules_of(meeting.body, timezone.localdate(meeting.starts_at)), meeting.state in TO_COME
    return {
        "partnership": request.partnership,
        "meeting": meeting,
        "agenda": agenda,
        "attendance": attendance,
        "mine": mine,
        "owed": owed(request.user, meeting, agenda) if mine and to_come else [],
        "can_check_in": mine is not None and not mine.in_the_room and doors_are_open(meeting),
        "rules": rules,
        "forecast": quorum_if_all_come(rules, attendance) if rules and to_come else None,
        "minutes": minutes,
        "can_arrange": arranges,
        "can_keep": permissions.can_keep_plan(request.user, request.partnership),
        "today": clock.today(),
        "history": panel(meeting),
    }


@rule("READ_PLAN")
def meeting_edit(request: Request, partnership: str, ref: str) -> HttpResponse:
    meeting = find_meeting(request, ref)
    require(permissions.can_arrange(request.user, meeting.body))
    form = MeetingForm(request.POST or None, meeting=meeting)
    if form.is_valid() and attempt(form, operations.change_meeting, meeting, by=request.user, **form.values):
        messages.success(request, "Saved.")
        return redirect(meeting)
    told = "Members are told when day, time or place change." if meeting.state == MeetingState.PUBLISHED else ""
    return ask(request, form, "Change the meeting", meeting.get_absolute_url(), caption=meeting.title, intro=told)


STEPS = {
    "publish": (operations.publish_meeting, "Published. Its members are told."),
    "close": (operations.close_meeting, "The meeting is closed. Now send the minutes to the chair."),
    "tell": (operations.tell_of_papers, "Its members are told that papers have changed."),
}


@rule("READ_PLAN")
@require_POST
def meeting_step(request: Request, partnership: str, ref: str, step: str) -> HttpResponse:
    """Publish, open, close, or say that papers have changed."""
    meeting = find_meeting(request, ref)
    require(permissions.can_arrange(request.user, meeting.body))
    if step == "open":
        return _open(request, meeting)
    if step not in STEPS:
        raise Http404
    operation, said = STEPS[step]
    operation(meeting, by=request.user)  # type: ignore[operator]
    messages.success(request, said)
    return redirect("governance:minutes", partnership, ref) if step == "close" else redirect(meeting)


def _open(request: Request, meeting: Meeting) -> HttpResponse:
    """On its day at once; before its day only for somebody who was told so."""
    early = EarlyForm(request.POST).is_valid()
    if meeting.state == MeetingState.PUBLISHED and meeting.day > clock.today() and not early:
        days = plural((meeting.day - clock.today()).days, "day")
        return ask(
            request, EarlyForm(), f"It is {days} too early to open this meeting", meeting.get_absolute_url(),
            caption=meeting.title, button="Open it now", grave=True,
            intro=f"It is on {in_words(meeting.day)}. If it takes place earlier, go back and change its day first, so "
            "that its members know. Attendance and minutes are kept under the day that it has.",
        )  # fmt: skip
    operations.open_meeting(meeting, early=early, by=request.user)
    messages.success(request, "The meeting is open.")
    return redirect("governance:room", request.partnership.slug, meeting.ref)


@rule("READ_PLAN")
def meeting_cancel(request: Request, partnership: str, ref: str) -> HttpResponse:
    meeting = find_meeting(request, ref)
    require(permissions.can_arrange(request.user, meeting.body))
    form = WhyForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, operations.cancel_meeting, meeting, why=form.cleaned_data["why"], by=request.user
    ):
        messages.success(request, "Cancelled.")
        return redirect(meeting)
    return ask(
        request, form, "Cancel the meeting", meeting.get_absolute_url(), caption=meeting.title, grave=True,
        button="Cancel the meeting",
        intro="If it was published its members are told. Its papers stay.",
    )  # fmt: skip


@rule("READ_PLAN")
def meeting_due(request: Request, partnership: str, ref: str) -> HttpResponse:
    """The agenda proposes itself: what is due for this meeting, to be put on it or left."""
    meeting = find_meeting(request, ref)
    require(permissions.can_arrange(request.user, meeting.body))
    if request.method == "POST":
        if closed := request.POST.get("closed"):
            item = get_object_or_404(AgendaItem.objects.visible_to(request.user), ref=closed, closed=True)
            on_agenda.take_on_closed(item, meeting, by=request.user)
        else:
            on_agenda.accept_proposals(meeting, keys=request.POST.getlist("key"), by=request.user)
        messages.success(request, "On the agenda.")
        return redirect(meeting)
    context = {
        "partnership": request.partnership,
        "meeting": meeting,
        "proposals": proposers.proposals(meeting),
        "closed": AgendaItem.objects.visible_to(request.user)
        .filter(meeting__body=meeting.body, closed=True, state="carried", carried_on=None)
        .exclude(meeting=meeting)
        .select_related("meeting"),
    }
    return render(request, "governance/meeting_due.html", context)


@rule("READ_PLAN")
@require_safe
def meeting_calendar(request: Request, partnership: str, ref: str) -> HttpResponse:
    """One meeting for anybody's own calendar. It names the body and leads here; what is on the agenda stays here."""
    meeting = get_object_or_404(for_calendars(meetings_of(request.user, request.partnership)), ref=ref)
    content = write_calendar("Meeting", [event_of(meeting)], written_at=clock.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="meeting-{timezone.localdate(meeting.starts_at)}.ics"'
    return response
