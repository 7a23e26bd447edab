"""What webhooks are told of: entries of the history, by the kind of record and how their sentence begins.

Anything else is not told. A sentence of the history may go on with words of the record or names of people ("proposed a
variation: …"); what is told is the beginning, which stands here, so that nothing of a record's content ever leaves.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Q

from goldenthread.api.models import Kind
from goldenthread.history.models import Entry


@dataclass(frozen=True, slots=True)
class Event:
    name: str
    kind: Kind
    records: tuple[str, ...]
    did: str


PLAN, ACTION, OUTCOME, PRIORITY = "plan.plan", "plan.action", "plan.outcome", "plan.priority"
ANY, PROVED = (ACTION, OUTCOME, PRIORITY, PLAN), (ACTION, OUTCOME)
RETURN, EVIDENCE = ("plan.return",), ("evidence.evidence",)
EVENTS = (
    Event("plan.adopted", Kind.ACTIONS, (PLAN,), "recorded that the Board adopted the plan"),
    Event("plan.closed", Kind.ACTIONS, (PLAN,), "closed the plan"),
    Event("action.gate", Kind.ACTIONS, (ACTION,), "decided the gate"),
    Event("action.milestone", Kind.ACTIONS, (ACTION,), "reached the milestone"),
    Event("action.reminder", Kind.ACTIONS, (ACTION,), "sent a reminder"),
    Event("action.linked", Kind.ACTIONS, (ACTION,), "noted that it"),
    Event("action.closed", Kind.ACTIONS, (ACTION,), "closed the action with its plan"),
    Event("return.begun", Kind.RETURNS, RETURN, "began the return"),
    Event("return.written", Kind.RETURNS, RETURN, "wrote in the return"),
    Event("return.submitted", Kind.RETURNS, RETURN, "submitted the return"),
    Event("return.sent_back", Kind.RETURNS, RETURN, "sent back the return"),
    Event("return.approved", Kind.RETURNS, RETURN, "approved the return"),
    Event("return.reopened", Kind.RETURNS, RETURN, "re-opened the approved return"),
    Event("variation.proposed", Kind.VARIATIONS, ANY, "proposed a variation"),
    Event("variation.approved", Kind.VARIATIONS, ANY, "approved a variation"),
    Event("variation.declined", Kind.VARIATIONS, ANY, "declined a variation"),
    Event("variation.withdrawn", Kind.VARIATIONS, ANY, "withdrew a variation"),
    Event("evidence.added", Kind.EVIDENCE, EVIDENCE, "added the evidence"),
    Event("evidence.corrected", Kind.EVIDENCE, EVIDENCE, "corrected the evidence"),
    Event("evidence.withdrawn", Kind.EVIDENCE, EVIDENCE, "withdrew the evidence"),
    Event("evidence.used", Kind.EVIDENCE, PROVED, "added the evidence"),
    Event("evidence.accepted", Kind.EVIDENCE, PROVED, "accepted the evidence"),
    Event("evidence.taken_away", Kind.EVIDENCE, PROVED, "took away the evidence"),
    Event("impact.claimed", Kind.IMPACT, PROVED, "claimed impact"),
    Event("impact.judged", Kind.IMPACT, PROVED, "found that a claim of impact"),
    Event("meeting.published", Kind.MEETINGS, ("governance.meeting",), "published the meeting"),
    Event("decision.taken", Kind.DECISIONS, ("governance.decision", "governance.agendaitem"), "took decision"),
)


def told_of(kinds: list[str]) -> Q:
    """Entries that somebody who chose these kinds is told of."""
    wanted = Q(pk__in=[])
    for event in EVENTS:
        if event.kind in kinds:
            wanted |= Q(record_type__in=event.records, sentence__startswith=event.did)
    return wanted


def event_of(entry: Entry) -> Event | None:
    return next(
        (each for each in EVENTS if entry.record_type in each.records and entry.sentence.startswith(each.did)), None
    )


def address_of(entry: Entry) -> str | None:
    """The page of the record; none where it is gone, or closed to named people: such a record is not told of."""
    model = apps.get_model(entry.record_type)
    record = model._default_manager.filter(ref=entry.record_ref).first()
    item = getattr(record, "item", None) or record
    if record is None or getattr(item, "closed", False):
        return None
    return str(record.get_absolute_url())
