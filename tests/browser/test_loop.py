"""Sub-groups account to the Board and the Board to everyone else: the loop from beginning to end, by what people see.

With scripts and without any; no page is opened but by links and by what stands under "My work" and the navigation.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PLAN, Open, SignIn
from tests.browser.doing import begins, fill_date, follow, heading, in_tile, send, told

pytestmark = [pytest.mark.browser]
MANAGER, CHAIR, BOARD = (f"{name}@birmingham.example" for name in ("manager", "chair", "board"))
QUALITY, LEARNING, CASES = (f"{name}.chair@birmingham.example" for name in ("quality", "learning", "cases"))
BOARD_MEETING, NEXT_MEETING = "Executive Board, 16 December 2021", "Executive Board, 17 February 2022"


def my_work(page: Page) -> None:
    page.goto("/my-work/")


def write_what_is_asked(page: Page, **words: str) -> None:
    """The first return under "My work": begun there, handed in at once."""
    my_work(page)
    follow(page, "Write the return")
    follow(page, "Continue")
    page.get_by_label("On track", exact=True).check()
    page.get_by_label("Why your rating differs").fill(words.get("why", ""))
    page.get_by_label("How much did we do?").fill(words["done"])
    page.get_by_label("What happens next?").fill("It goes on in January.")
    follow(page, "Submit")
    told(page, "Submitted.")


def write_report(page: Page, words: str) -> None:
    """The highlight report that "My work" asks for."""
    my_work(page)
    follow(page, "Begin")
    follow(page, "Go on")
    follow(page, "Write")
    page.get_by_label("Words").fill(words)
    follow(page, "Save the words")
    follow(page, "Hand it in to the Board")
    told(page, "Handed in to the Board.")


def open_meeting(page: Page, title: str) -> None:
    follow(page, "Meetings", within="nav")
    follow(page, title)
    heading(page, title)


def to_item(page: Page, title: str) -> None:
    page.get_by_role("navigation", name="Items").get_by_role("link", name=re.compile(title)).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile(title))


# --- from returns to the Board's agenda -------------------------------------------------------------------------------


def test_quarter_is_filled_by_three_chairs_and_taken_to_the_board(as_person: Open) -> None:
    quality, learning, cases, manager = (as_person(email) for email in (QUALITY, LEARNING, CASES, MANAGER))
    my_work(quality)
    follow(quality, "Correct it")
    quality.get_by_label("How much did we do?").fill("Three agencies tried the form.")
    follow(quality, "Submit")
    write_what_is_asked(quality, done="Data of six agencies is in.")
    write_what_is_asked(learning, done="An outline of the course is written.", why="The outline is early.")
    for done in ("Fourteen parents were heard.", "Both reviews looked at it."):
        write_what_is_asked(cases, done=done)
    write_report(quality, "The policy comes to this Board.")
    write_report(learning, "One course is in hand.")
    write_report(cases, "Parents were heard in every case.")
    told(cases, "Fourteen parents were heard.")

    follow(manager, "Returns", within="nav")
    follow(manager, "Who owes what")
    expect(manager.get_by_role("row", name=begins("Serious Cases Sub-Group"))).to_contain_text("All handed in")
    follow(manager, "Take it to the Board")
    told(manager, "The round is before the Board.")
    open_meeting(manager, BOARD_MEETING)
    follow(manager, "See what is due")
    follow(manager, "Put them on the agenda")
    agenda = manager.locator("#agenda")
    for body in ("Quality, Impact & Outcomes Sub-Group", "Learning & Development Sub-Group", "Serious Cases Sub-Group"):
        report = f"Highlight report: {body}: October to December 2021"
        expect(agenda.get_by_role("link", name=report)).to_have_count(2)


# --- a meeting of the Board, and the next -----------------------------------------------------------------------------


def note_who_is_there(page: Page) -> None:
    for name in ("Asha Bellamy", "Ruth Calderwood", "Judith Ravenscroft", "Miriam Okonjo", "Tom Adeyinka"):
        page.get_by_role("checkbox", name=name).check()
    follow(page, "Present", exact=True)
    told(page, "Not quorate")
    follow(page, "Add somebody")
    page.get_by_label("Who?").select_option(label="Gail Thornbury")
    page.get_by_label("Deputy of whom?").select_option(label="Stuart Penhale")
    page.get_by_label("Has a vote").check()
    follow(page, "Add", exact=True)
    expect(page.locator("#quorum")).to_contain_text("6 people in the room, 4 with a vote")


def decide_with_dissent_and_a_recusal(page: Page) -> None:
    to_item(page, "Near miss policy")
    follow(page, "Note an interest")
    page.get_by_label("Whose?").select_option(label="Tom Adeyinka")
    page.get_by_label("What is the interest?").fill("He trains the reporters.")
    send(page)
    expect(page.get_by_role("main")).to_contain_text("without those who take no part in this item")
    follow(page, "Write a decision")
    page.get_by_label("What is decided?").fill("Reporters may stay unnamed to their own agency.")
    fill_date(page, "When does it come back?", "17", "3", "2022")
    send(page)
    follow(page, "Note dissent")
    page.get_by_label("Who?").select_option(label="Gail Thornbury")
    page.get_by_label("What did they hold?").fill("The agency must know whom to protect.")
    send(page)
    follow(page, "Decided")
    told(page, "Decision 2021/5")
    follow(page, "In the room", within="nav.govuk-breadcrumbs")
    page.get_by_label("Minute", exact=True).fill("The legal view was heard.")
    page.get_by_label("Dealt with").check()
    follow(page, "Save", exact=True)
    told(page, "Saved.")


def put_a_challenge(page: Page) -> None:
    to_item(page, "Exceptions in the plan")
    follow(page, "Put a challenge")
    page.get_by_label("Who must answer?").select_option(label="Bodies: Serious Cases Sub-Group")
    page.get_by_label("In a few words").fill("Do families hear of it?")
    page.get_by_label("What is asked", exact=True).fill("When do families hear of a near miss?")
    page.get_by_label("On what evidence").fill("The options before this meeting.")
    send(page)
    told(page, "Challenge 4 is put.")
    expect(page.locator("#challenges")).to_contain_text("Do families hear of it?")


def approve_and_send_back(page: Page) -> None:
    to_item(page, "Returns and variations")
    for action in ("Action 2.3,", "Action 2.9,"):
        page.get_by_role("checkbox", name=begins(action)).check()
    follow(page, "Approve those chosen")
    told(page, "2 returns approved.")
    page.get_by_role("link", name=re.compile(r"^Send back.*1\.9")).click()
    page.get_by_label("What should be changed?").fill("Which three agencies?")
    follow(page, "Send back")
    told(page, "Sent back. Its writers see your note.")


def approve_minutes_in_the_room(page: Page, of: str) -> None:
    to_item(page, f"Minutes of {of}")
    follow(page, "They are approved")
    told(page, "Approved and locked.")


def test_board_meets_decides_and_approves_its_minutes_at_the_next(as_person: Open) -> None:
    manager, chair = as_person(MANAGER), as_person(CHAIR)
    delivered = in_tile(manager, "Delivered")
    open_meeting(manager, BOARD_MEETING)
    follow(manager, "Open the meeting")
    follow(manager, "Open it now")
    note_who_is_there(manager)
    approve_minutes_in_the_room(manager, "Executive Board, 21 October 2021")
    decide_with_dissent_and_a_recusal(manager)
    put_a_challenge(manager)
    open_meeting(chair, BOARD_MEETING)
    follow(chair, "Go to the room")
    approve_and_send_back(chair)
    follow(manager, "Close the meeting")
    follow(manager, "Send to the chair")
    my_work(chair)
    follow(chair, f"Minutes of {BOARD_MEETING}")
    for words in (
        "The agency must know whom to protect.",
        "He trains the reporters",
        "Challenge 4",
        "Return on Action",
    ):
        told(chair, words)
    follow(chair, "They are right")

    open_meeting(manager, NEXT_MEETING)
    follow(manager, "See what is due")
    expect(manager.get_by_role("checkbox", name=begins("Exceptions in the plan"))).to_have_count(1)
    follow(manager, "Put them on the agenda")
    follow(manager, "Publish")
    follow(manager, "Open the meeting")
    follow(manager, "Open it now")
    to_item(manager, f"Minutes of {BOARD_MEETING}")
    follow(manager, "They are approved")
    told(manager, "The meeting is not quorate")
    open_meeting(manager, NEXT_MEETING)
    follow(manager, "Go to the room")
    for name in ("Judith Ravenscroft", "Miriam Okonjo", "Stuart Penhale"):
        manager.get_by_role("checkbox", name=name).check()
    follow(manager, "Present", exact=True)
    approve_minutes_in_the_room(manager, BOARD_MEETING)
    shown_everywhere(manager, delivered + 1)


def shown_everywhere(page: Page, delivered: int) -> None:
    follow(page, "Plan", within="nav", exact=True)
    assert in_tile(page, "Delivered") == delivered
    follow(page, "Meetings", within="nav")
    follow(page, "Forward plan")
    told(page, "2021/5: Reporters may stay unnamed to their own agency.")
    follow(page, "Challenge and risk", within="nav")
    told(page, "4 Do families hear of it?")
    told(page, "BSCP Executive Board to Serious Cases Sub-Group")
    follow(page, "Reports", within="nav")
    follow(page, "Attendance and contribution")
    expect(page.get_by_role("row", name=begins("West Midlands Police"))).to_contain_text("3 of 3")
    page.goto(PLAN + "history/")
    for words in ("took decision 2021/5", "sent a return back", "approved the minutes"):
        told(page, words)


# --- the yearly report ------------------------------------------------------------------------------------------------


@pytest.fixture
def anybody(sign_in: SignIn) -> Page:
    return sign_in("")


def claim_impact(page: Page) -> None:
    """Refused while it names no source; nothing typed is lost."""
    page.goto(PLAN + "actions/")
    page.get_by_role("main").get_by_role("link", name="2.6", exact=True).click()
    follow(page, "Claim impact")
    page.get_by_label("What changed for children?").fill("Children are spoken with on the first night.")
    page.get_by_label("How was it measured?").fill("Time to the first talk.")
    page.get_by_label("What speaks against it?").fill("Two services only.")
    page.get_by_role("radio", name=re.compile("^3:")).check()
    fill_date(page, "Date of what was observed", "31", "10", "2021")
    page.locator("main form button.govuk-button").last.click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Where does that come from?")
    page.get_by_label("Where does that come from?").fill("Two services, October.")
    page.locator("main form button.govuk-button").last.click()
    expect(page.locator(".govuk-error-summary")).to_have_count(0)
    told(page, "Children are spoken with on the first night.")


def test_yearly_report_is_assembled_released_published_and_presented(as_person: Open, anybody: Page) -> None:
    manager, chair, board = as_person(MANAGER), as_person(CHAIR), as_person(BOARD)
    claim_impact(manager)
    my_work(chair)
    follow(chair, "Action 2.6: Children are spoken with")
    chair.get_by_label("It stands").check()
    chair.get_by_label("Why?").fill("Small, but seen twice.")
    follow(chair, "Judge")

    follow(manager, "Reports", within="nav")
    follow(manager, "Yearly report 2021/22")
    follow(manager, "Take the figures anew")
    follow(manager, "Impact ledger")
    follow(manager, "Enter it")
    told(manager, "It stands in the ledger.")
    follow(manager, "Yearly report 2021/22", within="nav.govuk-breadcrumbs")
    follow(manager, "How the views of children and families were sought and used")
    views = manager.locator("section", has=manager.get_by_role("heading", name=begins("How the views of children")))
    views.get_by_role("link", name="Write").click()
    heading(manager, "How the views of children")
    for box in manager.get_by_role("checkbox").all():
        box.check()
    follow(manager, "Take over those chosen")
    told(manager, "What parents of newborn babies told us")
    follow(manager, "Back to the report")
    follow(manager, "Hand it in")
    my_work(board)
    follow(board, "Read and release")
    follow(board, "Release it to the public")
    follow(board, "Release it to the public")
    told(board, "Released by Tom Adeyinka")

    anybody.goto("/p/birmingham/published/")
    follow(anybody, "Yearly report 2021/22")
    told(anybody, "Two services, October.")
    with anybody.expect_download() as coming:
        follow(anybody, "PDF")
    assert coming.value.suggested_filename.endswith(".pdf")
    presented_to_three(manager)


def presented_to_three(page: Page) -> None:
    page.reload()
    for body in ("Health and Wellbeing Board", "City Board", "Children's Social Care Overview and Scrutiny Committee"):
        follow(page, "Note to whom")
        page.get_by_label("To whom?").select_option(label=body)
        follow(page, "Note it")
    follow(page, "Note a question of City Board")
    page.get_by_label("What was asked?").fill("What do schools say?")
    follow(page, "Note it")
    follow(page, "Note the answer")
    page.get_by_label("What was answered?").fill("38 of 90 have answered so far.")
    follow(page, "Note it")
    told(page, "38 of 90 have answered so far.")
    shown = page.locator("#presented")
    expect(shown.get_by_text("sent on 30 November 2021")).to_have_count(3)
