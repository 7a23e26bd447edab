"""The page where everybody comes in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.core.rules import PUBLIC, rule
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.rights import memberships_of
from goldenthread.partnerships.roles import Right, Role
from goldenthread.reports.queries.front import public_plans


@rule(PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    """Whoever reads one plan goes to it; who reads several, or none, to their work; the operator to the mail, a
    co-ordinator to the rounds of the network."""
    if not request.user.is_authenticated:
        return render(request, "reports/landing.html", {"plans": public_plans()})
    read = list(Partnership.objects.where(request.user, Right.READ_PLAN)[:2])
    if len(read) == 1:
        return redirect("plan:home", read[0].slug)
    if {held.role for held in memberships_of(request.user)} == {Role.OPERATOR}:
        return redirect("notifications:outbox")
    networks = [held.network for held in memberships_of(request.user) if held.network]
    if networks and {held.role for held in memberships_of(request.user)} == {Role.COORDINATOR}:
        return redirect("assurance:network", networks[0].slug)
    return redirect("reports:my_work")
