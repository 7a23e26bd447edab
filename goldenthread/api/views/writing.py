"""What programs may change: returns, reminders, evidence and variations, through the operations of the pages.

What an operation refuses becomes an answer in ``errors.py``; nothing here decides what is allowed but who may do it.
"""

from datetime import date
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import File, Form, UploadedFile
from pydantic import BaseModel, Field, Json

from goldenthread.api.endpoints import Answers, P, Request, Sent, Short, Words, post, text
from goldenthread.api.shapes import progress as shapes
from goldenthread.api.views.progress import variations_of
from goldenthread.core.web import require
from goldenthread.documents.gate.kinds import EVIDENCE
from goldenthread.documents.uploads import checked
from goldenthread.evidence.models import Evidence, EvidenceKind
from goldenthread.evidence.queries import evidence_of
from goldenthread.partnerships.roles import Right
from goldenthread.plan import permissions
from goldenthread.plan.models import Action, Delivery, Outcome, Period, Return, Variation
from goldenthread.plan.operations import evidence as proving
from goldenthread.plan.operations import returns, variations
from goldenthread.plan.operations.proposing import changed_values, initial_of
from goldenthread.plan.operations.refusals import EditedMeanwhile
from goldenthread.plan.operations.reminders import remind_owners
from goldenthread.plan.operations.versions import current
from goldenthread.plan.queries.detail import action_in_sight
from goldenthread.plan.queries.owners import owner_choices
from goldenthread.plan.queries.returns import returns_of_partnership

GROUP = "Changing something"
Holder = Field("", description="As kind:reference, for example body:k7m2p9qrst. Empty: nobody.", max_length=40)


class Answered(Sent):
    """With what somebody says of words that may identify a child, where the API asked."""

    answers: Answers = {}


def _action(request: Request, ref: str) -> Action:
    found = action_in_sight(request.user, request.partnership, ref)
    if found is None:
        raise Http404
    return found


def _return(request: Request, ref: str) -> Return:
    return get_object_or_404(returns_of_partnership(request.user, request.partnership), ref=ref)


def _told(request: Request, made: Return) -> dict[str, Any]:
    return shapes.made_return(_return(request, made.ref))


# --- returns --------------------------------------------------------------------------------------------------------


class Begun(Sent):
    period: Short = Field(description="Reference of the open period.")
    occurrence: int | None = Field(None, ge=1, le=1000, description="Which time, of an action that comes again.")


@post(f"{P}/actions/{{slug:ref}}/returns", Right.WRITE_RETURNS, shapes.ReturnShape, group=GROUP)
def start_return(request: Request, partnership: str, ref: str, sent: Begun) -> dict[str, Any]:
    """Begin the return on an action for a period.

    Asking twice gives the same return.
    """
    action = _action(request, ref)
    require(permissions.can_write_return(request.user, action))
    periods = Period.objects.visible_to(request.user).filter(partnership=request.partnership)
    times = action.occurrences.filter(number=sent.occurrence) if sent.occurrence else action.occurrences.none()
    made = returns.start_return(
        action,
        get_object_or_404(periods, ref=sent.period),
        by=request.user,
        occurrence=get_object_or_404(times) if sent.occurrence else None,
    )
    return _told(request, made)


class Written(Answered):
    edition: int = Field(ge=1, le=2**31 - 1, description="The edition that was read before.")
    rating: Literal["", *Delivery.values] | None = None  # type: ignore[valid-type]
    override_reason: Words | None = None
    forecast_on: date | None = None
    actual_on: date | None = None
    how_much: Words | None = None
    how_well: Words | None = None
    difference: Words | None = None
    challenges: Words | None = None
    way_forward: Words | None = None

    @property
    def values(self) -> dict[str, Any]:
        """Only what was sent; a text that was sent as nothing is an empty one."""
        sent = self.model_dump(exclude_unset=True, exclude={"edition", "answers"})
        return {name: "" if value is None and not name.endswith("_on") else value for name, value in sent.items()}


@post(f"{P}/returns/{{slug:ref}}", Right.WRITE_RETURNS, shapes.ReturnShape, group=GROUP)
def save_return(request: Request, partnership: str, ref: str, sent: Written) -> dict[str, Any]:
    """Keep what is written in a return, finished or not.

    Fields that are left out stay as they are. If somebody else saved since the edition that you name, the answer is
    409 with both texts.
    """
    made = _return(request, ref)
    require(permissions.can_write_return(request.user, made.action))
    try:
        returns.save_return(made, edition=sent.edition, by=request.user, answers=sent.answers, **sent.values)
    except EditedMeanwhile:
        made.refresh_from_db(fields=["edition"])
        request.sent, request.edition = sent.model_dump(mode="json"), made.edition
        raise
    return _told(request, made)


