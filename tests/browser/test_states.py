"""Pages that only a state shows: a meeting in session, a pack being made, a challenge to answer, a mail to oneself."""

import pytest
from playwright.sync_api import Page, expect

from goldenthread.accounts.models import User
from goldenthread.governance.models import AgendaItem, Challenge, Meeting, MeetingState, Minutes, Pack, PackState
from goldenthread.governance.operations.agenda import declare_interest
from goldenthread.governance.operations.meetings import open_meeting
from goldenthread.governance.operations.minuting import write_notes
from goldenthread.notifications.models import Mail
from tests.browser.conftest import PLAN, SignIn
from tests.browser.doing import follow, heading
from tests.browser.looking import OPEN_ALL, barriers, errors_not_led_to, overflow, shape

pytestmark = [pytest.mark.browser]
MANAGER = "manager@birmingham.example"


def faults(page: Page) -> list[str]:
    page.evaluate(OPEN_ALL)
    return [*barriers(page), *shape(page), *overflow(page)]


@pytest.fixture
def manager(furnished: None) -> User:
    return User.objects.get(email=MANAGER)


@pytest.fixture
def session(manager: User) -> Meeting:
    meeting = Meeting.objects.get(partnership__slug="birmingham", title="Executive Board, 16 December 2021")
    return open_meeting(meeting, early=True, by=manager)


@pytest.fixture
def window(sign_in: SignIn, manager: User) -> Page:
    return sign_in(MANAGER)


def room(meeting: Meeting, item: AgendaItem | None = None) -> str:
    return f"{meeting.get_absolute_url()}room/" + (f"?item={item.ref}" if item else "")


@pytest.mark.parametrize("kind", ["welcome", "minutes", "returns", "discussion", "decision"])
def test_room_in_session_has_no_fault(session: Meeting, window: Page, kind: str) -> None:
    item = session.items.filter(kind=kind).first()
    window.goto(room(session, item))
    heading(window, item.title)
    assert faults(window) == []


def test_room_without_items_has_no_fault(session: Meeting, window: Page) -> None:
    empty = Meeting.objects.create(
        partnership=session.partnership, body=session.body, title="An empty meeting", state=MeetingState.IN_SESSION,
        starts_at=session.starts_at, ends_at=session.ends_at,
    )  # fmt: skip
    Minutes.objects.create(meeting=empty)
    window.goto(room(empty))
    expect(window.get_by_role("main")).to_contain_text("Nothing is on the agenda")
    assert faults(window) == []


def test_room_of_somebody_who_takes_no_part_has_no_fault(session: Meeting, window: Page, manager: User) -> None:
    item = session.items.get(title="Near miss policy")
    declare_interest(item, manager, nature="Wrote the policy", recused=True, by=manager)
    window.goto(room(session, item))
    expect(window.get_by_role("main")).to_contain_text("You take no part in this item.")
    assert faults(window) == []


def test_room_in_which_something_may_identify_a_child_leads_to_it(session: Meeting, window: Page) -> None:
    window.goto(room(session, session.items.get(title="Near miss policy")))
    window.get_by_label("Minute", exact=True).fill("The child's number is 943 476 5919.")
    follow(window, "Save", exact=True)
    expect(window.locator(".govuk-error-summary")).to_be_visible()
    assert [*faults(window), *errors_not_led_to(window)] == []


def test_two_who_minute_see_both_texts(session: Meeting, window: Page, manager: User) -> None:
    item = session.items.get(title="Near miss policy")
    window.goto(room(session, item))
    write_notes(item, notes="What another wrote.", state="noted", edition=item.edition, by=manager)
    window.get_by_label("Minute", exact=True).fill("What I wrote.")
    follow(window, "Save", exact=True)
    for words in ("What another wrote.", "What I wrote."):
        expect(window.get_by_role("main")).to_contain_text(words)
    assert faults(window) == []


def test_what_the_room_refuses_has_no_fault_and_leads_back(session: Meeting, window: Page) -> None:
    item = session.items.get(title="Near miss policy")
    window.goto(room(session, item))
    follow(window, "Write a decision")
    window.get_by_label("What is decided?").fill("It is agreed.")
    window.locator("main form button[type=submit]").first.click()
    follow(window, "Decided")
    heading(window, "This could not be done")
    assert faults(window) == []
    follow(window, "Go back to where you were")
    heading(window, "Proposed decision")


@pytest.mark.parametrize("state", PackState.values)
def test_pack_in_each_state_has_no_fault(session: Meeting, window: Page, manager: User, state: str) -> None:
    content = b"%PDF-" if state == PackState.READY else None
    pack = Pack.objects.create(meeting=session, person=manager, state=state, content=content, done=3, total=9)
    window.goto(f"{PLAN}packs/{pack.ref}/")
    assert faults(window) == []


def test_reply_to_a_challenge_has_no_fault(furnished: None, sign_in: SignIn) -> None:
    challenge = Challenge.objects.get(partnership__slug="birmingham", number=2)
    page = sign_in("learning.chair@birmingham.example")
    page.goto(f"{challenge.get_absolute_url()}reply/")
    heading(page, "Reply to the challenge")
    assert faults(page) == []
    follow(page, "Send the reply")
    assert [*faults(page), *errors_not_led_to(page)] == []


def test_mail_to_oneself_has_no_fault(window: Page, manager: User) -> None:
    mail = Mail.objects.get(key="sent", person=manager)
    window.goto(f"/my-mail/{mail.ref}/")
    heading(window, mail.subject)
    assert faults(window) == []
