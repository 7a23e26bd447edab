"""Taking the plan away: exactly what one sees, on the day one looks at, with the rights one has."""

import io
import json
import re
from datetime import date, timedelta

import docx
import icalendar
import openpyxl
import pikepdf
import pytest
from django.core.management import call_command
from django.utils import timezone

from goldenthread.core import clock
from goldenthread.history.models import Entry
from goldenthread.plan.export import on_a_page
from goldenthread.plan.models import Action, ActionVersion, Export, ExportState, MilestoneVersion, Return
from goldenthread.plan.operations.versions import supersede
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def address(world) -> str:
    return f"/p/{world.partnership.slug}/plans/{world.plan.ref}/export/"


@pytest.fixture
def take(world, signed_in, address):
    """Press a button of the export page, wait where one has to wait, and get the bytes of the file."""

    def taken(choice: str, query: str = "", person=None) -> bytes:
        client = signed_in(person or world.manager)
        response = client.post(address + query, {"choice": choice})
        if response.status_code == 302:
            response = client.get(f"{response.url}file/")
        assert response.status_code == 200
        return response.content

    return taken


def sheet(content: bytes, name: str = "Actions") -> list[list]:
    """Rows of a sheet under its heading row."""
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows()]
    head = next(number for number, row in enumerate(rows) if row[0] == "No.")
    return rows[head + 1 :]


def words_of(content: bytes) -> list[str]:
    return [row[2] for row in sheet(content)]


def pdf_words(content: bytes) -> str:
    import pypdfium2

    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(content))


# --- what one sees ----------------------------------------------------------------------------------------------------


def test_list_in_a_spreadsheet_has_the_rows_of_the_list(world, take):
    make.an_action(world.priority, "Hold an assembly", owner=world.board)
    assert words_of(take("list xlsx")) == ["Publish the neglect strategy", "Hold an assembly"]


def test_list_keeps_filters_and_sorting_of_the_page(world, take):
    make.an_action(world.priority, "Hold an assembly", owner=world.board)
    make.an_action(world.priority, "Audit twenty cases", owner=world.board, due_on=date(2030, 1, 1))
    query = f"?owner=body:{world.board.ref}&sort=-due"
    assert words_of(take("list xlsx", query)) == ["Audit twenty cases", "Hold an assembly"]


def test_file_says_what_the_list_was_narrowed_down_to(world, take):
    book = openpyxl.load_workbook(io.BytesIO(take("list xlsx", f"?owner=body:{world.quality.ref}&rating=off_track")))
    said = [row[0].value for row in book["About"].iter_rows()]
    assert "1 action, narrowed down to Owner: Quality Sub-Group; Rating: Off track." in said


def test_file_shows_the_day_that_the_page_shows(world, take):
    version = ActionVersion.objects.get(action=world.action)
    supersede(version, at=clock.now() - timedelta(days=10), words="Publish the strategy twice")
    content = take("list csv", "?as-at=2021-10-01").decode("utf-8-sig")
    assert "Publish the neglect strategy" in content
    assert "Publish the strategy twice" not in content
    assert "This is the plan as it stood on 1 October 2021." in content


@pytest.mark.parametrize("choice", ["page pdf", "page docx", "list pdf", "list docx", "whole pdf", "whole docx"])
def test_paper_bears_the_day_that_it_shows(choice, take):
    content = take(choice, "?as-at=2021-10-01")
    said = (
        pdf_words(content)
        if choice.endswith("pdf")
        else " ".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs)
    )
    assert "This is the plan as it stood on 1 October 2021." in said


def test_whole_plan_has_a_sheet_for_each_kind_of_thing(world, take):
    book = openpyxl.load_workbook(io.BytesIO(take("whole xlsx")))
    assert book.sheetnames == [
        "About",
        "Actions",
        "Outcomes",
        "Indicators",
        "Milestones",
        "Where actions come from",
        "Approved returns",
        "Evidence that counts",
        "Impact",
        "Approved variations",
    ]


@pytest.mark.parametrize("choice", ["whole xlsx", "whole csv", "whole docx", "whole pdf"])
def test_whole_plan_has_approved_returns_and_no_others(world, take, choice):
    period = make.a_period(world.partnership)
    make.a_return(
        world.action, period, world.quality_chair, state="approved", rating="on_track", how_much="Approvedword",
        approved_by=world.chair, approved_at=timezone.now(),
    )  # fmt: skip
    other = make.an_action(world.priority, "Hold an assembly")
    make.a_return(other, period, world.quality_chair, state="submitted", how_much="Submittedword")
    content = take(choice)
    said = {
        "xlsx": lambda: str([list(sheet.values) for sheet in openpyxl.load_workbook(io.BytesIO(content))]),
        "csv": lambda: content.decode(),
        "docx": lambda: " ".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs),
        "pdf": lambda: pdf_words(content),
    }[choice.split()[1]]()
    assert ("Approvedword" in said, "Submittedword" in said) == (True, False)


