"""A return's way: written, submitted, sent back or approved. What it says counts from its approval on."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from goldenthread.accounts.models import User
from goldenthread.core import clock, rows
from goldenthread.core.prepared import prepared
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.history.operations import changes, record
from goldenthread.history.queries import has_done
from goldenthread.plan.models import (
    Action,
    ActionVersion,
    Delivery,
    EarlierApproval,
    EvidenceUse,
    Gate,
    MilestoneVersion,
    Occurrence,
    Period,
    Return,
    ReturnState,
)
from goldenthread.plan.operations.evidence import summarise_evidence
from goldenthread.plan.operations.owing import bring_rounds_up_to_date
from goldenthread.plan.operations.refusals import EditedMeanwhile
from goldenthread.plan.operations.versions import current, supersede
from goldenthread.plan.queries.people import but_names
from goldenthread.plan.queries.returns import UNASKED
from goldenthread.plan.rating import Suggestion, suggest

TEXTS = ("how_much", "how_well", "difference", "challenges", "way_forward", "override_reason")
VALUES = ("rating", "forecast_on", "actual_on", *TEXTS)
OPEN_STATES = {ReturnState.DRAFT, ReturnState.SENT_BACK}
WROTE = "wrote in the return"
OVERRIDE_LASTS = timedelta(days=100)
"""A reason why not, once approved, outranks the rule until about the next period's return."""


@transaction.atomic
def start_return(action: Action, period: Period, *, by: User, occurrence: Occurrence | None = None) -> Return:
    """The return on the action for the period; begun if there is none. Asking twice gives the same one."""
    if current(action, lock=True).removed:
        raise ValidationError("This action is no longer in the plan.")
    found = Return.objects.filter(action=action, period=period, occurrence=occurrence).first()
    if found:
        return found
    _refuse_closed(action)
    _refuse_locked(period)
    made = Return(action=action, period=period, occurrence=occurrence, written_by=by, written_at=clock.now())
    _note_suggestion(made)
    made.save()
    record(made, "began the return", by=by)
    return made


@transaction.atomic
def save_return(
    made: Return, *, edition: int, by: User, answers: dict[str, str] | None = None, **values: Any
) -> Return:
    """Keep what was typed, finished or not. ``edition`` is the one that the person had before them.

    ``answers`` are what a person said of each possible identifier (``evidence.operations.refuse_identifiers``).
    Raises EditedMeanwhile where somebody else saved since.
    """
    fresh = _locked(made)
    _refuse_settled(fresh)
    old, new = changes(
        {name: getattr(fresh, name) for name in VALUES}, {k: v for k, v in values.items() if k in VALUES}
    )
    if not new:
        return fresh
    if fresh.edition != edition:
        raise EditedMeanwhile(str(fresh.written_by), {name: getattr(fresh, name) for name in new})
    partnership = fresh.action.plan.partnership
    refuse_identifiers(
        fresh, {k: v for k, v in new.items() if k in TEXTS}, partnership=partnership, by=by, answers=answers
    )
    for name, value in new.items():
        setattr(fresh, name, value)
    fresh.edition += 1
    fresh.written_by, fresh.written_at = by, clock.now()
    _note_suggestion(fresh)
    fresh.clean_fields(exclude={field.name for field in Return._meta.fields if field.name not in VALUES})
    rows.update(fresh, *new, "edition", "written_by", "written_at", "suggested", "suggested_why")
    record(fresh, WROTE, by=by, old=old, new=new)
    return fresh


@transaction.atomic
def submit_return(made: Return, *, by: User) -> Return:
    """Hand it in: from here on its writers cannot change it, unless it is sent back."""
    made = _locked(made)
    _refuse_settled(made)
    _note_suggestion(made)
    _refuse_incomplete(made)
    made.state, made.submitted_by, made.submitted_at = ReturnState.SUBMITTED, by, clock.now()
    made.save()
    supersede(current(made.action, lock=True), waiting_since=made.submitted_at)
    record(made, f"submitted the return for {made.period}", by=by, new={"rating": made.get_rating_display()})
    return made


@transaction.atomic
def send_back_return(made: Return, *, note: str, by: User, answers: dict[str, str] | None = None) -> Return:
    """Back to its writers, with a note that says what is missing. Only this return opens, not the period."""
    made = _locked(made)
    if made.state != ReturnState.SUBMITTED:
        raise ValidationError("Only a return that awaits approval can be sent back.")
    if not note.strip():
        raise ValidationError({"note": "Say what should be changed."})
    refuse_identifiers(made, {"note": note}, partnership=made.action.plan.partnership, by=by, answers=answers)
    made.state, made.sent_back_note = ReturnState.SENT_BACK, note.strip()
    made.sent_back_by, made.sent_back_at = by, clock.now()
    made.save()
    supersede(current(made.action, lock=True), waiting_since=None)
    record(made, f"sent back the return for {made.period}", by=by, reason=note)
    return made


