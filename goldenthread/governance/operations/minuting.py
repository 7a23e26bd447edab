"""In the room: who is there, what is said under each item, what is settled of the plan."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.governance.models import (
    AgendaItem,
    Attendance,
    ItemState,
    Meeting,
    MeetingState,
    Presence,
    Settled,
    Settlement,
)
from goldenthread.governance.models.attendance import constituency_of
from goldenthread.governance.operations.agenda import locked_item, refuse_settled
from goldenthread.governance.operations.meetings import invited, locked
from goldenthread.governance.operations.telling import record_item, screen, tell_members
from goldenthread.history.operations import changes, record
from goldenthread.plan.models import Return, Variation
from goldenthread.plan.operations.refusals import EditedMeanwhile
from goldenthread.plan.operations.returns import approve_return, send_back_return
from goldenthread.plan.operations.variations import approve_variation, decline_variation

BEGUN = {MeetingState.IN_SESSION, MeetingState.CLOSED}
MARKS = {"present", "apologies", "absent", "expected", "left", "back"}


def refuse_not_begun(meeting: Meeting) -> None:
    """Minutes are written from the opening of a meeting until a later one approved them."""
    if meeting.state not in BEGUN:
        raise ValidationError("This meeting has not begun. Open it first.")
    refuse_settled(meeting)


# --- who is there -----------------------------------------------------------------------------------------------------


@transaction.atomic
def mark_attendance(
    meeting: Meeting, *, mark: str, rows: Iterable[Attendance], by: User, reason: str = "", at: datetime | None = None,
    answers: dict[str, str] | None = None,
) -> None:  # fmt: skip
    """Present, apologies, absent, expected; or left and back for those who were present. Quorum follows at once."""
    meeting = locked(meeting)
    before_it = meeting.state in {MeetingState.DRAFT, MeetingState.PUBLISHED}
    if not (before_it and mark in {"apologies", "expected"}):
        refuse_not_begun(meeting)
    if mark not in MARKS:
        raise ValidationError("Choose what to note.")
    texts = {"reason": reason if mark == "apologies" else ""}
    refuse_identifiers(meeting, texts, partnership=meeting.partnership, by=by, answers=answers)
    moment, names = at or clock.now(), []
    for row in meeting.attendance.select_for_update(of=("self",)).filter(pk__in=[row.pk for row in rows]):
        _mark(row, mark, moment)
        row.reason = reason.strip()[:200] if mark == "apologies" else row.reason
        row.marked_by = by
        row.save()
        names.append(row.name)
    if not names:
        raise ValidationError("Choose at least one person.")
    record(meeting, f"noted in the attendance: {mark}", by=by, new={"people": names})


def _mark(row: Attendance, mark: str, moment: datetime) -> None:
    if mark == "left":
        if row.presence != Presence.PRESENT:
            raise ValidationError(f"{row.name} was not noted as present.")
        row.left_at = max(moment, row.arrived_at or moment)
    elif mark == "back":
        row.left_at = None
    else:
        row.presence, row.left_at = Presence(mark), None
        row.arrived_at = (row.arrived_at or moment) if mark == "present" else None


@transaction.atomic
def add_attendance(meeting: Meeting, *, by: User, answers: dict[str, str] | None = None, **values: Any) -> Attendance:
    """Somebody who was not expected: a deputy, a guest, a new member. A deputy sits there for the same organisation."""
    meeting = locked(meeting)
    refuse_settled(meeting)
    row = Attendance(meeting=meeting, marked_by=by, **values)
    row.name = row.name or (row.person.name if row.person else "")
    if not row.name:
        raise ValidationError({"name": "Give a name, or choose a person."})
    if row.deputy_of and not row.organisation:
        row.organisation = row.deputy_of.organisation
    if "constituency" not in values:
        row.constituency = row.deputy_of.constituency if row.deputy_of else constituency_of(row.organisation)
    refuse_identifiers(
        meeting, {"name": "" if row.person else row.name}, partnership=meeting.partnership, by=by, answers=answers
    )
    if row.presence == Presence.PRESENT:
        row.arrived_at = clock.now()
    row.full_clean()
    row.save()
    if row.person and meeting.state == MeetingState.PUBLISHED:
        tell_members(meeting, "you are invited", invited(meeting), key="published", people=[row.person])
    record(meeting, "added somebody to the attendance", by=by, new={"name": row.name, "as": row.get_part_display()})
    return row


@transaction.atomic
def change_attendance(row: Attendance, *, by: User, **values: Any) -> Attendance:
    """For whom somebody sits there, as what, and whether with a vote. The next meeting takes it over."""
    row = Attendance.objects.select_for_update(of=("self",)).select_related("meeting__partnership").get(pk=row.pk)
    refuse_settled(row.meeting)
    old, new = changes({name: getattr(row, name) for name in values}, values)
    for name, value in new.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    if new:
        record(row.meeting, f"changed how {row.name} takes part", by=by, old=old, new=new)
    return row


# --- what is said -----------------------------------------------------------------------------------------------------


@transaction.atomic
def write_notes(
    item: AgendaItem, *, notes: str, state: str, edition: int, by: User, answers: dict[str, str] | None = None
) -> AgendaItem:
    """The minute of an item. Raises EditedMeanwhile where somebody else wrote since ``edition``."""
    item = locked_item(item)
    refuse_not_begun(item.meeting)
    old, new = changes({"notes": item.notes, "state": item.state}, {"notes": notes, "state": state})
    if not new:
        return item
    if item.edition != edition and "notes" in new:
        raise EditedMeanwhile(str(item.noted_by), {"notes": item.notes})
    screen(item, {"notes": notes}, by=by, answers=answers)
    item.notes, item.state, item.edition = notes, ItemState(state), item.edition + 1
    item.noted_by, item.noted_at = by, clock.now()
    item.clean_fields(exclude=["readers"])
    item.save(update_fields=["notes", "state", "edition", "noted_by", "noted_at"])
    record_item(item, "wrote the minute of an item", by=by, old=old, new=new)
    return item


# --- what is settled of the plan --------------------------------------------------------------------------------------


@transaction.atomic
def settle_returns(item: AgendaItem, *, returns: Iterable[Return], by: User) -> list[Settled]:
    """Approve returns under the item, all of them or, where one is refused, none. The plan shows them at once."""
    item = locked_item(item)
    refuse_not_begun(item.meeting)
    chosen = sorted(returns, key=lambda made: made.pk)
    if not chosen:
        raise ValidationError("Choose at least one return.")
    done = [
        Settled.objects.create(
            item=item, made_return=approve_return(made, by=by), outcome=Settlement.APPROVED, by=by, at=clock.now()
        )
        for made in chosen
    ]
    record_item(item, "approved returns", by=by, new={"returns": [str(each.made_return) for each in done]})
    return done


@transaction.atomic
def settle_by_sending_back(
    item: AgendaItem, *, made: Return, note: str, by: User, answers: dict[str, str] | None = None
) -> Settled:
    item = locked_item(item)
    refuse_not_begun(item.meeting)
    sent = send_back_return(made, note=note, by=by, answers=answers)
    done = Settled.objects.create(item=item, made_return=sent, outcome=Settlement.SENT_BACK, by=by, at=clock.now())
    record_item(item, "sent a return back", by=by, new={"return": str(sent)}, reason=note)
    return done


@transaction.atomic
def settle_variation(
    item: AgendaItem,
    *,
    variation: Variation,
    approve: bool,
    decision: str,
    by: User,
    answers: dict[str, str] | None = None,
) -> Settled:
    """The minute reference of the variation is this meeting and item."""
    item = locked_item(item)
    refuse_not_begun(item.meeting)
    minute = f"{item.meeting.title}: {item.title}"[:200] if not item.closed else item.meeting.title[:200]
    decide = approve_variation if approve else decline_variation
    decided = decide(variation, by=by, minute=minute, decision=decision, answers=answers)
    outcome = Settlement.APPROVED if approve else Settlement.DECLINED
    done = Settled.objects.create(item=item, variation=decided, outcome=outcome, by=by, at=clock.now())
    record_item(item, f"{outcome.label.lower()} a variation", by=by, new={"variation": str(decided)}, reason=decision)
    return done
