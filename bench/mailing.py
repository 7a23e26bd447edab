"""The nightly choice of who gets a mail: many people, a few of them with something due, beside one bare statement.

``python -m bench.mailing [PEOPLE] [DUE]`` in an empty database that was migrated; prints one JSON object. Each round is
rolled back, so that every round plans all mails.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from goldenthread.accounts.models import User  # noqa: E402
from goldenthread.core import clock  # noqa: E402
from goldenthread.core.refs import new_ref  # noqa: E402
from goldenthread.notifications.operations import plan_joined_mails  # noqa: E402
from goldenthread.notifications.operations.joining import NEW_REF  # noqa: E402
from goldenthread.partnerships.models import Body, Membership, Partnership  # noqa: E402
from goldenthread.partnerships.roles import Role  # noqa: E402
from goldenthread.plan.models import Action, ActionVersion, Owner, Plan, PlanState, Priority  # noqa: E402

ROUNDS = 5
GOAL = 3
BODIES = 10
"""In a partnership; each has its chair, and five actions of which one is overdue."""
ACTIONS = 5

LIMIT = """
    INSERT INTO notifications_mail (
        ref, message_id, key, partnership_id, person_id, kind, subject, text, listed, about,
        planned_at, not_before, state, tries, problem
    )
    SELECT {new_ref}, '<' || {new_ref} || '@example.org>', 'limit ' || person.ref, due.place,
           person.id, 'digest', 'Due', 'Hello ' || person.name, '', '/', %s, %s, 'planned', 0, ''
    FROM (
        SELECT held.person_id AS told, MIN(plan.partnership_id) AS place
        FROM plan_actionversion AS version
        JOIN plan_plan AS plan ON plan.id = version.plan_id
        JOIN plan_owner AS owner ON owner.action_id = version.action_id
        JOIN partnerships_membership AS held ON held.body_id = owner.body_id AND held.role = 'body_chair'
        WHERE version.due_on < %s AND version.delivery <> 'delivered' GROUP BY held.person_id
    ) AS due
    JOIN accounts_user AS person ON person.id = due.told
    WHERE person.is_active"""


def main(people: int = 200_000, due: int = 20_000) -> None:
    if not User.objects.exists():
        seed(people, due)
    monday = clock.today() + timedelta(days=7 - clock.today().weekday())
    ours, limit = [], []
    for _ in range(ROUNDS):
        ours.append(_rolled_back(lambda: plan_joined_mails(monday)))
        limit.append(_rolled_back(lambda: _limit(monday)))
    ratio = round(statistics.median(ms for ms, _ in ours) / statistics.median(ms for ms, _ in limit), 2)
    line = {
        "job": "choose whom to write to", "engine": connection.vendor, "size": f"{User.objects.count()} people",
        "mails": ours[0][1], "limit_mails": limit[0][1], "ms": round(statistics.median(ms for ms, _ in ours)),
        "limit_ms": round(statistics.median(ms for ms, _ in limit)), "queries": _statements(monday), "ratio": ratio,
        "goal": GOAL, "verdict": "met" if ratio <= GOAL else "missed",
    }  # fmt: skip
    print(json.dumps(line))


def _rolled_back(do: Callable[[], int]) -> tuple[float, int]:
    """How long it took, and of how many: by the clock, and on SQLite, which works within us, by our CPU time."""
    clocked = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    with transaction.atomic():
        began = clocked()
        count = do()
        took = (clocked() - began) * 1000
        transaction.set_rollback(True)
    return took, count


def _limit(on: date) -> int:
    now = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(LIMIT.format(new_ref=NEW_REF[connection.vendor]), [now, now, on])
        return int(cursor.rowcount)


def _statements(on: date) -> int:
    asked: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with transaction.atomic(), connection.execute_wrapper(count):
        plan_joined_mails(on)
        transaction.set_rollback(True)
    return sum(not sql.startswith(("SAVEPOINT", "RELEASE")) for sql in asked)


# --- made-up rows -----------------------------------------------------------------------------------------------------


def seed(people: int, due: int) -> None:
    """``due`` chairs with something overdue among ``people``, of whom the others are members of the same bodies."""
    partnerships = max(due // BODIES, 1)
    _make(
        Partnership,
        (Partnership(slug=f"p{n}", name=f"Partnership {n}", short_name=f"P{n}") for n in range(partnerships)),
    )
    places = list(Partnership.objects.order_by("pk"))
    _make(Body, (Body(partnership=place, name=f"Body {n}") for place in places for n in range(BODIES)))
    _make(
        User, (User(email=f"{n}@example.org", name=f"Person {n}", password="!", ref=new_ref()) for n in range(people))
    )
    bodies = list(Body.objects.order_by("pk"))
    _make(Membership, _memberships(bodies, list(User.objects.order_by("pk"))))
    state = {"state": PlanState.ADOPTED, "adopted_at": clock.now(), "adopted_on": clock.today()}
    _make(Plan, (Plan(partnership=place, title="Plan", **state) for place in places))
    plans = {plan.partnership_id: plan for plan in Plan.objects.all()}
    _make(Priority, (Priority(plan=plan, number="1") for plan in plans.values()))
    priorities = {priority.plan_id: priority for priority in Priority.objects.all()}
    _make(Action, _actions(bodies, plans, priorities))
    _make_versions(bodies)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _make(model: Any, rows: Iterator[Any]) -> None:
    while batch := list(islice(rows, 5000)):
        model.objects.bulk_create(batch)


def _memberships(bodies: list[Body], people: list[User]) -> Iterator[Membership]:
    for number, person in enumerate(people):
        body = bodies[number % len(bodies)]
        role = Role.BODY_CHAIR if number < len(bodies) else Role.BODY_MEMBER
        yield Membership(person=person, role=role, partnership_id=body.partnership_id, body=body)


def _actions(bodies: list[Body], plans: dict[int, Plan], priorities: dict[int, Priority]) -> Iterator[Action]:
    for body in bodies:
        plan = plans[body.partnership_id]
        for number in range(ACTIONS):
            yield Action(plan=plan, priority=priorities[plan.pk], number=str(number))


def _make_versions(bodies: list[Body]) -> None:
    actions = list(Action.objects.order_by("pk"))
    owned = list(zip(actions, (body for body in bodies for _ in range(ACTIONS)), strict=True))
    _make(Owner, (Owner(action=action, body=body) for action, body in owned))
    today = clock.today()
    _make(
        ActionVersion,
        (
            ActionVersion(
                action=action, plan_id=action.plan_id, priority_id=action.priority_id, words="Made up", lead_body=body,
                due_on=today - timedelta(days=20 + action.pk % 90) if action.number == "0" else today + timedelta(days=100 + action.pk % 600),
            )
            for action, body in owned
        ),
    )  # fmt: skip


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
