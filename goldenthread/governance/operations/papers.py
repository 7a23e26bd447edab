"""Papers: announced, brought in versions, restricted to people, withdrawn. Files are scanned and screened first."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django_tasks import task

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.documents.errors import Refused
from goldenthread.documents.gate import CheckedFile, check_file
from goldenthread.documents.gate.kinds import EVIDENCE, READABLE
from goldenthread.documents.models import Scan
from goldenthread.documents.operations import keep_file
from goldenthread.documents.sandbox import run_in_sandbox
from goldenthread.documents.scanner import ScannerDown
from goldenthread.documents.screening import Hit, find_identifiers, screen_name
from goldenthread.evidence.models import Screening, ScreeningAnswer
from goldenthread.evidence.operations.pieces import MOST_HITS, half_hidden
from goldenthread.evidence.operations.scanning import scan_and_tell
from goldenthread.evidence.operations.screening import key_of
from goldenthread.governance import pages
from goldenthread.governance.models import AgendaItem, MeetingState, Minutes, MinutesState, Paper, PaperVersion
from goldenthread.governance.operations.telling import (
    is_closed_to_anybody,
    keep_in_search,
    name_readers,
    record_hidden,
    screen,
)
from goldenthread.history.operations import changes
from goldenthread.partnerships.search import unindex

THE_SCREENING = "The screening"


@transaction.atomic
def add_paper(
    item: AgendaItem,
    *,
    title: str,
    by: User,
    closed: bool = False,
    readers: Iterable[User] = (),
    author: User | None = None,
    due_on: date | None = None,
    file: CheckedFile | None = None,
    page: str = "",
    answers: dict[str, str] | None = None,
) -> Paper:
    """A paper of the item, with its first version or still expected. A closed one is for its readers and ``by``."""
    _refuse_locked(item)
    if not (file or page or author):
        raise ValidationError({"author": "Give a file, choose a page, or say who is to write it."})
    paper = Paper(
        item=item, title=title.strip(), closed=closed, author=author, due_on=due_on or item.meeting.papers_due_on,
        position=item.papers.count() + 1, added_by=by, added_at=clock.now(),
    )  # fmt: skip
    screen(item, {"title": title}, by=by, answers=answers)
    paper.full_clean()
    paper.save()
    if closed:
        paper.readers.set({*readers, by, *([author] if author else [])})
    _record(paper, "added a paper", by=by, new={"title": paper.title, "item": item.title})
    if file or page:
        add_version(paper, by=by, file=file, page=page, answers=answers)
    keep_in_search(item)
    return paper


def _record(paper: Paper, sentence: str, *, by: Any, hidden: bool = False, **said: Any) -> None:
    """Of an open paper the history keeps the words; of a closed one that something happened."""
    record_hidden(paper, sentence, by=by, hidden=hidden or paper.closed or is_closed_to_anybody(paper.item), **said)


def _refuse_locked(item: AgendaItem) -> None:
    if item.meeting.state == MeetingState.CANCELLED:
        raise ValidationError("This meeting is cancelled.")
    if Minutes.objects.filter(meeting=item.meeting, state=MinutesState.APPROVED).exists():
        raise ValidationError("The minutes of this meeting are approved: its papers stay as they were.")


@transaction.atomic
def add_version(
    paper: Paper,
    *,
    by: User,
    file: CheckedFile | None = None,
    page: str = "",
    what_changed: str = "",
    answers: dict[str, str] | None = None,
) -> PaperVersion:
    """The next version. Earlier ones stay; a pack made before says which is new."""
    paper = locked_paper(paper)
    _refuse_locked(paper.item)
    if paper.withdrawn_at:
        raise ValidationError("This paper was withdrawn.")
    kind, _, key = page.partition(" ")
    version = PaperVersion(
        paper=paper, number=paper.versions.count() + 1, page_kind=kind, page_key=key,
        what_changed=what_changed.strip(), added_by=by, added_at=clock.now(),
    )  # fmt: skip
    _screen_words(version, file, by, answers)
    if file:
        version.file = keep_file(file, chain=paper.history_chain, by=by)
        version.screening = Screening.WAITING if file.kind in READABLE else Screening.PICTURE
    elif kind not in pages.KINDS or not pages.KINDS[kind].may_see(by, key):
        raise ValidationError({"page": "Choose a page that you can see."})
    version.full_clean()
    version.save()
    new = {"version": version.number, "file": file.name if file else page}
    _record(paper, "brought a version of a paper", by=by, new=new, reason=what_changed)
    if file:
        transaction.on_commit(partial(settle_paper.enqueue, version.ref))
    return version


def _screen_words(version: PaperVersion, file: CheckedFile | None, by: User, answers: dict[str, str] | None) -> None:
    texts = {"what_changed": version.what_changed}
    if file and screen_name(file.name):
        texts["file"] = file.name
    screen(version.paper.item, texts, by=by, answers=answers)


@transaction.atomic
def change_paper(
    paper: Paper, *, by: User, readers: Iterable[User] = (), answers: dict[str, str] | None = None, **values: Any
) -> Paper:
    """Its title, who writes it by when, and whether it is closed and to whom it is open."""
    paper = locked_paper(paper)
    _refuse_locked(paper.item)
    old, new = changes({name: getattr(paper, name) for name in values}, values)
    screen(paper.item, {"title": str(new.get("title", ""))}, by=by, answers=answers)
    was_closed = paper.closed
    for name, value in new.items():
        setattr(paper, name, value)
    paper.full_clean()
    paper.save()
    if new:
        _record(paper, "changed a paper", by=by, hidden=was_closed, old=old, new=new)
    name_readers(paper, {*readers, by}, by=by)
    keep_in_search(paper.item)
    return paper


@transaction.atomic
def withdraw_paper(paper: Paper, *, by: User) -> Paper:
    paper = locked_paper(paper)
    _refuse_locked(paper.item)
    if paper.withdrawn_at:
        raise ValidationError("This paper was withdrawn.")
    paper.withdrawn_at = clock.now()
    paper.save(update_fields=["withdrawn_at"])
    _record(paper, "withdrew a paper", by=by)
    keep_in_search(paper.item)
    unindex(paper)
    return paper


@transaction.atomic
def copy_papers(source: AgendaItem, target: AgendaItem, *, by: User) -> None:
    """Papers go along with an item: the same files, their newest version, the same readers."""
    for paper in source.papers.filter(withdrawn_at=None).prefetch_related("versions", "readers"):
        newest = next(iter(paper.versions.all()), None)
        readers = list(paper.readers.all())
        if newest is None or (paper.closed and by not in readers):
            continue
        copy = Paper.objects.create(
            item=target, title=paper.title, closed=paper.closed, author=paper.author, from_paper=paper,
            position=target.papers.count() + 1, added_by=by, added_at=clock.now(),
        )  # fmt: skip
        copy.readers.set(readers)
        PaperVersion.objects.create(
            paper=copy, number=1, file=newest.file, page_kind=newest.page_kind, page_key=newest.page_key,
            screening=newest.screening, hits=newest.hits, added_by=by, added_at=clock.now(),
        )  # fmt: skip
        _record(copy, "took a paper along", by=by, new={"title": paper.title})
    keep_in_search(target)


def locked_paper(paper: Paper) -> Paper:
    rows = Paper.objects.select_for_update(of=("self",))
    return rows.select_related("item__meeting__partnership", "item__meeting__body__partnership").get(pk=paper.pk)


# --- screening --------------------------------------------------------------------------------------------------------


@task()
def settle_paper(ref: str) -> None:
    """For the worker: scan the file for malware, then screen its words for identifiers."""
    version = PaperVersion.objects.select_related("file", "paper__item__meeting__partnership").get(ref=ref)
    if version.file and version.file.scan == Scan.WAITING:
        with suppress(ScannerDown):
            scan_and_tell(version.file)
    if version.screening == Screening.WAITING and version.file and version.file.may_be_served:
        note_screening_of_paper(version, _hits_in(version))


def _hits_in(version: PaperVersion) -> list[Hit] | None:
    """What was found in the file's words; None where they could not be read."""
    assert version.file is not None
    try:
        with version.file.content.open("rb") as content:
            checked = check_file(content.read(), version.file.name, allowed=EVIDENCE | READABLE)
        return find_identifiers(run_in_sandbox("goldenthread.documents.plain.words", file=checked))
    except Refused:
        return None


