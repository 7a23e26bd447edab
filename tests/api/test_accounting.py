"""Minutes, the forward plan, reports, broken threads and files of evidence, as the pages show them."""

from datetime import date

from goldenthread.documents.gate import check_file
from goldenthread.documents.operations import keep_file
from goldenthread.governance.models import ForwardItem, Interest, Minutes
from goldenthread.reports.operations import writing
from tests import factories as make
from tests.api.calling import Program
from tests.api.test_reading import read, under
from tests.governance import factories as meet


def test_minutes_are_read_from_the_chairs_check_on(world):
    meeting = meet.a_meeting(world.board, state="closed")
    item = meet.an_item(meeting, "Funding", notes="The bids were compared.")
    meet.a_decision(
        item, world.manager, "The first bid is chosen.", state="taken", number="1/2021", taken_at=meeting.starts_at
    )
    meet.somebody_there(meeting, world.board_member)
    minutes = Minutes.objects.create(meeting=meeting)
    address = f"meetings/{meeting.ref}/minutes"
    assert Program(world.police_lead).get(under(world, address)).status_code == 404
    Minutes.objects.filter(pk=minutes.pk).update(state="checked")
    told = read(world, address, world.police_lead)
    assert [(row["title"], row["notes"], row["decisions"][0]["number"]) for row in told["items"]] == [
        ("Funding", "The bids were compared.", "1/2021")
    ]
    assert [(row["name"], row["presence"]) for row in told["attendance"]] == [("Board Member", "present")]


def test_minutes_leave_out_what_is_closed_and_what_one_stepped_back_from(world):
    meeting = meet.a_meeting(world.board, state="closed")
    meet.an_item(meeting, "A complaint", readers=[world.chair], notes="It names people.")
    plain = meet.an_item(meeting, "Funding", notes="Which bid to choose.")
    meet.a_decision(plain, world.manager, "The first bid is chosen.")
    Interest.objects.create(item=plain, person=world.police_lead, nature="Our bid", declared_by=world.manager)
    Minutes.objects.create(meeting=meeting, state="checked")
    told = read(world, f"meetings/{meeting.ref}/minutes", world.police_lead)["items"]
    assert [(row["title"], row["notes"], row["decisions"]) for row in told] == [("Funding", "", [])]


def test_forward_plan_tells_what_is_overdue_first(world, time_machine):
    time_machine.move_to("2021-11-10T10:00:00Z")
    for title, due_on in (("Section 11", date(2021, 11, 1)), ("Yearly report", date(2022, 3, 31))):
        ForwardItem.objects.create(partnership=world.partnership, body=world.board, title=title, due_on=due_on)
    told = read(world, "forward-plan")
    assert [(row["text"], row["is_overdue"]) for row in told] == [("Section 11", True), ("Yearly report", False)]
    assert read(world, f"forward-plan?body={world.quality.ref}") == []


def test_report_is_told_with_figures_and_the_way_to_their_rows(world):
    report = writing.start_highlight(world.quality, make.a_period(world.partnership), by=world.quality_chair)
    assert [row["ref"] for row in read(world, "reports?kind=highlight", world.quality_chair)["items"]] == [report.ref]
    told = read(world, f"reports/{report.ref}", world.quality_chair)
    stands = next(part for part in told["parts"] if part["key"] == "stands")
    assert {row["label"]: row["value"] for row in stands["figures"]}["overdue"] == 1
    assert stands["table"]["rows"][0][0] == world.action.code
    assert stands["table"]["addresses"][0].startswith("http://127.0.0.1:8000/p/marlshire/actions/")


def test_report_that_is_being_written_is_for_its_writers(world):
    report = writing.start_highlight(world.quality, make.a_period(world.partnership), by=world.quality_chair)
    assert read(world, "reports", world.police_lead)["items"] == []
    assert Program(world.police_lead).get(under(world, f"reports/{report.ref}")).status_code == 404


def test_broken_threads_say_what_mends_them(world):
    make.an_outcome(world.priority, "Children are seen sooner")
    idle = read(world, "broken-threads?kind=idle")["items"]
    assert [(row["record"], row["mend"]) for row in idle] == [("Outcome 1.1", "Say which actions serve it.")]
    assert {row["kind"] for row in read(world, "broken-threads")["items"]} > {"idle", "no_impact", "no_voice"}


def test_file_of_evidence_is_given_once_it_is_screened(world):
    file = keep_file(check_file(b"Two events.", "minutes.txt"), chain="marlshire", by=world.manager)
    piece = make.some_evidence(world.partnership, world.manager, "Minutes", link="", file=file, screening="clear")
    program, address = Program(world.police_lead), under(world, f"evidence/{piece.ref}/file")
    answer = program.get(address)
    assert (answer.status_code, b"".join(answer.streaming_content), answer["Cache-Control"]) == (
        200, b"Two events.", "no-store, private"
    )  # fmt: skip
    type(piece).objects.update(screening="waiting")
    assert program.get(address).status_code == 404


def test_written_procedure_is_told_without_how_each_answered(world):
    asked = meet.a_procedure(world.board, world.manager, voters=[world.board_member, world.chair])
    asked.votes.filter(person=world.chair).update(answer="against", words="Too soon.", answered_at=asked.opened_at)
    [told] = read(world, "written-procedures")["items"]
    assert (told["decision"], told["asked"], told["answered"]) == (asked.decision.ref, 2, 1)
    assert "Too soon" not in str(told)


def test_attendance_of_a_year_is_told_by_organisation(world):
    meeting = meet.a_meeting(world.board, state="closed")
    meet.somebody_there(meeting, world.board_member, organisation=world.police)
    year = meeting.starts_at.year if meeting.starts_at.month > 3 else meeting.starts_at.year - 1
    told = {row["name"]: row for row in read(world, f"attendance?year={year}")}
    assert (told[world.police.name]["meetings"], told[world.police.name]["represented"]) == (1, 1)
    assert all(row["meetings"] == 0 for row in read(world, "attendance?year=2001"))