@post(f"{P}/returns/{{slug:ref}}/submit", Right.SUBMIT_RETURNS, shapes.ReturnShape, group=GROUP)
def submit_return(request: Request, partnership: str, ref: str) -> dict[str, Any]:
    """Hand a return in. What it lacks is said by field."""
    made = _return(request, ref)
    require(permissions.can_submit_return(request.user, made.action))
    return _told(request, returns.submit_return(made, by=request.user))


@post(f"{P}/returns/{{slug:ref}}/approve", Right.DECIDE, shapes.ReturnShape, group=GROUP)
def approve_return(request: Request, partnership: str, ref: str) -> dict[str, Any]:
    """Approve a return for the Board; the plan shows it at once. Nobody approves what they wrote."""
    made = _return(request, ref)
    require(permissions.can_approve(request.user, made))
    return _told(request, returns.approve_return(made, by=request.user))


class Note(Answered):
    note: text(2000, 1) = Field(description="What should be changed.")  # type: ignore[valid-type]


@post(f"{P}/returns/{{slug:ref}}/send-back", Right.READ_PLAN, shapes.ReturnShape, group=GROUP)
def send_back_return(request: Request, partnership: str, ref: str, sent: Note) -> dict[str, Any]:
    """Send a return back to its writers, who see the note.

    For those who check returns or decide for the Board.
    """
    made, place = _return(request, ref), request.partnership
    require(permissions.can_check_returns(request.user, place) or permissions.can_decide(request.user, place))
    done = returns.send_back_return(made, note=sent.note, by=request.user, answers=sent.answers)
    return _told(request, done)


class Reminded(BaseModel):
    people: int


@post(f"{P}/actions/{{slug:ref}}/remind", Right.CHECK_RETURNS, Reminded, group=GROUP)
def remind(request: Request, partnership: str, ref: str) -> dict[str, int]:
    """Write to everybody who answers for an action, once a day at most."""
    return {"people": remind_owners(_action(request, ref), by=request.user)}


# --- evidence -------------------------------------------------------------------------------------------------------


class Served(Sent):
    """Where evidence serves: at most one of the three, by reference."""

    action: Short = ""
    outcome: Short = ""
    made_return: Short = ""


def _place(request: Request, sent: Served) -> dict[str, Any]:
    if sent.made_return:
        made = _return(request, sent.made_return)
        require(permissions.can_write_return(request.user, made.action))
        return {"action": made.action, "made_return": made}
    if sent.action:
        return {"action": _action(request, sent.action)}
    if sent.outcome:
        outcomes = Outcome.objects.visible_to(request.user).select_related("plan__partnership", "priority")
        return {"outcome": get_object_or_404(outcomes, ref=sent.outcome, plan__partnership=request.partnership)}
    return {}


class Described(Served):
    title: text(200, 1) = Field(description="For example: minutes of the Board, 14 September 2021.")  # type: ignore[valid-type]
    kind: Literal[*EvidenceKind.values]  # type: ignore[valid-type]
    rung: int = Field(ge=1, le=5, description="How strong it is: 1 somebody says so, 5 a changed outcome.")
    evidence_on: date = Field(description="The day it speaks of.")
    expires_on: date | None = None
    shows: text(2000) = ""  # type: ignore[valid-type]


class Brought(Described, Answered):
    link: text(500, 1) = Field(description="Where it is: an https address.")  # type: ignore[valid-type]


class Filed(Described):
    answers: Json[Answers] = Field({}, description="What somebody says of words that may identify a child, as JSON.")


FACTS = ("title", "kind", "rung", "evidence_on", "expires_on", "shows")


def _piece(request: Request, piece: Evidence) -> dict[str, Any]:
    return shapes.evidence(evidence_of(request.user, request.partnership).get(pk=piece.pk))


@post(f"{P}/evidence", Right.ADD_EVIDENCE, shapes.EvidenceShape, group=GROUP)
def add_evidence(request: Request, partnership: str, sent: Brought) -> dict[str, Any]:
    """Bring evidence that can be found under a link, and let it serve an action, an outcome or a return.

    It counts once somebody else accepts it.
    """
    return _brought(request, sent, link=sent.link)


