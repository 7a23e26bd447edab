"""Minutes: to the chair, checked, approved at a later meeting, locked; opened again only with a reason that stays."""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.governance.models import (
    AgendaItem,
    Decision,
    ItemState,
    Meeting,
    MeetingState,
    Minutes,
    MinutesState,
    Reopening,
)
from goldenthread.governance.queries.quorum import quorum_in_the_room, rules_of
from goldenthread.history.operations import record

Answers = dict[str, str] | None


@transaction.atomic
def send_to_chair(minutes: Minutes, *, by: User) -> Minutes:
    minutes = locked_minutes(minutes)
    if minutes.meeting.state != MeetingState.CLOSED:
        raise ValidationError("Close the meeting first.")
    if minutes.state != MinutesState.DRAFT:
        raise ValidationError(f"These minutes are {minutes.get_state_display().lower()} already.")
    minutes.state, minutes.chair_note = MinutesState.WITH_CHAIR, ""
    minutes.save()
    record(minutes, "sent the minutes to the chair", by=by)
    return minutes


@transaction.atomic
def check_minutes(minutes: Minutes, *, by: User) -> Minutes:
    """The chair finds them right. From here on everybody who reads the plan can read them, as not approved yet."""
    minutes = locked_minutes(minutes)
    if minutes.state != MinutesState.WITH_CHAIR:
        raise ValidationError("Only minutes that are with the chair can be checked.")
    minutes.state, minutes.checked_by, minutes.checked_at = MinutesState.CHECKED, by, clock.now()
    minutes.save()
    record(minutes, "checked the minutes", by=by)
    return minutes


@transaction.atomic
def hand_back_minutes(minutes: Minutes, *, note: str, by: User, answers: Answers = None) -> Minutes:
    """The chair asks for a change."""
    minutes = locked_minutes(minutes)
    if minutes.state not in {MinutesState.WITH_CHAIR, MinutesState.CHECKED}:
        raise ValidationError("These minutes are not with the chair.")
    if not note.strip():
        raise ValidationError({"note": "Say what should be changed."})
    refuse_identifiers(minutes, {"note": note}, partnership=minutes.meeting.partnership, by=by, answers=answers)
    minutes.state, minutes.chair_note = MinutesState.DRAFT, note.strip()
    minutes.save()
    record(minutes, "handed the minutes back", by=by, reason=note)
    return minutes


@transaction.atomic
def approve_minutes(minutes: Minutes, *, at: Meeting, by: User) -> Minutes:
    """A later, quorate meeting of the body approves them. From here on nothing that they say can be changed."""
    minutes = locked_minutes(minutes)
    if minutes.state != MinutesState.CHECKED:
        raise ValidationError("The chair checks minutes before a meeting approves them.")
    if at.body_id != minutes.meeting.body_id or at.starts_at <= minutes.meeting.starts_at:
        raise ValidationError("Minutes are approved by a later meeting of the same body.")
    if at.state not in {MeetingState.IN_SESSION, MeetingState.CLOSED}:
        raise ValidationError("That meeting has not begun.")
    found = quorum_in_the_room(rules_of(at.body, timezone.localdate(at.starts_at)), at.attendance.all())
    if not found.is_met:
        raise ValidationError(f"The meeting is not quorate ({found.missing}). Note who is there first.")
    minutes.state, minutes.approved_in, minutes.approved_by = MinutesState.APPROVED, at, by
    minutes.approved_at, minutes.approved_hash = clock.now(), fingerprint(minutes.meeting)
    minutes.save()
    at.items.filter(minutes_of=minutes.meeting, state=ItemState.PLANNED).update(state=ItemState.NOTED)
    record(minutes, f"noted that {at.title} approved the minutes", by=by, new={"sha256": minutes.approved_hash})
    return minutes


@transaction.atomic
def reopen_minutes(minutes: Minutes, *, reason: str, by: User, answers: Answers = None) -> Minutes:
    """Only with a reason, which stays with the minutes for good. A later meeting approves them again."""
    minutes = locked_minutes(minutes)
    if minutes.state != MinutesState.APPROVED:
        raise ValidationError("Only approved minutes are re-opened; these can be changed as they are.")
    if not reason.strip():
        raise ValidationError({"reason": "Say why they are re-opened."})
    refuse_identifiers(minutes, {"reason": reason}, partnership=minutes.meeting.partnership, by=by, answers=answers)
    Reopening.objects.create(minutes=minutes, reason=reason.strip(), by=by, at=clock.now())
    minutes.state, minutes.approved_in, minutes.approved_by, minutes.approved_at = MinutesState.DRAFT, None, None, None
    minutes.save()
    record(minutes, "re-opened the approved minutes", by=by, reason=reason, old={"sha256": minutes.approved_hash})
    return minutes


def fingerprint(meeting: Meeting) -> str:
    """Over everything that the minutes say: who was there, each note, each decision with its dissent."""
    there = list(meeting.attendance.order_by("pk").values_list("name", "part", "presence", "reason"))
    items = AgendaItem.objects.filter(meeting=meeting).order_by("pk").prefetch_related("decisions__dissents")
    said = [
        [item.title, item.state, item.notes]
        + [_said(each) for each in sorted(item.decisions.all(), key=lambda each: each.pk)]
        for item in items
    ]
    return hashlib.sha256(json.dumps([there, said], ensure_ascii=False).encode()).hexdigest()


def _said(decision: Decision) -> list[object]:
    votes = [decision.votes_for, decision.votes_against, decision.abstained]
    dissents = [[each.who, each.words] for each in decision.dissents.all()]
    return [decision.number, decision.state, decision.words, decision.reasons, votes, dissents]


def locked_minutes(minutes: Minutes) -> Minutes:
    rows = Minutes.objects.select_for_update(of=("self",))
    return rows.select_related("meeting__partnership", "meeting__body__partnership").get(pk=minutes.pk)
