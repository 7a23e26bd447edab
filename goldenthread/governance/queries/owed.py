"""What one person owes a meeting: papers, and actions that its body leads or decided on and that are due by its day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.governance.models import Decision, Meeting
from goldenthread.governance.queries.agenda import Agenda, newest
from goldenthread.partnerships.models import memberships_of
from goldenthread.partnerships.queries import owned_by
from goldenthread.plan.models import ActionVersion, Delivery, Owner, PlanState

MOST = 20


@dataclass(frozen=True, slots=True)
class Owed:
    text: str
    href: str
    due_on: date | None


def owed(user: User, meeting: Meeting, agenda: Agenda) -> list[Owed]:
    """One query, and none for somebody who answers for nothing. Nothing from an item that the person may not read."""
    on = timezone.localdate(meeting.starts_at)
    papers = [paper for line in agenda for paper in line.papers if paper.author_id == user.pk and not newest(paper)]
    found = [Owed(f"Paper: {paper.title}", paper.get_absolute_url(), paper.due_on) for paper in papers[:MOST]]
    if not any(held.body_id or held.organisation_id or held.appointment_id for held in memberships_of(user)):
        return found
    own = Owner.objects.at().filter(owned_by(user, partnership="action__plan__partnership")).values("action")
    decided = Decision.objects.visible_to(user).filter(body=meeting.body_id).values("actions")
    due = ActionVersion.objects.visible_to(user).at().filter(
        Q(lead_body=meeting.body_id) | Q(action__in=decided), action__in=own, removed=False, due_on__lte=on,
        plan__partnership=meeting.partnership_id, plan__state=PlanState.ADOPTED,
    )  # fmt: skip
    for each in due.exclude(delivery=Delivery.DELIVERED).select_related(
        "action__priority", "action__plan__partnership"
    ).order_by("due_on")[:MOST]:  # fmt: skip
        found.append(Owed(f"{each.action}: {each.words}", each.action.get_absolute_url(), each.due_on))
    return found