def test_whole_plan_has_its_indicators_with_the_latest_figure_and_where_actions_come_from(world, take):
    indicator = make.an_indicator(world.partnership, world.manager)
    make.a_figure(indicator, world.manager, value=61)
    make.a_measuring(make.an_outcome(world.priority), indicator, world.manager)
    make.an_origin(world.action, world.manager)
    said = take("whole csv").decode()
    assert "1.1,Children seen within a day,,61%,2021-09-30" in said
    assert '1.1,Audit,"Section 11 audit, standard 4"' in said
    tables = docx.Document(io.BytesIO(take("whole docx"))).tables
    assert any("61%" in cell.text for table in tables for row in table.rows for cell in row.cells)


@pytest.mark.parametrize("payload", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1+1"])
def test_no_formula_is_live(world, take, payload):
    make.an_action(world.priority, payload)
    book = openpyxl.load_workbook(io.BytesIO(take("whole xlsx")))
    assert "f" not in {cell.data_type for page in book for row in page.iter_rows() for cell in row}
    assert f",{payload.strip()}," not in take("list csv").decode()


def test_calendar_has_deadlines_and_milestones_that_are_open(world, take):
    MilestoneVersion.objects.create(action=world.action, words="Draft is out", due_on=date(2021, 9, 1))
    MilestoneVersion.objects.create(
        action=world.action, words="Text agreed", due_on=date(2021, 8, 1), actual_on=date(2021, 8, 1)
    )
    done = make.an_action(
        world.priority, "Finished", due_on=date(2021, 6, 1), delivery="delivered", actual_on=date(2021, 6, 1)
    )
    events = icalendar.Calendar.from_ical(take("whole ics")).walk("VEVENT")
    assert [(str(event["SUMMARY"]), event["DTSTART"].dt) for event in events] == [
        ("1.1 Publish the neglect strategy", date(2021, 10, 31)),
        ("1.1 milestone: Draft is out", date(2021, 9, 1)),
    ]
    assert str(events[0]["URL"]).endswith(world.action.get_absolute_url())
    assert done.ref not in str(events)


def test_file_is_named_for_what_it_is_and_the_day(world, signed_in, address):
    response = signed_in(world.manager).post(f"{address}?as-at=2021-11-30", {"choice": "list xlsx"})
    assert response["Content-Disposition"] == 'attachment; filename="marlshire-actions-2021-11-30.xlsx"'


# --- the plan on a page -----------------------------------------------------------------------------------------------


def many_actions(world, count: int) -> None:
    for number in range(2, 5):
        priority = make.a_priority(
            world.plan, f"Priority number {number} with a rather long title of its own", str(number)
        )
        make.an_outcome(priority, "Children and families are heard, and what they say changes what is done " * 2)
        for each in range(count):
            due = date(2021, 5, 1) + timedelta(days=each * 700 // count)
            make.an_action(
                priority,
                f"Action {each} that says in many words what will be done " * 3,
                owner=world.quality,
                due_on=due,
            )


@pytest.mark.parametrize("count", [0, 10, 60])
def test_plan_on_a_page_is_two_pages_of_paper_however_many_actions(world, take, count):
    many_actions(world, count)
    with pikepdf.open(io.BytesIO(take("page pdf"))) as pdf:
        assert len(pdf.pages) == 2
        assert pdf.Root.MarkInfo.Marked


@pytest.mark.parametrize(("many", "said"), [(2, "1.1, 1.2"), (9, "9 actions")])
def test_quarter_names_its_actions_or_says_how_many(many, said):
    rows = [{"label": f"1.{number} due", "priority": 1, "on": date(2021, 5, 1)} for number in range(1, many + 1)]
    assert on_a_page._due_in(rows, 1, date(2021, 4, 1), date(2021, 7, 1)) == said


def test_first_sheet_shows_every_overdue_action_before_the_second_of_a_lesser_kind(world, take):
    for number in range(9):
        make.an_action(world.priority, f"Late thing {number}", owner=world.quality, due_on=date(2021, 6, 1))
    said = pdf_words(take("page pdf"))
    counted = re.search(r"Overdue 1 of (\d+)", said)
    assert counted
    assert all(f"Overdue {number} of {counted[1]}" in said for number in range(1, int(counted[1]) + 1))


def test_plan_on_a_page_begins_with_what_needs_the_board(world, take):
    said = pdf_words(take("page pdf"))
    places = [
        said.index(words)
        for words in (
            "What needs the Board",
            "It was due by 31 October 2021",
            "The plan in numbers",
            "Priorities",
            "When things are due",
        )
    ]
    assert places == sorted(places)


def test_empty_plan_can_be_taken_away_in_every_format(world, take):
    Action.objects.all().delete()
    for choice in (
        "page pdf",
        "page docx",
        "list xlsx",
        "list csv",
        "list ics",
        "list docx",
        "whole xlsx",
        "whole docx",
        "whole json",
    ):
        assert take(choice)


# --- who --------------------------------------------------------------------------------------------------------------


def test_page_offers_the_whole_plan_as_json_only_to_who_may_have_it(world, signed_in, address):
    offers = [
        b"whole json" in signed_in(person).get(address).content for person in (world.manager, world.quality_chair)
    ]
    assert offers == [True, False]


def test_json_is_refused_to_who_may_not_have_it(world, signed_in, address):
    assert signed_in(world.quality_chair).post(address, {"choice": "whole json"}).status_code == 403


def test_outsider_finds_nothing(world, signed_in, address):
    client = signed_in(world.outsider)
    assert (client.get(address).status_code, client.post(address, {"choice": "list csv"}).status_code) == (404, 404)


def test_file_is_its_owners_alone(world, signed_in, address):
    waiting = signed_in(world.manager).post(address, {"choice": "page docx"}).url
    other = signed_in(world.chair)
    assert [other.get(path).status_code for path in (waiting, f"{waiting}file/")] == [404, 404]


def test_file_is_gone_with_the_right_to_read_the_plan(world, signed_in, address):
    client = signed_in(world.quality_chair)
    waiting = client.post(address, {"choice": "page docx"}).url
    world.quality_chair.memberships.update(ends_on=clock.today() - timedelta(days=1))
    assert client.get(f"{waiting}file/").status_code == 404


def test_choice_that_does_not_exist_is_an_error_beside_the_page(world, signed_in, address):
    response = signed_in(world.manager).post(address, {"choice": "page json"})
    assert (response.status_code, b"There is a problem" in response.content) == (422, True)


# --- waiting ----------------------------------------------------------------------------------------------------------


def an_export(world, **values) -> Export:
    known = {"what": "page", "format": "pdf", "name": "plan.pdf", "asked_by": world.manager}
    return Export.objects.create(plan=world.plan, **known | values)


def test_page_that_waits_asks_again_by_itself(world, signed_in):
    response = signed_in(world.manager).get(an_export(world).get_absolute_url())
    assert (response.status_code, response["Refresh"], b"is being made" in response.content) == (200, "3", True)


def test_file_that_is_not_ready_is_not_found(world, signed_in):
    assert signed_in(world.manager).get(f"{an_export(world).get_absolute_url()}file/").status_code == 404


def test_failure_says_what_to_do(world, signed_in):
    export = an_export(world, state=ExportState.FAILED, problem="PDF files cannot be made on this server.")
    response = signed_in(world.manager).get(export.get_absolute_url())
    assert (b"PDF files cannot be made on this server." in response.content, "Refresh" in response) == (True, False)


def test_list_longer_than_a_thousand_is_left_to_the_worker(world, signed_in, address, monkeypatch):
    monkeypatch.setattr("goldenthread.plan.export.choice.MOST_ROWS_AT_ONCE", 0)
    assert signed_in(world.manager).post(address, {"choice": "list csv"}).status_code == 302


def test_asking_for_a_file_stands_in_the_history(world, take):
    take("whole json")
    assert Entry.objects.last().sentence == f"asked for the file marlshire-plan-{clock.today()}.json"


def test_files_are_deleted_after_a_day(world):
    old, fresh = an_export(world, asked_at=clock.now() - timedelta(hours=25)), an_export(world)
    call_command("delete_old_exports", verbosity=0)
    assert list(Export.objects.all()) == [fresh]
    assert old != fresh


# --- cost -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", ["list csv", "whole xlsx", "whole ics"])
def test_file_takes_as_many_queries_for_thirty_actions_as_for_one(
    world, signed_in, address, choice, django_assert_max_num_queries
):
    period = make.a_period(world.partnership)
    for number in range(30):
        action = make.an_action(world.priority, f"Action {number}", owner=world.quality, due_on=date(2022, 1, 1))
        make.a_return(
            action, period, world.manager, state="approved", approved_by=world.chair, approved_at=timezone.now()
        )
    client = signed_in(world.manager)
    with django_assert_max_num_queries(20):
        client.post(address, {"choice": choice})
    assert Return.objects.count() == 30


def test_json_says_its_format(take):
    assert json.loads(take("whole json"))["format"] == "goldenthread-plan/1"
