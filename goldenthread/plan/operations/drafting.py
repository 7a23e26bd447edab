"""Writing a draft plan, by hand or by correcting what was read. Nothing here touches an adopted plan."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.history.operations import changes, record
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.models import (
    FOREVER,
    Action,
    ActionVersion,
    MilestoneVersion,
    Outcome,
    OutcomeVersion,
    Owner,
    Plan,
    PlanState,
    Priority,
    PriorityVersion,
    Reading,
    ReadingState,
)
from goldenthread.plan.operations.refusals import edition_of, refuse_stale
from goldenthread.plan.operations.versions import current, in_place, set_owners, set_served

Item = Priority | Outcome | Action

PLAN_FIELDS = ("title", "starts_on", "ends_on", "period_basis", "published", "reporting", "introduction")
ACTION_FIELDS = ("number", "kind", "high", "documents", "success_measure")
DEADLINE_FIELDS = ("deadline_text", "deadline_kind", "deadline_role", "earliest_on", "latest_on", "due_on", "rrule")
VERSION_FIELDS = ("words", "owner_text", *DEADLINE_FIELDS)
LONGEST_MILESTONE = 500


@transaction.atomic
def start_plan(partnership: Partnership, *, by: User, title: str, **values: Any) -> Plan:
    plan = Plan(partnership=partnership, title=title, created_at=clock.now(), **values)
    plan.full_clean()
    plan.save()
    record(plan, "began a draft plan", by=by, new={"title": title})
    return plan


@transaction.atomic
def edit_plan(plan: Plan, *, by: User, opened_at: str = "", **values: Any) -> Plan:
    """``opened_at`` is the edition that the person saw."""
    refuse_adopted(plan)
    plan.refresh_from_db(fields=PLAN_FIELDS)
    before = plan_facts(plan)
    refuse_stale(plan, opened_at, before)
    old, new = changes(before, {name: value for name, value in values.items() if name in PLAN_FIELDS})
    for name, value in new.items():
        setattr(plan, name, value)
    plan.full_clean()
    if new:
        plan.save(update_fields=list(new))
        record(plan, "edited the draft plan", by=by, old=old, new=new)
    return plan


def plan_facts(plan: Plan) -> dict[str, Any]:
    """What people edit about a plan as a whole."""
    return {name: getattr(plan, name) for name in PLAN_FIELDS}


@transaction.atomic
def delete_draft(plan: Plan, *, by: User) -> Reading | None:
    """Cancel a draft without trace, but in the history. The document it was read from stays with whoever sent it."""
    refuse_adopted(plan)
    record(plan, "cancelled the draft plan", by=by, old={"title": plan.title})
    reading = Reading.objects.filter(plan=plan).first()
    if reading is not None:
        reading.plan, reading.state, reading.result = None, ReadingState.CANCELLED, {}
        reading.save()
    plan.delete()
    return reading


# --- items ------------------------------------------------------------------------------------------------------------


def _next(queryset: Any) -> int:
    return (queryset.aggregate(last=Max("position"))["last"] or 0) + 1


def next_number(siblings: Any) -> str:
    """After the highest: where one was taken out, no other comes to be called by the same number as a third."""
    numbers = [int(number) for number in siblings.values_list("number", flat=True) if number.isdecimal()]
    return str(max(numbers, default=siblings.count()) + 1)


@transaction.atomic
def add_priority(plan: Plan, *, title: str, by: User, number: str = "", text: str = "", **values: Any) -> Priority:
    refuse_adopted(plan)
    position = _next(plan.priorities)
    priority = Priority.objects.create(
        plan=plan, number=number or next_number(plan.priorities), position=position, **values
    )
    _save_first(PriorityVersion(priority=priority, title=title.strip(), text=text, valid_from=clock.now()))
    record(priority, f"added the priority “{title}”", by=by)
    return priority


@transaction.atomic
def add_outcome(priority: Priority, *, words: str, by: User, number: str = "", **values: Any) -> Outcome:
    plan = priority.plan
    refuse_adopted(plan)
    number = number or next_number(priority.outcomes)
    outcome = Outcome.objects.create(
        plan=plan, priority=priority, number=number, position=_next(plan.outcomes), **values
    )
    _save_first(OutcomeVersion(outcome=outcome, words=words.strip(), valid_from=clock.now()))
    record(outcome, "added the outcome", by=by, new={"words": words})
    return outcome


@transaction.atomic
def add_action(
    priority: Priority,
    *,
    words: str,
    by: User,
    owners: list[Owner] | None = None,
    serves: Iterable[Outcome] = (),
    after: Action | None = None,
    **values: Any,
) -> Action:
    """A new action of a draft; ``values`` are fields of the action or of its version, ``owners`` unsaved rows."""
    plan = priority.plan
    refuse_adopted(plan)
    position = _next(plan.actions)
    if after:
        position = after.position + 1
        _make_room(plan, position)
    own = {name: value for name, value in values.items() if name not in VERSION_FIELDS}
    own["number"] = own.get("number") or next_number(priority.actions)
    action = Action.objects.create(plan=plan, priority=priority, position=position, **own)
    said = {name: value for name, value in values.items() if name in VERSION_FIELDS}
    _save_first(
        ActionVersion(
            action=action,
            plan=plan,
            priority=priority,
            position=position,
            words=words.strip(),
            valid_from=clock.now(),
            **said,
        )
    )
    if owners:
        _replace_owners(action, owners)
    set_served(action.servings.all(), [(action, outcome) for outcome in serves])
    record(action, "added the action", by=by, new={"words": words})
    return action


def _save_first(version: Any) -> None:
    version.full_clean(validate_unique=False, validate_constraints=False)
    version.save()


def _replace_owners(action: Action, owners: list[Owner]) -> None:
    """A draft has no past: owners change in the version that is there."""
    set_owners(action, owners, at=current(action).valid_from)


def _make_room(plan: Plan, position: int) -> None:
    for later in plan.actions.filter(position__gte=position):
        _place(later, later.position + 1)


def _place(item: Item, position: int) -> None:
    item.position = position
    item.save(update_fields=["position"])
    if isinstance(item, Action):
        ActionVersion.objects.filter(action=item).update(position=position)


def _siblings(item: Item) -> Iterable[Item]:
    if isinstance(item, Priority):
        return item.plan.priorities.all()
    return item.priority.outcomes.all() if isinstance(item, Outcome) else item.priority.actions.all()


@transaction.atomic
def move_item(item: Item, *, up: bool, by: User) -> Item:
    """Change places with the one before or after it in its priority, or in the plan."""
    refuse_adopted(item.plan)
    siblings: list[Item] = list(_siblings(item))
    index = next(number for number, each in enumerate(siblings) if each.pk == item.pk)
    other = index - 1 if up else index + 1
    if not 0 <= other < len(siblings):
        return item
    here, there = siblings[index].position, siblings[other].position
    _place(siblings[other], here)
    _place(item, there)
    record(item, f"moved it {'up' if up else 'down'}", by=by)
    return item


# --- correcting -------------------------------------------------------------------------------------------------------


def edition(item: Item, version: Any = None, owners: list[Owner] | None = None) -> str:
    return edition_of(values_of(item, version, owners))


def values_of(item: Item, version: Any = None, owners: list[Owner] | None = None) -> dict[str, Any]:
    """What people edit about an item. A page that has its version and its owners already hands them over."""
    version = version or item.versions.get(valid_to=FOREVER)
    if isinstance(item, Priority):
        return {"number": item.number, "title": version.title, "text": version.text}
    if isinstance(item, Outcome):
        return {"number": item.number, "words": version.words}
    if owners is None:
        owners = list(item.owners.filter(valid_to=FOREVER).select_related("body", "organisation", "post"))
    return {
        **{name: getattr(version, name) for name in VERSION_FIELDS},
        **{name: getattr(item, name) for name in ACTION_FIELDS},
        "priority": item.priority,
        "outcomes": list(item.outcomes.all()),
        "owners": [f"{owner.get_role_display()}: {owner}" for owner in owners],
    }


@transaction.atomic
def edit_item(item: Item, *, by: User, opened_at: str = "", owners: list[Owner] | None = None, **values: Any) -> Item:
    """Correct any field of a draft item. ``opened_at`` is the edition that the person saw.

    ``owners``, where given, replace all of them; ``outcomes`` those that an action serves.
    """
    refuse_adopted(item.plan)
    type(item).objects.select_for_update().get(pk=item.pk)
    before = values_of(item)
    refuse_stale(item, opened_at, before)
    if isinstance(item, Action):
        _edit_action(item, owners, values)
    else:
        _edit_words(item, **values)
    old, new = changes(before, values_of(item))
    if new:
        record(item, "corrected the draft", by=by, old=old, new=new)
    return item


def _edit_words(item: Priority | Outcome, *, number: str = "", **words: str) -> None:
    in_place(item.versions.get(valid_to=FOREVER), **{name: text.strip() for name, text in words.items()})
    item.number = number or item.number
    item.full_clean()
    item.save()


def _edit_action(action: Action, owners: list[Owner] | None, values: dict[str, Any]) -> None:
    version = current(action)
    for name in ACTION_FIELDS:
        if name in values:
            setattr(action, name, values[name])
    action.priority = values.get("priority", action.priority)
    if action.priority.plan_id != action.plan_id:
        raise ValidationError({"priority": "Choose a priority of this plan."})
    action.full_clean()
    action.save()
    in_place(
        version, priority=action.priority, **{name: value for name, value in values.items() if name in VERSION_FIELDS}
    )
    if "outcomes" in values:
        set_served(action.servings.all(), [(action, outcome) for outcome in values["outcomes"]])
    if owners is not None:
        _replace_owners(action, owners)


@transaction.atomic
def remove_item(item: Item, *, by: User) -> None:
    """Take a priority (with all that stands under it), an outcome or an action out of a draft."""
    refuse_adopted(item.plan)
    record(item, "took it out of the draft", by=by, old={"words": words_of(item)})
    item.delete()


def words_of(item: Item) -> str:
    version = item.versions.get(valid_to=FOREVER)
    return version.title if isinstance(version, PriorityVersion) else version.words


@transaction.atomic
def save_milestone(
    action: Action, *, words: str, by: User, milestone: MilestoneVersion | None = None, **deadline: Any
) -> MilestoneVersion:
    """Add a step with a date of its own, or correct one."""
    refuse_adopted(action.plan)
    if milestone is None:
        position = _next(action.milestones.filter(valid_to=FOREVER))
        milestone = MilestoneVersion(action=action, position=position, valid_from=clock.now())
    in_place(milestone, words=words.strip(), **deadline)
    record(action, "saved a milestone", by=by, new={"words": words, "due_on": deadline.get("due_on")})
    return milestone


@transaction.atomic
def remove_milestone(milestone: MilestoneVersion, *, by: User) -> None:
    refuse_adopted(milestone.action.plan)
    record(milestone.action, "took a milestone out", by=by, old={"words": milestone.words})
    milestone.delete()


def refuse_adopted(plan: Plan) -> None:
    """And nobody adopts it until the transaction ends: what the Board adopted is not edited by whoever came last."""
    state = Plan.objects.select_for_update(no_key=True).filter(pk=plan.pk).values_list("state", flat=True).first()
    if state != PlanState.DRAFT:
        raise ValidationError("This plan is adopted. Propose a variation instead.")
