"""Writing the history of what may be closed: the history is read by more people than a closed item is."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.governance.models import AgendaItem, Meeting, Paper
from goldenthread.history.models import SEALED
from goldenthread.history.operations import record
from goldenthread.notifications.operations import plan_mail
from goldenthread.partnerships.search import index, unindex


def is_closed_to_anybody(item: AgendaItem) -> bool:
    return item.closed or item.interests.filter(recused=True, ended_at=None).exists()


def record_item(
    item: AgendaItem,
    sentence: str,
    *,
    by: Any,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
    reason: str = "",
    closed: bool = False,
) -> None:
    """``history.record``; of what is closed to anybody it keeps that something was written and its hash."""
    record_hidden(item, sentence, by=by, old=old, new=new, reason=reason, hidden=closed or is_closed_to_anybody(item))


def record_hidden(
    subject: AgendaItem | Paper,
    sentence: str,
    *,
    by: Any,
    hidden: bool,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    if not hidden:
        record(subject, sentence, by=by, old=old, new=new, reason=reason)
        return
    said = json.dumps([dict(new or {}), reason], sort_keys=True, default=str, ensure_ascii=False)
    digest = hashlib.sha256(said.encode()).hexdigest()
    record(subject, sentence, by=by, new={SEALED: digest} if new or reason else {})


def name_readers(subject: AgendaItem | Paper, readers: Iterable[User], *, by: User) -> None:
    """To whom something closed is open from now on; to nobody in particular once it is closed no more."""
    named, before = set(readers) if subject.closed else set(), set(subject.readers.all())
    subject.readers.set(named)
    if named and named != before:
        new = {"readers": sorted(person.ref for person in named)}
        record_hidden(subject, f"named who may read {subject}".replace(" A ", " a "), by=by, hidden=True, new=new)


def screen(item: AgendaItem, texts: Mapping[str, str], *, by: User, answers: dict[str, str] | None) -> None:
    """``refuse_identifiers`` for texts of an item."""
    refuse_identifiers(item, texts, partnership=item.meeting.partnership, by=by, answers=answers)


def keep_in_search(item: AgendaItem) -> None:
    """Decisions and papers of an item are found while nobody is shut out from it; items are found by their meeting."""
    hidden = is_closed_to_anybody(item) or not item.meeting.is_shown
    for paper in item.papers.filter(withdrawn_at=None):
        if hidden or paper.closed:
            unindex(paper)
        else:
            index(paper, title=paper.title, text=f"Paper for {item.meeting}", partnership=item.meeting.partnership)
    for decision in item.decisions.all():
        if hidden:
            unindex(decision)
        else:
            text = "\n".join([decision.words, decision.reasons])
            title = f"{decision}: {decision.words}"
            index(decision, title=title, text=text, partnership=item.meeting.partnership)


@transaction.atomic
def tell_members(meeting: Meeting, subject: str, text: str, *, key: str, people: Iterable[User]) -> int:
    """A mail to each, once for each ``key``; returns how many are written to now. It names the meeting and leads there;
    never what is on the agenda."""
    place, told = meeting.partnership, 0
    for person in people:
        mail = plan_mail(
            person, key=f"meeting {meeting.ref} {person.ref} {key}", kind="meeting",
            subject=f"{place.short_name or place.name}: {subject}", text=text,
            about=meeting.get_absolute_url(), partnership=place,
        )  # fmt: skip
        told += mail.is_new
    return told
