"""The round of a period: who owes which return, chasing them, handing in all that is ready, taking it to the Board."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.words import day as in_words
from goldenthread.core.words import plural
from goldenthread.history.operations import record
from goldenthread.notifications.operations import plan_mail
from goldenthread.partnerships.models import Body, Organisation, Post
from goldenthread.partnerships.queries import people_behind
from goldenthread.partnerships.rights import Holder
from goldenthread.plan.models import Period, Return, ReturnState
from goldenthread.plan.operations.returns import submit_return, what_is_missing
from goldenthread.plan.queries.rounds import drafts_of, missing_of, owed_by

KINDS: dict[str, type[Holder]] = {"body": Body, "organisation": Organisation, "post": Post}


@transaction.atomic
def submit_ready(period: Period, holder: Holder, *, by: User) -> tuple[list[Return], list[Return]]:
    """Hand in every return of the owner that is complete; the others stay as they are. Returns both."""
    handed_in, left = [], []
    for made in drafts_of(period, holder):
        if what_is_missing(made):
            left.append(made)
        else:
            handed_in.append(submit_return(made, by=by))
    if not handed_in:
        raise ValidationError("No return is complete yet. Open each to see what it lacks.")
    return handed_in, left


@transaction.atomic
def chase_owners(period: Period, owners: Iterable[Holder], *, by: User) -> int:
    """One mail to each person behind an owner who still owes, once a day. Returns how many mails were planned."""
    period = _locked(period)
    if not period.is_open:
        raise ValidationError("This period is locked. Open it before you chase: its returns cannot be written now.")
    asked = [(holder, count) for holder in owners if (count := missing_of(period, holder).count())]
    sent = sum(_chase(period, holder, count, by) for holder, count in asked)
    if not asked:
        raise ValidationError("Choose an owner who still owes a return.")
    record(period, f"chased {', '.join(str(holder) for holder, _ in asked)}", by=by, new={"mails": sent})
    return sent


def _chase(period: Period, holder: Holder, count: int, by: User) -> int:
    kind, partnership = str(holder._meta.model_name), period.partnership
    address = reverse("plan:round_owner", args=[partnership.slug, period.ref, kind, holder.ref])
    mails = [
        plan_mail(
            person, key=f"chased {period.ref} {holder.ref} {person.ref} {clock.today()}", kind="round",
            subject=f"{partnership.short_name or partnership.name}: {plural(count, 'return')} for {period}",
            text=(
                f"{by.name} asks for {plural(count, 'return')} that {holder} still owes for {period}. "
                f"They are due by {in_words(period.returns_due_on)}."
            ),
            about=address, partnership=partnership,
        )
        for person in people_behind(holder, partnership=partnership)
    ]  # fmt: skip
    if mails:
        owed_by(period, holder).update(chased_at=clock.now())
    return sum(mail.is_new for mail in mails)


@transaction.atomic
def take_to_board(period: Period, *, by: User) -> Period:
    """The round is put before the Board as it stands: what was handed in to decide, what is missing to know of."""
    period = _locked(period)
    waiting = Return.objects.filter(period=period, state=ReturnState.SUBMITTED).count()
    if not waiting:
        raise ValidationError("Nothing that was handed in waits for the Board.")
    period.to_board_at, period.to_board_by = clock.now(), by
    period.save(update_fields=["to_board_at", "to_board_by"])
    record(period, "took the round to the Board", by=by, new={"returns waiting": waiting})
    return period


def _locked(period: Period) -> Period:
    return Period.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=period.pk)
