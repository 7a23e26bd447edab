"""Everything about one action, outcome or priority on a day."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from goldenthread.accounts.models import User
from goldenthread.core.prepared import prepared
from goldenthread.evidence.models import CORRECTED, Evidence
from goldenthread.evidence.users import Use
from goldenthread.history.queries import values_before
from goldenthread.partnerships.models import Body, Partnership, Post
from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import (
    Action,
    ActionLink,
    ActionVersion,
    Delivery,
    EvidenceUse,
    GateDecision,
    ImpactState,
    ImpactStatement,
    MilestoneVersion,
    Occurrence,
    Outcome,
    OutcomeVersion,
    Owner,
    Return,
    Serving,
    Sight,
    Variation,
    VariationState,
    sight_of,
)
from goldenthread.plan.queries.approved import approved_returns
from goldenthread.plan.queries.people import but_names
from goldenthread.plan.rating import suggest, with_standing

SHOWN = 20
DATES = {"evidence_on", "expires_on"}
Row = TypeVar("Row", bound=Model)


def existing(rows: QuerySet[Any], moment: datetime | None, begins: str, ends: str = "") -> QuerySet[Any]:
    """Rows that were there at the moment (with none: now): begun by then and, where they can end, not ended yet."""
    if not moment:
        return rows.filter(**{ends: None}) if ends else rows
    rows = rows.filter(**{f"{begins}__lte": moment})
    return rows.filter(Q(**{ends: None}) | Q(**{f"{ends}__gt": moment})) if ends else rows


def told(rows: Iterable[Row], **known: Any) -> list[Row]:
    """The rows, each with what the caller holds already in its place, so that nothing asks for it again."""
    found = list(rows)
    for row in found:
        for name, value in known.items():
            setattr(row, name, value)
    return found


def action_in_sight(user: User, partnership: Partnership, ref: str) -> Action | None:
    """The action of that name that the person may see, with its priority and its plan in the partnership."""
    found = _action(sight=sight_of(user), partnership=partnership.pk, ref=ref)
    for action in found:
        action.plan.partnership, action.priority.plan = partnership, action.plan
    return found[0] if found else None


@prepared
def _action(*, sight: Sight, partnership: int, ref: str) -> QuerySet[Action]:
    actions = Action.objects.in_sight(sight).filter(ref=ref, plan__partnership=partnership)
    return actions.select_related("plan", "priority")


def version_of(action: Action, when: AsAt) -> ActionVersion | None:
    """What the action said on the day, with its standing; None where it was not in the plan."""
    versions = told(_version(action=action.pk, when=when), action=action, plan=action.plan, priority=action.priority)
    return versions[0] if versions else None


@prepared
def _version(*, action: int, when: AsAt) -> QuerySet[ActionVersion]:
    return with_standing(ActionVersion.objects.filter(action=action, removed=False).at(when.moment), when.day)[:1]


def about_action(action: Action, version: ActionVersion, when: AsAt) -> dict[str, Any]:
    """What the page of an action shows beside its version."""
    milestones = _milestones(action=action.pk, moment=when.moment)
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
        "gates": _gates(action=action.pk, moment=when.moment),
        "outcomes": outcomes_of(action, when),
        "origins": list(action.origins.at(when.moment)),
    }


@prepared
def _milestones(*, action: int, moment: datetime | None) -> QuerySet[MilestoneVersion]:
    steps = MilestoneVersion.objects.filter(action=action, removed=False).at(moment)
    return steps.order_by("due_on", "position")


@prepared
def _gates(*, action: int, moment: datetime | None) -> QuerySet[GateDecision]:
    decided = GateDecision.objects.filter(action=action).select_related("decided_by").defer(*but_names("decided_by"))
    return existing(decided, moment, "at")[:SHOWN]


@prepared
def _returns(*, action: int) -> QuerySet[Return]:
    people = ("written_by", "submitted_by", "approved_by")
    made = Return.objects.filter(action=action).select_related("period", "occurrence", *people)
    return made.defer(*but_names(*people))[:SHOWN]


def outcomes_of(action: Action, when: AsAt) -> list[OutcomeVersion]:
    outcomes = _outcomes(action=action.pk, moment=when.moment)
    told((version.outcome for version in outcomes), plan=action.plan)
    return outcomes


@prepared
def _outcomes(*, action: int, moment: datetime | None) -> QuerySet[OutcomeVersion]:
    served = Serving.objects.filter(action=action).at(moment).values("outcome")
    return OutcomeVersion.objects.filter(outcome__in=served).at(moment).select_related("outcome__priority")


def owners_of(action: Action, when: AsAt) -> list[Owner]:
    owners = _owners(action=action.pk, moment=when.moment)
    told((each.holder for each in owners if isinstance(each.holder, Body | Post)), partnership=action.plan.partnership)
    return owners


def returns_of(action: Action, when: AsAt) -> list[Return]:
    """Newest first. On a past day only what was approved by then, in the words of then."""
    if when.moment:
        found = told(approved_returns(when, action=action), action=action)
        return sorted(found, key=lambda made: made.period.starts_on, reverse=True)[:SHOWN]
    return told(_returns(action=action.pk), action=action)


@prepared
def _owners(*, action: int, moment: datetime | None) -> QuerySet[Owner]:
    return Owner.objects.filter(action=action).at(moment).select_related("body", "organisation", "post")


def _target(target: Action | Outcome) -> dict[str, int | None]:
    is_action = isinstance(target, Action)
    return {"action": target.pk if is_action else None, "outcome": None if is_action else target.pk}


def _of(rows: QuerySet[Any], action: int | None, outcome: int | None) -> QuerySet[Any]:
    return rows.filter(action=action) if action else rows.filter(outcome=outcome)


def evidence_of(target: Action | Outcome, when: AsAt) -> list[EvidenceUse]:
    found = _evidence(**_target(target), moment=when.moment)
    told((use.evidence for use in found), partnership=target.plan.partnership)
    return _as_they_stood(found, when.moment) if when.moment else found


@prepared
def _evidence(*, action: int | None, outcome: int | None, moment: datetime | None) -> QuerySet[EvidenceUse]:
    uses = _of(EvidenceUse.objects.select_related("evidence", "added_by"), action, outcome)
    return existing(uses.defer(*but_names("added_by")), moment, "added_at", "ended_at")


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
    times = _times(action=action.pk)
    if when.moment and times:
        said = approved_returns(when, action=action)
        done = {made.occurrence_id: made.actual_on for made in said if made.rating == Delivery.DELIVERED}
        for time in times:
            time.actual_on = done.get(time.pk)
    return times


@prepared
def _times(*, action: int) -> QuerySet[Occurrence]:
    return Occurrence.objects.filter(action=action)


def impact_of(target: Action | Outcome, when: AsAt) -> list[ImpactStatement]:
    claims = told(_impact(**_target(target), moment=when.moment), plan=target.plan)
    for claim in claims if when.moment else []:
        _as_it_was_judged(claim, when.moment)  # type: ignore[arg-type]
    return claims


@prepared
def _impact(*, action: int | None, outcome: int | None, moment: datetime | None) -> QuerySet[ImpactStatement]:
    people = ("claimed_by", "judged_by")
    asked = _of(ImpactStatement.objects.select_related(*people), action, outcome)
    return existing(asked.defer(*but_names(*people)), moment, "claimed_at")


def variations_of(target: Action | Outcome, when: AsAt) -> list[Variation]:
    return told(_variations(**_target(target), moment=when.moment), plan=target.plan)


@prepared
def _variations(*, action: int | None, outcome: int | None, moment: datetime | None) -> QuerySet[Variation]:
    people = ("proposed_by", "decided_by")
    asked = _of(Variation.objects.select_related(*people), action, outcome).defer(*but_names(*people))
    return asked.filter(state=VariationState.APPROVED, decided_at__lte=moment) if moment else asked


def links_of(action: Action, when: AsAt) -> list[dict[str, Any]]:
    """Both directions, as {link, other, words}: "depends on 3.3", "2.4 waits for this"."""
    links = _links(action=action.pk, moment=when.moment)
    if not links:
        return []
    ends = {link.action_id for link in links} | {link.other_id for link in links}
    others = {other.pk: other for other in _actions(pks=tuple(sorted(ends - {action.pk})))}
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


@prepared
def _links(*, action: int, moment: datetime | None) -> QuerySet[ActionLink]:
    return existing(ActionLink.objects.filter(Q(action=action) | Q(other=action)), moment, "made_at", "ended_at")


@prepared
def _actions(*, pks: tuple[int, ...]) -> QuerySet[Action]:
    return Action.objects.filter(pk__in=pks).select_related("priority", "plan__partnership")


def uses_shown(evidence: Evidence, user: User) -> list[Use]:
    """Where in the plan a piece of evidence serves, as far as the person may see it."""
    rows = EvidenceUse.objects.filter(evidence=evidence, ended_at=None)
    seen = Q(action__in=Action.objects.visible_to(user)) | Q(outcome__in=Outcome.objects.visible_to(user))
    rows = rows.filter(seen).select_related(
        "action__priority", "action__plan__partnership", "outcome__priority", "outcome__plan__partnership"
    )
    places = [(row.action or row.outcome, row.accepted_at is not None and not evidence.is_held_back) for row in rows]
    return [Use(str(place), place.get_absolute_url(), counts) for place, counts in places if place]  # type: ignore[union-attr]


def variation_addresses(user: User, refs: list[str]) -> dict[str, str]:
    """Where variations that gave rise to an action can be read, for ``plan/origins.py``."""
    found = Variation.objects.visible_to(user).filter(ref__in=refs).select_related("plan__partnership")
    return {variation.ref: variation.get_absolute_url() for variation in found}
