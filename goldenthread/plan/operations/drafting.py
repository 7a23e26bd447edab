"""Writing a draft plan, by hand or by correcting what was read from a document. Nothing here touches an adopted plan."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.history.operations import changes, record
from goldenthread.history.queries import history_of
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.models import (
    FOREVER,
    Action,
    ActionLink,
    ActionVersion,
    DeadlineKind,
    Doubt,
    LinkKind,
    MilestoneVersion,
    Outcome,
    OutcomeVersion,
    Owner,
    Plan,
    Priority,
    PriorityVersion,
    Reading,
    ReadingState,
)
from goldenthread.plan.operations.refusals import EditedMeanwhile
from goldenthread.plan.operations.versions import current, in_place, set_owners

Item = Priority | Outcome | Action

PLAN_FIELDS = ("title", "starts_on", "ends_on", "period_basis", "published", "reporting", "introduction")
ACTION_FIELDS = ("number", "kind", "high", "documents", "success_measure")
DEADLINE_FIELDS = ("deadline_text", "deadline_kind", "deadline_role", "earliest_on", "latest_on", "due_on", "rrule")
VERSION_FIELDS = ("words", "owner_text", *DEADLINE_FIELDS)
LONGEST_TITLE = 500


@transaction.atomic
def start_plan(partnership: Partnership, *, by: User, title: str, **values: Any) -> Plan:
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
def delete_draft(plan: Plan, *, by: User) -> Reading | None:
    """Cancel a draft without trace, but in the history. The document it was read from stays with whoever sent it."""
    _refuse_adopted(plan)
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


@transaction.atomic
def add_priority(plan: Plan, *, title: str, by: User, number: str = "", text: str = "", **values: Any) -> Priority:
    _refuse_adopted(plan)
    position = _next(plan.priorities)
    priority = Priority.objects.create(plan=plan, number=number or str(position), position=position, **values)
    _save_first(PriorityVersion(priority=priority, title=title.strip(), text=text, valid_from=clock.now()))
    record(priority, f"added the priority “{title}”", by=by)
    return priority


@transaction.atomic
def add_outcome(priority: Priority, *, words: str, by: User, number: str = "", **values: Any) -> Outcome:
    plan = priority.plan
    _refuse_adopted(plan)
    number = number or str(priority.outcomes.count() + 1)
    outcome = Outcome.objects.create(plan=plan, priority=priority, number=number, position=_next(plan.outcomes), **values)
    _save_first(OutcomeVersion(outcome=outcome, words=words.strip(), valid_from=clock.now()))
    record(outcome, "added the outcome", by=by, new={"words": words})
    return outcome


@transaction.atomic
def add_action(
    priority: Priority, *, words: str, by: User, owners: list[Owner] | None = None, serves: Iterable[Outcome] = (),
    after: Action | None = None, **values: Any,
) -> Action:  # fmt: skip
    """A new action of a draft; ``values`` are fields of the action or of its version, ``owners`` unsaved rows."""
    plan = priority.plan
    _refuse_adopted(plan)
    position = _next(plan.actions)
    if after:
        position = after.position + 1
        _make_room(plan, position)
    own = {name: value for name, value in values.items() if name not in VERSION_FIELDS}
    own["number"] = own.get("number") or str(priority.actions.count() + 1)
    action = Action.objects.create(plan=plan, priority=priority, position=position, **own)
    said = {name: value for name, value in values.items() if name in VERSION_FIELDS}
    _save_first(
        ActionVersion(action=action, plan=plan, priority=priority, position=position, words=words.strip(), valid_from=clock.now(), **said)
    )
    if owners:
        _replace_owners(action, owners)
    action.outcomes.set(serves)
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


@transaction.atomic
def move_item(item: Item, *, up: bool, by: User) -> Item:
    """Change places with the one before or after it in its priority, or in the plan."""
    _refuse_adopted(item.plan)
    siblings = list(type(item).objects.filter(plan=item.plan, **({} if isinstance(item, Priority) else {"priority": item.priority})))  # type: ignore[attr-defined]
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
    """Changes whenever something that people edit about an item does: a form carries it, so that nobody overwrites unseen."""
    text = json.dumps(values_of(item, version, owners), sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


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


def _refuse_stale(item: Item, opened_at: str) -> None:
    if opened_at and opened_at != edition(item):
        last = history_of(item, limit=1).first()
        raise EditedMeanwhile(last.actor if last else "Somebody", values_of(item))


@transaction.atomic
def edit_item(item: Item, *, by: User, opened_at: str = "", owners: list[Owner] | None = None, **values: Any) -> Item:
    """Correct any field of a draft item. ``opened_at`` is the edition that the person saw.

    ``owners``, where given, replace all of them; ``outcomes`` those that an action serves.
    """
    _refuse_adopted(item.plan)
    type(item).objects.select_for_update().get(pk=item.pk)
    _refuse_stale(item, opened_at)
    before = values_of(item)
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
    in_place(version, priority=action.priority, **{name: value for name, value in values.items() if name in VERSION_FIELDS})
    if "outcomes" in values:
        action.outcomes.set(values["outcomes"])
    if owners is not None:
        _replace_owners(action, owners)


@transaction.atomic
def remove_item(item: Item, *, by: User) -> None:
    """Take a priority (with all that stands under it), an outcome or an action out of a draft."""
    _refuse_adopted(item.plan)
    record(item, "took it out of the draft", by=by, old={"words": words_of(item)})
    item.delete()


def words_of(item: Item) -> str:
    version = item.versions.get(valid_to=FOREVER)
    return version.title if isinstance(version, PriorityVersion) else version.words


@transaction.atomic
def save_milestone(action: Action, *, words: str, by: User, milestone: MilestoneVersion | None = None, **deadline: Any) -> MilestoneVersion:
    """Add a step with a date of its own, or correct one."""
    _refuse_adopted(action.plan)
    if milestone is None:
        position = _next(action.milestones.filter(valid_to=FOREVER))
        milestone = MilestoneVersion(action=action, position=position, valid_from=clock.now())
    in_place(milestone, words=words.strip(), **deadline)
    record(action, "saved a milestone", by=by, new={"words": words, "due_on": deadline.get("due_on")})
    return milestone


@transaction.atomic
def remove_milestone(milestone: MilestoneVersion, *, by: User) -> None:
    _refuse_adopted(milestone.action.plan)
    record(milestone.action, "took a milestone out", by=by, old={"words": milestone.words})
    milestone.delete()


# --- confirming -------------------------------------------------------------------------------------------------------


@transaction.atomic
def confirm(item: Item, *, by: User) -> Item:
    """A person has compared the item with the document, and it is right. Its open doubts are resolved with it."""
    _refuse_adopted(item.plan)
    if item.confirmed_at:
        return item
    item.confirmed_at, item.confirmed_by = clock.now(), by
    item.save(update_fields=["confirmed_at", "confirmed_by"])
    item.doubts.filter(resolved_at=None).update(resolved_at=item.confirmed_at, resolved_by=by)
    record(item, "confirmed what was read", by=by)
    return item


@transaction.atomic
def unconfirm(item: Item, *, by: User) -> Item:
    """Look at it again."""
    _refuse_adopted(item.plan)
    item.confirmed_at = item.confirmed_by = None
    item.save(update_fields=["confirmed_at", "confirmed_by"])
    record(item, "took back the confirmation", by=by)
    return item


@transaction.atomic
def confirm_all_without_doubts(plan: Plan, *, by: User) -> int:
    """Confirm every item of which nothing is in doubt. Returns how many."""
    _refuse_adopted(plan)
    moment, count = clock.now(), 0
    for items, own in ((plan.priorities, "priority"), (plan.outcomes, "outcome"), (plan.actions, "action")):
        doubtful = Doubt.objects.filter(plan=plan, resolved_at=None).exclude(**{own: None}).values(own)
        count += items.filter(confirmed_at=None).exclude(pk__in=doubtful).update(confirmed_at=moment, confirmed_by=by)
    if count:
        record(plan, f"confirmed {count} items without doubts", by=by)
    return count


@transaction.atomic
def resolve_doubt(doubt: Doubt, *, by: User) -> Doubt:
    """What is said of a pair of actions is resolved on both sides."""
    _refuse_adopted(doubt.plan)
    if doubt.resolved_at is None:
        mirrored = Q(action=doubt.other, other=doubt.action, code=doubt.code) if doubt.other_id and doubt.action_id else Q()
        same = Q(pk=doubt.pk) | mirrored if mirrored else Q(pk=doubt.pk)
        Doubt.objects.filter(same, resolved_at=None).update(resolved_at=clock.now(), resolved_by=by)
        record(doubt.action or doubt.outcome or doubt.priority or doubt.plan, f"resolved a doubt: {doubt.sentence}", by=by)
        doubt.refresh_from_db()
    return doubt


@transaction.atomic
def link_duplicates(doubt: Doubt, *, by: User) -> Doubt:
    """Two printed actions are one deliverable: both stay, linked."""
    _refuse_adopted(doubt.plan)
    if doubt.action is None or doubt.other is None or doubt.other.plan_id != doubt.plan_id:
        raise ValidationError("This doubt is not about two actions of this plan.")
    pair = Q(action=doubt.action, other=doubt.other) | Q(action=doubt.other, other=doubt.action)
    if not ActionLink.objects.filter(pair, kind=LinkKind.DUPLICATE, ended_at=None).exists():
        ActionLink.objects.create(action=doubt.action, other=doubt.other, kind=LinkKind.DUPLICATE, made_by=by, made_at=clock.now())
        record(doubt.action, f"said that it is the same deliverable as {doubt.other}", by=by)
    return resolve_doubt(doubt, by=by)


# --- two of one, one of two -------------------------------------------------------------------------------------------


@transaction.atomic
def split_action(action: Action, *, first: str, second: str, by: User) -> Action:
    """Make two of one: the first keeps the rest of what was read, the second begins with its owners. Returns the second."""
    if not first.strip() or not second.strip():
        raise ValidationError("Both parts need words.")
    copies = [
        Owner(role=owner.role, body=owner.body, organisation=owner.organisation, post=owner.post, text=owner.text)
        for owner in action.owners.filter(valid_to=FOREVER)
    ]
    owner_text = current(action).owner_text
    edit_item(action, by=by, words=first.strip())
    number = f"{action.number}b"[:20] if action.number else ""
    added = add_action(
        action.priority, words=second, by=by, owners=copies, after=action, number=number, source=action.source, owner_text=owner_text,
        serves=action.outcomes.all(),
    )  # fmt: skip
    record(action, "split the action in two", by=by, new={"second": second})
    return added


@transaction.atomic
def join_actions(first: Action, second: Action, *, by: User) -> Action:
    """Make one of two: words follow each other, owners and milestones come together, a second deadline becomes a milestone."""
    if first.plan_id != second.plan_id or first.pk == second.pk:
        raise ValidationError("Choose two different actions of this plan.")
    _refuse_adopted(first.plan)
    one, other = current(first), current(second)
    if other.deadline_kind != DeadlineKind.NONE and other.deadline_text != one.deadline_text:
        save_milestone(first, words=other.words[:LONGEST_TITLE], by=by, **{name: getattr(other, name) for name in DEADLINE_FIELDS})
    MilestoneVersion.objects.filter(action=second).update(action=first)
    edit_item(first, by=by, words=f"{one.words} {other.words}", owners=_together(first, second))
    record(first, f"joined {second} to it", by=by, new={"joined": other.words})
    remove_item(second, by=by)
    return first


def _together(first: Action, second: Action) -> list[Owner]:
    """The owners of both, each once; the first action's lead leads."""
    found: dict[tuple[Any, ...], Owner] = {}
    for owner in [*first.owners.filter(valid_to=FOREVER), *second.owners.filter(valid_to=FOREVER)]:
        role = "joint" if owner.role == "lead" and found else owner.role
        copy = Owner(role=role, body=owner.body, organisation=owner.organisation, post=owner.post, text=owner.text)
        found.setdefault((owner.body_id, owner.organisation_id, owner.post_id, "" if owner.holder else owner.text), copy)
    return list(found.values())


def _refuse_adopted(plan: Plan) -> None:
    if not plan.is_draft:
        raise ValidationError("This plan is adopted. Propose a variation instead.")
