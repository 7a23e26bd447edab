"""Addresses of governance, found through the models."""

from typing import Any

from django.db.models import QuerySet

from goldenthread.governance.models import (
    AgendaItem,
    Decision,
    ForwardItem,
    Interest,
    Meeting,
    Minutes,
    Pack,
    Paper,
    Series,
    Suggestion,
    WrittenProcedure,
)
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.models import Return, Variation


def first_of_each(records: QuerySet[Any], field: str) -> list[Any]:
    found: dict[Any, Any] = {}
    for record in records.order_by("pk"):
        found.setdefault(getattr(record, field), record)
    return list(found.values())


def records_of(place: Partnership) -> dict[tuple[str, ...], list[Any]]:
    meetings = Meeting.objects.filter(partnership=place)
    published = list(meetings.filter(state="published")[:1])
    items = AgendaItem.objects.filter(meeting__partnership=place, closed=False)
    of_published = list(items.filter(meeting__in=published, kind="discussion")[:1])
    papers = Paper.objects.filter(item__meeting__partnership=place, closed=False)
    ahead = ForwardItem.objects.filter(partnership=place)
    decisions = Decision.objects.filter(partnership=place).exclude(item=None, state="proposed")
    found = {
        ("series", "edit_series", "standing_items"): list(Series.objects.filter(partnership=place)[:1]),
        ("meeting",): first_of_each(meetings, "state"),
        ("edit_meeting", "cancel_meeting", "meeting_due", "meeting_calendar", "add_item", "order_items"): published,
        ("item",): [*of_published, *first_of_each(items, "kind")[:3]],
        ("edit_item", "interest", "forward", "add_paper"): of_published,
        ("add_decision", "item_action", "item_new_action"): of_published,
        ("room", "add_attendance", "my_apologies"): published,
        ("leave_suggestion",): list(Suggestion.objects.waiting().filter(body__partnership=place)[:1]),
        ("minutes", "minutes_step", "hand_back_minutes", "reopen_minutes"): [
            each.meeting for each in first_of_each(Minutes.objects.filter(meeting__in=meetings), "state")
        ],
        ("decision",): first_of_each(decisions, "state"),
        ("edit_decision", "dissent", "review_decision", "link_action", "ask_for_action"): list(decisions[:1]),
        ("pack", "pack_file"): first_of_each(Pack.objects.filter(meeting__in=meetings), "state"),
        ("procedure",): first_of_each(WrittenProcedure.objects.filter(partnership=place), "closed_at"),
        ("paper", "edit_paper", "paper_version"): list(papers[:2]),
        ("forward_item", "edit_forward_item", "drop_forward_item"): first_of_each(ahead, "kind"),
        ("quorum",): list(place.bodies.filter(kind="board")),
    }
    return {tuple(f"governance:{name}" for name in names): records for names, records in found.items()}


def others_of(place: Partnership) -> dict[str, list[dict[str, Any]]]:
    paper = Paper.objects.filter(item__meeting__partnership=place, closed=False, versions__file__isnull=False).first()
    interest = Interest.objects.filter(item__meeting__partnership=place, ended_at=None).select_related("item").first()
    published = Meeting.objects.filter(partnership=place, state="published").first()
    row = published.attendance.first() if published else None
    item = published.items.filter(kind="returns").first() if published else None
    made = Return.objects.filter(action__plan__partnership=place, state="submitted").first()
    variation = Variation.objects.filter(plan__partnership=place, state="proposed").first()
    return {
        "governance:meeting_step": [],
        "governance:check_in": [],
        "governance:take_back_suggestion": [],
        "governance:ask_for_pack": [],
        "governance:item_step": [],
        "governance:decision_step": [],
        "governance:procedure_step": [],
        "governance:edit_attendance": [{"ref": published.ref, "pk": row.pk}] if published and row else [],
        "governance:send_back_in_room": [{"ref": item.ref, "made": made.ref}] if item and made else [],
        "governance:variation_in_room": [{"ref": item.ref, "variation": variation.ref}] if item and variation else [],
        "governance:paper_file": [{"ref": paper.ref, "number": 1}] if paper else [],
        "governance:settle_paper": [{"ref": paper.ref, "number": 1}] if paper else [],
        "governance:end_interest": [{"ref": interest.item.ref, "pk": interest.pk}] if interest else [],
    }
