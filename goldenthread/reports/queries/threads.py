"""Broken threads: every arrow of the thread that is missing, by kind, owner and age, on any day. All in SQL.

Each kind is a query with the same columns, so that one UNION is the list, and a page of it costs the same whatever
the plan's size. An arrow is missing *since* the day on which it could first have been there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Greatest, TruncDate

from goldenthread.accounts.models import User
from goldenthread.core.addresses import reverse
from goldenthread.evidence.models import Rung
from goldenthread.governance.models import (
    Challenge,
    ChallengeResult,
    ChallengeStep,
    Decision,
    DecisionState,
    RiskVersion,
)
from goldenthread.governance.queries.risks import still_open
from goldenthread.governance.scales import scales
from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import (
    ActionVersion,
    Delivery,
    GateDecision,
    Origin,
    OutcomeVersion,
    Plan,
    PriorityVersion,
    Serving,
)
from goldenthread.plan.models.tree import action_code
from goldenthread.plan.queries.plan_on_a_page import heard_priorities

Rows = QuerySet[Any, Any]
IN_ORDER = ("kind", "place", "ref", "above", "own", "said", "since", "owner")
NAMED = ("lead_body__name", "lead_organisation__name", "lead_post__title")


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which plan, on which day, for whom. ``owner`` is "body:ref" and the like, or nothing."""

    user: User
    plan: Plan
    when: AsAt
    owner: str = ""

    @property
    def began(self) -> date:
        return self.plan.adopted_on or self.plan.starts_on or self.when.day


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    why: str
    mend: str
    """What mends it, in words for a person."""
    find: Callable[[Asked], Rows]


@dataclass(frozen=True, slots=True)
class Thread:
    """One missing arrow; ``since`` the day from which it could have been there."""

    kind: str
    place: str
    ref: str
    label: str
    words: str
    owner: str
    since: date


# --- the kinds --------------------------------------------------------------------------------------------------------


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())


def _day(value: date) -> Value:
    return Value(value, output_field=DateField())


def _actions(asked: Asked) -> QuerySet[ActionVersion]:
    found = ActionVersion.objects.visible_to(asked.user).filter(plan=asked.plan, removed=False).at(asked.when.moment)
    if asked.owner:
        kind, _, ref = asked.owner.partition(":")
        found = found.filter(**{f"lead_{kind}__ref": ref})
    return found


def _of_actions(kind: str, found: QuerySet[ActionVersion], since: Any) -> Rows:
    columns = {
        "kind": _text(kind), "place": _text("action"), "ref": F("action__ref"), "above": F("action__priority__number"),
        "own": F("action__number"), "said": F("words"), "since": since,
        "owner": Coalesce(*NAMED, "owner_text", output_field=CharField()),
    }  # fmt: skip
    return found.order_by().values(**columns)


def _of_outcomes(kind: str, asked: Asked, broken: Q) -> Rows:
    found = OutcomeVersion.objects.visible_to(asked.user).filter(outcome__plan=asked.plan, removed=False)
    found = found.at(asked.when.moment).filter(broken)
    columns = {
        "kind": _text(kind), "place": _text("outcome"), "ref": F("outcome__ref"),
        "above": F("outcome__priority__number"), "own": F("outcome__number"), "said": F("words"),
        "since": _day(asked.began), "owner": _text(""),
    }  # fmt: skip
    return (found.none() if asked.owner else found).order_by().values(**columns)


def _unowned(asked: Asked) -> Rows:
    begun = Greatest(TruncDate("action__created_at"), _day(asked.began), output_field=DateField())
    nobody = _actions(asked).filter(lead_body=None, lead_organisation=None, lead_post=None)
    return _of_actions("unowned", nobody, begun)


def _unproven(asked: Asked) -> Rows:
    found = _actions(asked).filter(delivery=Delivery.DELIVERED, rung=Rung.NONE)
    return _of_actions("unproven", found, F("actual_on"))


def _unseen(asked: Asked) -> Rows:
    """More than half of its time is over: its last day is nearer than its first."""
    on = asked.when.day
    ends = Coalesce("due_on", _day(asked.plan.ends_on or date.max))
    found = _actions(asked).annotate(last_day=ends).filter(last_day__lt=on + (on - asked.began), rung=Rung.NONE)
    return _of_actions("unseen", found.exclude(delivery=Delivery.DELIVERED), _day(asked.began))


