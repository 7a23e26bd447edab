"""Everything about one action, outcome or priority on a day."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from goldenthread.accounts.models import User
from goldenthread.evidence.models import CORRECTED, Evidence
from goldenthread.evidence.users import Use
from goldenthread.history.queries import values_before
from goldenthread.partnerships.models import Body, Post
from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import (
    Action,
    ActionLink,
    ActionVersion,
    Delivery,
    EvidenceUse,
    ImpactState,
    ImpactStatement,
    Occurrence,
    Outcome,
    OutcomeVersion,
    Owner,
    Return,
    Variation,
    VariationState,
)
from goldenthread.plan.queries.approved import approved_returns
from goldenthread.plan.queries.people import but_names
from goldenthread.plan.rating import suggest, with_standing

SHOWN = 20
DATES = {"evidence_on", "expires_on"}
Row = TypeVar("Row", bound=Model)


def existing(rows: QuerySet[Any], when: AsAt, begins: str, ends: str = "") -> QuerySet[Any]:
    """Rows that were there on the day: begun by then and, where they can end, not ended yet."""
    if not when.moment:
        return rows.filter(**{ends: None}) if ends else rows
    rows = rows.filter(**{f"{begins}__lte": when.moment})
    return rows.filter(Q(**{ends: None}) | Q(**{f"{ends}__gt": when.moment})) if ends else rows


def told(rows: Iterable[Row], **known: Any) -> list[Row]:
    """The rows, each with what the caller holds already in its place, so that nothing asks for it again."""
    found = list(rows)
    for row in found:
        for name, value in known.items():
            setattr(row, name, value)
    return found


def version_of(action: Action, when: AsAt) -> ActionVersion | None:
    """What the action said on the day, with its standing; None where it was not in the plan."""
    versions = with_standing(action.versions.filter(removed=False).at(when.moment), when.day)
    return next(iter(told(versions[:1], plan=action.plan, priority=action.priority)), None)


def about_action(action: Action, version: ActionVersion, when: AsAt) -> dict[str, Any]:
    """What the page of an action shows beside its version."""
    gates = action.gates.select_related("decided_by").defer(*but_names("decided_by"))
    milestones = list(action.milestones.filter(removed=False).at(when.moment).order_by("due_on", "position"))
    return {
        "milestones": milestones,
        "owners": owners_of(action, when),
        "suggestion": suggest(version, milestones, when.day),
        "occurrences": occurrences_of(action, when),
        "returns": returns_of(action, when),
        "evidence": evidence_of(action, when)[:SHOWN],
        "impact": impact_of(action, when),
        "links": links_of(action, when),
        "variations": variations_of(action, when),
        "gates": list(existing(gates, when, "at")[:SHOWN]),
        "outcomes": outcomes_of(action, when),
    }


def outcomes_of(action: Action, when: AsAt) -> list[OutcomeVersion]:
    served = action.servings.at(when.moment).values("outcome")
    serves = OutcomeVersion.objects.filter(outcome__in=served).at(when.moment).select_related("outcome__priority")
    outcomes = list(serves)
    told((version.outcome for version in outcomes), plan=action.plan)
    return outcomes


def owners_of(action: Action, when: AsAt) -> list[Owner]:
    owners = list(action.owners.at(when.moment).select_related("body", "organisation", "post"))
    told((each.holder for each in owners if isinstance(each.holder, Body | Post)), partnership=action.plan.partnership)
    return owners


def returns_of(action: Action, when: AsAt) -> list[Return]:
    """Newest first. On a past day only what was approved by then, in the words of then."""
    if when.moment:
        found = told(approved_returns(when, action=action), action=action)
        return sorted(found, key=lambda made: made.period.starts_on, reverse=True)[:SHOWN]
    people = ("written_by", "submitted_by", "approved_by")
    made = action.returns.select_related("period", "occurrence", *people).defer(*but_names(*people))
    return list(made[:SHOWN])


def evidence_of(target: Action | Outcome, when: AsAt) -> list[EvidenceUse]:
    uses = target.evidence_uses.select_related("evidence", "added_by").defer(*but_names("added_by"))
    found = list(existing(uses, when, "added_at", "ended_at"))
    told((use.evidence for use in found), partnership=target.plan.partnership)
    return _as_they_stood(found, when.moment) if when.moment else found


def _as_they_stood(uses: list[EvidenceUse], moment: datetime) -> list[EvidenceUse]:
    """What was accepted, withdrawn or corrected later was not so then."""
    before = values_before([use.evidence for use in uses], moment, CORRECTED)
    for use in uses:
        if use.accepted_at and use.accepted_at > moment:
            use.accepted_at = use.accepted_by = None
        _as_it_was(use.evidence, before.get(use.evidence.ref, {}), moment)
    return uses


def _as_it_was(piece: Evidence, values: dict[str, Any], moment: datetime) -> None:
    for name, value in values.items():
        setattr(piece, name, date.fromisoformat(value) if value and name in DATES else value)
    if piece.withdrawn_at and piece.withdrawn_at > moment:
        piece.withdrawn_at = None


def _as_it_was_judged(claim: ImpactStatement, moment: datetime) -> None:
    """What was judged later was only claimed on the day."""
    if claim.judged_at and claim.judged_at > moment:
        claim.state, claim.judged_by, claim.judgement = ImpactState.PROPOSED, None, ""


def occurrences_of(action: Action, when: AsAt) -> list[Occurrence]:
    """Each time, done where a return that said so was approved by the day."""
    times = list(action.occurrences.all())
    if when.moment and times:
        said = approved_returns(when, action=action)
        done = {made.occurrence_id: made.actual_on for made in said if made.rating == Delivery.DELIVERED}
        for time in times:
            time.actual_on = done.get(time.pk)
    return times


def impact_of(target: Action | Outcome, when: AsAt) -> list[ImpactStatement]:
    people = ("claimed_by", "judged_by")
    asked = target.impact_statements.select_related(*people).defer(*but_names(*people))
    claims = told(existing(asked, when, "claimed_at"), plan=target.plan)
    for claim in claims if when.moment else []:
        _as_it_was_judged(claim, when.moment)  # type: ignore[arg-type]
    return claims


def variations_of(target: Action | Outcome, when: AsAt) -> list[Variation]:
    people = ("proposed_by", "decided_by")
    asked = target.variations.select_related(*people).defer(*but_names(*people))
    if when.moment:
        asked = asked.filter(state=VariationState.APPROVED, decided_at__lte=when.moment)
    return told(asked, plan=target.plan)


def links_of(action: Action, when: AsAt) -> list[dict[str, Any]]:
    """Both directions, as {link, other, words}: "depends on 3.3", "2.4 waits for this"."""
    links = list(existing(ActionLink.objects.filter(Q(action=action) | Q(other=action)), when, "made_at", "ended_at"))
    if not links:
        return []
    ends = {link.action_id for link in links} | {link.other_id for link in links}
    others = Action.objects.select_related("priority", "plan__partnership").in_bulk(ends - {action.pk})
    return [
        {
            "link": link,
            "other": others[link.other_id if link.action_id == action.pk else link.action_id],
            "words": link.get_kind_display()
            if link.action_id == action.pk or link.kind == "duplicate"
            else "is waited for by",
        }
        for link in links
    ]


def uses_shown(evidence: Evidence, user: User) -> list[Use]:
    """Where in the plan a piece of evidence serves, as far as the person may see it."""
    rows = EvidenceUse.objects.filter(evidence=evidence, ended_at=None)
    seen = Q(action__in=Action.objects.visible_to(user)) | Q(outcome__in=Outcome.objects.visible_to(user))
    rows = rows.filter(seen).select_related(
        "action__priority", "action__plan__partnership", "outcome__priority", "outcome__plan__partnership"
    )
    places = [(row.action or row.outcome, row.accepted_at is not None) for row in rows]
    return [Use(str(place), place.get_absolute_url(), counts) for place, counts in places if place]  # type: ignore[union-attr]
