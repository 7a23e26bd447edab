"""Periods of reporting and their rounds: the list, one of them with who owes what, adding, opening, locking."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.accounts.once import once
from goldenthread.core import clock
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, require
from goldenthread.core.words import day as in_words
from goldenthread.core.words import plural
from goldenthread.documents.writing.download import LABELS, download
from goldenthread.documents.writing.report import Column, Organisation, Report, Section, Table, Value
from goldenthread.history.queries import panel
from goldenthread.partnerships.requests import Request
from goldenthread.partnerships.rights import Holder
from goldenthread.plan.export.tables import day_of
from goldenthread.plan.forms.returns import PeriodForm
from goldenthread.plan.models import Period, ReturnState
from goldenthread.plan.operations import periods as operations
from goldenthread.plan.operations import rounds
from goldenthread.plan.operations.returns import what_is_missing
from goldenthread.plan.permissions import can_check_returns, can_submit_for, can_write_for
from goldenthread.plan.queries import rounds as queries

COUNTED = ("owed", "submitted", "approved", "missing", "sent_back", "drafts", "late")


@rule("READ_PLAN")
def period_list(request: Request, partnership: str) -> HttpResponse:
    periods = Period.objects.visible_to(request.user).filter(partnership=request.partnership)
    counted = periods.annotate(
        approved=Count("returns", filter=Q(returns__state=ReturnState.APPROVED)),
        submitted=Count("returns", filter=Q(returns__state=ReturnState.SUBMITTED)),
    ).select_related("partnership")
    context = {
        "partnership": request.partnership,
        "periods": counted,
        "can_check": can_check_returns(request.user, request.partnership),
    }
    return render(request, "plan/period_list.html", context)


def _period(request: Request, ref: str) -> Period:
    found = queries.period_called(request.user, request.partnership, ref)
    if found is None:
        raise Http404
    return found


@rule("READ_PLAN")
def period_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    """The round: who owes returns, who is late and how late."""
    period = _period(request, ref)
    if request.method == "POST":
        require(can_check_returns(request.user, request.partnership))
        messages.success(request, _do(request, period))
        return redirect(period)
    owners = queries.owners_in(request.user, period, clock.today())
    if request.GET.get("format") in LABELS and owners:
        return _file(period, owners, request.GET["format"])
    context = {
        "partnership": request.partnership,
        "period": period,
        "owners": owners,
        "total": {name: sum(getattr(each, name) for each in owners) for name in COUNTED},
        "late_owners": sum(each.state == "late" for each in owners),
        "history": panel(period),
        "can_check": can_check_returns(request.user, request.partnership),
        "files": LABELS,
    }
    return render(request, "plan/period.html", context)


def _do(request: Request, period: Period) -> str:
    """What the button asks for; returns what was done, in words."""
    asked, by = request.POST.get("do"), request.user
    if asked == "lock":
        operations.lock_period(period, by=by)
        return f"{period.name} is locked."
    if asked == "chase":
        sent = rounds.chase_owners(period, _owners(request, request.POST.getlist("owner")), by=by)
        return f"{plural(sent, 'mail')} planned. Nobody is written to twice on one day."
    if asked == "board":
        rounds.take_to_board(period, by=by)
        return "The round is before the Board. The agenda of its next meeting proposes what waits."
    operations.open_period(period, by=by)
    return f"{period.name} is open. Each owner sees what they owe."


def _owners(request: Request, chosen: list[str]) -> list[Holder]:
    """The bodies, organisations and posts that ``kind:ref`` name, as far as the person may see them."""
    found: list[Holder] = []
    for name, kind in rounds.KINDS.items():
        refs = [ref for each, _, ref in (pair.partition(":") for pair in chosen) if each == name]
        found += kind.objects.visible_to(request.user).filter(ref__in=refs) if refs else []  # type: ignore[attr-defined]
    return found


def _file(period: Period, owners: list[queries.OwnerInRound], format: str) -> HttpResponse:
    numbers = ("Owed", "Handed in", "Approved", "Missing", "Late", "Days late")
    columns = [Column("Owner"), *(Column(title, "number") for title in numbers), Column("Last chased", "date")]
    rows: list[list[Value]] = [
        [
            each.name, each.owed, each.submitted + each.approved, each.approved, each.missing, each.late,
            each.days_late, day_of(each.chased_at),
        ]
        for each in owners
    ]  # fmt: skip
    place, today = period.partnership, clock.today()
    report = Report(
        title=f"Returns for {period.name}",
        organisation=Organisation(place.name, place.colour),
        sections=[Section("Who owes what", blocks=[Table("Owners", columns, rows)])],
        footer=f"Due by {in_words(period.returns_due_on)}; as of {in_words(today)}",
    )
    return download(report, format, f"{place.slug}-round-{period.starts_on.isoformat()}")


@rule("READ_PLAN")
def round_owner(request: Request, partnership: str, ref: str, kind: str, owner: str) -> HttpResponse:
    """What one owner owes for the period; their chair hands in all that is ready."""
    period = _period(request, ref)
    holder = next(iter(_owners(request, [f"{kind}:{owner}"])), None)
    if holder is None:
        raise Http404
    submits = can_submit_for(request.user, holder, request.partnership)
    if request.method == "POST":
        require(submits)
        handed_in, left = rounds.submit_ready(period, holder, by=request.user)
        rest = f" {plural(len(left), 'return')} {'is' if len(left) == 1 else 'are'} not complete yet." if left else ""
        messages.success(request, f"{plural(len(handed_in), 'return')} handed in.{rest}")
        return redirect("plan:round_owner", partnership, ref, kind, owner)
    lacks = {made.action_id: what_is_missing(made) for made in rounds.drafts_of(period, holder)}
    context = {
        "partnership": request.partnership,
        "period": period,
        "holder": holder,
        "lines": [(line, lacks.get(line.action_id)) for line in queries.lines_of(request.user, period, holder)],
        "ready": sum(not lack for lack in lacks.values()),
        "late_by": max((clock.today() - period.returns_due_on).days, 0),
        "can_submit": submits,
        "can_write": can_write_for(request.user, holder, request.partnership) and period.is_open,
    }
    return render(request, "plan/round_owner.html", context)


@rule("CHECK_RETURNS")
@once
def add_period(request: Request, partnership: str) -> HttpResponse:
    form = PeriodForm(request.POST or None)
    if form.is_valid():
        period = attempt(form, operations.add_period, request.partnership, by=request.user, **form.cleaned_data)
        if period:
            messages.success(request, "Added. Open it when owners should write.")
            return redirect(period)
    return render(
        request,
        "plan/period_form.html",
        {"partnership": request.partnership, "form": form},
        status=422 if form.errors else 200,
    )
