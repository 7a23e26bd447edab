"""The agenda: items put on it, moved, restricted, carried on; interests declared."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.governance import proposers
from goldenthread.governance.models import (
    AgendaItem,
    Forwarding,
    ForwardItem,
    Interest,
    ItemKind,
    ItemState,
    Meeting,
    MeetingState,
    Minutes,
    MinutesState,
    Suggestion,
)
from goldenthread.governance.operations.meetings import keep_meeting_in_search, locked
from goldenthread.governance.operations.papers import add_paper, copy_papers
from goldenthread.governance.operations.telling import keep_in_search, name_readers, record_item, screen
from goldenthread.governance.proposers import Proposal
from goldenthread.history.operations import changes, record
from goldenthread.plan.operations.refusals import refuse_stale

TEXTS = ("title", "purpose", "presenter")


@transaction.atomic
def add_item(
    meeting: Meeting,
    *,
    title: str,
    by: User,
    readers: Iterable[User] = (),
    answers: dict[str, str] | None = None,
    **values: Any,
) -> AgendaItem:
    """Put something on the agenda, where its kind belongs. A closed item is for its readers and ``by``."""
    meeting = locked(meeting)
    refuse_settled(meeting)
    item = AgendaItem(meeting=meeting, title=title, position=0, **values)
    screen(item, {name: getattr(item, name) for name in TEXTS}, by=by, answers=answers)
    item.full_clean()
    item.save()
    if item.closed:
        item.readers.set({*readers, by})
    _place(item)
    record_item(item, "put an item on the agenda", by=by, new={"title": title, "meeting": str(meeting)})
    _after_change(item)
    return item


RANKS = {ItemKind.WELCOME: 0, ItemKind.INTERESTS: 0, ItemKind.MINUTES: 1, ItemKind.OTHER: 3}
"""Where kinds of items stand on an agenda; all others between minutes and any other business."""


def _place(item: AgendaItem) -> None:
    """After the last item that comes before its kind. Whoever arranges the meeting orders them otherwise later."""
    rows = list(item.meeting.items.exclude(pk=item.pk).order_by("position", "pk"))
    rank = RANKS.get(ItemKind(item.kind), 2)
    earlier = [place for place, row in enumerate(rows, 1) if RANKS.get(ItemKind(row.kind), 2) <= rank]
    rows.insert(max(earlier, default=0), item)
    for position, row in enumerate(rows, 1):
        AgendaItem.objects.filter(pk=row.pk).update(position=position)
    item.refresh_from_db(fields=["position"])


def _after_change(item: AgendaItem) -> None:
    keep_in_search(item)
    if item.meeting.is_shown:
        keep_meeting_in_search(item.meeting)


@transaction.atomic
def change_item(
    item: AgendaItem,
    *,
    by: User,
    opened_at: str = "",
    readers: Iterable[User] | None = None,
    answers: dict[str, str] | None = None,
    **values: Any,
) -> AgendaItem:
    """``opened_at`` is the edition that the person saw. Raises EditedMeanwhile where it is no longer that."""
    item = locked_item(item)
    refuse_settled(item.meeting)
    refuse_stale(item, opened_at, facts_of(item))
    old, new = changes({name: getattr(item, name) for name in values}, values)
    for name, value in new.items():
        setattr(item, name, value)
    screen(item, {name: str(new[name]) for name in TEXTS if name in new}, by=by, answers=answers)
    item.full_clean()
    item.save()
    if new:
        was_closed = bool(old.get("closed"))
        record_item(item, "changed an item of the agenda", by=by, old=old, new=new, closed=was_closed)
    if readers is not None:
        name_readers(item, {*readers, by}, by=by)
    _after_change(item)
    return item


def facts_of(item: AgendaItem) -> dict[str, Any]:
    """What people write about an item before the meeting."""
    names = ("title", "kind", "purpose", "presenter", "minutes_planned", "closed")
    readers = sorted(item.readers.values_list("name", flat=True))
    return {name: getattr(item, name) for name in names} | {"readers": readers}


@transaction.atomic
def order_items(meeting: Meeting, *, places: Mapping[str, int], by: User) -> Meeting:
    """Sort the items by the places given for their references; items that are not named keep theirs."""
    meeting = locked(meeting)
    refuse_settled(meeting)
    rows = list(meeting.items.order_by("position", "pk"))
    before = [row.ref for row in rows]
    named = sorted((row for row in rows if row.ref in places), key=lambda row: places[row.ref])
    following = iter(named)
    rows = [next(following) if row.ref in places else row for row in rows]
    for position, row in enumerate(rows, 1):
        AgendaItem.objects.filter(pk=row.pk).update(position=position)
    if [row.ref for row in rows] != before:
        record(meeting, "changed the order of the agenda", by=by)
    return meeting


@transaction.atomic
def remove_item(item: AgendaItem, *, by: User) -> None:
    """Off the agenda, while nothing was decided or read under it."""
    item = locked_item(item)
    refuse_settled(item.meeting)
    if item.decisions.exists() or item.papers.exists() or item.settled.exists() or item.notes:
        raise ValidationError("There are papers, notes or decisions under this item: carry it over instead.")
    record(item.meeting, "took an item off the agenda", by=by, old={} if item.closed else {"title": item.title})
    item.delete()


def refuse_settled(meeting: Meeting) -> None:
    """Nothing under a meeting changes once its minutes are approved, or after it was cancelled. Nobody approves them
    until the transaction ends, so that what is approved is what stands there."""
    if meeting.state == MeetingState.CANCELLED:
        raise ValidationError("This meeting is cancelled.")
    minutes = Minutes.objects.select_for_update(no_key=True).filter(meeting=meeting)
    if MinutesState.APPROVED in minutes.values_list("state", flat=True):
        raise ValidationError("The minutes of this meeting are approved. Re-open them first, with a reason.")


def locked_item(item: AgendaItem) -> AgendaItem:
    rows = AgendaItem.objects.select_for_update(of=("self",))
    return rows.select_related("meeting__partnership", "meeting__body__partnership").get(pk=item.pk)


# --- what proposes itself -------------------------------------------------------------------------------------------


@transaction.atomic
def accept_proposals(meeting: Meeting, *, keys: Iterable[str], by: User) -> list[AgendaItem]:
    """Put proposals on the agenda, as they were proposed."""
    meeting, wanted = locked(meeting), set(keys)
    chosen = [proposal for proposal in proposers.proposals(meeting) if proposal.key in wanted]
    if not chosen:
        raise ValidationError("Choose what should go on the agenda.")
    return [_accept(meeting, proposal, by) for proposal in chosen]


def _accept(meeting: Meeting, proposal: Proposal, by: User) -> AgendaItem:
    kind, _, ref = proposal.key.partition(" ")
    item = add_item(
        meeting,
        by=by,
        kind=proposal.kind,
        title=proposal.title[:200],
        why=proposal.reason[:300],
        about=proposal.address[:300],
        minutes_planned=proposal.minutes,
        proposal=proposal.key,
    )
    if kind in FOLLOWED:
        FOLLOWED[kind](item, ref, by)
    if proposal.page:
        add_paper(item, title=item.title, page=proposal.page, by=by)
    return item


def _from_item(item: AgendaItem, ref: str, by: User) -> None:
    item.from_item = AgendaItem.objects.get(ref=ref, meeting__partnership=item.meeting.partnership)
    item.save(update_fields=["from_item"])
    copy_papers(item.from_item, item, by=by)


def _minutes_of(item: AgendaItem, ref: str, by: User) -> None:
    item.minutes_of = Meeting.objects.get(ref=ref, partnership=item.meeting.partnership)
    item.save(update_fields=["minutes_of"])


def _from_plan(item: AgendaItem, ref: str, by: User) -> None:
    ForwardItem.objects.filter(ref=ref, partnership=item.meeting.partnership).update(item=item)


def _from_another_body(item: AgendaItem, ref: str, by: User) -> None:
    sent = Forwarding.objects.select_related("item").get(ref=ref, to_body=item.meeting.body)
    sent.taken_as, item.from_item, item.purpose = item, sent.item, sent.words
    sent.save(update_fields=["taken_as"])
    item.save(update_fields=["from_item", "purpose"])
    copy_papers(sent.item, item, by=by)


def _suggested(item: AgendaItem, ref: str, by: User) -> None:
    suggestion = Suggestion.objects.select_related("suggested_by").get(ref=ref, body=item.meeting.body)
    suggestion.item, item.purpose, item.presenter = item, suggestion.purpose, suggestion.suggested_by.name
    suggestion.save(update_fields=["item"])
    item.save(update_fields=["purpose", "presenter"])


FOLLOWED: dict[str, Callable[[AgendaItem, str, User], None]] = {
    "item": _from_item,
    "minutes": _minutes_of,
    "forward": _from_plan,
    "forwarded": _from_another_body,
    "suggestion": _suggested,
}
"""What accepting a proposal of ours also does, by the first word of its key."""


@transaction.atomic
def take_on_closed(item: AgendaItem, meeting: Meeting, *, by: User) -> AgendaItem:
    """Carry a closed item over to a later meeting of the body, with its readers. Only one of them can; whoever stepped
    back from it does not read it there either."""
    item = locked_item(item)
    if meeting.body_id != item.meeting.body_id:
        raise ValidationError("A closed item is carried over to a meeting of its own body.")
    stepped_back = item.interests.filter(recused=True, ended_at=None).values("person")
    readers = list(item.readers.exclude(pk__in=stepped_back))
    if not item.closed or by not in readers:
        raise ValidationError("Only somebody who may read a closed item can carry it over.")
    new = add_item(
        meeting, by=by, title=item.title, kind=item.kind, purpose=item.purpose, presenter=item.presenter, closed=True,
        minutes_planned=item.minutes_planned, readers=readers, proposal=f"item {item.ref}", from_item=item,
    )  # fmt: skip
    copy_papers(item, new, by=by)
    return new


# --- interests --------------------------------------------------------------------------------------------------------


@transaction.atomic
def declare_interest(
    item: AgendaItem, person: User, *, nature: str, recused: bool, by: User, answers: dict[str, str] | None = None
) -> Interest:
    """From this moment a recused person has neither the papers, nor the notes, nor a vote of the item."""
    item = locked_item(item)
    refuse_settled(item.meeting)
    if not nature.strip():
        raise ValidationError({"nature": "Say what the interest is."})
    if item.interests.filter(person=person, ended_at=None).exists():
        raise ValidationError(f"{person} has declared an interest in this item already.")
    screen(item, {"nature": nature}, by=by, answers=answers)
    interest = Interest(
        item=item, person=person, nature=nature.strip(), recused=recused, declared_by=by, declared_at=clock.now()
    )
    interest.full_clean()
    interest.save()
    what = "declared an interest and takes no part" if recused else "declared an interest"
    record_item(item, f"noted that {person} {what}", by=by, new={"nature": nature})
    _after_change(item)
    return interest


@transaction.atomic
def end_interest(interest: Interest, *, why: str, by: User, answers: dict[str, str] | None = None) -> Interest:
    """The chair finds that there is none, or that it no longer stands in the way."""
    item = locked_item(interest.item)
    refuse_settled(item.meeting)
    interest.refresh_from_db(fields=["ended_at"])
    if interest.ended_at:
        raise ValidationError("This interest was ended already.")
    if not why.strip():
        raise ValidationError({"why": "Say why it no longer stands in the way."})
    if interest.person_id == by.pk:
        raise ValidationError("Somebody else must end an interest that you declared.")
    screen(item, {"why": why}, by=by, answers=answers)
    interest.ended_at, interest.ended_why = clock.now(), why.strip()[:300]
    interest.save()
    record_item(item, f"ended the interest of {interest.person}", by=by, reason=why)
    _after_change(item)
    return interest


@transaction.atomic
def carry_over(item: AgendaItem, *, by: User) -> AgendaItem:
    """Not finished: it is proposed to the next meeting by itself."""
    item = locked_item(item)
    refuse_settled(item.meeting)
    item.state = ItemState.CARRIED
    item.save(update_fields=["state"])
    record_item(item, "carried an item over to the next meeting", by=by)
    return item
