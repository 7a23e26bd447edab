"""Everything about one action, outcome or priority on a day."""

from typing import Any

from django.db.models import Q, QuerySet

from goldenthread.accounts.models import User
from goldenthread.evidence.models import Evidence
from goldenthread.evidence.users import Use
from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import (
    Action,
    ActionLink,
    ActionVersion,
    EvidenceUse,
    ImpactStatement,
    Outcome,
    OutcomeVersion,
    Owner,
    Priority,
    Return,
    ReturnState,
    Variation,
    VariationState,
)
from goldenthread.plan.queries.actions import actions_of
from goldenthread.plan.rating import suggest

SHOWN = 20


def existing(rows: QuerySet[Any], when: AsAt, begins: str, ends: str = "") -> QuerySet[Any]:
    """Rows that were there on the day: begun by then and, where they can end, not ended yet."""
    if not when.moment:
        return rows.filter(**{ends: None}) if ends else rows
    rows = rows.filter(**{f"{begins}__lte": when.moment})
    return rows.filter(Q(**{ends: None}) | Q(**{f"{ends}__gt": when.moment})) if ends else rows


def version_of(action: Action, when: AsAt) -> ActionVersion | None:
    """What the action said on the day, with its standing; None where it was not in the plan."""
    return actions_of(action.plan, when).filter(action=action).select_related("action__priority", "plan").first()


def about_action(action: Action, version: ActionVersion, when: AsAt) -> dict[str, Any]:
    """What the page of an action shows beside its version."""
    milestones = list(action.milestones.filter(removed=False).at(when.moment).order_by("due_on", "position"))
    owners = action.owners.at(when.moment).select_related("body__partnership", "organisation", "post__partnership")
    return {
        "milestones": milestones,
        "owners": list(owners),
        "suggestion": suggest(version, milestones, when.day),
        "occurrences": list(action.occurrences.all()),
        "returns": list(returns_of(action, when)[:SHOWN]),
        "evidence": list(evidence_of(when, action=action)[:SHOWN]),
        "impact": list(impact_of(when, action=action)),
        "links": links_of(action, when),
        "variations": list(variations_of(when, action=action)),
        "gates": list(existing(action.gates.select_related("decided_by"), when, "at")[:SHOWN]),
        "outcomes": list(
            OutcomeVersion.objects.filter(outcome__actions=action)
            .at(when.moment)
            .select_related("outcome__priority", "outcome__plan__partnership")
        ),
    }


def returns_of(action: Action, when: AsAt) -> QuerySet[Return]:
    """Newest first. On a past day only what was approved by then."""
    made = action.returns.select_related(
        "period", "written_by", "submitted_by", "approved_by", "occurrence", "action__plan__partnership"
    )
    if when.moment:
        made = made.filter(state=ReturnState.APPROVED, approved_at__lte=when.moment)
    return made


def evidence_of(when: AsAt, **target: Action | Outcome) -> QuerySet[EvidenceUse]:
    uses = EvidenceUse.objects.filter(**target).select_related(
        "evidence__file", "evidence__partnership", "added_by", "accepted_by"
    )
    return existing(uses, when, "added_at", "ended_at")


def impact_of(when: AsAt, **target: Action | Outcome) -> QuerySet[ImpactStatement]:
    claims = ImpactStatement.objects.filter(**target).select_related("claimed_by", "judged_by", "plan__partnership")
    return existing(claims, when, "claimed_at")


def variations_of(when: AsAt, **target: Action | Outcome | Priority) -> QuerySet[Variation]:
    asked = Variation.objects.filter(**target).select_related("proposed_by", "decided_by", "plan__partnership")
    if when.moment:
        asked = asked.filter(state=VariationState.APPROVED, decided_at__lte=when.moment)
    return asked


def links_of(action: Action, when: AsAt) -> list[dict[str, Any]]:
    """Both directions, as {link, other, words}: "depends on 3.3", "2.4 waits for this"."""
    rows = existing(ActionLink.objects.filter(Q(action=action) | Q(other=action)), when, "made_at", "ended_at")
    rows = rows.select_related(
        "action__priority", "action__plan__partnership", "other__priority", "other__plan__partnership"
    )
    return [
        {
            "link": link,
            "other": link.other if link.action_id == action.pk else link.action,
            "words": link.get_kind_display()
            if link.action_id == action.pk or link.kind == "duplicate"
            else "is waited for by",
        }
        for link in rows
    ]


def owners_of(action: Action, when: AsAt) -> QuerySet[Owner]:
    return action.owners.at(when.moment).select_related("body", "organisation", "post")


def uses_shown(evidence: Evidence, user: User) -> list[Use]:
    """Where in the plan a piece of evidence serves, as far as the person may see it."""
    rows = EvidenceUse.objects.filter(evidence=evidence, ended_at=None)
    seen = Q(action__in=Action.objects.visible_to(user)) | Q(outcome__in=Outcome.objects.visible_to(user))
    rows = rows.filter(seen).select_related(
        "action__priority", "action__plan__partnership", "outcome__priority", "outcome__plan__partnership"
    )
    places = [(row.action or row.outcome, row.accepted_at is not None) for row in rows]
    return [Use(str(place), place.get_absolute_url(), counts) for place, counts in places if place]  # type: ignore[union-attr]