def _ungated(asked: Asked) -> Rows:
    decided = GateDecision.objects.filter(action=OuterRef("action"))
    if asked.when.moment:
        decided = decided.filter(at__lte=asked.when.moment)
    found = _actions(asked).filter(~Exists(decided), delivery=Delivery.DELIVERED)
    return _of_actions("ungated", found, F("actual_on"))


def _idle(asked: Asked) -> Rows:
    in_plan = ActionVersion.objects.filter(plan=asked.plan, removed=False).at(asked.when.moment).values("action")
    serving = Serving.objects.filter(outcome=OuterRef("outcome"), action__in=in_plan).at(asked.when.moment)
    return _of_outcomes("idle", asked, Q(~Exists(serving)))


def _without_impact(asked: Asked) -> Rows:
    return _of_outcomes("no_impact", asked, Q(impact_evidenced=False))


def _without_voice(asked: Asked) -> Rows:
    found = PriorityVersion.objects.visible_to(asked.user).filter(priority__plan=asked.plan, removed=False)
    heard = heard_priorities(asked.plan.partnership_id, asked.when.moment)
    found = found.at(asked.when.moment).exclude(priority__in=heard)
    columns = {
        "kind": _text("no_voice"), "place": _text("priority"), "ref": F("priority__ref"), "above": _text(""),
        "own": F("priority__number"), "said": F("title"), "since": _day(asked.began), "owner": _text(""),
    }  # fmt: skip
    return (found.none() if asked.owner else found).order_by().values(**columns)


def _without_action(asked: Asked) -> Rows:
    """Taken since the plan began. None from an item that the person may not read."""
    found = Decision.objects.visible_to(asked.user).filter(
        partnership=asked.plan.partnership_id,
        state=DecisionState.TAKEN,
        no_action_why="",
        actions=None,
        variations=None,
    )
    found = found.filter(taken_at__date__range=(asked.began, asked.when.day))
    if asked.owner:
        kind, _, ref = asked.owner.partition(":")
        found = found.filter(body__ref=ref) if kind == "body" else found.none()
    columns = {
        "kind": _text("no_action"), "place": _text("decision"), "above": _text(""), "own": F("number"),
        "said": F("words"), "since": TruncDate("taken_at"), "owner": F("body__name"),
    }  # fmt: skip
    return found.order_by().annotate(**columns).values(*IN_ORDER)


def _upheld(asked: Asked) -> Rows:
    """Closed since the plan began, with a change of something that the plan does not know."""
    found = Challenge.objects.visible_to(asked.user).filter(
        ~Exists(_origins(asked, "governance.challenge", "ref")), partnership=asked.plan.partnership_id,
        result=ChallengeResult.CHANGED, action=None, outcome=None, made_return=None,
        closed_at__date__range=(asked.began, asked.when.day),
    )  # fmt: skip
    step = ChallengeStep.objects.filter(challenge=OuterRef("pk")).order_by("-position")
    name = Coalesce("body__name", "organisation__name", "post__title", output_field=CharField())
    if asked.owner:
        kind, _, ref = asked.owner.partition(":")
        found = found.filter(**{f"steps__{kind}__ref": ref}).distinct()
    columns = {
        "kind": _text("upheld"), "place": _text("challenge"), "above": _text(""), "own": Cast("number", CharField()),
        "said": F("title"), "since": TruncDate("closed_at"), "owner": Subquery(step.values(said=name)[:1]),
    }  # fmt: skip
    return found.order_by().annotate(**columns).values(*IN_ORDER)


def _above_appetite(asked: Asked) -> Rows:
    """Open, and scored higher than its scale bears without an action."""
    borne = Q()
    for scale in scales():
        borne |= Q(risk__scale=scale.name, rated__lte=scale.appetite)
    found = RiskVersion.objects.visible_to(asked.user).at(asked.when.moment).filter(still_open(asked.when))
    found = found.filter(
        ~Exists(_origins(asked, "governance.risk", "risk__ref")), risk__partnership=asked.plan.partnership_id
    )
    found = found.annotate(rated=F("likelihood") * F("impact")).exclude(borne)
    if asked.owner:
        kind, _, ref = asked.owner.partition(":")
        found = found.filter(**{f"{kind}__ref": ref})
    columns = {
        "kind": _text("above_appetite"), "place": _text("risk"), "ref": F("risk__ref"), "above": _text(""),
        "own": Cast("risk__number", CharField()), "said": F("title"), "since": TruncDate("valid_from"),
        "owner": Coalesce("body__name", "organisation__name", "post__title", output_field=CharField()),
    }  # fmt: skip
    return found.order_by().annotate(**columns).values(*IN_ORDER)


