"""The challenge log: the list, one challenge, and its steps."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.accounts.once import once
from goldenthread.core import clock
from goldenthread.core.rules import rule
from goldenthread.core.web import require
from goldenthread.core.words import day as in_words
from goldenthread.core.words import plural
from goldenthread.documents.writing.download import LABELS, download
from goldenthread.documents.writing.report import Column, Organisation, Report, Section, Table, Value
from goldenthread.evidence.queries import evidence_of
from goldenthread.evidence.screened import ScreenedForm, attempt_screened
from goldenthread.governance import permissions
from goldenthread.governance.forms.challenges import ChallengeFilter, ChallengeForm, CloseForm, EscalateForm, ReplyForm
from goldenthread.governance.ladders import ladder_called, ladder_on
from goldenthread.governance.models import Challenge, ChallengeResult, ChallengeState
from goldenthread.governance.operations import challenges as operations
from goldenthread.governance.permissions import can_arrange
from goldenthread.governance.queries import challenges as queries
from goldenthread.governance.queries.agenda import items_for
from goldenthread.governance.queries.holders import every_holder, holder_called, own_holders, value_of
from goldenthread.governance.views.agenda import find_item, room_of
from goldenthread.history.queries import panel
from goldenthread.partnerships.requests import Request
from goldenthread.partnerships.roles import Right
from goldenthread.plan.models import Action, Outcome, Return
from goldenthread.plan.origins import actions_from
from goldenthread.plan.permissions import can_challenge, can_prepare

PAGE = 30
MOST_IN_A_FILE = 2000
MYSELF = "person:me"


@rule("READ_PLAN")
def challenge_list(request: Request, partnership: str) -> HttpResponse:
    """Those that wait longest first. The Board reads all of it, others find their own by the filter."""
    user, place, today = request.user, request.partnership, clock.today()
    form = ChallengeFilter(request.GET, holders=every_holder(place))
    found = queries.narrowed(queries.challenges_of(user, place), form.chosen, user, today)
    found = queries.ordered(found, request.GET.get("sort", ""))
    if request.GET.get("format") in LABELS:
        return _file(request, list(found[:MOST_IN_A_FILE]), request.GET["format"])
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "partnership": place,
        "filter": form,
        "page": page,
        "lines": [(each, queries.step_of(each), each.is_overdue(today)) for each in page],
        "today": today,
        "can_challenge": can_challenge(user, place),
        "files": LABELS,
    }
    return render(request, "governance/challenge_list.html", context)


def _file(request: Request, found: list[Challenge], format: str) -> HttpResponse:
    titles = ("No.", "Challenge", "Put by", "Put to", "What is asked", "On what evidence", "Reply", "State")
    more = ("Outcome", "What came of it", "What difference it made")
    columns = [*map(Column, titles), Column("Reply due", "date"), Column("Steps", "number"), *map(Column, more)]
    rows: list[list[Value]] = []
    for each in found:
        step = queries.step_of(each)
        replies = [f"{one.holder}: {one.reply}" for one in each.steps.all() if one.reply]
        rows.append(
            [
                str(each.number), each.title, str(each.challenger), str(step.holder), each.words, each.grounds,
                "\n".join(replies), each.get_state_display(), each.due_on, step.position, each.get_result_display(),
                each.came_of_it, each.impact,
            ]
        )  # fmt: skip
    place, today = request.partnership, clock.today()
    blocks = [Table("Challenges", columns, rows)] if rows else ["No challenge fits."]
    report = Report(
        title="Challenge log",
        organisation=Organisation(place.name, place.colour),
        sections=[Section(plural(len(found), "challenge"), blocks=blocks)],
        footer=f"Challenge log on {in_words(today)}",
    )
    return download(report, format, f"{place.slug}-challenge-log-{today.isoformat()}")


def _challenge(request: Request, ref: str) -> Challenge:
    found = queries.challenges_of(request.user, request.partnership).select_related(
        "partnership", *queries.CHALLENGERS, "raised_by", "closed_by", "action__priority", "action__plan__partnership",
        "outcome__priority", "outcome__plan__partnership", "made_return__period",
        "made_return__action__plan__partnership", "made_return__action__priority",
    )  # fmt: skip
    return get_object_or_404(found, ref=ref)


@rule("READ_PLAN")
def challenge_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    challenge, today = _challenge(request, ref), clock.today()
    step, open_one = queries.step_of(challenge), challenge.state != ChallengeState.CLOSED
    follows = permissions.can_follow(request.user, challenge) and open_one
    context = {
        "partnership": request.partnership,
        "challenge": challenge,
        "steps": list(challenge.steps.all()),
        "overdue": challenge.is_overdue(today),
        "late_by": (today - challenge.due_on).days,
        "evidence": list(evidence_of(request.user, request.partnership).filter(challenged=challenge)),
        "ladder": ladder_called(challenge.ladder),
        "can_reply": challenge.state == ChallengeState.OPEN
        and permissions.can_reply(request.user, challenge, step.holder),
        "can_escalate": follows and (challenge.state == ChallengeState.REPLIED or challenge.is_overdue(today)),
        "can_close": follows,
        "actions": actions_from(challenge, request.user),
        "can_name_action": can_prepare(request.user, request.partnership)
        and challenge.result == ChallengeResult.CHANGED,
        "item": items_for(request.user).filter(challenges=challenge).first(),
        "history": panel(challenge),
    }
    return render(request, "governance/challenge.html", context)


@rule("READ_PLAN")
@once
def raise_challenge(request: Request, partnership: str) -> HttpResponse:
    user, place = request.user, request.partnership
    require(can_challenge(user, place))
    about, days = _about(request), ladder_on(clock.today()).step(0).days
    holders = every_holder(place)
    own = [*_body_that_meets(about), *own_holders(user, place, Right.CHALLENGE), (MYSELF, user.name)]
    if permissions.can_keep_registers(user, place):
        own = [("", "Choose"), *holders, ("You", [(MYSELF, user.name)])]  # type: ignore[list-item]
    held = evidence_of(user, place).filter(withdrawn_at=None)
    form = ChallengeForm(request.POST or None, challengers=own, holders=holders, evidence=held[:200], days=days)
    form.fields["challenger"].initial = next(iter(_body_that_meets(about)), ("", ""))[0]
    if request.method == "POST":
        form.fields["evidence"].queryset = held  # type: ignore[attr-defined]
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("title", "words", "grounds", "evidence", "due_on")}
        named, to = form.cleaned_data["challenger"], holder_called(place, form.cleaned_data["to"])
        challenger = user if named == MYSELF else holder_called(place, named)
        made = attempt_screened(
            form, operations.raise_challenge, place, challenger=challenger, to=to, by=user, **about, **values
        )
        if made:
            messages.success(request, f"{made} is put. Whoever is asked has been written to.")
            return redirect(room_of(made.item) if made.item else made)
    item = about.get("item")
    context = {
        "partnership": place, "form": form, "about": next(iter(about.values()), None),
        "back": room_of(item) if item else "",
    }  # fmt: skip
    return render(request, "governance/challenge_form.html", context, status=422 if form.errors else 200)


def _about(request: Request) -> dict[str, Any]:
    """What ``?action=``, ``?outcome=``, ``?return=`` or, in a meeting, ``?item=`` names."""
    scope = {"plan__partnership": request.partnership}
    if ref := request.GET.get("action"):
        actions = Action.objects.visible_to(request.user).select_related("plan__partnership", "priority")
        return {"action": get_object_or_404(actions, ref=ref, **scope)}
    if ref := request.GET.get("outcome"):
        outcomes = Outcome.objects.visible_to(request.user).select_related("plan__partnership", "priority")
        return {"outcome": get_object_or_404(outcomes, ref=ref, **scope)}
    if ref := request.GET.get("return"):
        returns = Return.objects.visible_to(request.user).select_related(
            "action__plan__partnership", "action__priority", "period"
        )
        return {"made_return": get_object_or_404(returns, ref=ref, action__plan__partnership=request.partnership)}
    if ref := request.GET.get("item"):
        item = find_item(request, ref)
        require(can_arrange(request.user, item.meeting.body) and not item.is_recused)  # type: ignore[attr-defined]
        return {"item": item}
    return {}


def _body_that_meets(about: dict[str, Any]) -> list[tuple[str, str]]:
    """Whoever arranges a meeting writes down what the body asks in it."""
    body = about["item"].meeting.body if "item" in about else None
    return [(value_of(body), str(body))] if body else []


@rule("READ_PLAN")
def reply(request: Request, partnership: str, ref: str) -> HttpResponse:
    challenge = _challenge(request, ref)
    require(permissions.can_reply(request.user, challenge, queries.step_of(challenge).holder))
    form = ReplyForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, operations.reply_to_challenge, challenge, reply=form.cleaned_data["reply"], by=request.user
    ):
        messages.success(request, "Your reply is with whoever put the challenge.")
        return redirect(challenge)
    return _form(request, challenge, form, "Reply to the challenge", "Send the reply")


@rule("READ_PLAN")
@once
def escalate(request: Request, partnership: str, ref: str) -> HttpResponse:
    challenge = _challenge(request, ref)
    require(permissions.can_follow(request.user, challenge))
    following = ladder_called(challenge.ladder).step(queries.step_of(challenge).position)
    form = EscalateForm(
        request.POST or None, holders=every_holder(request.partnership), usual=following.to, days=following.days
    )
    if form.is_valid():
        to = holder_called(request.partnership, form.cleaned_data["to"])
        values = {name: form.cleaned_data[name] for name in ("why", "due_on")}
        if attempt_screened(form, operations.escalate_challenge, challenge, to=to, by=request.user, **values):
            messages.success(request, "Taken further. The new step has a date of its own.")
            return redirect(challenge)
    return _form(request, challenge, form, following.name, "Take it further")


@rule("READ_PLAN")
def close(request: Request, partnership: str, ref: str) -> HttpResponse:
    challenge = _challenge(request, ref)
    require(permissions.can_follow(request.user, challenge))
    form = CloseForm(request.POST or None)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("result", "came_of_it", "impact")}
        if attempt_screened(form, operations.close_challenge, challenge, by=request.user, **values):
            messages.success(request, "The challenge is closed. What came of it stands in the log.")
            return redirect(challenge)
    return _form(request, challenge, form, "Close the challenge", "Close it")


def _form(request: Request, challenge: Challenge, form: ScreenedForm, title: str, button: str) -> HttpResponse:
    context = {
        "partnership": request.partnership, "form": form, "title": title, "challenge": challenge, "button": button,
    }  # fmt: skip
    return render(request, "governance/challenge_step.html", context, status=422 if form.errors else 200)
