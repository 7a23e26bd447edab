"""All that is asked of one person, in every partnership: a fixed number of queries, however many there are.

Each function gives tasks of one kind, the most urgent first. Who is asked is a WHERE: the person's own places own the
action, or the person holds the right that the step needs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.words import ago, plural
from goldenthread.core.words import day as in_words
from goldenthread.evidence.models import Evidence, Screening
from goldenthread.partnerships.models import Body, Invitation, Membership, Organisation, Partnership, Post
from goldenthread.partnerships.queries import owned_by
from goldenthread.partnerships.roles import Right
from goldenthread.plan.models import (
    Action,
    ActionVersion,
    Delivery,
    EvidenceUse,
    ImpactState,
    ImpactStatement,
    MilestoneVersion,
    Owner,
    OwnerRole,
    Period,
    Plan,
    PlanState,
    Reading,
    ReadingState,
    Return,
    ReturnState,
    Variation,
    VariationState,
)
from goldenthread.plan.queries.returns import own_actions
from goldenthread.plan.rating import with_standing

SHOWN = 50
"""Of each kind; the list behind it has all."""
SOON = timedelta(days=30)
CHASE_AFTER = timedelta(days=3)
OPEN_PERIOD = Q(opened_at__isnull=False, locked_at=None)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that somebody waits for: why, and the one click that does it."""

    partnership: Partnership
    kind: str
    text: str
    reason: str
    href: str
    act: str
    act_href: str


def cut(text: str, length: int = 140) -> str:
    return text if len(text) <= length else f"{text[:length].rsplit(' ', 1)[0]}…"


def mine(user: User) -> list[Task]:
    """What I, or the bodies, posts and organisations I act for, owe."""
    return [*_own_returns(user), *_own_actions(user), *_own_milestones(user), *_own_evidence(user)]


def mine_to_decide(user: User) -> list[Task]:
    """What waits until I decide, judge or accept it. Never what I wrote, proposed, claimed or brought myself."""
    return [*_returns_waiting(user), *_variations_waiting(user), *_claims_waiting(user), *_evidence_waiting(user)]


def mine_to_keep_going(user: User) -> list[Task]:
    """The business unit's own work: what is missing, drafts, invitations."""
    return [*_returns_missing(user), *_readings(user), *_draft_plans(user), *_invitations(user)]


# --- owed -------------------------------------------------------------------------------------------------------------


def _owned(user: User) -> Exists:
    """For rows with an action: my own places own it."""
    owners = Owner.objects.at().filter(owned_by(user), action=OuterRef("action"), role__in=[OwnerRole.LEAD, OwnerRole.JOINT])
    return Exists(owners)


def _own_returns(user: User) -> Iterator[Task]:
    """Returns sent back, and drafts that can still be handed in."""
    open_ones = Q(state=ReturnState.SENT_BACK) | Q(state=ReturnState.DRAFT, period__opened_at__isnull=False, period__locked_at=None)
    found = Return.objects.visible_to(user).filter(open_ones, Q(_owned(user)) | Q(written_by=user), action__plan__state=PlanState.ADOPTED)
    related = ("action__plan__partnership", "action__priority", "period", "sent_back_by")
    for made in found.select_related(*related).order_by("-state", "period__returns_due_on")[:SHOWN]:
        href = made.get_absolute_url()
        if made.state == ReturnState.SENT_BACK:
            reason = f"{made.sent_back_by} sent it back {ago(made.sent_back_at)}: {cut(made.sent_back_note)}"
            yield Task(made.action.plan.partnership, "sent_back", f"{made.action}, {made.period}", reason, href, "Correct it", href)
        else:
            reason = f"Begun and not handed in. It is due by {in_words(made.period.returns_due_on)}."
            yield Task(made.action.plan.partnership, "draft", f"{made.action}, {made.period}", reason, href, "Go on writing", href)


