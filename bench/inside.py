"""Asked by the benchmark and the drills, with the application's settings: ``python -m bench.inside WHAT <JSON``."""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from bench.client import Answer, Browser  # noqa: E402
from bench.jobs import JOBS  # noqa: E402
from bench.limit.data import LOG_TABLES  # noqa: E402
from bench.region.jobs import JOBS as REGION_JOBS  # noqa: E402
from bench.region.targets import *  # noqa: E402, F403 - asked for by name
from bench.region.targets import sign_in_as  # noqa: E402
from goldenthread.accounts.models import User  # noqa: E402
from goldenthread.core import clock  # noqa: E402
from goldenthread.core.backups.engines import engine  # noqa: E402
from goldenthread.governance.models import AgendaItem, Meeting, MeetingState  # noqa: E402
from goldenthread.history.models import Entry  # noqa: E402
from goldenthread.history.queries import faults  # noqa: E402
from goldenthread.notifications.models import Mail, MailPlace, MailState  # noqa: E402
from goldenthread.notifications.operations import DOUBTFUL_AFTER, mark_doubtful, plan_joined_mails, plan_mail  # noqa: E402
from goldenthread.partnerships.models import BodyKind, Partnership  # noqa: E402
from goldenthread.plan.models import Action, Period, Return, ReturnState  # noqa: E402
from goldenthread.plan.operations.periods import add_period, open_period  # noqa: E402
from goldenthread.plan.operations.returns import start_return  # noqa: E402
from goldenthread.reports.models import ReportKind  # noqa: E402


def sign_in(email: str) -> str:
    return sign_in_as(User.objects.get(email=email))


def targets(partnership: str) -> dict[str, str]:
    """What is opened and written: an action with its forty returns, a draft return, another one for the limit; meetings,
    the open period and reports."""
    action = Action.objects.filter(plan__partnership__slug=partnership, number="2").order_by("pk").first()
    open_returns = Return.objects.filter(action__plan__partnership__slug=partnership, period__locked_at=None)
    drafts = open_returns.filter(state=ReturnState.DRAFT).order_by("pk").values_list("ref", flat=True)
    assert action
    place, meetings = Partnership.objects.get(slug=partnership), Meeting.objects.filter(body__kind=BodyKind.BOARD)
    coming = meetings.filter(partnership=place, state=MeetingState.PUBLISHED).order_by("starts_at")
    reports = place.reports.order_by("ends_on", "pk")
    highlight, yearly = (reports.filter(kind=kind).last() for kind in (ReportKind.HIGHLIGHT, ReportKind.YEARLY))
    assert highlight
    assert yearly
    return {
        "slug": partnership, "action": action.ref, "return": drafts[0], "limit_return": drafts[1],
        "agenda": coming[0].ref, "room": meetings.get(partnership=place, state=MeetingState.IN_SESSION).ref,
        "period": place.periods.get(locked_at=None).ref, "highlight": highlight.ref, "yearly": yearly.ref,
    }  # fmt: skip


def log_tables() -> None:
    """The log of the limit: it keeps one as long as ours, chained by hash, and leaves ours alone."""
    with connection.cursor() as cursor:
        for statement in LOG_TABLES.split(";"):
            cursor.execute(statement)


