"""Pages of a body, a post and an organisation: what it owns, owes, approves and hears, on any day."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.rules import SIGNED_IN, rule
from goldenthread.history.queries import panel_around
from goldenthread.partnerships.models import Body, BodyKind, Organisation, Post
from goldenthread.partnerships.permissions import can_manage
from goldenthread.partnerships.queries import body_facts, organisation_facts, post_facts, recorded
from goldenthread.partnerships.requests import Request
from goldenthread.partnerships.rights import Holder
from goldenthread.plan.as_at import AsAt, as_at
from goldenthread.plan.queries.returns import awaiting
from goldenthread.reports.queries import workplans as queries

PAGE = 25


@rule("READ_PLAN")
def body(request: Request, partnership: str, ref: str) -> HttpResponse:
    when = as_at(request)
    bodies = Body.objects.visible_to(request.user).filter(partnership=request.partnership)
    related = ("partnership", "parent__partnership", "reports_to__partnership")
    found: Body = get_object_or_404(bodies.select_related(*related), ref=ref)
    decides = found.kind == BodyKind.BOARD and not when.is_past
    context = {
        **_workplan(request, found, when),
        "facts": body_facts(found, when.day),
        "waiting": list(awaiting(request.user, request.partnership)[: queries.SHOWN]) if decides else [],
    }
    return render(request, "reports/body.html", context)


@rule("READ_PLAN")
def post(request: Request, partnership: str, ref: str) -> HttpResponse:
    when = as_at(request)
    posts = Post.objects.visible_to(request.user).filter(partnership=request.partnership)
    related = ("partnership", "body__partnership", "organisation", "escalates_to__partnership")
    found: Post = get_object_or_404(posts.select_related(*related), ref=ref)
    context = {
        **_workplan(request, found, when),
        "facts": post_facts(found, when.day),
        "waiting": [],
    }
    return render(request, "reports/post.html", context)


def _workplan(request: Request, holder: Holder, when: AsAt) -> dict[str, Any]:
    owns, hears = queries.owned_and_heard(request.user, holder, when)
    return {
        "partnership": request.partnership,
        "holder": holder,
        "when": when,
        "today": clock.today().isoformat(),
        "own_page": Paginator(owns, PAGE).get_page(request.GET.get("page")),
        "owns": owns,
        "late_address": _list(holder, request.partnership.slug, when, look="overdue"),
        "most_milestones": queries.AHEAD,
        "hear_page": Paginator(hears, PAGE).get_page(request.GET.get("heard")),
        "several_plans": len({version.plan_id for version in [*owns, *hears]}) > 1,
        "bar": queries.rating_bar(owns, holder),
        "owed": queries.owed(request.user, request.partnership, holder, owns, when),
        "milestones": queries.milestones_ahead(request.user, holder, when),
        "may_manage": can_manage(request.user, request.partnership) and not when.is_past,
        "history": [] if when.is_past else panel_around(*recorded(holder)),
    }


def _list(holder: Holder, slug: str, when: AsAt, **narrowed: str) -> str:
    """The list of actions, narrowed down to those of the holder."""
    query = {"owner": f"{holder._meta.model_name}:{holder.ref}", **narrowed}
    return reverse("plan:actions", args=[slug], query=query | ({"as-at": when.day.isoformat()} if when.is_past else {}))


@rule(SIGNED_IN)
def organisation(request: Request, ref: str) -> HttpResponse:
    """An organisation exists once; its page shows each reader the partnerships whose plans they may read."""
    when = as_at(request)
    organisations = Organisation.objects.visible_to(request.user).select_related("succeeded_by")
    found: Organisation = get_object_or_404(organisations, ref=ref)
    shares = queries.shares(request.user, found, when)
    context = {
        "organisation": found,
        "when": when,
        "today": clock.today().isoformat(),
        "facts": organisation_facts(found, request.user, when.day),
        "shares": [(share, queries.rating_bar(share.owns, found)) for share in shares],
        "rows": PAGE,
        "all_owned": {
            share.plan.pk: _list(found, share.partnership.slug, when, plan=share.plan.ref) for share in shares
        },
    }
    return render(request, "reports/organisation.html", context)
