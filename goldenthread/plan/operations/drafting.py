"""Writing a draft plan, by hand or by correcting what was read from a document. Nothing here touches an adopted plan."""

from typing import Any, TypeVar

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
    Doubt,
    MilestoneVersion,
    Outcome,
    OutcomeVersion,
    Owner,
    Plan,
    Priority,
    PriorityVersion,
)
from goldenthread.plan.operations.versions import current, in_place, set_owners

Item = Priority | Outcome | Action
AnyItem = TypeVar("AnyItem", Priority, Outcome, Action)

PLAN_FIELDS = ("title", "starts_on", "ends_on", "period_basis", "published", "reporting", "introduction")
ACTION_FIELDS = ("number", "kind", "high", "documents", "success_measure", "origins")
DEADLINE_FIELDS = ("deadline_text", "deadline_kind", "deadline_role", "earliest_on", "latest_on", "due_on", "rrule")
VERSION_FIELDS = ("words", "owner_text", *DEADLINE_FIELDS)


@transaction.atomic
def start_plan(partnership: Partnership, *, by: User | str, title: str, **values: Any) -> Plan:
    plan = Plan(partnership=partnership, title=title, created_at=clock.now(), **values)
    plan.full_clean()
    plan.save()
    record(plan, "began a draft plan", by=by, new={"title": title})
    return plan


@transaction.atomic
def edit_plan(plan: Plan, *, by: User, **values: Any) -> Plan:
    _refuse_adopted(plan)
    old, new = changes({name: getattr(plan, name) for name in PLAN_FIELDS}, {k: v for k, v in values.items() if k in PLAN_FIELDS})
    for name, value in new.items():
        setattr(plan, name, value)
    plan.full_clean()
    plan.save()
    if new:
        record(plan, "edited the draft plan", by=by, old=old, new=new)
    return plan


@transaction.atomic
def delete_draft(plan: Plan, *, by: User) -> None:
    """Cancel a draft without trace, but in the history."""
    _refuse_adopted(plan)
    record(plan, "cancelled the draft plan", by=by, old={"title": plan.title})
    plan.delete()


# --- items ------------------------------------------------------------------------------------------------------------


def _next(queryset: Any) -> int:
    return (queryset.aggregate(last=Max("position"))["last"] or 0) + 1


@transaction.atomic
def add_priority(plan: Plan, *, title: str, by: User | str, number: str = "", text: str = "", **values: Any) -> Priority:
    _refuse_adopted(plan)
    position = _next(plan.priorities)
    priority = Priority.objects.create(plan=plan, number=number or str(position), position=position, **values)
    version = PriorityVersion(priority=priority, title=title.strip(), text=text, valid_from=clock.now())
    version.full_clean(validate_unique=False, validate_constraints=False)
    version.save()
    record(priority, f"added the priority “{title}”", by=by)
    return priority


@transaction.atomic
def add_outcome(priority: Priority, *, words: str, by: User | str, number: str = "", **values: Any) -> Outcome:
    _refuse_adopted(priority.plan)
    outcome = Outcome.objects.create(
        plan=priority.plan,
        priority=priority,
        number=number or str(priority.outcomes.count() + 1),
        position=_next(priority.plan.outcomes),
        **values,
    )
    version = OutcomeVersion(outcome=outcome, words=words.strip(), valid_from=clock.now())
    version.full_clean(validate_unique=False, validate_constraints=False)
    version.save()
    record(outcome, "added the outcome", by=by, new={"words": words})
    return outcome


