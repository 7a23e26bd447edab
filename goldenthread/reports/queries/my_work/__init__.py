"""All that is asked of one person, in every partnership: a fixed number of queries, however many there are.

Who is asked is a WHERE: the person's own places own the action, or the person holds the right that the step needs.
"""

from goldenthread.accounts.models import User
from goldenthread.reports.queries.my_work import (
    asked,
    deciding,
    keeping,
    meetings,
    moderating,
    owed,
    registers,
    reports,
)
from goldenthread.reports.queries.my_work.places import MyPlace, my_places, plans_to_read, public_plans_near
from goldenthread.reports.queries.my_work.tasks import SHOWN, Task

__all__ = [
    "SHOWN",
    "MyPlace",
    "Task",
    "mine",
    "mine_to_decide",
    "mine_to_keep_going",
    "my_places",
    "plans_to_read",
    "public_plans_near",
]

URGENCY = ["sent_back", "overdue", "vote", "due", "report", "look", "draft"]


def mine(user: User) -> list[Task]:
    """What I, or the bodies, posts and organisations I act for, owe; the most urgent first."""
    tasks = [*owed.returns(user), *owed.actions(user), *owed.milestones(user), *owed.evidence(user)]
    tasks += registers.to_answer(_registered(user))
    tasks += meetings.owed(user)
    tasks += reports.to_write(_registered(user))
    tasks += asked.self_assessments(user)
    return sorted(tasks, key=lambda task: URGENCY.index(task.kind))


def mine_to_decide(user: User) -> list[Task]:
    """What waits until I decide, judge or accept it. Never what I wrote, proposed, claimed or brought myself."""
    return [
        *deciding.returns(user),
        *deciding.adoptions(user),
        *deciding.variations(user),
        *deciding.claims(user),
        *deciding.evidence(user),
        *registers.to_follow(_registered(user)),
        *meetings.to_check(user),
        *reports.to_release(_registered(user)),
        *moderating.self_assessments(user),
    ]


def mine_to_keep_going(user: User) -> list[Task]:
    """The business unit's own work: what is missing, what could not be read, drafts, invitations."""
    return [
        *keeping.missing(user),
        *keeping.readings(user),
        *keeping.drafts(user),
        *keeping.invitations(user),
        *registers.to_ask(_registered(user)),
        *meetings.to_write(user),
    ]


def _registered(user: User) -> list[registers.Line]:
    """Asked once a request."""
    if not hasattr(user, "_registered"):
        user._registered = registers.lines(user)  # type: ignore[attr-defined]
    return user._registered  # type: ignore[attr-defined, no-any-return]
