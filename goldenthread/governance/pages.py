"""Pages of ours that can be papers of a meeting. Each app registers its own when the application starts.

Such a paper is named, shown and printed by whoever owns the page, with the rights of whoever reads it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from goldenthread.accounts.models import User
from goldenthread.documents.writing.report import Report
from goldenthread.governance.models import Meeting


@dataclass(frozen=True, slots=True)
class PageKind:
    """``offered`` gives (key, name) of the pages that this person may put before this meeting; a key has no spaces."""

    label: str
    offered: Callable[[User, Meeting], Iterable[tuple[str, str]]]
    may_see: Callable[[User, str], bool]
    address: Callable[[str], str]
    report: Callable[[User, str], Report]
    """The page as it stands now, for a pack."""
    state: Callable[[str], str] = str
    """What changes when the page does (an edition, a moment); a pack is issued again when it does."""


KINDS: dict[str, PageKind] = {}


def register(name: str, kind: PageKind) -> None:
    KINDS[name] = kind


def offered(user: User, meeting: Meeting) -> list[tuple[str, str]]:
    """("kind key", "Label: name") of every page that can be put before the meeting."""
    return [
        (f"{name} {key}", f"{kind.label}: {title}")
        for name, kind in KINDS.items()
        for key, title in kind.offered(user, meeting)
    ]
