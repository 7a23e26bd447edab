"""A meeting in which every text holds a canary, for the estate; and what fills the addresses of governance.

It has an item that is closed to all but two people, and one from which somebody stepped back, each with a canary of its
own.
"""

from typing import Any

from goldenthread.accounts.models import User
from goldenthread.governance.models import ForwardItem, Interest, Meeting, Minutes, Pack, Suggestion
from goldenthread.partnerships.models import Body, Partnership
from goldenthread.partnerships.roles import Role
from goldenthread.plan.models import Return, Variation
from tests.governance import factories as make

CLOSED, RECUSED = "Quenchwort", "Brambleknot"
"""Words of what is closed, and of what one person stepped back from."""
READERS = {Role.MANAGER, Role.INDEPENDENT_CHAIR}
STEPPED_BACK = Role.AGENCY_LEAD


def hidden(meeting: Meeting, people: Any) -> dict[str, dict[str, Any]]:
    """Two items with paper, notes and decision. Fillings of the addresses of the closed one."""
    manager = people[Role.MANAGER]
    texts = dict.fromkeys(("purpose", "notes"), CLOSED)
    item = make.an_item(meeting, f"{CLOSED} item", readers=[people[role] for role in READERS], **texts)
    paper = make.a_paper(item, manager, f"{CLOSED} paper", text=CLOSED, readers=item.readers.all())
    decision = make.a_decision(item, manager, CLOSED, reasons=CLOSED)
    plain = make.an_item(meeting, "Which bid to choose", purpose=RECUSED, notes=RECUSED)
    make.a_paper(plain, manager, f"{RECUSED} paper", text=RECUSED)
    make.a_decision(plain, manager, RECUSED, reasons=RECUSED)
    stepped = {"person": people[STEPPED_BACK], "declared_by": people[STEPPED_BACK]}
    Interest.objects.create(item=plain, nature="Our bid", recused=True, **stepped)
    refs = {
        ("item", "edit_item", "item_step", "interest", "forward", "add_paper", "add_decision"): item,
        ("item_action", "item_new_action"): item,
        ("paper", "edit_paper", "paper_version", "withdraw_paper"): paper,
        ("decision", "edit_decision", "decision_step", "dissent", "review_decision", "link_action"): decision,
    }
    found = {f"governance:{name}": {"ref": record.ref} for names, record in refs.items() for name in names}
    return found | {"governance:paper_file": {"ref": paper.ref, "number": 1}}


def records(
    home: Partnership, board: Body, people: Any, canary: str
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Records by route; fillings of addresses that need more than one reference; and those of what is closed."""
    manager: User = people[Role.MANAGER]
    series = make.a_series(board, title=f"{canary} series")
    meeting = make.a_meeting(board, f"{canary} meeting", place=canary, series=series)
    item = make.an_item(meeting, f"{canary} item", purpose=canary, notes=canary)
    paper = make.a_paper(item, manager, f"{canary} paper", text=canary)
    interest = Interest.objects.create(
        item=item, person=people[Role.AGENCY_LEAD], nature=canary, recused=False, declared_by=manager
    )
    closed = hidden(meeting, people)
    ahead = ForwardItem.objects.create(
        partnership=home, body=board, title=f"{canary} ahead", due_on=meeting.starts_at.date()
    )
    minutes = Minutes.objects.create(meeting=meeting, state="checked", chair_note=canary)
    decision = make.a_decision(item, manager, canary, reasons=canary)
    procedure = make.a_procedure(board, manager, title=canary, why_now=canary)
    row = make.somebody_there(meeting, people[Role.BODY_CHAIR])
    texts = {"title": canary, "purpose": canary}
    suggestion = Suggestion.objects.create(body=board, suggested_by=manager, **texts)
    made = Return.objects.filter(action__plan__partnership=home).first()
    variation = Variation.objects.filter(plan__partnership=home).first()
    pack = Pack.objects.create(meeting=meeting, person=manager, fingerprint="0" * 64, parts=[[canary, canary]])
    by_record = {
        ("pack", "pack_file"): pack,
        ("ask_for_pack",): meeting,
        ("series", "edit_series", "standing_items"): series,
        ("meeting", "edit_meeting", "cancel_meeting", "meeting_due", "meeting_calendar", "add_item"): meeting,
        ("order_items", "room", "add_attendance", "my_apologies", "check_in"): meeting,
        ("leave_suggestion", "take_back_suggestion"): suggestion,
        ("minutes", "minutes_step", "hand_back_minutes", "reopen_minutes"): minutes.meeting,
        ("decision", "edit_decision", "decision_step", "dissent", "review_decision"): decision,
        ("link_action", "ask_for_action"): decision,
        ("procedure", "procedure_step"): procedure,
        ("add_decision", "item_action", "item_new_action"): item,
        ("item", "edit_item", "item_step", "interest", "forward", "add_paper"): item,
        ("paper", "edit_paper", "paper_version", "withdraw_paper"): paper,
        ("forward_item", "edit_forward_item", "drop_forward_item"): ahead,
        ("quorum",): board,
    }
    filled = {f"governance:{name}": record for names, record in by_record.items() for name in names}
    otherwise = {
        "governance:meeting_step": {"ref": meeting.ref, "step": "tell"},
        "governance:edit_attendance": {"ref": meeting.ref, "pk": row.pk},
        "governance:send_back_in_room": {"ref": item.ref, "made": made.ref if made else ""},
        "governance:variation_in_room": {"ref": item.ref, "variation": variation.ref if variation else ""},
        "governance:end_interest": {"ref": item.ref, "pk": interest.pk},
        "governance:paper_file": {"ref": paper.ref, "number": 1},
        "governance:settle_paper": {"ref": paper.ref, "number": 1},
    }
    return filled, otherwise, closed
