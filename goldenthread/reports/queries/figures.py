"""What the records say of a body's period: the figures and tables of a highlight report, each with the way to its rows.

Every address names the day, so that it opens the rows as they stood when the report was frozen.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from goldenthread.accounts.models import User
from goldenthread.core.addresses import reverse
from goldenthread.core.words import day as in_words
from goldenthread.core.words import short_day
from goldenthread.governance.models import Challenge, ChallengeState, ChallengeStep
from goldenthread.governance.queries.challenges import overdue
from goldenthread.partnerships.models import Body
from goldenthread.plan.as_at import PARAMETER, AsAt
from goldenthread.plan.models import Delivery, EvidenceUse, OwedReturn, Owner, OwnerRole, Period, Return, ReturnState
from goldenthread.plan.queries.plan_on_a_page import reasons_of
from goldenthread.plan.queries.rounds import with_state
from goldenthread.reports.queries.attendance import at_meetings_of, year_of
from goldenthread.reports.queries.workplans import OWNING, actions_of_holder, milestones_ahead

MOST = 200
NONE = "\N{EN DASH}"
RATED = "Whoever answers for it rates it so."
HANDED_IN = [ReturnState.SUBMITTED, ReturnState.APPROVED]
AHEAD = timedelta(days=92)


@dataclass
class Filled:
    figures: list[dict[str, Any]] = field(default_factory=list)
    table: dict[str, Any] = field(default_factory=dict)


NOTHING = {
    "short": "No words yet.",
    "stands": "It leads no action.",
    "exceptions": "Nothing is overdue, off track or at risk.",
    "done": "No return was handed in.",
    "evidence": "No evidence of the period counts yet.",
    "attendance": "It held no meeting in the period that is closed.",
    "ahead": "Nothing is due within three months.",
}
"""What a part of a highlight report says where the records have nothing."""

HIGHLIGHT = [
    ("short", "In short"),
    ("stands", "How the actions stand"),
    ("exceptions", "Exceptions"),
    ("done", "What was done, and what came of it"),
    ("evidence", "Evidence"),
    ("attendance", "Attendance"),
    ("challenges", "Challenges"),
    ("ahead", "Looking ahead"),
]

OFFERED = {"evidence": ["assessments"]}
"""Lines of records that the writer of a highlight report can take over under a part."""


def highlight(user: User, body: Body, period: Period, on: date) -> dict[str, Filled]:
    """By the key of the part. A fixed number of queries."""
    when, dated = AsAt(on), f"?{PARAMETER}={on.isoformat()}"
    own: list[Any] = list(actions_of_holder(user, body, when, *OWNING)[:MOST])
    return {
        "short": Filled(figures=_round(user, body, period)),
        "stands": _stands(own, body, dated),
        "exceptions": _exceptions(own, on, dated),
        "done": _done(user, body, period),
        "evidence": _evidence(user, body, period, dated),
        "attendance": _attendance(user, body, period),
        "challenges": _challenges(user, body, on),
        "ahead": _ahead(user, body, own, when, dated),
    }


def _round(user: User, body: Body, period: Period) -> list[dict[str, Any]]:
    owed = with_state(OwedReturn.objects.visible_to(user).filter(period=period, body=body)).aggregate(
        owed=Count("pk"),
        handed_in=Count("pk", filter=Q(state__in=HANDED_IN)),
        approved=Count("pk", filter=Q(state=ReturnState.APPROVED)),
    )
    place = reverse("plan:round_owner", args=[body.partnership.slug, period.ref, "body", body.ref])
    named = (("returns owed", "owed"), ("handed in", "handed_in"), ("approved by the Board", "approved"))
    return [{"label": label, "value": owed[name], "href": place} for label, name in named]


def _stands(own: list[Any], body: Body, dated: str) -> Filled:
    shown = [version.shown for version in own]
    href = f"{body.get_absolute_url()}{dated}#own"
    figures = [{"label": label.lower(), "value": shown.count(value), "href": href} for value, label in Delivery.choices]
    figures.append({"label": "overdue", "value": sum(version.is_late for version in own), "href": href})
    rows = [
        [each.action.code, each.words, Delivery(each.shown).label, short_day(each.due_on) or each.deadline_text or NONE,
         f"{each.rung}"]
        for each in own
    ]  # fmt: skip
    return Filled(figures, _table("Actions", ["No.", "Action", "Rating", "Due", "Evidence rung"], rows, own, dated))


def _exceptions(own: list[Any], on: date, dated: str) -> Filled:
    wrong = [each for each in own if each.is_late or each.shown in {Delivery.OFF_TRACK, Delivery.AT_RISK}]
    rows = [
        [each.action.code, Delivery(each.shown).label, " ".join(why for _, why in reasons_of(each, on)) or RATED]
        for each in wrong
    ]
    return Filled(table=_table("Overdue, off track or at risk", ["No.", "Rating", "Why"], rows, wrong, dated))


def _table(caption: str, columns: list[str], rows: list[list[str]], about: list[Any], dated: str) -> dict[str, Any]:
    links = [each.action.get_absolute_url() + dated for each in about]
    return {"caption": caption, "columns": columns, "rows": rows, "links": links} if rows else {}


def _done(user: User, body: Body, period: Period) -> Filled:
    """From the returns of the period that were handed in; each says whether the Board has approved it."""
    mine = OwedReturn.objects.filter(period=period, body=body).values("action")
    made = Return.objects.visible_to(user).filter(period=period, action__in=mine, state__in=HANDED_IN)
    found = list(
        made.select_related("action__priority", "action__plan__partnership").order_by("action__position")[:MOST]
    )
    rows = [
        [each.action.code, each.get_state_display(), each.how_much, each.difference or "no evidence yet",
         each.way_forward or NONE]
        for each in found
    ]  # fmt: skip
    if not rows:
        return Filled()
    columns = ["No.", "State", "How much was done", "What difference it made", "What comes next"]
    links = [each.get_absolute_url() for each in found]
    return Filled(table={"caption": "Returns handed in", "columns": columns, "rows": rows, "links": links})


def _evidence(user: User, body: Body, period: Period, dated: str) -> Filled:
    mine = Owner.objects.at().filter(body=body, role__in=[OwnerRole.LEAD, OwnerRole.JOINT]).values("action")
    uses = EvidenceUse.objects.filter(
        action__in=mine, ended_at=None, accepted_at__isnull=False, evidence__withdrawn_at=None,
        evidence__evidence_on__range=(period.starts_on, period.ends_on),
    )  # fmt: skip
    related = ("evidence__partnership", "action__priority")
    found = list(uses.select_related(*related).order_by("-evidence__rung", "evidence__evidence_on")[:MOST])
    rows = [
        [each.action.code, each.evidence.title, f"{each.evidence.rung}: {each.evidence.get_rung_display()}",
         short_day(each.evidence.evidence_on)]
        for each in found if each.action
    ]  # fmt: skip
    if not rows:
        return Filled()
    links = [each.evidence.get_absolute_url() for each in found]
    columns = ["For", "Evidence", "Strength", "Of"]
    table = {"caption": "Evidence of the period that counts", "columns": columns, "rows": rows, "links": links}
    return Filled(table=table)


def _attendance(user: User, body: Body, period: Period) -> Filled:
    held = at_meetings_of(user, body, (period.starts_on, period.ends_on))
    if not held:
        return Filled()
    there, seats = sum(each["present"] for each in held), sum(sum(_counts(each)) for each in held)
    place = reverse("reports:attendance", args=[body.partnership.slug], query={"year": year_of(period.ends_on).starts})
    figures: list[dict[str, Any]] = [
        {"label": "meeting" if len(held) == 1 else "meetings", "value": len(held), "href": place}
    ]
    figures.append({"label": f"of {seats} seats taken", "value": there, "href": place})
    rows = [[each["meeting"].title, *map(str, _counts(each))] for each in held]
    links = [each["meeting"].get_absolute_url() for each in held]
    columns = ["Meeting", "Present", "Apologies", "Absent"]
    return Filled(figures, {"caption": "Who was there", "columns": columns, "rows": rows, "links": links})


def _counts(held: dict[str, Any]) -> tuple[int, int, int]:
    return held["present"], held["apologies"], held["absent"]


def _challenges(user: User, body: Body, on: date) -> Filled:
    asked = ChallengeStep.objects.filter(body=body).values("challenge")
    found = Challenge.objects.visible_to(user).filter(Q(pk__in=asked) | Q(from_body=body))
    counted = found.aggregate(
        open=Count("pk", filter=~Q(state=ChallengeState.CLOSED)), overdue=Count("pk", filter=overdue(on))
    )
    place = reverse("governance:challenges", args=[body.partnership.slug], query={"to": f"body:{body.ref}"})
    figures = [
        {"label": name, "value": counted[key], "href": place}
        for name, key in (("open", "open"), ("reply overdue", "overdue"))
    ]
    shown = list(found.exclude(state=ChallengeState.CLOSED).select_related("partnership").order_by("due_on")[:MOST])
    rows = [[str(each.number), each.title, each.get_state_display(), short_day(each.due_on)] for each in shown]
    table = {"caption": "Open challenges", "columns": ["No.", "Challenge", "State", "Reply due"], "rows": rows,
             "links": [each.get_absolute_url() for each in shown]}  # fmt: skip
    return Filled(figures, table if rows else {})


def _ahead(user: User, body: Body, own: list[Any], when: AsAt, dated: str) -> Filled:
    until = when.day + AHEAD
    steps = [step for step in milestones_ahead(user, body, when) if step.due_on and step.due_on <= until]
    due = [
        each for each in own if each.due_on and when.day <= each.due_on <= until and each.delivery != Delivery.DELIVERED
    ]
    lines = [(each.due_on, each.action, each.words) for each in due]
    lines += [(step.due_on, step.action, f"Milestone: {step.words}") for step in steps]
    lines.sort(key=lambda line: line[0])
    rows = [[in_words(day), action.code, words] for day, action, words in lines]
    links = [action.get_absolute_url() + dated for _, action, _ in lines]
    table = {"caption": "Due within three months", "columns": ["Day", "No.", "What"], "rows": rows, "links": links}
    return Filled(table=table if rows else {})
