"""The forward plan, and what one body sends to another."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.governance.models import AgendaItem, Forwarding, ForwardItem, ForwardKind, MeetingState
from goldenthread.governance.operations.agenda import locked_item
from goldenthread.governance.operations.telling import record_item, screen
from goldenthread.history.operations import changes, record
from goldenthread.partnerships.models import Body

STATUTORY = Path(__file__).parent.parent / "data" / "statutory_items.toml"


@transaction.atomic
def add_forward_item(body: Body, *, by: User, answers: dict[str, str] | None = None, **values: Any) -> ForwardItem:
    item = ForwardItem(partnership=body.partnership, body=body, **values)
    _refuse_identifiers(item, by, answers)
    item.full_clean()
    item.save()
    record(item, "put it on the forward plan", by=by, new={"due_on": item.due_on, "body": str(body)})
    return item


def _refuse_identifiers(item: ForwardItem, by: User, answers: dict[str, str] | None) -> None:
    texts = {"title": item.title, "source": item.source, "presenter": item.presenter}
    refuse_identifiers(item, texts, partnership=item.partnership, by=by, answers=answers)


@transaction.atomic
def change_forward_item(
    item: ForwardItem, *, by: User, answers: dict[str, str] | None = None, **values: Any
) -> ForwardItem:
    item = _locked(item)
    _refuse_done(item)
    old, new = changes({name: getattr(item, name) for name in values}, values)
    for name, value in new.items():
        setattr(item, name, value)
    _refuse_identifiers(item, by, answers)
    item.full_clean()
    item.save()
    if new:
        record(item, "changed it on the forward plan", by=by, old=old, new=new)
    return item


@transaction.atomic
def finish_forward_item(item: ForwardItem, *, on: date, by: User) -> ForwardItem:
    """Dealt with. What comes again is put on the plan for its next day."""
    item = _locked(item)
    _refuse_done(item)
    if on > clock.today():
        raise ValidationError({"on": "This day is still to come."})
    item.done_on = on
    item.save()
    record(item, "was told that it is dealt with", by=by, new={"done_on": on})
    if item.every_months:
        add_forward_item(
            item.body, by=by, title=item.title, kind=item.kind, every_months=item.every_months, source=item.source,
            verified=item.verified, presenter=item.presenter,
            due_on=item.due_on + relativedelta(months=item.every_months),
        )  # fmt: skip
    return item


@transaction.atomic
def drop_forward_item(item: ForwardItem, *, why: str, by: User, answers: dict[str, str] | None = None) -> ForwardItem:
    item = _locked(item)
    _refuse_done(item)
    if not why.strip():
        raise ValidationError({"why": "Say why it is no longer needed."})
    refuse_identifiers(item, {"why": why}, partnership=item.partnership, by=by, answers=answers)
    item.dropped_why = why.strip()[:300]
    item.save()
    record(item, "took it off the forward plan", by=by, reason=why)
    return item


def _locked(item: ForwardItem) -> ForwardItem:
    rows = ForwardItem.objects.select_for_update(of=("self",)).select_related("partnership", "body__partnership")
    return rows.get(pk=item.pk)


def _refuse_done(item: ForwardItem) -> None:
    if item.done_on or item.dropped_why:
        raise ValidationError("This is no longer on the forward plan.")


@cache
def statutory_items() -> list[dict[str, Any]]:
    """What guidance asks of every partnership, as dated data; what we could not check against its source says so."""
    return list(tomllib.loads(STATUTORY.read_text())["item"])


@transaction.atomic
def add_statutory_items(body: Body, *, by: User) -> list[ForwardItem]:
    """Put on the plan of a body (the Board) what guidance asks, for its next day; what is there already stays."""
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    known = set(ForwardItem.objects.filter(body=body, kind=ForwardKind.STATUTORY).values_list("title", flat=True))
    added = []
    for row in statutory_items():
        if row["title"] not in known:
            added.append(
                add_forward_item(
                    body, by=by, title=row["title"], kind=ForwardKind.STATUTORY, source=row["source"],
                    verified=row["verified"], every_months=row["every_months"],
                    due_on=_next_day(row["month"], row["day"]),
                )
            )  # fmt: skip
    if not added:
        raise ValidationError("All statutory items are on the forward plan of this body already.")
    return added


def _next_day(month: int, day: int) -> date:
    today = clock.today()
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else this_year.replace(year=today.year + 1)


# --- from body to body ------------------------------------------------------------------------------------------------


@transaction.atomic
def forward_item(
    item: AgendaItem, *, to_body: Body, words: str, by: User, answers: dict[str, str] | None = None
) -> Forwarding:
    """Send an item with its papers to another body of the partnership; it is proposed to that body's next meeting.

    Where the item came from there, this is the answer to it.
    """
    item = locked_item(item)
    if item.meeting.state == MeetingState.DRAFT:
        raise ValidationError("Publish the meeting first: what nobody has seen cannot be sent on.")
    if to_body.pk == item.meeting.body_id:
        raise ValidationError({"to_body": "Choose another body. To take it up again here, carry it over."})
    if item.closed:
        raise ValidationError("A closed item is not sent on: its readers take it up in the other body by themselves.")
    if not words.strip():
        raise ValidationError({"words": "Say what is asked of them, or what the answer is."})
    if Forwarding.objects.filter(item=item, to_body=to_body, taken_as=None).exists():
        raise ValidationError({"to_body": f"It waits for the next meeting of {to_body} already."})
    screen(item, {"words": words}, by=by, answers=answers)
    asked = Forwarding.objects.filter(taken_as=item, item__meeting__body=to_body).first()
    sent = Forwarding(item=item, to_body=to_body, words=words.strip(), answers=asked, sent_by=by, sent_at=clock.now())
    sent.full_clean()
    sent.save()
    sentence = f"sent the answer back to {to_body}" if asked else f"forwarded the item to {to_body}"
    record_item(item, sentence, by=by, reason=words)
    return sent