def _own_actions(user: User) -> Iterator[Task]:
    """Overdue actions first, then those on which the open period has no return yet."""
    periods = Period.objects.filter(OPEN_PERIOD, partnership=OuterRef("plan__partnership")).order_by("-starts_on")
    made = Return.objects.filter(action=OuterRef("action"), period=OuterRef("open_period"))
    found = with_standing(own_actions(user), clock.today()).annotate(
        open_period=Subquery(periods.values("pk")[:1]),
        open_period_name=Subquery(periods.values("name")[:1]),
        returns_due_on=Subquery(periods.values("returns_due_on")[:1]),
        may_write=Exists(Partnership.objects.where(user, Right.WRITE_RETURNS).filter(pk=OuterRef("plan__partnership"))),
    )
    found = found.annotate(owes=Q(open_period__isnull=False) & ~Exists(made) & ~Q(delivery=Delivery.DELIVERED))
    wanted = found.filter(Q(is_late=True) | Q(owes=True)).select_related("action__plan__partnership", "action__priority")
    for version in wanted.order_by("-is_late", F("due_on").asc(nulls_last=True), "position")[:SHOWN]:
        yield _about(version)


def _about(version: Any) -> Task:
    action: Action = version.action
    reasons = []
    if version.is_late:
        reasons.append(f"It was due by {in_words(version.due_on)}, {ago(version.due_on)}.")
    if version.owes:
        reasons.append(f"Its return for {version.open_period_name} is due by {in_words(version.returns_due_on)}.")
    href = action.get_absolute_url()
    writes = version.owes and version.may_write
    return Task(
        action.plan.partnership, "overdue" if version.is_late else "due", f"{action}: {cut(version.words)}", " ".join(reasons), href,
        "Write the return" if writes else "Look at it",
        reverse("plan:start_return", args=[action.plan.partnership.slug, action.ref]) if writes else href,
    )  # fmt: skip


def _own_milestones(user: User) -> Iterator[Task]:
    today = clock.today()
    steps = MilestoneVersion.objects.visible_to(user).at().filter(
        _owned(user), removed=False, actual_on=None, due_on__lte=today + SOON, action__plan__state=PlanState.ADOPTED
    )
    for step in steps.select_related("action__plan__partnership", "action__priority").order_by("due_on")[:SHOWN]:
        place, late = step.action.plan.partnership, step.due_on < today
        reason = f"A milestone of {step.action}. It {'was' if late else 'is'} due by {in_words(step.due_on)}, {ago(step.due_on)}."
        act_href = reverse("plan:milestone", args=[place.slug, step.ref])
        yield Task(place, "overdue" if late else "due", cut(step.words), reason, step.action.get_absolute_url(), "Say it is reached", act_href)


def _own_evidence(user: User) -> Iterator[Task]:
    """Files in which something may identify a child, or which no machine can read, wait for whoever sent them."""
    waiting = [Screening.HITS, Screening.PICTURE]
    found = Evidence.objects.visible_to(user).filter(added_by=user, withdrawn_at=None, screening__in=waiting)
    for piece in found.select_related("partnership").order_by("added_at")[:SHOWN]:
        act_href = reverse("evidence:settle", args=[piece.partnership.slug, piece.ref])
        reason = f"Nobody else can open it yet: {piece.get_screening_display()}."
        yield Task(piece.partnership, "look", piece.title, reason, piece.get_absolute_url(), "Look at it", act_href)


# --- to decide --------------------------------------------------------------------------------------------------------


def _where(user: User, *rights: Right) -> Q:
    """Partnerships in which the person holds one of the rights, for a field ``partnership``."""
    either = Q()
    for right in rights:
        either |= Q(pk__in=Partnership.objects.where(user, right).values("pk"))
    return either


def _places(user: User, *rights: Right) -> QuerySet[Partnership]:
    return Partnership.objects.visible_to(user).filter(_where(user, *rights))