@transaction.atomic
def note_screening_of_paper(version: PaperVersion, hits: list[Hit] | None) -> PaperVersion:
    """Write down what was found, with the words half hidden. What was answered before is not asked again."""
    if hits is None:
        version.screening = Screening.PICTURE
    else:
        found = {key_of(hit.kind, hit.text): hit for hit in hits}
        answered = ScreeningAnswer.objects.filter(
            partnership=version.paper.item.meeting.partnership, text_hash__in=found
        )
        for key in answered.values_list("text_hash", flat=True):
            found.pop(key, None)
        version.hits = [
            {"key": key, "kind": hit.kind, "why": hit.sentence, "words": half_hidden(hit.text)}
            for key, hit in found.items()
        ][:MOST_HITS]
        version.screening = Screening.HITS if version.hits else Screening.CLEAR
    version.save(update_fields=["hits", "screening"])
    _record(version.paper, f"screened the file: {version.get_screening_display()}", by=THE_SCREENING)
    return version


@transaction.atomic
def say_paper_identifies_nobody(
    version: PaperVersion, *, reason: str, by: User, answers: dict[str, str] | None = None
) -> PaperVersion:
    """A person opened the file, looked at each place, and answers for it that no child can be identified."""
    version = PaperVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if version.screening not in {Screening.HITS, Screening.PICTURE}:
        raise ValidationError("There is nothing to settle here.")
    if not reason.strip():
        raise ValidationError({"reason": "Say what you looked at and why it identifies no child."})
    screen(version.paper.item, {"reason": reason}, by=by, answers=answers)
    version.screening = Screening.LOOKED
    version.save(update_fields=["screening"])
    _record(version.paper, "answered that the file identifies no child", by=by, reason=reason)
    return version
