"""What people come to do, from beginning to end, by what they see on the pages: with scripts, and without any."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import PLAN, Open, SignIn, client_of
from tests.browser.doing import fill_date, follow, heading, in_tile, told

pytestmark = [pytest.mark.browser]
EXAMPLE = settings.BASE_DIR / "examples" / "birmingham-business-improvement-plan-2021-23.md"
REFERENCE = Path(settings.BASE_DIR).parent / "shared" / "reference" / "birmingham-2021-23.txt"
MANAGER, CHAIR = "manager@birmingham.example", "chair@birmingham.example"
QUALITY = "quality.chair@birmingham.example"


def open_action(page: Page, code: str) -> None:
    page.goto(PLAN + "actions/")
    page.get_by_role("main").get_by_role("link", name=code, exact=True).click()
    heading(page, f"Action {code}")


# --- the business manager ---------------------------------------------------------------------------------------------


def test_manager_reminds_the_owner_of_an_overdue_action(as_person: Open) -> None:
    page = as_person(MANAGER)
    overdue = page.get_by_role("region", name="overdue")
    overdue.get_by_role("link", name="1.4").first.click()
    heading(page, "Action 1.4")
    follow(page, "Send a reminder")
    expect(page.get_by_role("main")).to_contain_text("chair@birmingham.example")
    follow(page, "Send 1 reminder")
    told(page, "1 reminder planned.")
    page.goto(PLAN + "mail/")
    expect(page.locator("tbody tr").first).to_contain_text("Ruth Calderwood")


def confirm_and_adopt(page: Page) -> None:
    """Two doubts corrected by hand, the rest accepted as read, then the adoption recorded."""
    follow(page, "Go through the doubts")
    for _ in range(2):
        page.get_by_label("Words of the action").fill("The Board reads this sentence, corrected by hand.")
        follow(page, "Save and accept")
    page.goto(page.url.split("/action/")[0] + "/")
    if page.get_by_role("button", name="Accept all").count():
        follow(page, "Accept all")
    while (accept := page.get_by_role("main").get_by_role("button", name=re.compile("^Accept ")).first).count():
        accept.click()
        page.wait_for_load_state()
    follow(page, "Adopt")


def settle_what_hinders(page: Page) -> None:
    """Names that the plan prints and nobody here bears are kept as printed."""
    if page.get_by_role("link", name=re.compile("^Say who this is")).count():
        page.get_by_role("link", name=re.compile("^Say who this is")).click()
        page.wait_for_url("**/names/")
        for choice in page.locator("main select").all():
            choice.select_option(label="Nobody here: keep the print only")
        follow(page, "Save")
        page.goto(page.url.replace("names/", "adopt/"))


def send_in_and_adopt(page: Page, document: Path) -> None:
    follow(page, "Read a plan document")
    page.get_by_label("Plan document").set_input_files(document)
    follow(page, "Read it")
    expect(page.get_by_role("link", name="Adopt")).to_be_visible()
    confirm_and_adopt(page)
    settle_what_hinders(page)
    fill_date(page, "When did the Board adopt it?", "25", "11", "2021")
    page.get_by_label("Minute reference").fill("Executive Board, item 4")
    follow(page, "Record the adoption")
    expect(page.get_by_role("main")).to_contain_text("Adopted by the Board on 25 November 2021")
    expect(page.get_by_role("main")).to_contain_text("33 actions")
    page.goto(PLAN + "actions/?q=corrected+by+hand")
    expect(page.get_by_role("main")).to_contain_text("2 actions")


def test_manager_sends_a_plan_in_corrects_it_and_adopts_it(as_person: Open) -> None:
    send_in_and_adopt(as_person(MANAGER), EXAMPLE)


def test_published_plan_is_sent_in_and_adopted(demonstration: None, sign_in: SignIn) -> None:
    if not REFERENCE.exists():
        pytest.skip("the published plan is not beside this checkout")
    page = sign_in(MANAGER)
    page.goto(PLAN)
    send_in_and_adopt(page, REFERENCE)


# --- a return, from the sub-group to the Board ------------------------------------------------------------------------


def write_return(page: Page) -> None:
    follow(page, "Write a return")
    follow(page, "Continue")
    page.get_by_label("Off track").check()
    page.get_by_label("Why your rating differs").fill("One agency has not answered, whatever the dates say.")
    page.get_by_label("How much did we do?").fill("Five of seven agencies sent their data.")
    page.get_by_label("What stands in the way?").fill("One agency changes its system.")
    page.get_by_label("What happens next?").fill("We meet on 6 December.")


def add_link_and_file(page: Page) -> None:
    for title, add in (
        ("Data of five agencies", lambda: page.get_by_label("Or a link").fill("https://data.example/five")),
        ("Notes of the meeting", lambda: page.get_by_label("File").set_input_files(NOTES)),
    ):
        follow(page, "Add evidence")
        add()
        page.get_by_label("What is it?").fill(title)
        page.get_by_role("radio", name=re.compile("^2:")).check()
        fill_date(page, "Date of the evidence", "20", "11", "2021")
        follow(page, "Add evidence")
        told(page, title)


NOTES = FilePayload(name="notes.txt", mimeType="text/plain", buffer=b"The group met and compared five sets of data.")


def test_return_counts_from_the_moment_the_board_approves_it(as_person: Open) -> None:
    chair_of_group = as_person(QUALITY)
    before = in_tile(chair_of_group, "Off track")
    open_action(chair_of_group, "4.4")
    write_return(chair_of_group)
    follow(chair_of_group, "Save as draft")
    told(chair_of_group, "Saved.")
    add_link_and_file(chair_of_group)
    follow(chair_of_group, "Submit")
    told(chair_of_group, "Submitted.")
    address = chair_of_group.url

    manager = as_person(MANAGER)
    assert in_tile(manager, "Off track") == before
    manager.goto(address)
    follow(manager, "Send back")
    manager.get_by_label("What should be changed?").fill("Say which agency, please.")
    follow(manager, "Send back")
    told(manager, "Sent back.")

    chair_of_group.goto(address)
    told(chair_of_group, "Say which agency, please.")
    chair_of_group.get_by_label("What stands in the way?").fill("The health trust changes its system.")
    follow(chair_of_group, "Submit")
    told(chair_of_group, "Submitted.")

    board = as_person(CHAIR)
    assert in_tile(board, "Off track") == before
    board.goto(address)
    follow(board, "Approve")
    told(board, "Approved.")
    board.goto(PLAN)
    assert in_tile(board, "Off track") == before + 1
    board.goto(PLAN + "?as-at=2021-11-29")
    assert in_tile(board, "Off track") == before


def test_return_saves_itself_while_it_is_written(demonstration: None, sign_in: SignIn) -> None:
    page = sign_in(QUALITY)
    open_action(page, "4.4")
    write_return(page)
    expect(page.get_by_text("Saved at")).to_be_visible()
    page.reload()
    expect(page.get_by_label("How much did we do?")).to_have_value("Five of seven agencies sent their data.")


# --- changes, evidence, impact ----------------------------------------------------------------------------------------


def test_owner_changes_when_the_board_approves_it(as_person: Open) -> None:
    manager = as_person(MANAGER)
    open_action(manager, "3.4")
    follow(manager, "Propose a change")
    manager.get_by_label("Lead (optional)").select_option(label="Bodies: Neglect Operations Group")
    manager.get_by_label("What changes, in one line").fill("The operations group takes it on")
    manager.get_by_label("Why? The Board reads this.").fill("Nobody was named.")
    follow(manager, "Propose")
    told(manager, "Proposed.")
    address = manager.url
    open_action(manager, "3.4")
    expect(manager.locator(".govuk-summary-list").first).to_contain_text("Nobody named")

    board = as_person(CHAIR)
    board.goto(address)
    board.get_by_label("Minute reference").fill("EB 60/21")
    follow(board, "Approve")
    open_action(board, "3.4")
    expect(board.locator(".govuk-summary-list").first).to_contain_text("Neglect Operations Group")
    board.goto(board.url + "?as-at=2021-11-29")
    expect(board.locator(".govuk-summary-list").first).to_contain_text("Nobody named")


def test_evidence_is_accepted_by_another_and_a_gate_is_decided(as_person: Open) -> None:
    manager, board = as_person(MANAGER), as_person(CHAIR)
    open_action(manager, "4.1")
    follow(manager, "Add evidence")
    manager.get_by_label("Or a link").fill("https://data.example/report")
    manager.get_by_label("What is it?").fill("Yearly report, chapter on the pandemic")
    manager.get_by_role("radio", name=re.compile("^2:")).check()
    fill_date(manager, "Date of the evidence", "28", "7", "2021")
    follow(manager, "Add evidence")

    open_action(board, "4.1")
    follow(board, "Accept or take away")
    board.get_by_label("Accept it").check()
    follow(board, "Save")
    told(board, "Accepted.")
    follow(board, "Decide a gate")
    board.get_by_label("Not yet delivered").check()
    board.get_by_label("Why?").fill("The report is still to be presented.")
    board.locator("main form button.govuk-button").last.click()
    told(board, "The report is still to be presented.")


def test_impact_is_judged_by_somebody_else(as_person: Open) -> None:
    manager = as_person(MANAGER)
    open_action(manager, "2.6")
    follow(manager, "Claim impact")
    for label, words in {
        "What changed for children?": "Children are spoken with on the first night.",
        "How was it measured?": "Time to the first talk.",
        "Where does that come from?": "Two services, October.",
        "What speaks against it?": "Two services only.",
    }.items():
        manager.get_by_label(label).fill(words)
    manager.get_by_role("radio", name=re.compile("^3:")).check()
    fill_date(manager, "Date of what was observed", "31", "10", "2021")
    manager.locator("main form button.govuk-button").last.click()
    told(manager, "Children are spoken with on the first night.")
    expect(manager.get_by_label("It stands")).to_have_count(0)

    board = as_person(CHAIR)
    open_action(board, "2.6")
    follow(board, "Children are spoken with")
    board.get_by_label("It stands").check()
    board.get_by_label("Why?").fill("Small, but seen twice.")
    follow(board, "Judge")
    told(board, "Ruth Calderwood")


# --- walls ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("email", ["manager@elmshire.example", ""], ids=["elmshire", "signed out"])
def test_birmingham_is_out_of_reach(as_person: Open, email: str) -> None:
    page = as_person(email)
    for path in ("", "actions/", "people/", "search/?q=neglect", "evidence/", "compare/", "history/"):
        page.goto(PLAN + path)
        assert "Calderwood" not in page.content()
        assert page.get_by_role("heading", level=1).inner_text() in {"Page not found", "Sign in"}
    page.goto("/")
    assert "Birmingham" not in page.locator("body").inner_text()


def test_search_of_elmshire_finds_nothing_of_birmingham(as_person: Open) -> None:
    page = as_person("manager@elmshire.example")
    page.goto("/p/elmshire/")
    page.get_by_role("searchbox").fill("Graded Care Profile")
    page.get_by_role("search").get_by_role("button", name="Search").click()
    expect(page.get_by_role("main")).not_to_contain_text("NSPCC")


def test_practitioner_is_asked_for_nothing(as_person: Open) -> None:
    page = as_person("practitioner@birmingham.example")
    page.goto("/my-work/")
    told(page, "Nothing is asked of you")


def test_public_page_is_there_while_it_is_switched_on(as_person: Open) -> None:
    manager, anybody = as_person(MANAGER), as_person("")
    public = "/public/birmingham/plan/"
    anybody.goto(public)
    heading(anybody, "Page not found")
    follow(manager, "Public page (off)")
    follow(manager, "Show it to the public")
    told(manager, "Everybody can read it")
    anybody.goto(public)
    heading(anybody, "Business Improvement Plan")
    assert "Bellamy" not in anybody.content()
    follow(manager, "Stop showing it")
    told(manager, "Nobody outside can read the plan")
    assert client_of("").get(public).status_code == 404


# --- looking ----------------------------------------------------------------------------------------------------------


def test_filters_of_the_list_stand_in_the_address(as_person: Open) -> None:
    page = as_person(MANAGER)
    follow(page, "Actions", within="nav")
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Rating").select_option(label="Off track")
    follow(page, "Show", exact=True)
    expect(page.get_by_role("list", name="Chosen filters")).to_contain_text("Off track")
    assert "rating=off_track" in page.url
    expect(page.get_by_role("main")).to_contain_text("3 actions")
    kept = page.url
    page.goto(PLAN)
    page.goto(kept)
    expect(page.get_by_role("main")).to_contain_text("3 actions")


def test_two_dates_are_compared(as_person: Open) -> None:
    page = as_person(MANAGER)
    follow(page, "Compare two dates")
    page.get_by_label("From").fill("2021-09-30")
    page.get_by_label("To").fill("2021-11-30")
    follow(page, "Compare")
    told(page, "From 30 September 2021 to 30 November 2021")


def test_list_is_taken_away_as_csv(as_person: Open) -> None:
    page = as_person(MANAGER)
    page.goto(PLAN + "actions/?rating=off_track")
    follow(page, "Take this list away")
    with page.expect_download() as coming:
        follow(page, "CSV")
    lines = Path(coming.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert (coming.value.suggested_filename[-4:], len(lines)) == (".csv", 4)
