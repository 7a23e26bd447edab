"""D5: the database fails at the first statement of an operation, at the second, and so on: all of it happens, or nothing.

``python -m bench.failing`` in a made-up partnership; prints one JSON object.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import django

django.setup()

from django.db import OperationalError, connection  # noqa: E402

from goldenthread.accounts.models import User  # noqa: E402
from goldenthread.core.backups.engines import engine  # noqa: E402
from goldenthread.governance.models import Meeting, MeetingState, Minutes, MinutesState  # noqa: E402
from goldenthread.governance.operations.meetings import close_meeting, open_meeting  # noqa: E402
from goldenthread.governance.operations.minutes import approve_minutes  # noqa: E402
from goldenthread.history.queries import faults  # noqa: E402
from goldenthread.partnerships.models import BodyKind  # noqa: E402
from goldenthread.plan.models import Return, ReturnState  # noqa: E402
from goldenthread.plan.operations.returns import approve_return, submit_return  # noqa: E402

MOST = 200
Step = tuple[str, Callable[[], object], Callable[[], bool]]
"""A name, the operation, and whether it is done."""


class FailsAt:
    """Lets the database fail at one statement, counted from when it is put in."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, execute: Any, sql: str, *rest: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            raise OperationalError("The drill says no.")
        return execute(sql, *rest)


def steps() -> Iterator[Step]:
    manager, chair = (User.objects.get(email=f"{name}@load-1.example") for name in ("manager", "chair"))
    made = Return.objects.filter(state=ReturnState.DRAFT, period__locked_at=None).select_related("action")[0]
    yield "submit a return", lambda: submit_return(made, by=manager), lambda: _is(made, ReturnState.SUBMITTED)
    yield "approve a return", lambda: approve_return(made, by=chair), lambda: _is(made, ReturnState.APPROVED)
    board = Meeting.objects.filter(body__kind=BodyKind.BOARD)
    [session] = board.filter(state=MeetingState.IN_SESSION)
    minutes = Minutes.objects.get(meeting__in=board, state=MinutesState.CHECKED)
    approve = lambda: approve_minutes(minutes, at=session, by=chair)  # noqa: E731
    yield "approve minutes", approve, lambda: _is(minutes, MinutesState.APPROVED)
    yield "close a meeting", lambda: close_meeting(session, by=manager), lambda: _is(session, MeetingState.CLOSED)
    following = board.filter(state=MeetingState.PUBLISHED).order_by("starts_at")[0]
    yield (
        "open a meeting",
        lambda: open_meeting(following, early=True, by=manager),
        lambda: _is(following, MeetingState.IN_SESSION),
    )


def _is(record: Any, state: str) -> bool:
    return bool(type(record).objects.filter(pk=record.pk, state=state).exists())


def tried(do: Callable[[], object], is_done: Callable[[], bool]) -> dict[str, int]:
    """``half``: how often something was left behind by an operation that was not done."""
    before, half, failed = tables(), 0, 0
    for number in range(1, MOST):
        try:
            with connection.execute_wrapper(FailsAt(number)):
                do()
            break
        except OperationalError:
            failed += 1
        if is_done():  # it failed in what follows the commit
            break
        half += tables() != before
    return {"statements": failed, "half": half, "lost": int(not is_done())}


def tables() -> dict[str, Any]:
    return dict(engine().tables())


def main() -> None:
    found = {name: tried(do, is_done) for name, do, is_done in steps()}
    print(json.dumps({"operations": found, "broken_chains": len(list(faults()))}))


if __name__ == "__main__":
    main()
