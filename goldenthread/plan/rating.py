"""How an action stands, by rule: once for the database (lists and totals), once in words (why).

The rating shown is the last approved word of the owner, with one exception that needs nobody's word: what is not
delivered after its last day is off track, unless the Board approved a reason why not (``override_until``).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import BooleanField, Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from goldenthread.core.words import day as in_words
from goldenthread.evidence.models import Rung
from goldenthread.plan.models import FOREVER, ActionVersion, Delivery, Gate, MilestoneVersion

SILENT_AFTER_DAYS = 60
"""No approved word for so long, and the plan says so. Boards of this kind meet about every two months."""
STALE_AFTER_DAYS = 365
"""Evidence older than a year no longer shows how things are."""
SOON_DAYS = 30
SLIP_IS_SERIOUS_DAYS = 92
"""A forecast later than a quarter after the day first agreed puts an action off track."""


def late(on: date) -> Q:
    return Q(due_on__lt=on) & ~Q(delivery=Delivery.DELIVERED)


def silent(on: date) -> Q:
    """Undelivered, and neither an approved word nor the adoption of the plan within the last sixty days."""
    return Q(heard_on__lt=on - timedelta(days=SILENT_AFTER_DAYS)) & ~Q(delivery=Delivery.DELIVERED)


def stale(on: date) -> Q:
    return Q(rung__gt=Rung.NONE) & (
        Q(evidence_on__lt=on - timedelta(days=STALE_AFTER_DAYS)) | Q(evidence_expires_on__lt=on)
    )


def with_standing(versions: "QuerySet[ActionVersion]", on: date) -> "QuerySet[ActionVersion]":
    """Adds ``shown`` (the rating), and true or false: ``is_late``, ``is_silent``, ``is_stale``, ``is_slipped``,
    ``is_unowned`` and ``unproven``."""
    overridden = Q(override_until__gte=on)
    shown = Case(
        When(late(on) & ~overridden, then=Value(Delivery.OFF_TRACK.value)),
        default=F("delivery"),
        output_field=CharField(),
    )
    return versions.annotate(heard_on=Coalesce("last_word_on", "plan__adopted_on")).annotate(
        shown=shown,
        is_late=_flag(late(on)),
        is_silent=_flag(silent(on)),
        is_stale=_flag(stale(on)),
        is_slipped=_flag(Q(forecast_on__gt=F("agreed_due_on")) & ~Q(delivery=Delivery.DELIVERED)),
        is_unowned=_flag(Q(lead_body=None, lead_organisation=None, lead_post=None)),
        unproven=_flag(Q(delivery=Delivery.DELIVERED, rung=Rung.NONE)),
        is_awaiting=_flag(Q(waiting_since__isnull=False)),
    )


TROUBLED = (Delivery.OFF_TRACK, Delivery.AT_RISK)
"""Ratings that ask the Board for an answer; being overdue asks as well."""


def unanswered_since(version: ActionVersion, on: date) -> date | None:
    """The day from which it has waited for an answer; None where it asks for none. ``queries/waits.py`` says the same
    in SQL."""
    if version.delivery in TROUBLED:
        return version.answered_on or version.last_word_on or version.due_on
    if version.due_on and version.due_on < on and version.delivery != Delivery.DELIVERED:
        return max(version.due_on, version.answered_on or version.due_on)
    return None


def _flag(condition: Q) -> Case:
    """True or false, never unknown: a comparison with an empty date is false."""
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def milestone_missed(on: date) -> Exists:
    return Exists(
        MilestoneVersion.objects.filter(
            action=OuterRef("action"), valid_to=FOREVER, removed=False, actual_on=None, due_on__lt=on
        )
    )


@dataclass(frozen=True, slots=True)
class Suggestion:
    rating: Delivery
    why: str


def suggest(version: ActionVersion, milestones: list[MilestoneVersion], on: date) -> Suggestion:
    """What the rule makes of an action on a day: the first of these sentences that is true."""
    if version.delivery == Delivery.DELIVERED:
        return Suggestion(Delivery.DELIVERED, f"It was delivered on {in_words(version.actual_on)}.")
    if version.due_on and version.due_on < on:
        return Suggestion(
            Delivery.OFF_TRACK, f"Its last day was {in_words(version.due_on)}, {_days(on - version.due_on)} ago."
        )
    if version.slipped_days and version.slipped_days > SLIP_IS_SERIOUS_DAYS:
        return Suggestion(Delivery.OFF_TRACK, f"It is forecast {version.slipped_days} days later than first agreed.")
    missed = [step for step in milestones if step.actual_on is None and step.due_on and step.due_on < on]
    if missed:
        return Suggestion(Delivery.AT_RISK, f"A milestone was due on {in_words(missed[0].due_on)} and is not done.")
    if version.slipped_days:
        return Suggestion(Delivery.AT_RISK, f"It is forecast {version.slipped_days} days later than first agreed.")
    return _by_silence(version, on)


def _by_silence(version: ActionVersion, on: date) -> Suggestion:
    begun = version.last_word_on is not None and version.delivery != Delivery.NOT_STARTED
    soon = version.due_on is not None and version.due_on - on <= timedelta(days=SOON_DAYS)
    if soon and not begun:
        return Suggestion(Delivery.AT_RISK, f"It is due by {in_words(version.due_on)} and has not been started.")
    heard = version.last_word_on or version.plan.adopted_on
    if heard and (on - heard).days > SILENT_AFTER_DAYS and (begun or version.due_on is None):
        return Suggestion(Delivery.AT_RISK, f"Nothing was approved about it for {(on - heard).days} days.")
    if soon and version.rung == Rung.NONE:
        return Suggestion(Delivery.AT_RISK, f"It is due by {in_words(version.due_on)} and there is no evidence yet.")
    if not begun:
        return Suggestion(Delivery.NOT_STARTED, "No return has said that it was started, and its date is not near.")
    return Suggestion(Delivery.ON_TRACK, "Its dates hold, no milestone is missed, and it was reported on recently.")


def _days(span: timedelta) -> str:
    return f"{span.days} day{'' if span.days == 1 else 's'}"


def needs_attention() -> Q:
    """Rows that ``with_standing`` marked with anything a Board should see."""
    return (
        Q(is_late=True)
        | Q(is_slipped=True)
        | Q(is_unowned=True)
        | Q(is_stale=True)
        | Q(is_silent=True)
        | Q(unproven=True)
        | Q(shown=Delivery.OFF_TRACK)
        | Q(waiting_since__isnull=False)
    )


GATE_ORDER = [Gate.NONE, Gate.DELIVERED, Gate.EMBEDDED, Gate.IMPACT]