@post(f"{P}/evidence-files", Right.ADD_EVIDENCE, shapes.EvidenceShape, group=GROUP)
def add_evidence_file(
    request: Request, partnership: str, file: File[UploadedFile], sent: Form[Filed]
) -> dict[str, Any]:
    """Bring evidence as a file, and let it serve an action, an outcome or a return.

    Sent as multipart/form-data: the file, of 25 MB at most, under “file”, everything else as fields. Others can open
    it when it is scanned for viruses and for words that may identify a child; it counts once somebody else accepts it.
    """
    try:
        found = checked(file, EVIDENCE)
    except ValidationError as refusal:
        raise ValidationError({"file": refusal.messages}) from None
    return _brought(request, sent, file=found)


def _brought(request: Request, sent: Brought | Filed, **where: Any) -> dict[str, Any]:
    facts = where | {name: getattr(sent, name) for name in FACTS}
    place = _place(request, sent)
    piece = proving.bring_evidence(request.partnership, by=request.user, place=place, answers=sent.answers, **facts)
    return _piece(request, piece)


@post(f"{P}/evidence/{{slug:ref}}/use", Right.ADD_EVIDENCE, shapes.EvidenceShape, group=GROUP)
def use_evidence(request: Request, partnership: str, ref: str, sent: Served) -> dict[str, Any]:
    """Let evidence that is here already serve an action, an outcome or a return."""
    piece = get_object_or_404(evidence_of(request.user, request.partnership), ref=ref)
    proving.use_evidence(piece, by=request.user, **_place(request, sent))
    return _piece(request, piece)


# --- variations -----------------------------------------------------------------------------------------------------


class Change(Answered):
    """What should change. What is left out stays as it is."""

    summary: text(300, 1) = Field(description="What changes, in one line.")  # type: ignore[valid-type]
    reason: text(2000, 1) = Field(description="Why? The Board reads this.")  # type: ignore[valid-type]
    words: Words | None = None
    deadline: text(200) | None = Field(None, description="As you would print it: by March 2022, twice yearly.")  # type: ignore[valid-type]
    due_on: date | None = None
    lead: str | None = Holder
    joint: list[text(40)] | None = Field(None, max_length=50)  # type: ignore[valid-type]
    removed: bool | None = None


@post(f"{P}/actions/{{slug:ref}}/variations", Right.PREPARE_PLAN, shapes.VariationShape, group=GROUP)
def propose_variation(request: Request, partnership: str, ref: str, sent: Change) -> dict[str, Any]:
    """Ask the Board to change words, deadline or owners of an action of the adopted plan, or to take it out.

    The plan changes when somebody else approves it.
    """
    action = _action(request, ref)
    before = initial_of(action, current(action))
    given = sent.model_dump(exclude_unset=True, exclude={"summary", "answers"})
    wanted = before | {name: value for name, value in given.items() if value is not None or name == "due_on"}
    _refuse_unknown(request, [sent.lead or "", *(sent.joint or [])])
    asked = variations.propose_variation(
        action,
        summary=sent.summary,
        new=changed_values(action, before, wanted),
        reason=sent.reason,
        by=request.user,
        answers=sent.answers,
    )
    return _variation(request, asked)


def _refuse_unknown(request: Request, owners: list[str]) -> None:
    """An owner is a body or post of the partnership, or an organisation that is a member of it."""
    known = {value for _, group in owner_choices(request.partnership) for value, _ in group}
    if set(filter(None, owners)) - known:
        raise Http404


def _variation(request: Request, asked: Variation) -> dict[str, Any]:
    return shapes.variation(variations_of(request).get(pk=asked.pk))


class Decided(Answered):
    decide: Literal["approve", "decline"]
    decision: text(2000) = Field("", description="Why. Needed if it is declined.")  # type: ignore[valid-type]
    minute: text(200) = Field("", description="Minute reference.")  # type: ignore[valid-type]


@post(f"{P}/variations/{{slug:ref}}/decide", Right.DECIDE, shapes.VariationShape, group=GROUP)
def decide_variation(request: Request, partnership: str, ref: str, sent: Decided) -> dict[str, Any]:
    """Approve or decline a proposed change for the Board. Nobody decides on what they proposed."""
    asked = get_object_or_404(variations_of(request), ref=ref)
    require(permissions.can_decide_variation(request.user, asked))
    decide = variations.approve_variation if sent.decide == "approve" else variations.decline_variation
    done = decide(asked, by=request.user, decision=sent.decision, minute=sent.minute, answers=sent.answers)
    return _variation(request, done)
