"""Evidence where it serves, claims of impact and their judgement, links between actions."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.accounts.once import once
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, require
from goldenthread.evidence.facts import EvidenceForm
from goldenthread.evidence.queries import evidence_of
from goldenthread.evidence.screened import attempt_screened
from goldenthread.history.queries import panel
from goldenthread.measures.models import Indicator
from goldenthread.partnerships.requests import Request
from goldenthread.plan import permissions
from goldenthread.plan.forms.proof import ClaimForm, JudgeForm, LinkForm, MeasureForm, ReuseForm, ServeForm, UseForm
from goldenthread.plan.models import (
    Action,
    ActionVersion,
    EvidenceUse,
    ImpactState,
    ImpactStatement,
    LinkKind,
    Outcome,
    Return,
)
from goldenthread.plan.operations import evidence as uses
from goldenthread.plan.operations import judging
from goldenthread.plan.operations.measuring import set_indicators_of_outcome
from goldenthread.plan.operations.serving import set_actions_of_outcome
from goldenthread.plan.queries.measuring import indicators_to_choose

PAGE = 50
FACTS = ("title", "kind", "rung", "evidence_on", "expires_on", "shows", "link", "file")


def _target(request: Request) -> dict[str, Any]:
    """What ``?action=``, ``?outcome=`` or ``?return=`` names; nothing where evidence is added for itself."""
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
        made = get_object_or_404(returns, ref=ref, action__plan__partnership=request.partnership)
        require(permissions.can_write_return(request.user, made.action))
        return {"action": made.action, "made_return": made}
    return {}


def _about(target: dict[str, Any]) -> Any:
    return target.get("made_return") or target.get("action") or target.get("outcome")


@rule("ADD_EVIDENCE")
@once
def add_evidence(request: Request, partnership: str) -> HttpResponse:
    """A new file or link, or a piece that is here already."""
    target = _target(request)
    held = evidence_of(request.user, request.partnership).filter(withdrawn_at=None)
    form, reuse = EvidenceForm(), ReuseForm(evidence=held)
    if request.method == "POST" and "existing" in request.POST and target:
        reuse = ReuseForm(request.POST, evidence=held)
        if reuse.is_valid() and attempt(
            reuse, uses.use_evidence, reuse.cleaned_data["existing"], by=request.user, **target
        ):
            messages.success(request, "Added. It counts when somebody else accepts it.")
            return redirect(_about(target))
    elif request.method == "POST":
        form = EvidenceForm(request.POST, request.FILES)
        if form.is_valid():
            values = {name: form.cleaned_data[name] for name in FACTS}
            piece = attempt_screened(
                form, uses.bring_evidence, request.partnership, by=request.user, place=target, **values
            )
            if piece:
                messages.success(
                    request,
                    "Kept. A file is screened before others can open it; it counts when somebody else accepts it.",
                )
                return redirect(_about(target) or piece)
    context = {
        "partnership": request.partnership,
        "form": form,
        "reuse": reuse,
        "about": _about(target),
        "forms": [form, reuse],
        "can_reuse": bool(target) and held.exists(),
    }
    return render(request, "plan/add_evidence.html", context, status=422 if form.errors or reuse.errors else 200)


@rule("READ_PLAN")
def accept_evidence(request: Request, partnership: str, pk: int) -> HttpResponse:
    found = EvidenceUse.objects.filter(evidence__partnership=request.partnership).select_related(
        "evidence__partnership",
        "action__plan__partnership",
        "action__priority",
        "outcome__plan__partnership",
        "outcome__priority",
        "added_by",
    )
    use = get_object_or_404(found, pk=pk)
    target = use.action or use.outcome
    if target is None or not type(target).objects.visible_to(request.user).filter(pk=target.pk).exists():
        raise Http404
    require(
        permissions.can_check_returns(request.user, request.partnership)
        or permissions.can_decide(request.user, request.partnership)
    )
    form = UseForm(request.POST or None, initial={"do": "end" if use.accepted_at else "accept"})
    if form.is_valid():
        accepting = form.cleaned_data["do"] == "accept"
        done = (
            attempt(form, uses.accept_evidence, use, by=request.user)
            if accepting
            else attempt_screened(form, uses.end_use, use, by=request.user, reason=form.cleaned_data["reason"])
        )
        if done:
            messages.success(request, "Accepted. It counts from now on." if accepting else "Taken away.")
            return redirect(target)
    context = {
        "partnership": request.partnership,
        "form": form,
        "title": use.evidence.title,
        "about": target,
        "button": "Save",
        "intro": f"Brought by {use.added_by}. Rung {use.evidence.rung}: {use.evidence.get_rung_display()}.",
    }
    return render(request, "plan/one_form.html", context, status=422 if form.errors else 200)


@rule("ADD_EVIDENCE")
def claim_impact(request: Request, partnership: str) -> HttpResponse:
    target = _target(request)
    about = target.get("action") or target.get("outcome")
    if about is None:
        raise Http404
    form = ClaimForm(
        request.POST or None,
        evidence=evidence_of(request.user, request.partnership).filter(withdrawn_at=None),
        indicators=Indicator.objects.visible_to(request.user).filter(partnership=request.partnership, closed_at=None),
    )
    if form.is_valid():
        values = {
            name: form.cleaned_data[name]
            for name in ("claim", "measure", "source", "strength", "against", "observed_on", "evidence", "indicator")
        }
        claim = attempt_screened(form, judging.claim_impact, about, by=request.user, **values)
        if claim:
            messages.success(request, "Claimed. Somebody else judges whether it stands.")
            return redirect(claim)
    context = {
        "partnership": request.partnership,
        "form": form,
        "title": "Claim impact",
        "about": about,
        "button": "Claim",
        "intro": "Impact is a difference for children. Somebody else judges whether your claim stands.",
    }
    return render(request, "plan/one_form.html", context, status=422 if form.errors else 200)


@rule("READ_PLAN")
def impact_list(request: Request, partnership: str) -> HttpResponse:
    """Claims of impact: those that wait to be judged first, longest waiting first."""
    claims = (
        ImpactStatement.objects.visible_to(request.user)
        .filter(plan__partnership=request.partnership)
        .select_related("plan__partnership", "action__priority", "outcome__priority", "claimed_by", "judged_by")
    )
    waiting = claims.filter(state=ImpactState.PROPOSED).order_by("claimed_at")
    context = {
        "partnership": request.partnership,
        "waiting": Paginator(waiting, PAGE).get_page(request.GET.get("waiting")),
        "page": Paginator(claims.exclude(state=ImpactState.PROPOSED), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "plan/impact_list.html", context)


@rule("READ_PLAN")
def impact_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    """One claim; whoever may judge it sees the form, those who made it do not."""
    claims = ImpactStatement.objects.visible_to(request.user).select_related(
        "plan__partnership",
        "action__plan__partnership",
        "action__priority",
        "outcome__plan__partnership",
        "outcome__priority",
        "claimed_by",
        "judged_by",
        "evidence__partnership",
        "indicator__partnership",
    )
    claim = get_object_or_404(claims, ref=ref, plan__partnership=request.partnership)
    judges = claim.state == ImpactState.PROPOSED and permissions.can_judge(request.user, claim)
    form = JudgeForm(request.POST or None) if judges else None
    if request.method == "POST":
        require(judges)
    if (
        form
        and form.is_valid()
        and attempt_screened(form, judging.judge_impact, claim, by=request.user, **_judgement(form))
    ):
        messages.success(request, "Judged.")
        return redirect(claim)
    about = claim.about
    context = {
        "partnership": request.partnership,
        "claim": claim,
        "own": claim.state == ImpactState.PROPOSED and claim.claimed_by_id == request.user.pk,
        "about": about,
        "form": form,
        "history": panel(about),
    }
    return render(request, "plan/impact.html", context, status=422 if form and form.errors else 200)


def _judgement(form: JudgeForm) -> dict[str, Any]:
    return {"stands": form.cleaned_data["stands"], "why": form.cleaned_data["why"]}


@rule("PREPARE_PLAN")
def serve_outcome(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Which actions serve an outcome: plans seldom say, so a person does."""
    outcomes = Outcome.objects.visible_to(request.user).select_related("plan__partnership", "priority")
    outcome = get_object_or_404(outcomes, ref=ref, plan__partnership=request.partnership)
    versions = (
        ActionVersion.objects.visible_to(request.user)
        .filter(plan=outcome.plan, removed=False)
        .at()
        .select_related("action__priority")
        .order_by("position")
    )
    choices = [(version.action.ref, f"{version.action.code} {version.words}") for version in versions]
    chosen = list(outcome.actions.values_list("ref", flat=True))
    form = ServeForm(request.POST or None, choices=choices, initial={"actions": chosen})
    if form.is_valid():
        set_actions_of_outcome(outcome, refs=form.cleaned_data["actions"], by=request.user)
        messages.success(request, "Saved.")
        return redirect(outcome)
    return render(
        request,
        "plan/one_form.html",
        {
            "partnership": request.partnership,
            "form": form,
            "title": "Which actions serve this outcome?",
            "about": outcome,
            "button": "Save",
        },
    )


