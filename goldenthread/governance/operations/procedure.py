"""Written procedure: a question to the voting members, their answers, and what came of it."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.words import day as in_words
from goldenthread.core.words import plural
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.governance.models import Answer, Decision, DecisionState, WrittenProcedure, WrittenVote
from goldenthread.governance.operations.decisions import TEXTS, give_number
from goldenthread.governance.queries.members import seats
from goldenthread.governance.queries.quorum import quorum, rules_of
from goldenthread.history.operations import record
from goldenthread.notifications.operations import plan_mail
from goldenthread.partnerships.models import Body
from goldenthread.partnerships.search import index

Answers = dict[str, str] | None
TOOK_PART = {Answer.AGREE, Answer.AGAINST, Answer.ABSTAIN}


@transaction.atomic
def open_procedure(
    body: Body,
    *,
    title: str,
    words: str,
    why_now: str,
    closes_on: date,
    by: User,
    about: str = "",
    answers: Answers = None,
    **reasons: Any,
) -> WrittenProcedure:
    """Ask the voting members of today. Each is told once; the decision is proposed until the procedure closes."""
    if closes_on <= clock.today():
        raise ValidationError({"closes_on": "Give them at least until tomorrow."})
    voting = [seat for seat in seats(body, clock.today()) if seat.votes]
    if not voting:
        raise ValidationError("Nobody in this body has a vote. Add its members first.")
    decision = Decision(partnership=body.partnership, body=body, words=words, written_by=by, **reasons)
    procedure = WrittenProcedure(
        partnership=body.partnership, body=body, title=title, why_now=why_now, about=about, closes_on=closes_on,
        opened_by=by, opened_at=clock.now(),
    )  # fmt: skip
    texts = {"title": title, "why_now": why_now} | {name: getattr(decision, name) for name in TEXTS}
    refuse_identifiers(procedure, texts, partnership=body.partnership, by=by, answers=answers)
    decision.full_clean()
    decision.save()
    procedure.decision = decision
    procedure.full_clean()
    procedure.save()
    for seat in voting:
        WrittenVote.objects.create(procedure=procedure, person=seat.person, constituency=seat.constituency)
    record(procedure, "opened a written procedure", by=by, new={"words": words, "closes_on": closes_on})
    _tell(procedure, [seat.person for seat in voting], "your vote is asked for", "opened")
    return procedure


def _tell(procedure: WrittenProcedure, people: list[User], subject: str, key: str) -> int:
    """Returns how many are written to now."""
    place = procedure.partnership
    mails = [
        plan_mail(
            person, key=f"procedure {procedure.ref} {person.ref} {key}", kind="procedure",
            subject=f"{place.short_name or place.name}: {subject}", about=procedure.get_absolute_url(),
            text=f"{procedure.body} decides in writing. Answers are due by {in_words(procedure.closes_on)}.",
            partnership=place,
        )
        for person in people
    ]  # fmt: skip
    return sum(mail.is_new for mail in mails)


@transaction.atomic
def answer_procedure(
    procedure: WrittenProcedure, *, answer: str, by: User, words: str = "", answers: Answers = None
) -> WrittenVote:
    """One's own answer; it can be changed until the procedure closes. Until then nobody else reads it,
    in the history either."""
    procedure = _locked(procedure)
    if not procedure.is_open():
        raise ValidationError("The time for answers is over.")
    vote = WrittenVote.objects.select_for_update(of=("self",)).filter(procedure=procedure, person=by).first()
    if vote is None:
        raise ValidationError("You are not one of those who are asked.")
    if answer == Answer.AGAINST and not words.strip():
        raise ValidationError({"words": "Say why, so that your view stands with the decision."})
    refuse_identifiers(procedure, {"words": words}, partnership=procedure.partnership, by=by, answers=answers)
    vote.answer, vote.words, vote.answered_at = answer, words.strip(), clock.now()
    vote.full_clean()
    vote.save()
    record(procedure, "answered in a written procedure", by=by)
    return vote


@transaction.atomic
def remind_voters(procedure: WrittenProcedure, *, by: User) -> int:
    """Those who have not answered, once a day at most."""
    procedure = _locked(procedure)
    if not procedure.is_open():
        raise ValidationError("The time for answers is over.")
    waiting = [vote.person for vote in procedure.votes.filter(answer="").select_related("person")]
    if not waiting:
        raise ValidationError("Everybody has answered.")
    told = _tell(procedure, waiting, "your vote is still asked for", f"asked again {clock.today()}")
    if not told:
        raise ValidationError("Everybody who has not answered was reminded today already.")
    record(procedure, f"reminded {plural(told, 'voter')}", by=by)
    return told


@transaction.atomic
def close_procedure(procedure: WrittenProcedure, *, by: Any) -> WrittenProcedure:
    """Once everybody has answered or the last day is over. Decided where enough took part and more agreed than not."""
    procedure = _locked(procedure)
    if procedure.closed_at:
        raise ValidationError("This procedure is closed already.")
    votes = list(procedure.votes.select_related("person"))
    if procedure.is_open() and any(not vote.answer for vote in votes):
        raise ValidationError("Not everybody has answered, and the last day is still to come.")
    decision = (
        Decision.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=procedure.decision_id)
    )
    _count(procedure, decision, votes)
    procedure.closed_at = clock.now()
    procedure.save()
    answers = [f"{vote.person}: {vote.get_answer_display() or 'no answer'}" for vote in votes]
    record(procedure, "closed the written procedure", by=by, new={"result": procedure.result, "answers": answers})
    return procedure


def _count(procedure: WrittenProcedure, decision: Decision, votes: list[WrittenVote]) -> None:
    given = {answer: sum(vote.answer == answer for vote in votes) for answer in Answer}
    decision.votes_for, decision.votes_against = given[Answer.AGREE], given[Answer.AGAINST]
    decision.abstained = given[Answer.ABSTAIN]
    found = quorum(
        rules_of(procedure.body, clock.today()), [vote.constituency for vote in votes if vote.answer in TOOK_PART]
    )
    agreed = given[Answer.AGREE] > given[Answer.AGAINST]
    if found.is_met and agreed:
        give_number(decision)
        index(decision, title=f"{decision}: {decision.words}", text=decision.reasons)
        procedure.result = "Decided."
    else:
        decision.state = DecisionState.NOT_AGREED
        decision.save()
        missing = (
            f"Too few took part ({found.missing})." if not found.is_met else "More were against than for, or none for."
        )
        procedure.result = f"Not decided. {missing}"
    for vote in votes:
        if vote.answer == Answer.AGAINST:
            decision.dissents.create(who=vote.person.name, words=vote.words)


def close_those_over() -> int:
    """For the nightly job. Returns how many."""
    over = WrittenProcedure.objects.filter(closed_at=None, closes_on__lt=clock.today())
    rows = list(over)
    for procedure in rows:
        close_procedure(procedure, by="The clock")
    return len(rows)


def _locked(procedure: WrittenProcedure) -> WrittenProcedure:
    rows = WrittenProcedure.objects.select_for_update(of=("self",))
    return rows.select_related("partnership", "body__partnership").get(pk=procedure.pk)
