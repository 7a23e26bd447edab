"""A challenge's way: put, replied to, taken further, closed with what came of it."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.words import day as in_words
from goldenthread.evidence.models import Evidence
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.governance.ladders import ladder_called, ladder_on
from goldenthread.governance.models import AgendaItem, Challenge, ChallengeResult, ChallengeState, ChallengeStep
from goldenthread.governance.operations.telling import is_closed_to_anybody
from goldenthread.governance.queries.challenges import CHALLENGERS, HOLDERS
from goldenthread.governance.queries.holders import field_of, people_asked
from goldenthread.history.operations import record
from goldenthread.notifications.operations import plan_mail
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.rights import Holder
from goldenthread.partnerships.search import index
from goldenthread.plan.models import Action, Outcome, Return

Answers = dict[str, str] | None


@transaction.atomic
def raise_challenge(
    partnership: Partnership, *, challenger: Holder | User, to: Holder, title: str, words: str, grounds: str, by: User,
    due_on: date | None = None, action: Action | None = None, outcome: Outcome | None = None,
    made_return: Return | None = None, item: AgendaItem | None = None, evidence: Iterable[Evidence] = (),
    answers: Answers = None,
) -> Challenge:  # fmt: skip
    """Put a question that demands an answer, in a meeting under an ``item`` that is open. Whoever is asked is written
    to."""
    if challenger == to:
        raise ValidationError({"to": "Nobody challenges themselves. Choose somebody else."})
    today = clock.today()
    ladder = ladder_on(today)
    due = due_on or today + timedelta(days=ladder.step(0).days)
    if due < today:
        raise ValidationError({"due_on": "This day is over. Choose a later one."})
    if item is not None and is_closed_to_anybody(item):
        raise ValidationError("Everybody reads a challenge. Under an item that is closed to somebody none can be put.")
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
    last = Challenge.objects.filter(partnership=partnership).aggregate(last=Max("number"))["last"] or 0
    challenge = Challenge(
        partnership=partnership, number=last + 1, title=title.strip(), words=words.strip(), grounds=grounds.strip(),
        ladder=ladder.name, due_on=due, raised_by=by, raised_at=clock.now(), action=action, outcome=outcome,
        made_return=made_return, item=item, **field_of(challenger, "from_"),
    )  # fmt: skip
    texts = {"title": title, "words": words, "grounds": grounds}
    refuse_identifiers(challenge, texts, partnership=partnership, by=by, answers=answers)
    challenge.full_clean()
    challenge.save()
    challenge.evidence.set(evidence)
    _open_step(challenge, to, ladder.step(0).name, due, by=by)
    index(challenge, title=f"{challenge}: {challenge.title}", text="\n".join(texts.values()))
    new = {"challenged": str(to), "reply_due_on": due}
    record(challenge, f"challenged {to} for {challenge.challenger}", by=by, new=new, reason=challenge.words)
    return challenge


@transaction.atomic
def reply_to_challenge(challenge: Challenge, *, reply: str, by: User, answers: Answers = None) -> Challenge:
    """Whoever is asked answers. The challenger finds whether that is enough."""
    challenge, step = _locked(challenge)
    if challenge.state != ChallengeState.OPEN:
        raise ValidationError("This challenge does not wait for a reply.")
    if by.pk in {challenge.raised_by_id, challenge.from_person_id}:
        raise ValidationError("Somebody else must reply to the challenge that you put.")
    if not reply.strip():
        raise ValidationError({"reply": "Write what you answer."})
    refuse_identifiers(challenge, {"reply": reply}, partnership=challenge.partnership, by=by, answers=answers)
    step.reply, step.replied_by, step.replied_at = reply.strip(), by, clock.now()
    step.save()
    challenge.state = ChallengeState.REPLIED
    challenge.save(update_fields=["state"])
    record(challenge, f"replied for {step.holder}", by=by, new={"reply": step.reply})
    return challenge


@transaction.atomic
def escalate_challenge(
    challenge: Challenge, *, to: Holder, why: str, by: User, due_on: date | None = None, answers: Answers = None
) -> Challenge:
    """Take it a step further, because the reply is late or is not enough. The next step has a clock of its own."""
    challenge, step = _locked(challenge)
    _refuse_closed(challenge)
    if challenge.state == ChallengeState.OPEN and step.due_on >= clock.today():
        raise ValidationError(f"The reply is not late: it is due by {in_words(step.due_on)}.")
    if not why.strip():
        raise ValidationError({"why": "Say why it is taken further."})
    if to == step.holder:
        raise ValidationError({"to": f"{to} has it already. Choose whoever it goes to next."})
    refuse_identifiers(challenge, {"why": why}, partnership=challenge.partnership, by=by, answers=answers)
    ladder = ladder_called(challenge.ladder)
    following = ladder.step(step.position)
    due = due_on or clock.today() + timedelta(days=following.days)
    if due < clock.today():
        raise ValidationError({"due_on": "This day is over. Choose a later one."})
    _end(step)
    _open_step(challenge, to, following.name, due, by=by, why=why.strip(), position=step.position + 1)
    challenge.state, challenge.due_on = ChallengeState.OPEN, due
    challenge.save(update_fields=["state", "due_on"])
    record(challenge, f"took it further, to {to}", by=by, new={"reply_due_on": due}, reason=why)
    return challenge


@transaction.atomic
def close_challenge(
    challenge: Challenge, *, result: str, came_of_it: str, impact: str, by: User, answers: Answers = None
) -> Challenge:
    """The challenger says what came of it and what difference that made."""
    challenge, step = _locked(challenge)
    _refuse_closed(challenge)
    if challenge.state == ChallengeState.OPEN and result in {ChallengeResult.CHANGED, ChallengeResult.EXPLAINED}:
        raise ValidationError({"result": "Nobody has replied yet. It can be withdrawn, or left unresolved."})
    if not came_of_it.strip():
        raise ValidationError({"came_of_it": "Say what came of it, even if it was nothing."})
    texts = {"came_of_it": came_of_it, "impact": impact}
    refuse_identifiers(challenge, texts, partnership=challenge.partnership, by=by, answers=answers)
    _end(step)
    challenge.state, challenge.result = ChallengeState.CLOSED, result
    challenge.came_of_it, challenge.impact = came_of_it.strip(), impact.strip()
    challenge.closed_by, challenge.closed_at = by, clock.now()
    challenge.full_clean()
    challenge.save()
    new = {"outcome": challenge.get_result_display(), "impact": challenge.impact}
    record(challenge, "closed the challenge", by=by, new=new, reason=came_of_it)
    return challenge


# --- what these share -------------------------------------------------------------------------------------------------


def _open_step(
    challenge: Challenge, to: Holder, name: str, due_on: date, *, by: User, why: str = "", position: int = 1
) -> None:
    step = ChallengeStep(
        challenge=challenge, position=position, name=name, due_on=due_on, why=why, opened_by=by,
        opened_at=clock.now(), **field_of(to),
    )  # fmt: skip
    step.full_clean()
    step.save()
    people = people_asked(to, challenge.partnership)
    _tell(challenge, people, f"asks {to} for a reply by {in_words(due_on)}", f"asked {position}")


def _tell(challenge: Challenge, people: Iterable[User], what: str, key: str) -> None:
    place = challenge.partnership
    for person in people:
        plan_mail(
            person, key=f"challenge {challenge.ref} {key} {person.ref}", kind="challenge",
            subject=f"{place.short_name or place.name}: {challenge} {what}",
            text=f"{challenge} {what}. Open it to read what is asked and what was answered.",
            about=challenge.get_absolute_url(), partnership=place,
        )  # fmt: skip


def _end(step: ChallengeStep) -> None:
    step.ended_at = clock.now()
    step.save(update_fields=["ended_at"])


def _locked(challenge: Challenge) -> tuple[Challenge, ChallengeStep]:
    """As it is now, with its last step; nobody else changes it until the transaction ends."""
    rows = Challenge.objects.select_for_update(of=("self",)).select_related("partnership", "raised_by", *CHALLENGERS)
    found = rows.get(pk=challenge.pk)
    return found, found.steps.select_related(*HOLDERS).latest("position")


def _refuse_closed(challenge: Challenge) -> None:
    if challenge.state == ChallengeState.CLOSED:
        raise ValidationError("This challenge is closed.")
