"""Reads about mails and calendars."""

from collections.abc import Callable, Iterable, Iterator

from django.db.models import Q
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.queries import hashed
from goldenthread.documents.writing.calendar import Event
from goldenthread.notifications.models import Feed, Mail, MailChoice, MailQuerySet, MailState
from goldenthread.notifications.topics import Rhythm, listed_on
from goldenthread.partnerships import hooks
from goldenthread.partnerships.models import Partnership

GONE_OUT = [MailState.SENT, MailState.DOUBTFUL]


def sent_to(person: User) -> MailQuerySet:
    """What went to somebody, the newest first. Not what was held back because they may no longer open it."""
    return (
        Mail.objects.to(person).filter(state__in=GONE_OUT).select_related("partnership").order_by("-not_before", "-pk")
    )


def planned_for(person: User) -> MailQuerySet:
    """Their next joined mails."""
    waiting = Mail.objects.to(person).filter(kind__in=list(Rhythm), state=MailState.PLANNED)
    return waiting.order_by("not_before")


def mails_of(user: User, partnership: Partnership, *, state: str = "", kind: str = "", words: str = "") -> MailQuerySet:
    """The mails of a partnership: first what waits, the latest on top, then what was sent."""
    found = Mail.objects.visible_to(user).of(partnership)
    found = found.filter(state=state) if state else found
    found = found.filter(kind=kind) if kind else found
    found = found.filter(Q(subject__icontains=words) | Q(person__name__icontains=words)) if words else found
    return found.select_related("person", "partnership").order_by("-not_before", "-pk")


def choice_of(person: User) -> MailChoice:
    return MailChoice.objects.filter(person=person).first() or MailChoice(person=person)


def listed_now(mail: Mail, reader: User) -> str:
    """What a joined mail that waits would list, of what both its recipient and the reader may open."""
    if mail.kind not in list(Rhythm) or mail.state != MailState.PLANNED:
        return ""
    return listed_on(mail, timezone.localdate(mail.not_before), mail.person, reader) or ""


def whole_text(mail: Mail) -> str:
    """A mail as it was sent; what was sent under a link that is over now stands without it."""
    text = hooks.completed(kind=mail.kind, key=mail.key, text=mail.text) or mail.text
    return f"{text}\n\n{mail.listed}".strip()


# --- calendars --------------------------------------------------------------------------------------------------------

calendars: list[Callable[[User], Iterable[Event]]] = []
"""What stands in somebody's calendar. Apps add a function that tells it, of what the person may open now."""


def events_of(person: User) -> Iterator[Event]:
    return (event for tell in calendars for event in tell(person))


def own_feed(person: User) -> Feed | None:
    return Feed.objects.filter(person=person).first()


def feed_of(token: str) -> Feed | None:
    """The calendar with this secret, while its owner may come in."""
    found = Feed.objects.select_related("person").filter(token_hash=hashed(token), person__is_active=True)
    return found.first()