def _returns_waiting(user: User) -> Iterator[Task]:
    """One line a partnership: the page behind it decides on several at once."""
    waiting = Q(plans__actions__returns__state=ReturnState.SUBMITTED) & ~Q(plans__actions__returns__written_by=user)
    waiting &= ~Q(plans__actions__returns__submitted_by=user)
    path = "plans__actions__returns"
    counted = _places(user, Right.DECIDE, Right.CHECK_RETURNS).annotate(
        waiting=Count(path, filter=waiting), since=Min(f"{path}__submitted_at", filter=waiting)
    )
    for place in counted.filter(waiting__gt=0):
        href = reverse("plan:returns", args=[place.slug])
        words = f"{plural(place.waiting, 'return')} {'awaits' if place.waiting == 1 else 'await'} approval"
        yield Task(place, "awaiting", words, f"The oldest was handed in {ago(place.since)}.", href, "Open them", href)


def _variations_waiting(user: User) -> Iterator[Task]:
    found = Variation.objects.visible_to(user).filter(state=VariationState.PROPOSED, plan__partnership__in=_places(user, Right.DECIDE))
    related = ("plan__partnership", "action__priority", "proposed_by")
    for each in found.exclude(proposed_by=user).select_related(*related).order_by("proposed_at")[:SHOWN]:
        reason = f"{each.proposed_by} proposed it {ago(each.proposed_at)}: {cut(each.reason)}"
        yield Task(each.plan.partnership, "decide", each.summary, reason, each.get_absolute_url(), "Decide", each.get_absolute_url())


def _claims_waiting(user: User) -> Iterator[Task]:
    found = ImpactStatement.objects.visible_to(user).filter(
        state=ImpactState.PROPOSED, plan__partnership__in=_places(user, Right.JUDGE_IMPACT)
    )
    for claim in found.exclude(claimed_by=user).select_related("plan__partnership", "claimed_by").order_by("claimed_at")[:SHOWN]:
        reason = f"{claim.claimed_by} claimed this impact {ago(claim.claimed_at)}."
        yield Task(claim.plan.partnership, "judge", cut(claim.claim), reason, claim.get_absolute_url(), "Judge it", claim.get_absolute_url())


def _evidence_waiting(user: User) -> Iterator[Task]:
    """Evidence that came with a return is accepted with it."""
    places = _places(user, Right.DECIDE, Right.CHECK_RETURNS)
    found = EvidenceUse.objects.filter(
        accepted_at=None, ended_at=None, made_return=None, evidence__withdrawn_at=None, evidence__partnership__in=places
    ).exclude(added_by=user)
    related = ("evidence__partnership", "action__priority", "outcome__priority", "added_by")
    for use in found.select_related(*related).order_by("added_at")[:SHOWN]:
        place = use.evidence.partnership
        reason = f"{use.added_by} brought it {ago(use.added_at)} for {use.action or use.outcome}. It counts when somebody else accepts it."
        act_href = reverse("plan:accept_evidence", args=[place.slug, use.pk])
        yield Task(place, "accept", use.evidence.title, reason, use.evidence.get_absolute_url(), "Accept or take away", act_href)


# --- to keep going ----------------------------------------------------------------------------------------------------