@transaction.atomic
def approve_return(made: Return, *, by: User) -> Return:
    """The Board takes it as its own: rating, forecast and evidence now count, on every page, from this moment."""
    made = _locked(made)
    if made.state != ReturnState.SUBMITTED:
        raise ValidationError(f"{made} does not await approval.")
    _refuse_closed(made.action)
    if by.pk in {made.written_by_id, made.submitted_by_id} or has_done(by.ref, WROTE, made):
        raise ValidationError("Somebody else must approve what you wrote or submitted yourself.")
    moment = clock.now()
    made.state, made.approved_by, made.approved_at = ReturnState.APPROVED, by, moment
    made.save()
    EarlierApproval.objects.filter(made_return=made, replaced_at=None).update(replaced_at=moment)
    uses = EvidenceUse.objects.filter(made_return=made, ended_at=None, accepted_at=None)
    uses.exclude(added_by=by).update(accepted_by=by, accepted_at=moment)
    _take_over(made)
    summarise_evidence(made.action)
    record(made, f"approved the return for {made.period}", by=by, new={"rating": made.get_rating_display()})
    return made


def approve_returns(returns: Iterable[Return], *, by: User) -> list[Return]:
    """Several at once: all of them or, where one is refused, none."""
    with transaction.atomic():
        return [approve_return(made, by=by) for made in sorted(returns, key=lambda made: made.pk)]


@transaction.atomic
def reopen_return(made: Return, *, reason: str, by: User, answers: dict[str, str] | None = None) -> Return:
    """Take an approved return back for correction; what it said counts until the corrected one is approved."""
    made = _locked(made)
    if made.state != ReturnState.APPROVED:
        raise ValidationError("Only an approved return can be re-opened.")
    _refuse_closed(made.action)
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is re-opened."})
    refuse_identifiers(made, {"reason": reason}, partnership=made.action.plan.partnership, by=by, answers=answers)
    said = _keep_approval(made)
    made.state, made.approved_by, made.approved_at = ReturnState.SENT_BACK, None, None
    made.sent_back_by, made.sent_back_at, made.sent_back_note = by, clock.now(), reason.strip()
    made.save()
    record(made, f"re-opened the approved return for {made.period}", by=by, old=said, reason=reason)
    return made


def _keep_approval(made: Return) -> dict[str, Any]:
    """Lay aside what was approved, word for word: the pages of the days until the next approval go on showing it."""
    values = {name: getattr(made, name) for name in (*VALUES, "suggested", "suggested_why")}
    said = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    who = {
        name: getattr(made, name)
        for name in ("written_by", "written_at", "submitted_by", "submitted_at", "approved_by", "approved_at")
    }
    EarlierApproval.objects.create(made_return=made, said=said, **who)
    return {name: value for name, value in said.items() if value}


# --- what these share -------------------------------------------------------------------------------------------------


def _take_over(made: Return) -> None:
    """Write what an approved return says into the action's next version."""
    version, today = current(made.action, lock=True), clock.today()
    values: dict[str, Any] = {"last_word_on": today, "answered_on": today, "waiting_since": None}
    values["forecast_on"] = made.forecast_on or version.forecast_on
    values |= (
        _delivery_of_occurrence(made, version)
        if made.occurrence_id
        else {"delivery": made.rating, "actual_on": made.actual_on}
    )
    if values["delivery"] != Delivery.DELIVERED:
        values |= {"actual_on": None, "gate": Gate.NONE}
    elif version.gate == Gate.NONE:
        values["gate"] = Gate.DELIVERED
    against_rule = made.override_reason.strip() and made.rating != made.suggested
    values |= {
        "override_reason": made.override_reason if against_rule else "",
        "override_until": today + OVERRIDE_LASTS if against_rule else None,
    }
    supersede(version, **values)
    if (values["delivery"] == Delivery.DELIVERED) != (version.delivery == Delivery.DELIVERED):
        bring_rounds_up_to_date(made.action.plan.partnership)


