"""What is in somebody's pack of a meeting: the agenda's order, and only what they may see now."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.accounts.models import User
from goldenthread.governance import pages
from goldenthread.governance.models import ItemKind, Meeting, Minutes, Pack, PaperVersion
from goldenthread.governance.queries.agenda import Agenda, Line, agenda_of, newest
from goldenthread.plan.models import Return, Variation, VariationState
from goldenthread.plan.queries.returns import awaiting


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a pack. ``key`` changes when the piece does."""

    kind: str
    title: str
    key: str
    level: int = 2
    version: PaperVersion | None = None
    about: Meeting | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    meeting: Meeting
    user: User
    agenda: Agenda
    parts: list[Part]
    returns: list[Return]
    variations: list[Variation]

    @property
    def fingerprint(self) -> str:
        """Over everything that the pack would say."""
        agenda = [
            [line.number, line.item.title, line.item.purpose, line.item.presenter, line.item.minutes_planned,
             line.is_recused, [paper.title for paper in line.papers]]
            for line in self.agenda
        ]  # fmt: skip
        meeting = [self.meeting.title, self.meeting.starts_at.isoformat(), self.meeting.place]
        said = json.dumps([meeting, agenda, self.keys], ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def keys(self) -> list[list[str]]:
        return [[part.title, part.key] for part in self.parts]


def contents(meeting: Meeting, user: User) -> Contents:
    agenda = agenda_of(meeting, user)
    settles = any(line.item.kind == ItemKind.RETURNS and not line.is_recused for line in agenda)
    returns = list(awaiting(user, meeting.partnership)) if settles else []
    variations = _variations(user, meeting) if settles else []
    parts = [part for line in agenda if not line.is_recused for part in _parts(line, user, returns, variations)]
    return Contents(meeting, user, agenda, parts, returns, variations)


def _variations(user: User, meeting: Meeting) -> list[Variation]:
    found = Variation.objects.visible_to(user).filter(
        plan__partnership=meeting.partnership_id, state=VariationState.PROPOSED
    )
    return list(found.select_related("proposed_by").order_by("proposed_at"))


def _parts(line: Line, user: User, returns: list[Return], variations: list[Variation]) -> Iterator[Part]:
    head = f"{line.number} {line.item.title}"
    own = [*_minutes(line, user)]
    if line.item.kind == ItemKind.RETURNS and (returns or variations):
        key = f"{[(made.ref, made.edition) for made in returns]} {[each.ref for each in variations]}"
        own.append(Part("waiting", "Returns and variations to approve", key))
    own += _papers(line, user)
    for number, part in enumerate(own):
        first = head if part.title in head else f"{head}: {part.title}"
        title = first if number == 0 else part.title
        yield Part(part.kind, title, part.key, 1 if number == 0 else 2, part.version, part.about)


def _minutes(line: Line, user: User) -> Iterator[Part]:
    about = line.item.minutes_of
    if about is None:
        return
    minutes = Minutes.objects.visible_to(user).filter(meeting=about).first()
    if minutes is not None:
        written = sum(about.items.values_list("edition", flat=True))
        yield Part("minutes", f"Minutes of {about.title}", f"{minutes.state} {written}", about=about)


def _papers(line: Line, user: User) -> Iterator[Part]:
    """Those that have come and are settled, in their newest version."""
    for paper in line.papers:
        version = newest(paper)
        if version is None or not version.is_settled:
            continue
        if version.page_kind:
            kind = pages.KINDS.get(version.page_kind)
            if kind is not None and kind.may_see(user, version.page_key):
                yield Part("page", paper.title, f"{version.ref} {kind.state(version.page_key)}", version=version)
        else:
            yield Part("file", paper.title, version.ref, version=version)


def packs_of(user: User, meeting: Meeting) -> list[Pack]:
    """The person's own, the newest first."""
    mine = Pack.objects.visible_to(user).filter(meeting=meeting).select_related("meeting__partnership")
    return list(mine.defer("content").order_by("-issue"))


def news(pack: Pack, before: Pack | None) -> list[str]:
    """What is new or changed in a pack since the one before."""
    if before is None:
        return []
    known = dict(before.parts)
    said = [f"New: {title}" for title, _ in pack.parts if title not in known]
    said += [f"Changed: {title}" for title, key in pack.parts if title in known and known[title] != key]
    titles = {title for title, _ in pack.parts}
    said += [f"Taken out: {title}" for title in known if title not in titles]
    return said or (["Changed: Agenda"] if pack.fingerprint != before.fingerprint else [])
