"""Decisions: proposed, taken by a quorate meeting, or not agreed; with options, reasons, dissent and evidence."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.evidence.models import Evidence
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.governance.models import AgendaItem, Decision, DecisionState, Dissent
from goldenthread.governance.operations.agenda import locked_item, refuse_settled
from goldenthread.governance.operations.minuting import refuse_not_begun
from goldenthread.governance.operations.outcomes import propose_action
from goldenthread.governance.operations.telling import keep_in_search, record_item, screen
from goldenthread.governance.queries.quorum import Quorum, quorum_in_the_room, rules_of
from goldenthread.history.operations import changes
from goldenthread.history.operations import record as write_history
from goldenthread.partnerships.models import Organisation, Partnership
from goldenthread.plan.models import Action, Priority, Variation
from goldenthread.plan.operations.refusals import EditedMeanwhile

TEXTS = ("words", "options", "reasons", "relied_on")
BY_ITS_PROCEDURE = "What becomes of a decision of a written procedure is counted when the procedure closes."


@transaction.atomic
def propose_decision(
    item: AgendaItem,
    *,
    by: User,
    evidence: Iterable[Evidence] | None = None,
    answers: dict[str, str] | None = None,
    **values: Any,
) -> Decision:
    """Write down what is to be decided, before or in the meeting. It is visibly not yet decided."""
    item = locked_item(item)
    refuse_settled(item.meeting)
    decision = Decision(
        partnership=item.meeting.partnership, body=item.meeting.body, item=item, written_by=by, written_at=clock.now(),
        **values,
    )  # fmt: skip
    screen(item, {name: getattr(decision, name) for name in TEXTS}, by=by, answers=answers)
    decision.full_clean()
    decision.save()
    decision.evidence.set(evidence or [])
    _record(decision, "proposed a decision", by=by, new={"words": decision.words})
    keep_in_search(item)
    return decision


def _record(decision: Decision, sentence: str, *, by: User, **said: Any) -> None:
    if decision.item is not None:
        record_item(decision.item, sentence, by=by, **said)
    else:
        write_history(decision, sentence, by=by, **said)


@transaction.atomic
def change_decision(
    decision: Decision,
    *,
    edition: int,
    by: User,
    evidence: Iterable[Evidence] | None = None,
    answers: dict[str, str] | None = None,
    **values: Any,
) -> Decision:
    """Until the minutes are approved. Raises EditedMeanwhile where somebody else wrote since ``edition``."""
    decision = locked_decision(decision)
    _refuse_over(decision)
    old, new = changes({name: getattr(decision, name) for name in values}, values)
    if decision.edition != edition and new:
        raise EditedMeanwhile(str(decision.written_by), {name: getattr(decision, name) for name in new})
    texts = {name: str(value) for name, value in new.items() if name in TEXTS}
    _screen(decision, texts, by=by, answers=answers)
    for name, value in new.items():
        setattr(decision, name, value)
    decision.edition, decision.written_by, decision.written_at = decision.edition + 1, by, clock.now()
    decision.full_clean(exclude=["evidence", "actions", "variations"])
    decision.save()
    if evidence is not None:
        decision.evidence.set(evidence)
    if new:
        _record(decision, "changed the words of a decision", by=by, old=old, new=new)
    if decision.item:
        keep_in_search(decision.item)
    return decision


def _screen(decision: Decision, texts: dict[str, str], *, by: User, answers: dict[str, str] | None) -> None:
    if decision.item is not None:
        screen(decision.item, texts, by=by, answers=answers)
    else:
        refuse_identifiers(decision, texts, partnership=decision.partnership, by=by, answers=answers)


def _refuse_over(decision: Decision) -> None:
    if decision.state in {DecisionState.WITHDRAWN, DecisionState.NOT_AGREED}:
        raise ValidationError(f"This decision is {decision.get_state_display().lower()}.")
    if decision.item is not None:
        refuse_settled(decision.item.meeting)
    else:
        raise ValidationError("A decision of a written procedure stays as it was put to the vote.")


@transaction.atomic
def take_decision(decision: Decision, *, by: User) -> Decision:
    """The meeting decides. Refused while it is not quorate for the item; then the decision stays proposed."""
    decision = locked_decision(decision)
    item = decision.item
    if item is None:
        raise ValidationError(BY_ITS_PROCEDURE)
    refuse_not_begun(item.meeting)
    _refuse_decided(decision)
    found = quorum_for(item)
    if not found.is_met:
        raise ValidationError(f"The meeting is not quorate for this item ({found.missing}). It stays proposed.")
    give_number(decision)
    _record(decision, f"took decision {decision.number}", by=by, new={"words": decision.words})
    keep_in_search(item)
    return decision


def quorum_for(item: AgendaItem) -> Quorum:
    rules = rules_of(item.meeting.body, timezone.localdate(item.meeting.starts_at))
    recused = frozenset(item.interests.filter(recused=True, ended_at=None).values_list("person", flat=True))
    return quorum_in_the_room(rules, item.meeting.attendance.all(), recused)


@transaction.atomic
def give_number(decision: Decision) -> None:
    """Taken: a step of other operations, in their transaction, which write the history."""
    moment = clock.now()
    decision.state, decision.taken_at = DecisionState.TAKEN, moment
    decision.number = _next_number(decision, timezone.localdate(moment))
    decision.save()


def _next_number(decision: Decision, on: date) -> str:
    """ "2021/14": counted through the year over all bodies, so that a number names one decision."""
    year = f"{on.year}/"
    Partnership.objects.select_for_update(no_key=True).get(pk=decision.partnership_id)
    taken = Decision.objects.filter(partnership=decision.partnership_id, number__startswith=year)
    last = max((int(number.partition("/")[2]) for number in taken.values_list("number", flat=True)), default=0)
    return f"{year}{last + 1}"


def _refuse_decided(decision: Decision) -> None:
    if decision.state != DecisionState.PROPOSED:
        raise ValidationError(f"This decision is not open any more: {decision.get_state_display().lower()}.")


@transaction.atomic
def reject_decision(decision: Decision, *, by: User) -> Decision:
    """Put to the meeting and not agreed."""
    decision = locked_decision(decision)
    if decision.item is None:
        raise ValidationError(BY_ITS_PROCEDURE)
    refuse_not_begun(decision.item.meeting)
    _refuse_decided(decision)
    decision.state = DecisionState.NOT_AGREED
    decision.save()
    _record(decision, "noted that a decision was not agreed", by=by, new={"words": decision.words})
    return decision


@transaction.atomic
def withdraw_decision(decision: Decision, *, by: User) -> Decision:
    """A proposal that nobody wants decided any more."""
    decision = locked_decision(decision)
    if decision.item is None:
        raise ValidationError(BY_ITS_PROCEDURE)
    _refuse_decided(decision)
    decision.state = DecisionState.WITHDRAWN
    decision.save()
    _record(decision, "withdrew a proposed decision", by=by)
    return decision


@transaction.atomic
def record_dissent(
    decision: Decision,
    *,
    who: str,
    words: str,
    by: User,
    organisation: Organisation | None = None,
    answers: dict[str, str] | None = None,
) -> Dissent:
    """A view against the decision, in the words of ``who``: the name of somebody on the list of the meeting, which says
    for which organisation they sit there."""
    decision = locked_decision(decision)
    _refuse_over(decision)
    if organisation is None and decision.item is not None:
        seat = decision.item.meeting.attendance.filter(name=who.strip()).select_related("organisation").first()
        organisation = seat.organisation if seat else None
    dissent = Dissent(decision=decision, who=who.strip(), words=words.strip(), organisation=organisation)
    _screen(decision, {"words": words}, by=by, answers=answers)
    dissent.full_clean()
    dissent.save()
    _record(decision, "noted dissent from a decision", by=by, new={"who": who, "words": words})
    return dissent


@transaction.atomic
def link_action(decision: Decision, *, action: Action, by: User) -> Decision:
    """That an action of the plan follows from the decision."""
    decision = locked_decision(decision)
    if action.plan.partnership_id != decision.partnership_id:
        raise ValidationError({"action": "Choose an action of this partnership's plan."})
    decision.actions.add(action)
    _record(decision, f"linked {action} of the plan to a decision", by=by)
    return decision


@transaction.atomic
def needs_no_action(decision: Decision, *, why: str, by: User, answers: dict[str, str] | None = None) -> Decision:
    """Nothing of the plan follows from the decision: it is no broken thread then."""
    decision = locked_decision(decision)
    if not why.strip():
        raise ValidationError({"why": "Say why it needs no action."})
    refuse_identifiers(decision, {"why": why}, partnership=decision.partnership, by=by, answers=answers)
    decision.no_action_why = why.strip()[:300]
    decision.save(update_fields=["no_action_why"])
    _record(decision, "noted that a decision needs no action", by=by, reason=why)
    return decision


@transaction.atomic
def ask_for_action(
    decision: Decision,
    *,
    priority: Priority,
    words: str,
    owners: list[dict[str, str]],
    by: User,
    deadline: str = "",
    answers: dict[str, str] | None = None,
) -> Variation:
    """A new action of the plan, by a variation that somebody else approves. Its origin is the decision."""
    decision = locked_decision(decision)
    reason = f"Follows from {decision} of {decision.body}."
    variation = propose_action(
        decision.partnership, priority=priority, words=words, owners=owners, deadline=deadline, reason=reason, by=by,
        answers=answers,
    )  # fmt: skip
    decision.variations.add(variation)
    _record(decision, "asked for a new action of the plan", by=by, new={"words": words})
    return variation


@transaction.atomic
def note_review(
    decision: Decision, *, by: User, reviewed_by: Decision | None = None, next_on: date | None = None
) -> Decision:
    """It came back: another decision takes its place, or it stands and comes back on another day (or not at all)."""
    decision = locked_decision(decision)
    if decision.state != DecisionState.TAKEN:
        raise ValidationError("Only a decision that was taken comes back.")
    if next_on and next_on <= clock.today():
        raise ValidationError({"next_on": "This day is past."})
    if reviewed_by and next_on:
        raise ValidationError({"next_on": "What another decision replaces does not come back."})
    if reviewed_by and (reviewed_by.state != DecisionState.TAKEN or reviewed_by.body_id != decision.body_id):
        raise ValidationError({"reviewed_by": "Choose a decision that this body has taken."})
    if reviewed_by and reviewed_by.pk == decision.pk:
        raise ValidationError({"reviewed_by": "A decision does not take its own place."})
    old = {"review_on": decision.review_on}
    decision.reviewed_by, decision.review_on = reviewed_by, next_on
    decision.save()
    said = (
        f"followed decision {decision.number} by another"
        if reviewed_by
        else f"looked at decision {decision.number} again"
    )
    _record(decision, said, by=by, old=old, new={"review_on": next_on})
    return decision


def locked_decision(decision: Decision) -> Decision:
    rows = Decision.objects.select_for_update(of=("self",)).select_related(
        "partnership",
        "body__partnership",
        "item__meeting__partnership",
        "item__meeting__body__partnership",
        "written_by",
    )
    return rows.get(pk=decision.pk)
