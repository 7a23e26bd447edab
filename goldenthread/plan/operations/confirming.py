"""A person confirms what was read, item by item or all that is not in doubt, and settles the doubts."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.history.operations import record
from goldenthread.plan.models import ActionLink, Doubt, LinkKind, Plan
from goldenthread.plan.operations.drafting import Item, refuse_adopted


@transaction.atomic
def confirm(item: Item, *, by: User) -> Item:
    """A person has compared the item with the document, and it is right. Its open doubts are resolved with it.

    Of two who confirm it at the same time the first did it; the second finds it done.
    """
    refuse_adopted(item.plan)
    open_ = type(item).objects.filter(pk=item.pk, confirmed_at=None)
    first = open_.update(confirmed_at=clock.now(), confirmed_by=by)
    item.refresh_from_db(fields=["confirmed_at", "confirmed_by"])
    if not first:
        return item
    item.doubts.filter(resolved_at=None).update(resolved_at=item.confirmed_at, resolved_by=by)
    record(item, "confirmed what was read", by=by)
    return item


@transaction.atomic
def unconfirm(item: Item, *, by: User) -> Item:
    """Look at it again."""
    refuse_adopted(item.plan)
    done = type(item).objects.filter(pk=item.pk, confirmed_at__isnull=False)
    if done.update(confirmed_at=None, confirmed_by=None):
        record(item, "took back the confirmation", by=by)
    item.refresh_from_db(fields=["confirmed_at", "confirmed_by"])
    return item


@transaction.atomic
def confirm_all_without_doubts(plan: Plan, *, by: User) -> int:
    """Confirm every item of which nothing is in doubt. Returns how many."""
    refuse_adopted(plan)
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
    refuse_adopted(doubt.plan)
    if doubt.resolved_at is None:
        mirrored = (
            Q(action=doubt.other, other=doubt.action, code=doubt.code) if doubt.other_id and doubt.action_id else Q()
        )
        same = Q(pk=doubt.pk) | mirrored if mirrored else Q(pk=doubt.pk)
        if Doubt.objects.filter(same, resolved_at=None).update(resolved_at=clock.now(), resolved_by=by):
            about = doubt.action or doubt.outcome or doubt.priority or doubt.plan
            record(about, f"resolved a doubt: {doubt.sentence}", by=by)
        doubt.refresh_from_db()
    return doubt


@transaction.atomic
def link_duplicates(doubt: Doubt, *, by: User) -> Doubt:
    """Two printed actions are one deliverable: both stay, linked."""
    refuse_adopted(doubt.plan)
    if doubt.action is None or doubt.other is None or doubt.other.plan_id != doubt.plan_id:
        raise ValidationError("This doubt is not about two actions of this plan.")
    pair = Q(action=doubt.action, other=doubt.other) | Q(action=doubt.other, other=doubt.action)
    if not ActionLink.objects.filter(pair, kind=LinkKind.DUPLICATE, ended_at=None).exists():
        ActionLink.objects.create(
            action=doubt.action, other=doubt.other, kind=LinkKind.DUPLICATE, made_by=by, made_at=clock.now()
        )
        record(doubt.action, f"said that it is the same deliverable as {doubt.other}", by=by)
    return resolve_doubt(doubt, by=by)
