"""What is asked of the person who looks, in every partnership."""

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import render
from markupsafe import Markup

from goldenthread.core.rules import SIGNED_IN, rule
from goldenthread.core.tags import RATINGS, rating, tag
from goldenthread.core.words import day
from goldenthread.partnerships.requests import Request
from goldenthread.partnerships.rights import answered_for, memberships_of
from goldenthread.partnerships.roles import Role
from goldenthread.plan.models import Plan
from goldenthread.reports.queries import my_work as queries
from goldenthread.reports.queries.my_work import Task

TAGS = {
    "due": ("Due", "note"),
    "decide": ("Awaiting decision", "note"),
    "adopt": ("Awaiting adoption", "note"),
    "judge": ("Impact to judge", "note"),
    "judge_reply": ("Reply to judge", "note"),
    "accept": ("Evidence to accept", "note"),
    "check": ("Minutes to check", "note"),
    "report": ("Report to write", "note"),
    "moderate": ("To moderate", "note"),
    "release": ("Report to release", "note"),
    "vote": ("Your vote", "warn"),
    "look": ("Look at it", "warn"),
    "chase": ("Not come in", "warn"),
}

Item = dict[str, str | Markup]


@rule(SIGNED_IN)
def my_work(request: Request) -> HttpResponse:
    groups = {
        "Asked of you": queries.mine(request.user),
        "For you to decide or check": queries.mine_to_decide(request.user),
        "To keep things going": queries.mine_to_keep_going(request.user),
    }
    read = list(queries.plans_to_read(request.user))
    context = {
        "places": _by_partnership(groups),
        "count": sum(len(tasks) for tasks in groups.values()),
        "cut": any(counted >= queries.SHOWN for counted in _kinds(groups).values()),
        "my_places": queries.my_places(request.user),
        "read": read,
        "runs_it": any(held.role == Role.OPERATOR for held in memberships_of(request.user)),
        "asked_of_us": bool(answered_for(request.user)),
        "public": [] if read else queries.public_plans_near(request.user),
    }
    return render(request, "reports/my_work.html", context)


def _kinds(groups: dict[str, list[Task]]) -> Counter[str]:
    return Counter(task.kind for tasks in groups.values() for task in tasks)


def _by_partnership(groups: dict[str, list[Task]]) -> list[tuple[str, dict[str, list[Item]]]]:
    """Partnerships by name, in each the groups that hold something."""
    names = sorted({task.partnership.name for tasks in groups.values() for task in tasks})
    plans = _plans_by_name([task.plan for tasks in groups.values() for task in tasks if task.plan])
    return [
        (name, {title: own for title, tasks in groups.items() if (own := _items(tasks, name, plans))}) for name in names
    ]


def _plans_by_name(plans: list[Plan]) -> dict[int, str]:
    """What each plan is called, where a partnership has several at once; those of one title also by their adoption."""
    every = {plan.pk: plan for plan in plans}.values()
    several, alike = Counter(plan.partnership_id for plan in every), Counter(plan.title for plan in every)
    return {
        plan.pk: f"{plan.title}, adopted on {day(plan.adopted_on)}" if alike[plan.title] > 1 else plan.title
        for plan in every
        if several[plan.partnership_id] > 1
    }


def _items(tasks: list[Task], name: str, plans: dict[int, str]) -> list[Item]:
    return [
        _item(task, plans.get(task.plan.pk, "") if task.plan else "") for task in tasks if task.partnership.name == name
    ]


def _item(task: Task, plan: str) -> Item:
    return {
        "tag": rating(task.kind) if task.kind in RATINGS else tag(*TAGS[task.kind]),
        "text": task.text,
        "reason": f"In {plan}. {task.reason}" if plan else task.reason,
        "href": task.href,
        "act": task.act,
        "act_href": task.act_href or task.href,
    }
