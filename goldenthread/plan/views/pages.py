"""The plan on a page, and the list of plans."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.charts import Part, StackedBar
from goldenthread.core.rules import rule
from goldenthread.partnerships.requests import Request
from goldenthread.plan.as_at import AsAt, as_at
from goldenthread.plan.charts import TONES, timeline
from goldenthread.plan.models import Delivery, Plan
from goldenthread.plan.permissions import can_add_evidence, can_check_returns, can_decide, can_prepare, can_publish
from goldenthread.plan.queries import plan_on_a_page as page
from goldenthread.plan.queries.plans import plan_on, plans_of


@rule("READ_PLAN")
def plan_on_a_page(request: Request, partnership: str, ref: str = "") -> HttpResponse:
    """The plan that holds on the day, or the one that is named."""
    when = as_at(request)
    if ref:
        plan = get_object_or_404(
            Plan.objects.visible_to(request.user).select_related("partnership"),
            ref=ref,
            partnership=request.partnership,
        )
    else:
        found = plan_on(request.user, request.partnership, when)
        if found is None:
            return no_plan(request, when)
        plan = found
    if plan.is_draft:
        prepares = can_prepare(request.user, request.partnership)
        return redirect("plan:draft" if prepares else "plan:adopt", partnership, plan.ref)
    if when.moment and plan.adopted_at and plan.adopted_at > when.moment:
        return no_plan(request, when, plan)
    return render(request, "plan/plan_on_a_page.html", _context(request, plan, when))


def no_plan(request: Request, when: AsAt, named: Plan | None = None) -> HttpResponse:
    """``named``: the plan that was asked for, and not adopted by the day."""
    context = {
        "named": named,
        "partnership": request.partnership,
        "when": when,
        "drafts": plans_of(request.user, request.partnership).filter(state="draft"),
        "can_prepare": can_prepare(request.user, request.partnership),
    }
    return render(request, "plan/no_plan.html", context)


def _context(request: Request, plan: Plan, when: AsAt) -> dict[str, Any]:
    per_priority = page.totals(plan, when)
    total = page.added_up(per_priority)
    shown = page.priorities(plan, when, per_priority)
    found = page.needs(plan, when, total, page.decisions_waiting(plan, when))
    return {
        "partnership": request.partnership,
        "plan": plan,
        "when": when,
        "as_at_shown": when,
        "total": total,
        "everything": list_address(plan, when),
        "attention": list_address(plan, when, look="attention"),
        "whole": rating_bar("How the actions stand", total, plan, when),
        "priorities": [(item, _bar(item, plan, when)) for item in shown],
        "tiles": _tiles(plan, total, when),
        "needs": [
            (need, _opens(plan, need, when), [(line, _act(request, line, when)) for line in need.lines])
            for need in found
        ],
        "crowded": page.is_crowded(shown),
        "threads": page.broken_threads(shown),
        "timeline": timeline(plan, shown, page.timeline(plan, when), when),
        "can_prepare": can_prepare(request.user, request.partnership),
        "can_publish": can_publish(request.user, request.partnership),
        "today": clock.today().isoformat(),
    }


def _act(request: Request, line: page.Line, when: AsAt) -> tuple[str, str] | None:
    """What this person can do about a line with one click: (words, address)."""
    user, slug = request.user, request.partnership.slug
    if when.is_past:
        return None
    if line.kind in {"awaiting", "variation", "claim"}:
        words = "Decide" if can_decide(user, request.partnership) else "Look at it"
        return (words, line.about.get_absolute_url() + ("#returns" if line.kind == "awaiting" else ""))
    nobody_to_ask = not line.lead and line.kind not in {"stale", "broken"}
    if (nobody_to_ask or line.kind == "slipped") and can_prepare(user, request.partnership):
        words = "Propose an owner" if nobody_to_ask else "Propose a new date"
        return (words, reverse("plan:vary_action", args=[slug, line.about.ref]))
    if line.kind in {"stale", "broken"} and can_add_evidence(user, request.partnership):
        return ("Add evidence", reverse("plan:add_evidence", args=[slug], query={"action": line.about.ref}))
    if can_check_returns(user, request.partnership):
        return ("Send a reminder", reverse("plan:remind", args=[slug, line.about.ref]))
    return None


def _opens(plan: Plan, need: page.Need, when: AsAt) -> str:
    """The list of all that a need counts."""
    if need.kind == "off_track":
        return list_address(plan, when, rating=Delivery.OFF_TRACK)
    if need.kind in {"variation", "claim"}:
        return reverse(
            "plan:variations" if need.kind == "variation" else "plan:impact_list", args=[plan.partnership.slug]
        )
    return list_address(plan, when, look=need.look)


def list_address(plan: Plan, when: AsAt, **filters: str) -> str:
    """The list of the plan's actions behind a number."""
    day = {"as-at": when.day.isoformat()} if when.is_past else {}
    return reverse("plan:actions", args=[plan.partnership.slug], query={"plan": plan.ref, **filters, **day})


def rating_bar(title: str, counts: dict[str, int], plan: Plan, when: AsAt, **filters: str) -> StackedBar:
    """How many actions have which rating; each part opens its rows."""
    return StackedBar(
        title,
        [
            Part(
                rating.label.lower(),
                counts.get(rating, 0),
                TONES[rating],
                list_address(plan, when, rating=rating, **filters),
            )
            for rating in page.RATINGS
        ],
    )


def _bar(item: page.PriorityOnPage, plan: Plan, when: AsAt) -> StackedBar:
    priority = item.version.priority
    return rating_bar(f"Priority {priority.number}", item.counts, plan, when, priority=priority.ref)


def _tiles(plan: Plan, total: dict[str, int], when: AsAt) -> list[dict[str, Any]]:
    ratings = [(rating.label, total[rating], TONES[rating], {"rating": rating.value}) for rating in page.RATINGS[:4]]
    flags = [
        ("Overdue", total["is_late"], "bad" if total["is_late"] else "none", {"look": "overdue"}),
        ("Silent for 60 days", total["is_silent"], "warn" if total["is_silent"] else "none", {"look": "silent"}),
    ]
    return [
        {"number": number, "label": label, "tone": tone, "href": list_address(plan, when, **filters)}
        for label, number, tone, filters in ratings + flags
    ]


@rule("READ_PLAN")
def plan_list(request: Request, partnership: str) -> HttpResponse:
    context = {
        "partnership": request.partnership,
        "plans": plans_of(request.user, request.partnership),
        "can_prepare": can_prepare(request.user, request.partnership),
    }
    return render(request, "plan/plan_list.html", context)
