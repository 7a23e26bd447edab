"""The table of roles, for everyone who is asked "who may do that?"."""

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.core.rules import rule
from goldenthread.partnerships.queries import holders_by_role
from goldenthread.partnerships.requests import Request
from goldenthread.partnerships.roles import DUTIES, Right


@rule("READ_PLAN")
def roles(request: Request, partnership: str) -> HttpResponse:
    holders = holders_by_role(request.partnership)
    lines = [
        (role, duty, [right.value for right in Right if right in duty.rights], holders.get(role, []))
        for role, duty in DUTIES.items()
    ]
    return render(request, "partnerships/roles.html", {"partnership": request.partnership, "lines": lines})