@transaction.atomic
def add_action(
    priority: Priority, *, words: str, by: User | str, owners: list[Owner] | None = None, after: Action | None = None, **values: Any
) -> Action:
    """A new action of a draft; ``values`` are fields of the action or of its version, ``owners`` unsaved rows."""
    plan = priority.plan
    _refuse_adopted(plan)
    position = _next(plan.actions)
    if after:
        position = after.position + 1
        _make_room(plan, position)
    own = {name: value for name, value in values.items() if name not in VERSION_FIELDS}
    own.setdefault("number", str(priority.actions.count() + 1))
    action = Action.objects.create(plan=plan, priority=priority, position=position, **own)
    version = ActionVersion(
        action=action, plan=plan, priority=priority, position=position, words=words.strip(), valid_from=clock.now(),
        **{name: value for name, value in values.items() if name in VERSION_FIELDS},
    )  # fmt: skip
    version.full_clean(validate_unique=False, validate_constraints=False)
    version.save()
    if owners:
        set_owners(action, owners)
    record(action, "added the action", by=by, new={"words": words})
    return action


def _make_room(plan: Plan, position: int) -> None:
    for later in plan.actions.filter(position__gte=position).order_by("-position"):
        later.position += 1
        later.save(update_fields=["position"])
        ActionVersion.objects.filter(action=later).update(position=later.position)


@transaction.atomic
def edit_priority(priority: Priority, *, by: User, title: str, text: str = "", number: str = "") -> Priority:
    _refuse_adopted(priority.plan)
    version = priority.versions.get(valid_to=FOREVER)
    old, new = changes(
        {"title": version.title, "text": version.text, "number": priority.number},
        {"title": title, "text": text, "number": number or priority.number},
    )
    in_place(version, title=title, text=text)
    priority.number = number or priority.number
    priority.save()
    _note(priority, old, new, by)
    return priority


@transaction.atomic
def edit_outcome(outcome: Outcome, *, by: User, words: str, number: str = "") -> Outcome:
    _refuse_adopted(outcome.plan)
    version = outcome.versions.get(valid_to=FOREVER)
    old, new = changes({"words": version.words, "number": outcome.number}, {"words": words, "number": number or outcome.number})
    in_place(version, words=words)
    outcome.number = number or outcome.number
    outcome.save()
    _note(outcome, old, new, by)
    return outcome


@transaction.atomic
def edit_action(action: Action, *, by: User, owners: list[Owner] | None = None, **values: Any) -> Action:
    """Correct any field of a draft action or of its version; ``owners``, where given, replace all of them."""
    _refuse_adopted(action.plan)
    version = current(action)
    before = {name: getattr(action if name in ACTION_FIELDS else version, name) for name in values}
    old, new = changes(before, values)
    for name in new:
        if name in ACTION_FIELDS:
            setattr(action, name, new[name])
    action.full_clean()
    action.save()
    in_place(version, **{name: value for name, value in new.items() if name in VERSION_FIELDS})
    if owners is not None:
        was = [str(owner) for owner in action.owners.filter(valid_to=FOREVER)]
        set_owners(action, owners)
        old, new = old | {"owners": was}, new | {"owners": [str(owner) for owner in owners]}
    _note(action, old, new, by)
    return action


def _note(item: Item, old: dict[str, Any], new: dict[str, Any], by: User) -> None:
    old, new = changes(old, new)
    if new:
        record(item, "corrected the draft", by=by, old=old, new=new)


@transaction.atomic
def remove_item(item: Item, *, by: User) -> None:
    """Take a priority, an outcome or an action out of a draft."""
    _refuse_adopted(item.plan)
    record(item, "took it out of the draft", by=by, old={"words": words_of(item)})
    item.delete()


def words_of(item: Item) -> str:
    version = item.versions.get(valid_to=FOREVER)
    return version.title if isinstance(version, PriorityVersion) else version.words


@transaction.atomic
def add_milestone(action: Action, *, words: str, by: User | str, **deadline: Any) -> MilestoneVersion:
    _refuse_adopted(action.plan)
    position = _next(action.milestones.filter(valid_to=FOREVER))
    milestone = MilestoneVersion(action=action, words=words, position=position, valid_from=clock.now(), **deadline)
    milestone.full_clean(validate_constraints=False)
    milestone.save()
    record(action, "added a milestone", by=by, new={"words": words, "due_on": deadline.get("due_on")})
    return milestone


