"""What programs read: as the pages show it, on any day, in pages, at a cost that does not grow."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.api.views.program import schema
from goldenthread.governance.models import Interest
from goldenthread.plan.operations import returns
from tests import factories as make
from tests.api.calling import Program
from tests.governance import factories as meet

SAID = {"rating": "at_risk", "how_much": "Two of four.", "way_forward": "Booked.", "override_reason": "Confirmed."}


def under(world, path):
    return f"partnerships/{world.partnership.slug}/{path}"


def read(world, path, person=None):
    answer = Program(person or world.manager).get(under(world, path))
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_actions_are_narrowed_and_sorted_as_on_the_page(world):
    later = make.an_action(world.priority, "Train the schools", owner=world.police, due_on=date(2999, 1, 1))
    both = read(world, "actions?sort=-due")["items"]
    assert [row["ref"] for row in both] == [later.ref, world.action.ref]
    assert [row["ref"] for row in read(world, "actions?look=overdue")["items"]] == [world.action.ref]
    assert [row["ref"] for row in read(world, f"actions?owner=organisation:{world.police.ref}")["items"]] == [later.ref]
    assert [row["ref"] for row in read(world, "actions?q=schools")["items"]] == [later.ref]
    assert both[1]["lead"] == {"kind": "body", "ref": world.quality.ref, "name": "Quality Sub-Group"}
    assert both[1]["address"] == f"http://127.0.0.1:8000{world.action.get_absolute_url()}"


def test_next_leads_through_the_whole_list(world):
    for number in range(4):
        make.an_action(world.priority, f"Action number {number}", owner=world.quality)
    program, seen, onward = Program(world.manager), [], under(world, "actions?limit=2")
    while onward:
        page = program.get(onward).json()
        seen += [row["code"] for row in page["items"]]
        onward = page["next"]
    assert seen == ["1.1", "1.2", "1.3", "1.4", "1.5"]


def test_past_day_shows_what_was_said_then(world, time_machine):
    time_machine.move_to("2021-11-10T10:00:00Z")
    made = returns.start_return(world.action, make.a_period(world.partnership), by=world.quality_chair)
    made = returns.save_return(made, edition=1, by=world.quality_chair, **SAID)
    returns.approve_return(returns.submit_return(made, by=world.quality_chair), by=world.board_member)
    today = read(world, f"actions/{world.action.ref}")
    before = read(world, f"actions/{world.action.ref}?as_at=2021-11-09")
    assert [(day["delivery"], len(day["returns"])) for day in (today, before)] == [("at_risk", 1), ("not_started", 0)]
    assert read(world, "plan?as_at=2021-11-09")["as_at"] == "2021-11-09"


def test_figures_are_those_of_the_plan_on_a_page(world):
    told = read(world, "plan")
    assert (told["total"]["total"], told["total"]["is_late"]) == (1, 1)
    assert told["needs"][0] == {"kind": "overdue", "count": 1}
    assert told["priorities"][0]["actions"]["off_track"] == 1


def test_draft_plans_are_for_those_who_prepare_them(world):
    make.a_plan(world.partnership, adopted=False, title="Next plan")
    assert len(read(world, "plans")["items"]) == 2
    assert [row["title"] for row in read(world, "plans", world.quality_chair)["items"]] == ["Business Plan 2021-23"]


def test_history_goes_on_by_number(world):
    for number in range(3):
        make.a_period(world.partnership, name=f"Quarter {number}", starts_on=date(2021, 1 + 3 * number, 1))
    asked = Program(world.manager)
    for action in (world.action,):
        asked.post(under(world, f"actions/{action.ref}/remind"))
    first = asked.get(under(world, "history?limit=1")).json()
    assert [(row["actor"], row["record_ref"]) for row in first["items"]] == [("Business Manager", world.action.ref)]
    assert Program(world.quality_chair).get(under(world, "history")).status_code == 403


def test_closed_items_and_what_one_stepped_back_from_stay_hidden(world):
    meeting = meet.a_meeting(world.board, "Executive Board, November")
    closed = meet.an_item(meeting, "A complaint", readers=[world.chair], purpose="It names people.")
    plain = meet.an_item(meeting, "Funding", purpose="Which bid to choose.")
    meet.a_paper(plain, world.manager, "The bids", text="Two bids came.")
    meet.a_decision(plain, world.manager, "The first bid is chosen.")
    Interest.objects.create(item=plain, person=world.police_lead, nature="Our bid", declared_by=world.manager)
    address = f"meetings/{meeting.ref}"
    seen = {who: read(world, address, person)["items"] for who, person in [("chair", world.chair),
            ("member", world.board_member), ("bidder", world.police_lead)]}  # fmt: skip
    assert {who: {row["title"] for row in rows} for who, rows in seen.items()} == {
        "chair": {closed.title, "Funding"}, "member": {"Funding"}, "bidder": {"Funding"},
    }  # fmt: skip
    bidder = seen["bidder"][0]
    assert (bidder["is_recused"], bidder["purpose"], bidder["papers"]) == (True, "", [])
    assert [paper["title"] for paper in seen["member"][0]["papers"]] == ["The bids"]
    assert len(read(world, "decisions", world.board_member)["items"]) == 1
    assert read(world, "decisions", world.police_lead)["items"] == []


LISTS = sorted(
    path.rpartition("}/")[2]
    for path, methods in schema()["paths"].items()
    if "get" in methods and path.count("{") == 1 and path.endswith(tuple("abcdefghijklmnopqrstuvwxyz"))
)


def grow(world, number):
    """One more of everything that is listed."""
    manager, place = world.manager, world.partnership
    body = make.a_body(place, f"Body {number}")
    make.a_post(place, f"Post {number}", body=body)
    make.an_organisation(f"Agency {number}", place)
    priority = make.a_priority(world.plan, f"Priority {number}", number=str(number + 2))
    outcome = make.an_outcome(priority, f"Outcome {number}")
    action = make.an_action(priority, f"Action neglect {number}", owner=body, due_on=date(2021, 5, 1))
    period = make.a_period(place, name=f"Quarter {number}", starts_on=date(2019, 1 + 3 * number, 1))
    make.a_return(action, period, manager)
    make.some_evidence(place, manager, f"Evidence {number}")
    make.a_challenge(place, body, manager)
    make.a_risk(place, body, manager)
    make.a_strategy(place, body, manager, title=f"Strategy {number}")
    indicator = make.an_indicator(place, manager, name=f"Indicator {number}")
    make.a_figure(indicator, manager)
    meeting = meet.a_meeting(world.board, f"Meeting {number}")
    meet.a_decision(meet.an_item(meeting), manager, f"Decision {number}")
    return outcome


def costs(world, program):
    """How many queries each list takes."""
    found = {}
    for path in LISTS:
        with CaptureQueriesContext(connection) as asked:
            answer = program.get(under(world, path + ("?q=neglect" if path == "search" else "")))
        assert answer.status_code == 200, path
        found[path] = len(asked)
    return found


def test_every_list_costs_the_same_for_one_row_and_for_three(world):
    program = Program(world.manager)
    grow(world, 0)
    costs(world, program)
    one = costs(world, program)
    grow(world, 1)
    grow(world, 2)
    assert len(one) > 20
    assert max(one.values()) <= 20
    assert costs(world, program) == one