def _returns_missing(user: User) -> Iterator[Task]:
    """Per partnership, on how many actions the open period has nothing handed in."""
    made = Return.objects.filter(action=OuterRef("action"), period=OuterRef("open_period"), state__in=[ReturnState.SUBMITTED, ReturnState.APPROVED])
    periods = Period.objects.filter(OPEN_PERIOD, partnership=OuterRef("plan__partnership")).order_by("-starts_on")
    lacking = (
        ActionVersion.objects.visible_to(user).at()
        .filter(removed=False, plan__state=PlanState.ADOPTED, plan__partnership__in=_places(user, Right.CHECK_RETURNS))
        .exclude(delivery=Delivery.DELIVERED)
        .annotate(open_period=Subquery(periods.values("pk")[:1]))
        .filter(~Exists(made), open_period__isnull=False)
    )  # fmt: skip
    counted = list(lacking.order_by().values("plan__partnership", "open_period").annotate(count=Count("pk")))
    known = Period.objects.visible_to(user).select_related("partnership").in_bulk([row["open_period"] for row in counted])
    for row in counted:
        period = known[row["open_period"]]
        href = reverse("plan:returns", args=[period.partnership.slug]) + "#missing"
        late = period.returns_due_on < clock.today()
        reason = f"They {'were' if late else 'are'} due by {in_words(period.returns_due_on)}, {ago(period.returns_due_on)}."
        words = f"{plural(row['count'], 'return')} missing for {period.name}"
        yield Task(period.partnership, "overdue" if late else "due", words, reason, href, "See which", href)


def _readings(user: User) -> Iterator[Task]:
    """Documents that could not be read."""
    found = Reading.objects.visible_to(user).filter(state=ReadingState.REFUSED).select_related("partnership")
    for reading in found.order_by("-sent_at")[:SHOWN]:
        href = reading.get_absolute_url()
        yield Task(reading.partnership, "look", reading.file_name, f"It could not be read. {reading.problem}", href, "Open it", href)


def _draft_plans(user: User) -> Iterator[Task]:
    found = Plan.objects.visible_to(user).filter(state=PlanState.DRAFT).annotate(
        open_doubts=Count("doubts", filter=Q(doubts__resolved_at=None), distinct=True),
        unconfirmed=Count("actions", filter=Q(actions__confirmed_at=None), distinct=True),
    )
    for plan in found.select_related("partnership").order_by("created_at")[:SHOWN]:
        reason = f"A draft with {plural(plan.open_doubts, 'doubt')} and {plural(plan.unconfirmed, 'action')} to confirm."
        href = plan.get_absolute_url()
        yield Task(plan.partnership, "draft", plan.title, reason, href, "Go on", href)


def _invitations(user: User) -> Iterator[Task]:
    """Nobody came in within three days, or the invitation has run out."""
    now = clock.now()
    found = Invitation.objects.filter(
        used_at=None, revoked_at=None, sent_at__lt=now - CHASE_AFTER, partnership__in=_places(user, Right.MANAGE), person__last_login=None
    )
    for sent in found.select_related("partnership", "person").order_by("sent_at")[:SHOWN]:
        over = sent.expires_at < now
        reason = f"Invited {ago(sent.sent_at)}. {'The invitation has run out.' if over else 'It has not been used yet.'}"
        href = reverse("partnerships:person", args=[sent.partnership.slug, sent.person.ref])
        yield Task(sent.partnership, "chase", sent.person.name, reason, href, "Invite again", href)


# --- where I belong ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MyPlace:
    """A body, a post or an organisation that I act for, and as what."""

    holder: Body | Organisation | Post
    role: str
    partnership: Partnership | None


def my_places(user: User) -> list[MyPlace]:
    held = Membership.objects.held_by(user).select_related(
        "partnership", "body__partnership", "organisation", "appointment__post__partnership"
    )
    found = [MyPlace(each.appointment.post if each.appointment else each.body or each.organisation, each.get_role_display(), each.partnership) for each in held]  # type: ignore[arg-type]
    return [place for place in found if place.holder is not None]


def plans_to_read(user: User) -> QuerySet[Partnership]:
    return Partnership.objects.where(user, Right.READ_PLAN).order_by("name")


def public_plans_near(user: User) -> QuerySet[Plan]:
    """The public plans of the person's own partnerships, for those who see nothing else of them."""
    shown = Plan.objects.filter(public_since__isnull=False, state=PlanState.ADOPTED, partnership__in=Partnership.objects.visible_to(user))
    return shown.select_related("partnership")