def _delivery_of_occurrence(made: Return, version: ActionVersion) -> dict[str, Any]:
    """An action that comes again is delivered with its last time; until then its next date is the one that counts."""
    done = made.rating == Delivery.DELIVERED
    assert made.occurrence_id
    Occurrence.objects.filter(pk=made.occurrence_id).update(actual_on=made.actual_on if done else None)
    left = Occurrence.objects.filter(action=made.action, actual_on=None).order_by("due_on").first()
    if left is None:
        return {"delivery": Delivery.DELIVERED, "actual_on": made.actual_on}
    values: dict[str, Any] = {"due_on": left.due_on, "earliest_on": left.earliest_on, "latest_on": left.due_on}
    if version.due_on != left.due_on:
        values |= {"agreed_due_on": left.due_on, "forecast_on": None}
    return {"delivery": Delivery.ON_TRACK if done else made.rating, **values}


def suggestion_for(action: Action) -> Suggestion:
    return suggest(current(action), _steps(action=action.pk), clock.today())


def _note_suggestion(made: Return) -> None:
    """What the rule says of the action with the dates that the return gives."""
    version = _standing(action=made.action_id)[0]
    version.plan = made.action.plan
    version.forecast_on = made.forecast_on or version.forecast_on
    if made.rating not in {"", Delivery.NOT_STARTED}:
        version.last_word_on, version.delivery = clock.today(), Delivery.ON_TRACK
    if made.rating == Delivery.DELIVERED and made.actual_on:
        version.delivery, version.actual_on = Delivery.DELIVERED, made.actual_on
    found = suggest(version, _steps(action=made.action_id), clock.today())
    made.suggested, made.suggested_why = found.rating, found.why[:300]


@prepared
def _standing(*, action: int) -> QuerySet[ActionVersion]:
    return ActionVersion.objects.filter(action=action).at()


@prepared
def _steps(*, action: int) -> QuerySet[MilestoneVersion]:
    return MilestoneVersion.objects.filter(action=action, removed=False).at().order_by("due_on")


def _refuse_incomplete(made: Return) -> None:
    if problems := what_is_missing(made):
        raise ValidationError(problems)


def what_is_missing(made: Return) -> dict[str, str]:
    """What a return lacks before it can be handed in, by field."""
    problems: dict[str, str] = {}
    if not made.rating:
        problems["rating"] = "Choose a rating."
    if not made.how_much.strip():
        problems["how_much"] = "Say what was done, even if it was nothing."
    if made.rating != made.suggested and not made.override_reason.strip():
        problems["override_reason"] = (
            f"Say why. The rule suggests “{made.get_suggested_display()}”: {made.suggested_why}"
        )
    if made.rating in {Delivery.AT_RISK, Delivery.OFF_TRACK} and not made.way_forward.strip():
        problems["way_forward"] = "Say what happens next to bring it back."
    if made.rating == Delivery.DELIVERED:
        problems |= _not_deliverable(made)
    elif made.actual_on:
        problems["actual_on"] = "Leave this empty until it is delivered."
    return problems


def _not_deliverable(made: Return) -> dict[str, str]:
    if not made.actual_on:
        return {"actual_on": "Say when it was delivered."}
    if made.actual_on > clock.today():
        return {"actual_on": "This day is still to come."}
    if (
        made.action.high
        and not EvidenceUse.objects.filter(
            action=made.action, ended_at=None, evidence__file__isnull=False, evidence__withdrawn_at=None
        ).exists()
    ):
        return {
            "rating": "This action is of high priority: attach a file that proves it before you report it delivered."
        }
    return {}


def _locked(made: Return) -> Return:
    """The return as it is now; nobody else changes it until the transaction ends."""
    found = _for_change(pk=made.pk)
    if not found:
        raise Return.DoesNotExist
    return found[0]


@prepared
def _for_change(*, pk: int) -> QuerySet[Return]:
    asked = Return.objects.select_for_update(of=("self",)).filter(pk=pk)
    asked = asked.select_related("action__plan__partnership", "action__priority", "period", "written_by")
    return asked.defer(*but_names("written_by"), *UNASKED)


def _refuse_settled(made: Return) -> None:
    _refuse_closed(made.action)
    if made.state not in OPEN_STATES:
        raise ValidationError(f"This return is {made.get_state_display().lower()} and can no longer be changed.")
    if made.state == ReturnState.DRAFT:
        _refuse_locked(made.period)


def _refuse_locked(period: Period) -> None:
    if not period.is_open:
        raise ValidationError(f"Returns for {period} are locked. Ask the business manager to open the period.")


def _refuse_closed(action: Action) -> None:
    if action.plan.state != "adopted":
        raise ValidationError("Returns are made on an adopted plan.")