def _origins(asked: Asked, record: str, ref: str) -> QuerySet[Origin]:
    """Actions that say on the day that they come from the record."""
    return Origin.objects.filter(record_type=record, record_ref=OuterRef(ref)).at(asked.when.moment)


KINDS: dict[str, Kind] = {
    "unowned": Kind("Action without an owner", "Nobody is named who owns it.", "Propose an owner.", _unowned),
    "unproven": Kind(
        "Delivered without evidence", "It is reported delivered, but nothing proves it.",
        "Bring the thing itself, or take the word back.", _unproven,
    ),
    "unseen": Kind(
        "Half its time gone, no evidence", "More than half of its time is over and nothing shows what was done.",
        "Ask the owner for a return with evidence.", _unseen,
    ),
    "ungated": Kind(
        "Delivered, and no gate decided", "Nobody has decided whether it became how people work.",
        "Decide the gate, or say why it is too early.", _ungated,
    ),
    "idle": Kind("Outcome without an action", "No action serves it.", "Say which actions serve it.", _idle),
    "no_impact": Kind(
        "Outcome without impact", "No claim of impact was judged to stand.",
        "Claim what changed for children, with its measure.", _without_impact,
    ),
    "no_action": Kind(
        "Decision without an action", "Nothing in the plan carries it out.",
        "Link its action, ask for a new one, or say that it needs none.", _without_action,
    ),
    "upheld": Kind(
        "Challenge upheld without an action", "Something was to change, and no action of the plan says so.",
        "Name the action that came of it, or propose one.", _upheld,
    ),
    "above_appetite": Kind(
        "Risk above appetite without an action", "It is scored higher than is borne, and no action brings it down.",
        "Name the action that brings it down, or propose one.", _above_appetite,
    ),
    "no_voice": Kind(
        "Priority without a child's voice", "No child's voice is among the evidence behind it.",
        "Ask children, and bring what they said.", _without_voice,
    ),
}  # fmt: skip


# --- the list ---------------------------------------------------------------------------------------------------------


def counts(asked: Asked) -> dict[str, int]:
    """How many arrows of each kind are missing."""
    return {name: kind.find(asked).count() for name, kind in KINDS.items()}


def rows(asked: Asked, kind: str = "", sort: str = "") -> Rows:
    """The missing arrows, those that have been missing longest first. ``sort`` as in the address."""
    first, *others = [KINDS[name].find(asked) for name in ([kind] if kind in KINDS else KINDS)]
    found = first.union(*others, all=True) if others else first
    down, column = sort.startswith("-"), sort.removeprefix("-")
    named = {"kind": "kind", "owner": "owner", "age": "since"}.get(column, "since")
    order = F(named).desc() if down != (named == "since" and column == "age") else F(named).asc()
    return found.order_by(order, "kind", "above", "own", "ref")


def told(row: dict[str, Any]) -> Thread:
    label = {
        "action": f"Action {action_code(row['above'], row['own'])}",
        "outcome": f"Outcome {row['above']}.{row['own']}",
        "priority": f"Priority {row['own']}",
        "decision": f"Decision {row['own']}",
        "challenge": f"Challenge {row['own']}",
        "risk": f"Risk or issue {row['own']}",
    }[row["place"]]
    return Thread(row["kind"], row["place"], row["ref"], label, row["said"], row["owner"], row["since"])


def address_of(thread: Thread, asked: Asked) -> str:
    """The page of the record, on the day that is shown."""
    app = "governance" if thread.place in {"decision", "challenge", "risk"} else "plan"
    return reverse(f"{app}:{thread.place}", args=[asked.plan.partnership.slug, thread.ref]) + asked.when.query


def owners(asked: Asked) -> list[tuple[str, str]]:
    """Who leads an action of the plan on the day, as choices. One query."""
    found = ActionVersion.objects.visible_to(asked.user).filter(plan=asked.plan, removed=False).at(asked.when.moment)
    refs = [name.rpartition("__")[0] + "__ref" for name in NAMED]
    known: dict[str, str] = {}
    for body, organisation, post, *names in found.order_by().values_list(*refs, *NAMED).distinct():
        for kind, ref, name in zip(("body", "organisation", "post"), (body, organisation, post), names, strict=True):
            if ref:
                known[f"{kind}:{ref}"] = name
    return sorted(known.items(), key=lambda pair: pair[1])
