"""An agenda as one person may see it, in a fixed number of queries however long it is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet

from goldenthread.accounts.models import User
from goldenthread.core.prepared import prepared
from goldenthread.governance.models import AgendaItem, Interest, Meeting, Paper, PaperVersion
from goldenthread.governance.models.meetings import Sight, sight_of
from goldenthread.plan.queries.people import but_names


@dataclass(slots=True)
class Line:
    """An item with its number ("3", or "C1" in the closed part), its time, and what the person may open of it."""

    item: AgendaItem
    number: str
    starts_at: datetime
    papers: list[Paper] = field(default_factory=list)

    @property
    def is_recused(self) -> bool:
        return bool(self.item.is_recused)  # type: ignore[attr-defined]

    @property
    def stepped_back(self) -> list[str]:
        return [str(each.person) for each in self.item.interests.all() if each.recused]


@dataclass(frozen=True, slots=True)
class Agenda:
    open: list[Line]
    closed: list[Line]
    minutes: int
    over: int
    """Minutes by which the items are longer than the meeting."""

    def __iter__(self) -> Iterator[Line]:
        yield from self.open
        yield from self.closed

    def line(self, ref: str) -> Line | None:
        return next((line for line in self if line.item.ref == ref), None)


def items_for(user: User) -> QuerySet[AgendaItem]:
    """Items that the person may see, with all that a page shows of them."""
    papers = (
        Paper.objects.visible_to(user).filter(withdrawn_at=None).select_related("author", "item__meeting__partnership")
    )
    versions = PaperVersion.objects.select_related("file", "added_by")
    interests = Interest.objects.filter(ended_at=None).select_related("person")
    return (
        AgendaItem.objects.visible_to(user)
        .with_recusal_of(user)
        .select_related("meeting__partnership", "meeting__body__partnership", "noted_by", "minutes_of")
        .prefetch_related(
            Prefetch("papers", papers.prefetch_related(Prefetch("versions", versions))),
            Prefetch("interests", interests),
        )
    )


def agenda_of(meeting: Meeting, user: User) -> Agenda:
    """Each item with its papers, those with their versions, and with who takes no part in it."""
    agenda = outline_of(meeting, user)
    _fill(list(agenda), meeting, user, item=None)
    return agenda


def outline_of(meeting: Meeting, user: User) -> Agenda:
    """The items alone; ``fill`` brings what belongs to one of them."""
    items = _items(sight=sight_of(user), person=user.pk, meeting=meeting.pk)
    lines, at = [], meeting.starts_at
    counts = {False: 0, True: 0}
    for item in items:
        _know(item, "meeting", meeting)
        counts[item.closed] += 1
        number = f"C{counts[True]}" if item.closed else str(counts[False])
        lines.append(Line(item, number, at))
        at += timedelta(minutes=item.minutes_planned)
    total = sum(item.minutes_planned for item in items)
    length = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    return Agenda(
        [line for line in lines if not line.item.closed],
        [line for line in lines if line.item.closed],
        total,
        max(0, total - length),
    )


def fill(line: Line, user: User) -> None:
    _fill([line], line.item.meeting, user, item=line.item.pk)


def _fill(lines: list[Line], meeting: Meeting, user: User, *, item: int | None) -> None:
    versions = _by(_versions(meeting=meeting.pk, item=item), "paper_id")
    papers = _by(_papers(sight=sight_of(user), person=user.pk, meeting=meeting.pk, item=item), "item_id")
    interests = _by(_interests(meeting=meeting.pk, item=item), "item_id")
    for line in lines:
        line.papers = papers[line.item.pk]
        _keep(line.item, papers=line.papers, interests=interests[line.item.pk])
        for paper in line.papers:
            _know(paper, "item", line.item)
            _keep(paper, versions=versions[paper.pk])


def _by(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def _keep(record: Any, **rows: list[Any]) -> None:
    """What ``prefetch_related`` does, with rows that were asked for already."""
    record._prefetched_objects_cache = rows


def _know(record: Any, name: str, other: Any) -> None:
    """The record that a foreign key leads to, which we have already."""
    record._state.fields_cache[name] = other


@prepared
def _items(*, sight: Sight, person: int, meeting: int) -> QuerySet[AgendaItem]:
    items = AgendaItem.objects.in_sight(sight, person).with_recusal_of(person).filter(meeting=meeting)
    return items.select_related("noted_by").defer(*but_names("noted_by"))


@prepared
def _papers(*, sight: Sight, person: int, meeting: int, item: int | None) -> QuerySet[Paper]:
    papers = Paper.objects.in_sight(sight, person).filter(item__meeting=meeting, withdrawn_at=None)
    papers = papers if item is None else papers.filter(item=item)
    return papers.select_related("author").defer(*but_names("author"))


@prepared
def _versions(*, meeting: int, item: int | None) -> QuerySet[PaperVersion]:
    found = PaperVersion.objects.filter(paper__item__meeting=meeting).select_related("file", "added_by")
    found = found if item is None else found.filter(paper__item=item)
    return found.defer(*but_names("added_by"))


@prepared
def _interests(*, meeting: int, item: int | None) -> QuerySet[Interest]:
    found = Interest.objects.filter(item__meeting=meeting, ended_at=None).select_related("person")
    found = found if item is None else found.filter(item=item)
    return found.defer(*but_names("person"))


def number_of(item: AgendaItem, user: User) -> str:
    """As on the agenda that this person sees."""
    refs = list(
        AgendaItem.objects.visible_to(user)
        .filter(meeting=item.meeting_id, closed=item.closed)
        .values_list("ref", flat=True)
    )
    return f"{'C' if item.closed else ''}{refs.index(item.ref) + 1}"


def newest(paper: Paper) -> PaperVersion | None:
    """Of a paper whose versions were fetched with it."""
    return next(iter(paper.versions.all()), None)


def chain_of(item: AgendaItem, user: User) -> list[AgendaItem]:
    """Where it came from, step by step, the first one first. Only what the person may see."""
    found: list[AgendaItem] = []
    current = item
    while current.from_item_id and len(found) < 20:
        earlier = AgendaItem.objects.visible_to(user).select_related("meeting__partnership", "meeting__body")
        step = earlier.filter(pk=current.from_item_id).first()
        if step is None:
            break
        found.insert(0, step)
        current = step
    return found
