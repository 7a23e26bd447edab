"""What governance itself and the plan have for an agenda. Registered when the application starts (``apps.py``)."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.words import day as in_words
from goldenthread.core.words import plural
from goldenthread.governance.models import (
    AgendaItem,
    Decision,
    DecisionState,
    Forwarding,
    ForwardItem,
    ForwardKind,
    Interest,
    ItemKind,
    ItemState,
    Meeting,
    Minutes,
    MinutesState,
    Suggestion,
)
from goldenthread.governance.proposers import Proposal, register
from goldenthread.governance.queries.meetings import after, before
from goldenthread.partnerships.models import Body, BodyKind
from goldenthread.plan.models import (
    ActionVersion,
    Delivery,
    PlanState,
    Return,
    ReturnState,
    Variation,
    VariationState,
)

LOOK_AHEAD = timedelta(days=60)
"""Where the next meeting after this one is not known yet."""
BY_ITSELF = ("minutes", "returns", "exceptions", "decision", "challenge", "reply", "risk", "strategy")
"""The first words of the keys of what is proposed again as long as it is due."""


def register_all() -> None:
    for propose in (minutes, carried, still_open, forwarded, suggested, returns, exceptions, reviews, forward_plan):
        register(propose)


def _shuts_out(item: str) -> Exists:
    """That somebody stepped back from the item; ``item`` leads to its key."""
    return Exists(Interest.objects.filter(item=OuterRef(item), recused=True, ended_at=None))


def minutes(body: Body, meeting: Meeting) -> Iterator[Proposal]:
    """Of earlier meetings of the body, as far as they are not approved."""
    waiting = Minutes.objects.filter(meeting__in=before(meeting)).exclude(state=MinutesState.APPROVED)
    for each in waiting.select_related("meeting__partnership").order_by("meeting__starts_at"):
        yield Proposal(
            f"minutes {each.meeting.ref}", f"Minutes of {each.meeting.title}",
            f"They are {each.get_state_display().lower()} and not approved yet.",
            each.get_absolute_url(), ItemKind.MINUTES, 5,
        )  # fmt: skip


def carried(body: Body, meeting: Meeting) -> Iterator[Proposal]:
    """Open items that an earlier meeting carried over and no later one took up.

    What proposes itself as long as it is due is left out: it would come twice, or when it is settled already.
    """
    taken_up = AgendaItem.objects.filter(from_item=OuterRef("pk"))
    left = AgendaItem.objects.filter(
        ~_by_itself(), ~Exists(taken_up), ~_shuts_out("pk"), meeting__in=before(meeting), state=ItemState.CARRIED,
        closed=False,
    )  # fmt: skip
    for item in left.select_related("meeting__partnership").order_by("meeting__starts_at", "position")[:50]:
        yield Proposal(
            f"item {item.ref}", item.title, f"Carried over from {item.meeting.title}.",
            item.get_absolute_url(), item.kind, item.minutes_planned,
        )  # fmt: skip


def _by_itself() -> Q:
    found = Q()
    for word in BY_ITSELF:
        found |= Q(proposal=word) | Q(proposal__startswith=f"{word} ")
    return found


def still_open(body: Body, meeting: Meeting) -> Iterator[Proposal]:
    """Items of the meeting before this one that ended with an action of the plan, as long as it is not delivered."""
    last = before(meeting).first()
    if last is None:
        return
    to_do = ActionVersion.objects.at().filter(removed=False).exclude(delivery=Delivery.DELIVERED).values("action")
    decided = Decision.objects.filter(state=DecisionState.TAKEN, actions__in=to_do).values("item")
    left = AgendaItem.objects.filter(
        Q(actions__in=to_do) | Q(pk__in=decided), ~_by_itself(), ~_shuts_out("pk"), meeting=last, closed=False,
    ).exclude(state=ItemState.CARRIED)  # fmt: skip
    for item in left.select_related("meeting__partnership").distinct().order_by("position")[:50]:
        yield Proposal(
            f"item {item.ref}", item.title, f"An action agreed at {last.title} is still open.",
            item.get_absolute_url(), ItemKind.DISCUSSION, 5,
        )  # fmt: skip


def forwarded(body: Body, meeting: Meeting) -> Iterator[Proposal]:
    """What other bodies sent here, or answered; not what was closed to anybody since."""
    sent = Forwarding.objects.filter(~_shuts_out("item"), to_body=body, taken_as=None, item__closed=False)
    sent = sent.order_by("sent_at").select_related("item__meeting__partnership", "item__meeting__body")
    for each in sent[:50]:
        what = "Answered" if each.answers_id else "Forwarded"
        yield Proposal(
            f"forwarded {each.ref}", each.item.title, f"{what}: {each.item.meeting.body}, {in_words(each.sent_at)}.",
            each.item.get_absolute_url(), ItemKind.DISCUSSION, 15,
        )  # fmt: skip


def suggested(body: Body, meeting: Meeting) -> Iterator[Proposal]:
    """What members of the body want to talk about."""
    waiting = Suggestion.objects.waiting().filter(body=body).select_related("suggested_by", "body__partnership")
    for each in waiting[:50]:
        yield Proposal(
            f"suggestion {each.ref}", each.title, f"Suggested by {each.suggested_by}, {in_words(each.suggested_at)}.",
            each.get_absolute_url(), ItemKind.DISCUSSION, each.minutes_planned,
        )  # fmt: skip


def returns(body: Body, meeting: Meeting) -> Iterator[Proposal]:
    """For the Board: what waits for its approval. The item itself shows them as they stand at the meeting."""
    if body.kind != BodyKind.BOARD:
        return
    adopted = {"state": PlanState.ADOPTED, "partnership": body.partnership_id}
    waiting = Return.objects.filter(
        state=ReturnState.SUBMITTED, **{f"action__plan__{name}": value for name, value in adopted.items()}
    ).count()
    changes = Variation.objects.filter(
        state=VariationState.PROPOSED, **{f"plan__{name}": value for name, value in adopted.items()}
    ).count()
    if waiting or changes:
        both = f"{plural(waiting, 'return')} and {plural(changes, 'variation')}"
        reason = f"{both} waited for the Board on {in_words(clock.today())}."
        address = reverse("plan:returns", args=[body.partnership.slug])
        yield Proposal("returns", "Returns and variations to approve", reason, address, ItemKind.RETURNS, 20)


def exceptions(body: Body, meeting: Meeting) -> Iterator[Proposal]:
    """Actions that are overdue or off track: the Board's all, another body's own."""
    versions = ActionVersion.objects.at().filter(
        removed=False, plan__partnership=body.partnership_id, plan__state=PlanState.ADOPTED
    )
    if body.kind != BodyKind.BOARD:
        versions = versions.filter(lead_body=body)
    wrong = Q(due_on__lt=clock.today()) | Q(delivery=Delivery.OFF_TRACK)
    count = versions.filter(wrong).exclude(delivery=Delivery.DELIVERED).count()
    if count:
        where = (
            reverse("plan:home", args=[body.partnership.slug])
            if body.kind == BodyKind.BOARD
            else body.get_absolute_url()
        )
        reason = f"{plural(count, 'action')} overdue or off track on {in_words(clock.today())}."
        yield Proposal("exceptions", "Exceptions in the plan", reason, where, ItemKind.DISCUSSION, 20)


def reviews(body: Body, meeting: Meeting) -> Iterator[Proposal]:
    """Decisions that were to come back by the day of this meeting. None from an item that is closed to anybody."""
    due = Decision.objects.filter(
        ~_shuts_out("item"), Q(item=None) | Q(item__closed=False), body=body, state=DecisionState.TAKEN,
        reviewed_by=None, review_on__lte=timezone.localdate(meeting.starts_at),
    ).select_related("partnership")  # fmt: skip
    for decision in due.order_by("review_on")[:50]:
        yield Proposal(
            f"decision {decision.ref}", f"Review of {decision.number}: {decision.words}"[:200],
            f"It was to come back on {in_words(decision.review_on)}.",
            decision.get_absolute_url(), ItemKind.DECISION, 10,
        )  # fmt: skip


def forward_plan(body: Body, meeting: Meeting) -> Iterator[Proposal]:
    """What the forward plan wants dealt with before the meeting after this one."""
    following = after(meeting).first()
    until = timezone.localdate(following.starts_at) if following else timezone.localdate(meeting.starts_at) + LOOK_AHEAD
    due = ForwardItem.objects.filter(body=body, item=None, done_on=None, dropped_why="", due_on__lt=until)
    for each in due.select_related("partnership").order_by("due_on")[:50]:
        what = "Statutory" if each.kind == ForwardKind.STATUTORY else "On the forward plan"
        yield Proposal(
            f"forward {each.ref}", each.title, f"{what}: to be dealt with by {in_words(each.due_on)}.",
            each.get_absolute_url(), ItemKind.DISCUSSION, 15,
        )  # fmt: skip