@rule("PREPARE_PLAN")
def measure_outcome(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Which indicators measure an outcome."""
    outcomes = Outcome.objects.visible_to(request.user).select_related("plan__partnership", "priority")
    outcome = get_object_or_404(outcomes, ref=ref, plan__partnership=request.partnership)
    choices = list(indicators_to_choose(outcome).values_list("ref", "name"))
    chosen = list(outcome.measurings.at().values_list("indicator__ref", flat=True))
    form = MeasureForm(request.POST or None, choices=choices, initial={"indicators": chosen})
    if request.method == "POST" and form.is_valid():
        set_indicators_of_outcome(outcome, refs=form.cleaned_data["indicators"], by=request.user)
        messages.success(request, "Saved.")
        return redirect(outcome)
    context = {
        "partnership": request.partnership, "form": form, "title": "Which indicators measure this outcome?",
        "about": outcome, "button": "Save", "choices": choices,
        "intro": "" if choices else "There is no indicator yet. Add one under Indicators first.",
    }  # fmt: skip
    return render(request, "plan/one_form.html", context)


@rule("PREPARE_PLAN")
@once
def link_action(request: Request, partnership: str, ref: str) -> HttpResponse:
    actions = Action.objects.visible_to(request.user).select_related("plan__partnership", "priority")
    action = get_object_or_404(actions, ref=ref, plan__partnership=request.partnership)
    versions = (
        ActionVersion.objects.visible_to(request.user)
        .filter(plan=action.plan, removed=False)
        .at()
        .exclude(action=action)
        .select_related("action__priority")
        .order_by("position")
    )
    form = LinkForm(
        request.POST or None,
        choices=[(version.action.ref, f"{version.action.code} {version.words}"[:120]) for version in versions],
    )
    if form.is_valid():
        other = get_object_or_404(actions, ref=form.cleaned_data["other"], plan=action.plan)
        if attempt(
            form, judging.link_actions, action, other, kind=LinkKind(form.cleaned_data["kind"]), by=request.user
        ):
            messages.success(request, "Linked. Both stay as they are.")
            return redirect(action)
    links = action.links.filter(ended_at=None).select_related("other__priority")
    context = {
        "partnership": request.partnership,
        "form": form,
        "title": "Link another action",
        "about": action,
        "button": "Link",
        "links": links,
    }
    return render(request, "plan/link.html", context, status=422 if form.errors else 200)


@rule("PREPARE_PLAN")
def end_link(request: Request, partnership: str, ref: str, pk: int) -> HttpResponse:
    actions = Action.objects.visible_to(request.user)
    action = get_object_or_404(actions, ref=ref, plan__partnership=request.partnership)
    link = get_object_or_404(action.links.select_related("action__plan__partnership", "other"), pk=pk)
    if request.method == "POST":
        judging.end_link(link, by=request.user)
        messages.success(request, "The link is taken back.")
    return redirect(action)