# --- confirming -------------------------------------------------------------------------------------------------------


@transaction.atomic
def confirm(item: Item, *, by: User) -> Item:
    """A person has compared the item with the document, and it is right. Its open doubts are resolved with it."""
    _refuse_adopted(item.plan)
    if item.confirmed_at:
        return item
    item.confirmed_at = clock.now()
    item.save(update_fields=["confirmed_at"])
    item.doubts.filter(resolved_at=None).update(resolved_at=item.confirmed_at, resolved_by=by)
    record(item, "confirmed what was read", by=by)
    return item


@transaction.atomic
def unconfirm(item: Item, *, by: User) -> Item:
    """Look at it again."""
    _refuse_adopted(item.plan)
    item.confirmed_at = None
    item.save(update_fields=["confirmed_at"])
    record(item, "took back the confirmation", by=by)
    return item


@transaction.atomic
def confirm_all_without_doubts(plan: Plan, *, by: User) -> int:
    """Confirm every item of which nothing is in doubt. Returns how many."""
    _refuse_adopted(plan)
    moment, count = clock.now(), 0
    for items, own in ((plan.priorities, "priority"), (plan.outcomes, "outcome"), (plan.actions, "action")):
        doubtful = Doubt.objects.filter(plan=plan, resolved_at=None).exclude(**{own: None}).values(own)
        count += items.filter(confirmed_at=None).exclude(pk__in=doubtful).update(confirmed_at=moment)
    if count:
        record(plan, f"confirmed {count} items without doubts", by=by)
    return count


@transaction.atomic
def resolve_doubt(doubt: Doubt, *, by: User) -> Doubt:
    _refuse_adopted(doubt.plan)
    if doubt.resolved_at is None:
        doubt.resolved_at, doubt.resolved_by = clock.now(), by
        doubt.save()
        record(doubt.action or doubt.outcome or doubt.priority or doubt.plan, f"resolved a doubt: {doubt.sentence}", by=by)
    return doubt


@transaction.atomic
def split_action(action: Action, *, first: str, second: str, by: User) -> Action:
    """Make two of one: the first keeps the rest of what was read, the second begins with its owners. Returns the second."""
    if not first.strip() or not second.strip():
        raise ValidationError("Both parts need words.")
    copies = [
        Owner(role=owner.role, body=owner.body, organisation=owner.organisation, post=owner.post, text=owner.text)
        for owner in action.owners.filter(valid_to=FOREVER)
    ]
    version = current(action)
    edit_action(action, by=by, words=first.strip())
    added = add_action(
        action.priority,
        words=second.strip(),
        by=by,
        owners=copies,
        after=action,
        number=f"{action.number}b" if action.number else "",
        source=action.source,
        owner_text=version.owner_text,
    )
    record(action, "split the action in two", by=by, new={"second": second})
    return added


@transaction.atomic
def join_actions(first: Action, second: Action, *, by: User) -> Action:
    """Make one of two: the words follow each other; the second's deadline becomes a milestone where it differs."""
    if first.plan_id != second.plan_id or first.pk == second.pk:
        raise ValidationError("Choose two different actions of this plan.")
    one, other = current(first), current(second)
    if other.deadline_kind != "none" and other.deadline_text != one.deadline_text:
        deadline = {name: getattr(other, name) for name in DEADLINE_FIELDS}
        add_milestone(first, words=other.words[:500], by=by, **deadline)
    edit_action(first, by=by, words=f"{one.words} {other.words}")
    record(first, f"joined {second} to it", by=by, new={"joined": other.words})
    remove_item(second, by=by)
    return first


def _refuse_adopted(plan: Plan) -> None:
    if not plan.is_draft:
        raise ValidationError("This plan is adopted. Propose a variation instead.")

