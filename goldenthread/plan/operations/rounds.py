"""The round of a period: who owes which return, chasing them, handing in all that is ready, taking it to the Board."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import OuterRef, Subquery, Value
from django.urls import reverse

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.words import day as in_words
from goldenthread.core.words import plural
from goldenthread.history.operations import record
from goldenthread.notifications.operations import plan_mail
from goldenthread.partnerships.models import Body, Organisation, Partnership, Post
from goldenthread.partnerships.queries import people_behind
from goldenthread.partnerships.rights import Holder
from goldenthread.plan.models import (
    FOREVER,
    ActionVersion,
    Delivery,
    OwedReturn,
    Period,
    PlanState,
    Return,
    ReturnState,
)
from goldenthread.plan.operations.returns import submit_return, what_is_missing
from goldenthread.plan.queries.rounds import drafts_of, missing_of, owed_by

LEADS = {"body": "lead_body", "organisation": "lead_organisation", "post": "lead_post"}
KINDS: dict[str, type[Holder]] = {"body": Body, "organisation": Organisation, "post": Post}
COLUMNS = ("action_id", "body_id", "organisation_id", "post_id", "period_id")


def owe_returns(period: Period) -> None:
    """One row for each action of the plan in force that is not delivered: a single INSERT from a SELECT.

    Rows that are here already follow their action's lead; those of actions that left the plan go, unless somebody began
    a return.
    """
    now = ActionVersion.objects.filter(valid_to=FOREVER, plan__partnership=period.partnership_id)
    owing = now.filter(removed=False, plan__state=PlanState.ADOPTED)
    here = OwedReturn.objects.filter(period=period)
    begun = Return.objects.filter(period=period).values("action")
    here.exclude(action__in=owing.values("action")).exclude(action__in=begun).delete()
    lead = now.filter(action=OuterRef("action"))
    here.update(**{kind: Subquery(lead.values(column)[:1]) for kind, column in LEADS.items()})
    leads = [f"{column}_id" for column in LEADS.values()]
    chosen = owing.exclude(delivery=Delivery.DELIVERED).order_by().annotate(of_period=Value(period.pk))
    sql, values = chosen.values_list("action_id", *leads, "of_period").query.sql_with_params()
    table, names = OwedReturn._meta.db_table, ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) {sql} ON CONFLICT DO NOTHING", values)


def bring_rounds_up_to_date(partnership: Partnership) -> None:
    """After the plan changed: what is owed in the periods that are open follows it."""
    for period in Period.objects.filter(partnership=partnership, opened_at__isnull=False, locked_at=None):
        owe_returns(period)


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
    people = list(people_behind(holder, partnership=partnership))
    for person in people:
        plan_mail(
            person, key=f"chased {period.ref} {holder.ref} {person.ref} {clock.today()}", kind="round",
            subject=f"{partnership.short_name or partnership.name}: {plural(count, 'return')} for {period}",
            text=(
                f"{by.name} asks for {plural(count, 'return')} that {holder} still owes for {period}. "
                f"They are due by {in_words(period.returns_due_on)}."
            ),
            about=address, partnership=partnership,
        )  # fmt: skip
    if people:
        owed_by(period, holder).update(chased_at=clock.now())
    return len(people)


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
