"""What waits for somebody's decision, judgement or acceptance."""

from collections.abc import Iterator

from django.db.models import Count, Min, Q

from goldenthread.accounts.models import User
from goldenthread.core.addresses import reverse
from goldenthread.core.words import ago, plural
from goldenthread.partnerships.models import reach
from goldenthread.partnerships.roles import Right
from goldenthread.plan.models import (
    EvidenceUse,
    ImpactState,
    ImpactStatement,
    Plan,
    ReturnState,
    Variation,
    VariationState,
)
from goldenthread.plan.queries.plans import ready_to_adopt
from goldenthread.reports.queries.my_work.tasks import SHOWN, Task, cut, where

CODED = ("action__priority", "outcome__priority")
"""What the number of an action or an outcome is made of."""


def returns(user: User) -> Iterator[Task]:
    """One line a partnership: the page behind it decides on several at once."""
    path = "plans__actions__returns"
    own = Q(**{f"{path}__written_by": user}) | Q(**{f"{path}__submitted_by": user})
    waiting = Q(**{f"{path}__state": ReturnState.SUBMITTED}) & ~own
    counted = where(user, Right.DECIDE, Right.CHECK_RETURNS).annotate(
        waiting=Count(path, filter=waiting), since=Min(f"{path}__submitted_at", filter=waiting)
    )
    for place in counted.filter(waiting__gt=0):
        words = f"{plural(place.waiting, 'return')} {'awaits' if place.waiting == 1 else 'await'} approval"
        reason = f"The oldest was handed in {ago(place.since)}."
        yield Task(place, "awaiting", words, reason, reverse("plan:returns", args=[place.slug]), "Open them")


def variations(user: User) -> Iterator[Task]:
    found = Variation.objects.visible_to(user).filter(state=VariationState.PROPOSED).exclude(proposed_by=user)
    found = found.filter(plan__partnership__in=where(user, Right.DECIDE)).select_related(
        "plan__partnership", *CODED, "priority", "proposed_by"
    )
    for each in found.order_by("proposed_at")[:SHOWN]:
        reason = f"{each.proposed_by} proposed it {ago(each.proposed_at)}: {cut(each.reason)}"
        yield Task(
            each.plan.partnership, "decide", f"{each.about}: {each.summary}", reason, each.get_absolute_url(), "Decide",
            plan=each.plan,
        )  # fmt: skip


def claims(user: User) -> Iterator[Task]:
    found = ImpactStatement.objects.visible_to(user).filter(state=ImpactState.PROPOSED).exclude(claimed_by=user)
    found = found.filter(plan__partnership__in=where(user, Right.JUDGE_IMPACT))
    for claim in found.select_related("plan__partnership", *CODED, "claimed_by").order_by("claimed_at")[:SHOWN]:
        reason = f"{claim.claimed_by} claimed this impact {ago(claim.claimed_at)}."
        yield Task(
            claim.plan.partnership,
            "judge",
            f"{claim.about}: {cut(claim.claim)}",
            reason,
            claim.get_absolute_url(),
            "Judge it",
            plan=claim.plan,
        )


def evidence(user: User) -> Iterator[Task]:
    """Evidence that came with a return is accepted with it."""
    places = where(user, Right.DECIDE, Right.CHECK_RETURNS)
    found = EvidenceUse.objects.filter(accepted_at=None, ended_at=None, made_return=None).exclude(added_by=user)
    found = found.filter(evidence__withdrawn_at=None, evidence__partnership__in=places)
    related = ("evidence__partnership", "action__priority", "outcome__priority", "added_by")
    for use in found.select_related(*related).order_by("added_at")[:SHOWN]:
        piece, slug = use.evidence, use.evidence.partnership.slug
        brought = f"{use.added_by} brought it {ago(use.added_at)} for {use.action or use.outcome}."
        yield Task(
            piece.partnership, "accept", piece.title, f"{brought} It counts when somebody else accepts it.",
            piece.get_absolute_url(), "Accept or take away", reverse("plan:accept_evidence", args=[slug, use.pk]),
        )  # fmt: skip


def adoptions(user: User) -> Iterator[Task]:
    """Drafts with nothing in the way of the Board's adoption, for whoever adopts plans without preparing them.

    Those who prepare them find them among their own.
    """
    places = set(reach(user, Right.ADOPT_PLAN).own) - set(reach(user, Right.PREPARE_PLAN).own)
    if not places:
        return
    drafts = ready_to_adopt(Plan.objects.visible_to(user).filter(partnership__in=places))
    for plan in drafts.select_related("partnership").order_by("created_at")[:SHOWN]:
        href = reverse("plan:adopt", args=[plan.partnership.slug, plan.ref])
        reason = "This draft plan is confirmed and awaits adoption."
        yield Task(plan.partnership, "adopt", plan.title, reason, href, "Adopt it")