class InProcess(Browser):
    """A browser that asks the application in this very process, where its statements can be counted."""

    def __post_init__(self) -> None:
        self.client = Client(headers={"host": "localhost"})
        self.client.cookies["session"] = self.session

    def sign_in(self, session: str) -> None:
        self.client.cookies["session"] = session

    def _ask(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> Answer:
        kind = headers.get("Content-Type", "")
        others = {name: value for name, value in headers.items() if name.startswith("X-")}
        response = self.client.generic(method, path, body or "", content_type=kind, headers=others)
        self.client.cookies.pop("messages", None)
        assert response.status_code in {200, 302}, f"{path} answers {response.status_code}"
        return Answer(response.status_code, response.content, dict(response.items()), 0.0)


def counted(job: str, session: str, targets: dict[str, str]) -> int:
    """How many statements a job costs, once everything is warm. When somebody was last here is written once a minute,
    with two more: so the fewer of two counts."""
    ask = next(each for each in [*JOBS, *REGION_JOBS] if each.name == job).request(InProcess(0, session), targets)
    ask()
    return min(_statements(ask), _statements(ask))


def _statements(ask: Callable[[], Answer]) -> int:
    asked: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        ask()
    return sum(not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for sql in asked)


# --- for the drills ---------------------------------------------------------------------------------------------------


def new_period(partnership: str) -> str:
    """A period that is open and has no returns yet."""
    place = Partnership.objects.get(slug=partnership)
    manager = User.objects.get(email=f"manager@{partnership}.example")
    last = place.periods.order_by("-ends_on")[0].ends_on
    dates = {"starts_on": last + timedelta(days=1), "ends_on": last + timedelta(days=30)}
    period = add_period(place, name="Drill", returns_due_on=dates["ends_on"], by=manager, **dates)
    return open_period(period, by=manager).ref


def drafts(partnership: str, count: int) -> dict[str, int]:
    """Drafts of an open period, begun where there are too few, with the edition that each has."""
    period = Period.objects.get(ref=new_period(partnership))
    manager = User.objects.get(email=f"manager@{partnership}.example")
    actions = Action.objects.filter(plan__partnership=period.partnership).order_by("pk")[:count]
    return {made.ref: made.edition for made in (start_return(action, period, by=manager) for action in actions)}


def compared(drafts: dict[str, int], acknowledged: dict[str, list[str]], sent: dict[str, list[str]]) -> dict[str, int]:
    """The ledger beside returns and history: what is lost, doubled, or half (a return without its history)."""
    lost = doubled = half = 0
    for ref, edition in drafts.items():
        made, written = Return.objects.get(ref=ref), _written(ref)
        text = " ".join(written)
        lost += sum(word not in text for word in acknowledged.get(ref, []))
        doubled += sum(text.count(word) > 1 for word in sent.get(ref, []))
        half += made.edition - edition != len(written) or (bool(written) and made.way_forward != written[-1])
    return {"lost": lost, "doubled": doubled, "half": half + len(list(faults())) + _damaged()}


def _written(ref: str) -> list[str]:
    entries = Entry.objects.filter(record_type="plan.return", record_ref=ref, sentence="wrote in the return").order_by(
        "number"
    )
    return [str(new.get("way_forward", "")) for new in entries.values_list("new", flat=True)]


def _damaged() -> bool:
    """What SQLite says of its own file."""
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        return bool(cursor.execute("PRAGMA integrity_check").fetchone()[0] != "ok")


def plan_mails(partnership: str, count: int) -> None:
    place = Partnership.objects.get(slug=partnership)
    manager, action = User.objects.get(email=f"manager@{partnership}.example"), Action.objects.order_by("pk")[0]
    for number in range(count):
        plan_mail(
            manager, key=f"drill {number}", kind="reminder", subject=f"Drill {number}", text="A reminder.",
            about=action.get_absolute_url(), partnership=place,
        )  # fmt: skip


def mail_states() -> dict[str, list[str]]:
    """Message-IDs by state, once five minutes have passed for those that were claimed and not finished."""
    Mail.objects.filter(state=MailState.CLAIMED).update(claimed_at=clock.now() - 2 * DOUBTFUL_AFTER)
    mark_doubtful()
    found: dict[str, list[str]] = {}
    for state, message_id in Mail.objects.values_list("state", "message_id"):
        found.setdefault(state, []).append(message_id)
    return found


def night(on: str) -> dict[str, Any]:
    """The keys of the mails that the nightly job plans, and how long it takes; it is taken back."""
    began = time.monotonic()
    with transaction.atomic():
        before = set(Mail.objects.values_list("key", flat=True))
        plan_joined_mails(date.fromisoformat(on))
        keys = sorted(set(Mail.objects.values_list("key", flat=True)) - before)
        transaction.set_rollback(True)
    return {"keys": keys, "seconds": time.monotonic() - began}


def mails_of(keys: list[str]) -> dict[str, int]:
    """How many of these mails are there, and how many persons have two of one kind on one day."""
    mails = Mail.objects.filter(key__in=keys)
    told = Counter(mails.values_list("person_id", "kind", "not_before"))
    lacking = mails.filter(partnership=None).exclude(pk__in=MailPlace.objects.values("mail")).count()
    return {"there": mails.count(), "doubled": sum(count - 1 for count in told.values()), "without_place": lacking}


def actions(partnership: str) -> list[str]:
    return list(Action.objects.filter(plan__partnership__slug=partnership).order_by("pk").values_list("ref", flat=True))


def done_once(period: str) -> dict[str, int]:
    """What was done to each return of a period: begun, written and submitted, each once?"""
    refs = list(Return.objects.filter(period__ref=period).values_list("ref", flat=True))
    told = Counter(
        Entry.objects.filter(record_type="plan.return", record_ref__in=refs).values_list("record_ref", "sentence")
    )
    twice = sum(count - 1 for count in told.values())
    submitted = Return.objects.filter(period__ref=period, state=ReturnState.SUBMITTED).count()
    return {
        "acknowledged": len(told),
        "doubled": twice,
        "half": 3 * len(refs) - len(told),
        "lost": len(refs) - submitted,
    }


def says(ref: str) -> str:
    return Return.objects.get(ref=ref).way_forward


def meetings_to_come(partnership: str) -> list[str]:
    coming = Meeting.objects.filter(partnership__slug=partnership, state=MeetingState.PUBLISHED)
    return list(coming.values_list("ref", flat=True))


def meetings_done_once(refs: list[str]) -> dict[str, int]:
    """What was done to each meeting: opened and closed, each once, with one set of minutes?"""
    told = Counter(
        Entry.objects.filter(record_type="governance.meeting", record_ref__in=refs).values_list(
            "record_ref", "sentence"
        )
    )
    closed = Meeting.objects.filter(ref__in=refs, state=MeetingState.CLOSED)
    return {
        "acknowledged": len(told), "doubled": sum(count - 1 for count in told.values()),
        "half": len(refs) - closed.filter(minutes__isnull=False).count(), "lost": len(refs) - closed.count(),
    }  # fmt: skip


def room(partnership: str) -> dict[str, str]:
    """The meeting in session and an item of it that nobody has minuted."""
    meeting = Meeting.objects.get(partnership__slug=partnership, state=MeetingState.IN_SESSION)
    return {"meeting": meeting.ref, "item": meeting.items.filter(notes="")[0].ref}


def minuted(item: str) -> str:
    return AgendaItem.objects.get(ref=item).notes


def partnerships() -> int:
    return Partnership.objects.count()


def tables() -> dict[str, Any]:
    """How many rows each table has, and a hash over them."""
    return dict(engine().tables())


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](**json.load(sys.stdin))))
