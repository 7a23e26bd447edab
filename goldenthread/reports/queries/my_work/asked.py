"""Self-assessments that the person's organisations owe: one query, and none for people of no organisation."""

from goldenthread.accounts.models import User
from goldenthread.assurance.queries.returns import is_late, open_returns
from goldenthread.core import clock
from goldenthread.core.words import ago
from goldenthread.core.words import day as in_words
from goldenthread.partnerships.rights import answered_for
from goldenthread.reports.queries.my_work.tasks import SHOWN, Task


def self_assessments(user: User) -> list[Task]:
    if not answered_for(user):
        return []
    return [
        Task(
            each.round.partnership, "overdue" if is_late(each, clock.today()) else "due",
            f"{each.round.title}, for {each.organisation}",
            f"Due by {in_words(each.round.due_on)}, {ago(each.round.due_on)}. "
            f"{each.answered} of {each.asked} questions answered.",
            each.get_absolute_url(), "Go on with it",
        )
        for each in open_returns(user).prefetch_related(None)[:SHOWN]
    ]  # fmt: skip
