"""Asked by the benchmark and the drills, with the application's settings: ``python -m bench.inside WHAT JSON``."""

import json
import sys
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from goldenthread.accounts.models import User  # noqa: E402
from goldenthread.plan.models import Action, Return, ReturnState  # noqa: E402


def sign_in(email: str) -> str:
    """The key of a session as a sign-in link makes it."""
    client = Client()
    client.force_login(User.objects.get(email=email))
    session = client.session
    session["demonstration"] = True
    session.save()
    return str(session.session_key)


def targets(partnership: str) -> dict[str, str]:
    """What is opened and written: an action with its forty returns, a draft return, another one for the limit."""
    place = {"plan__partnership__slug": partnership}
    action = Action.objects.filter(**place, number="2").order_by("pk").first()
    open_returns = Return.objects.filter(action__plan__partnership__slug=partnership, period__locked_at=None)
    drafts = open_returns.filter(state=ReturnState.DRAFT).order_by("pk").values_list("ref", flat=True)
    assert action  # noqa: S101
    return {"slug": partnership, "action": action.ref, "return": drafts[0], "limit_return": drafts[1]}


def queries(session: str, path: str, data: dict[str, str] | None = None) -> int:
    """How many statements a request costs, once everything is warm."""
    asked = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    client = Client(headers={"host": "localhost"})
    client.cookies["session"] = session
    client.get(path)
    with connection.execute_wrapper(count):
        response = client.post(path, data) if data else client.get(path)
    assert response.status_code in {200, 302}, response.status_code  # noqa: S101
    return sum(not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for sql in asked)


if __name__ == "__main__":
    answer = {"sign_in": sign_in, "targets": targets, "queries": queries}[sys.argv[1]](**json.loads(sys.argv[2]))
    print(json.dumps(answer))
