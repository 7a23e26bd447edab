"""The regional self-assessment, as the people of the demonstration do it: answered once, read by seven partnerships.

With scripts and without any where a person is opened by ``as_person``; the head teacher and the small group on a phone.
"""

import re

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from goldenthread.accounts.models import User
from goldenthread.assurance.demonstration_region import answer_what_is_missing
from goldenthread.assurance.models import AssessmentPart, Gap, Round, SelfAssessment
from goldenthread.assurance.operations import moderation, returns
from goldenthread.assurance.queries.moderation import sections_of
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.demonstration.asking import as_asked_in_2021
from goldenthread.questionnaires.models import Answer
from goldenthread.questionnaires.operations.editions import load_edition
from goldenthread.questionnaires.queries.answering import parts_of
from tests.browser.conftest import Open, SignIn, client_of
from tests.browser.doing import fill_date, follow, heading, send, told
from tests.browser.looking import OPEN_ALL, barriers, overflow, shape

pytestmark = [pytest.mark.browser]
COORDINATOR = "coordinator@midlands.example"
POLICE, CHIEF = "police.lead@birmingham.example", "police.chief@birmingham.example"
MANAGER, ELSEWHERE = "manager@birmingham.example", "manager@elmshire.example"
ASHMOOR, FENNSHIRE = "manager@ashmoor.example", "manager@fennshire.example"
HEAD, FELLOWSHIP = "head.teacher@elmshire.example", "faith.lead@elmshire.example"
SEVEN = ["birmingham", "elmshire", "ashmoor", "brackenshire", "calderwick", "dunmarsh", "eastholme"]
TITLE = "Section 11, spring 2022"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def person(email: str) -> User:
    return User.objects.get(email=email)


def faults(page: Page) -> list[str]:
    page.evaluate(OPEN_ALL)
    return [*barriers(page), *shape(page), *overflow(page)]


def looked_at(page: Page, *, script: bool) -> None:
    """A page without scripts is the same page, and runs none of those that look for faults either."""
    if script:
        assert faults(page) == []


# --- one return, seven readers ----------------------------------------------------------------------------------------


def open_the_round(page: Page) -> None:
    page.goto("/")
    follow(page, "Open a round")
    page.get_by_label("Title").fill(TITLE)
    asked, more = (page.get_by_role("group", name=name) for name in ("What is asked of all?", "Who asks something"))
    asked.get_by_label("Section 11 self-assessment, edition 2021", exact=True).check()
    for words in ("Neglect in Birmingham", "Children far from services"):
        more.get_by_label(re.compile(words)).check()
    for kind in ("Police", "Health"):
        page.get_by_role("group", name="Who is asked?").get_by_label(kind, exact=True).check()
    page.get_by_label("Which partnership leads it?").select_option("birmingham")
    fill_date(page, "Opens on", "30", "11", "2021")
    fill_date(page, "Returns are due by", "25", "2", "2022")
    fill_date(page, "Closes on", "29", "4", "2022")
    follow(page, "Open the round")
    told(page, "Opened.")
    expect(page.locator("#returns")).to_contain_text("West Midlands Police")


def bring_forward_and_confirm(page: Page) -> SelfAssessment:
    page.goto("/self-assessments/")
    follow(page, TITLE)
    for place in SEVEN:
        told(page, f"{place.title()} Safeguarding Children Partnership")
    follow(page, "Bring earlier answers forward")
    follow(page, "Bring them forward")
    follow(page, page.locator("main table a").first.inner_text())
    follow(page, "It still holds")
    assessment = SelfAssessment.objects.get(organisation__name="West Midlands Police", round__title=TITLE)
    confirm_the_rest(assessment)
    return assessment


def confirm_the_rest(assessment: SelfAssessment) -> None:
    """Every further one by the same button; here in one go, for time."""
    lead = person(POLICE)
    for part in AssessmentPart.objects.filter(assessment=assessment).select_related("assessment__round", "sheet"):
        for section in parts_of(part.sheet):
            for question in section.to_confirm:
                returns.confirm_earlier(part, question=question.id, by=lead)


def hand_a_section_over(page: Page, colleague: Page, address: str) -> None:
    page.goto(address)
    follow(page, "Neglect")
    follow(page, "Hand this section to a colleague")
    page.get_by_label("Who is it for?").fill("Kim Abara")
    send(page)
    link = page.get_by_label("The link").input_value()
    colleague.goto("/handed/" + link.partition("/handed/")[2])
    colleague.get_by_label("Your first and last name").fill("Kim Abara")
    send(colleague)
    colleague.get_by_role("group", name=re.compile("neglect toolkit")).get_by_label("Yes").check()
    colleague.get_by_role("textbox", name=re.compile("How many of your staff were trained")).fill("212")
    follow(colleague, "Save and give it back")
    heading(colleague, "Given back")
    page.goto(address)
    follow(page, "Kim Abara")
    follow(page, "Take these over")
    told(page, "Taken.")


def answer_for_elmshire(page: Page, address: str) -> None:
    page.goto(address)
    follow(page, "Distance")
    page.get_by_role("group", name=re.compile("children who cannot come")).get_by_label("Partly").check()
    page.get_by_role("textbox", name=re.compile("work in villages")).fill("17")
    follow(page, "Save and")


def attach_one_policy_to_nine(page: Page, address: str) -> None:
    page.goto(address)
    follow(page, "Commitment of senior management")
    follow(page, "Attach evidence")
    page.get_by_label("Or a link").fill("https://police.example/safeguarding-policy")
    page.get_by_label("What is it?").fill("Safeguarding policy of the force")
    page.get_by_label(re.compile("^2: ")).check()
    fill_date(page, "Date of the evidence", "1", "6", "2021")
    follow(page, "Keep and attach it")
    told(page, "Attached.")
    follow(page, "Change the evidence")
    follow(page, "Attach it to more answers")
    heading(page, "Attach it to more answers")
    for box in page.get_by_role("checkbox").all()[3:11]:
        box.check()
    follow(page, "Attach it")
    told(page, "Attached to 8 more answers.")


def sign_off_and_hand_in(lead: Page, chief: Page, address: str) -> None:
    lead.goto(address)
    follow(lead, "Choose")
    lead.get_by_label("Marcus Denholm").check()
    send(lead)
    chief.goto(address)
    follow(chief, "Sign off")
    follow(chief, "Sign off")
    told(chief, "Signed off.")
    lead.goto(address)
    follow(lead, "Hand it in")
    expect(lead.get_by_role("checkbox", checked=True)).to_have_count(7)
    follow(lead, "Hand it in")
    told(lead, "Handed in.")


def read_by_those_it_was_shared_with(assessment: SelfAssessment) -> None:
    """Each reads the common part and its own supplement, never that of another."""
    for email, slug, theirs, others in (
        (MANAGER, "birmingham", "212", "17"), (ELSEWHERE, "elmshire", "17", "212"), (ASHMOOR, "ashmoor", "", "212"),
    ):  # fmt: skip
        answer = client_of(email).get(f"/p/{slug}/self-assessments/{assessment.ref}/")
        said = BeautifulSoup(answer.content, "html.parser").main.get_text("\n", strip=True)
        assert (theirs in said, f"\n{others}\n" in said) == (True, False)
    assert client_of(FENNSHIRE).get(f"/p/fennshire/self-assessments/{assessment.ref}/").status_code == 404


def test_a_region_asks_once_and_seven_read_judge_agree_and_are_told_of_a_correction(
    as_person: Open, sign_in: SignIn
) -> None:
    coordinator, lead, chief = (as_person(email) for email in (COORDINATOR, POLICE, CHIEF))
    open_the_round(coordinator)
    assessment = bring_forward_and_confirm(lead)
    own = assessment.get_absolute_url()
    hand_a_section_over(lead, sign_in(""), own)
    answer_for_elmshire(lead, own)
    attach_one_policy_to_nine(lead, own)
    sign_off_and_hand_in(lead, chief, own)
    coordinator.reload()
    coordinator.get_by_role("link", name=re.compile("Handed in")).click()
    expect(coordinator.get_by_role("row", name=re.compile("West Midlands Police"))).to_contain_text("Submitted")
    read_by_those_it_was_shared_with(assessment)
    moderate_and_agree(assessment, as_person(MANAGER), as_person(ELSEWHERE), lead)
    correct(lead, assessment)
    for slug in SEVEN:
        read = client_of(f"manager@{slug}.example").get(f"/p/{slug}/self-assessments/{assessment.ref}/")
        assert "Wrong year." in read.content.decode(), slug


# --- judged, disputed, agreed ------------------------------------------------------------------


def judge(page: Page, address: str, words: str, level: str, reason: str) -> None:
    page.goto(address)
    follow(page, words)
    page.get_by_label(level, exact=True).check()
    page.get_by_label("Why?").fill(reason)
    follow(page, "Save and go on")


def accept_the_rest(assessment: SelfAssessment, manager: User) -> None:
    for section in sections_of(assessment, manager, assessment.round.partnership):
        moderation.accept_section(section, partnership=assessment.round.partnership, by=manager)


LOWER = ("The board looks at", "Safeguarding has the people", "Staff and volunteers can find")


def moderate_and_agree(assessment: SelfAssessment, manager: Page, elsewhere: Page, lead: Page) -> None:
    """Judged by the partnership that leads, disputed by Elmshire and the police, agreed; three gaps become actions."""
    follow(manager, "Self-assessments", within="nav")
    follow(manager, TITLE)
    follow(manager, "Moderation")
    follow(manager, "West Midlands Police")
    here = manager.url
    for words in LOWER:
        judge(manager, here, words, "Begun", "We saw it at two of five sites.")
    accept_the_rest(assessment, person(MANAGER))
    there = here.replace("/birmingham/", "/elmshire/")
    judge(elsewhere, there, LOWER[0], "Not in place", "Here it was nobody.")
    expect(elsewhere.get_by_role("main")).to_contain_text("We saw it at two of five sites.")
    lead.goto(assessment.get_absolute_url())
    follow(lead, "What was said of it")
    follow(lead, "Reply")
    lead.get_by_label("No, we disagree").check()
    lead.get_by_label("Your words").fill("The board asked twice in June.")
    send(lead)
    told(lead, "Your reply is kept")
    manager.goto(here)
    told(manager, "The organisation disagrees on 1.")
    agree_in_a_panel(manager, here)
    for words in LOWER:
        make_it_an_action(manager, here, words)
    assert Gap.objects.filter(part__assessment=assessment).count() == 3


def agree_in_a_panel(manager: Page, here: str) -> None:
    follow(manager, "Begin the panel")
    manager.get_by_label("Yes", exact=True).check()
    manager.get_by_label("Why?").fill("The minutes of June were shown.")
    follow(manager, "Agree this level")
    manager.goto(here)
    follow(manager, "Agree the levels")
    follow(manager, "Agree the levels")
    told(manager, "Agreed.")


def make_it_an_action(manager: Page, here: str, words: str) -> None:
    manager.goto(here)
    follow(manager, words)
    follow(manager, "Make it an action")
    manager.get_by_label("Deadline").fill("by June 2022")
    follow(manager, "Ask for the action")
    told(manager, "Asked for.")


def correct(lead: Page, assessment: SelfAssessment) -> None:
    lead.goto(assessment.get_absolute_url())
    follow(lead, "What was said of it")
    follow(lead, "Correct")
    lead.get_by_role("radio").nth(1).check()
    lead.get_by_label("Why is it corrected?").fill("Wrong year.")
    send(lead)
    send(lead)
    told(lead, "Corrected.")


# --- others who are asked, on a phone ---------------------------------------------------------------------------------


def answer_what_is_shown(page: Page) -> None:
    """The first choice of each, a number or words elsewhere."""
    for question in page.locator(".gt-question").all():
        choices, texts = question.get_by_role("radio"), question.get_by_role("textbox")
        if choices.count():
            choices.first.check()
        for text in texts.all()[:-1]:
            text.fill("12")


def sections(page: Page) -> list[str]:
    return [each.inner_text() for each in page.locator("main td a, main th a").all()]


def answer_section(page: Page, own: str, name: str, *, script: bool) -> None:
    """Twice, because an answer may open a further question."""
    page.goto(own)
    follow(page, name)
    for _ in range(2):
        heading(page, name)
        answer_what_is_shown(page)
        with page.expect_navigation():
            follow(page, "Save", exact=True)
    looked_at(page, script=script)


def begin(page: Page, title: str, *, script: bool) -> str:
    page.goto("/my-work/")
    follow(page, "Go on with it")
    heading(page, title)
    looked_at(page, script=script)
    return page.url


def sign_off_and_send(page: Page, own: str) -> None:
    """One person does it all."""
    page.goto(own)
    follow(page, "Choose")
    page.get_by_role("radio").first.check()
    send(page)
    follow(page, "Sign off")
    follow(page, "Sign off")
    follow(page, "Hand it in")
    follow(page, "Hand it in")
    told(page, "Handed in.")


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "no scripts"])
def test_small_group_answers_the_short_set_on_a_phone(demonstration: None, sign_in: SignIn, script: bool) -> None:
    page = sign_in(FELLOWSHIP, script=script, **PHONE)
    own = begin(page, "Community and faith groups, 2021", script=script)
    for name in sections(page):
        answer_section(page, own, name, script=script)
    sign_off_and_send(page, own)


def test_head_teacher_goes_on_where_the_last_sitting_ended_and_hands_in(demonstration: None, sign_in: SignIn) -> None:
    """The second sitting in a browser without scripts; what is left after it is answered in one go, for time."""
    page, another = sign_in(HEAD, **PHONE), sign_in(HEAD, script=False, **PHONE)
    own = begin(page, "Schools and safeguarding, 2021/22", script=True)
    first, second, *_ = sections(page)
    answer_section(page, own, first, script=True)
    answer_section(another, own, second, script=False)
    another.goto(own)
    for name in (first, second):
        expect(another.get_by_role("row", name=re.compile("^" + re.escape(name)))).to_contain_text("Complete")
    answer_what_is_missing(SelfAssessment.objects.get(ref=own.split("/")[-2]), person(HEAD), 0)
    sign_off_and_send(page, own)


# --- a second edition while the round runs ----------------------------------------------------------------------------


def answers_of_autumn() -> set[tuple[str, str]]:
    """Of the police, who have answered half."""
    found = Answer.objects.filter(sheet__organisation__name="West Midlands Police", sheet__locked_at=None)
    return set(found.values_list("question", "comment"))


def test_second_edition_is_shown_before_it_is_taken_up_and_nothing_is_lost(as_person: Open) -> None:
    manager = person(MANAGER)
    text = as_asked_in_2021("section-11").replace("edition: 2021\n", "edition: 2022\n").replace(
        "The board looks at safeguarding regularly", "The board looks at safeguarding each quarter"
    )  # fmt: skip
    load_edition(Partnership.objects.get(slug="birmingham"), text=text, by=manager)
    kept = answers_of_autumn()
    page = as_person(MANAGER)
    follow(page, "Self-assessments", within="nav")
    follow(page, "Section 11, autumn 2021")
    follow(page, "Take up another edition")
    page.get_by_label(re.compile("edition 2022")).check()
    follow(page, "Continue")
    told(page, "Nothing is done yet.")
    told(page, "The board looks at safeguarding each quarter")
    follow(page, "Take up edition 2022")
    told(page, "Done.")
    assert kept <= answers_of_autumn()


# --- the pages of a network -------------------------------------------------------------------------------------------


def test_pages_of_a_network_have_no_fault(demonstration: None, sign_in: SignIn) -> None:
    page, opened = sign_in(COORDINATOR), Round.objects.get(title="Section 11, autumn 2021")
    start = f"/n/{opened.network.slug}/"
    here, part = f"{start}rounds/{opened.ref}/", opened.parts.filter(partnership=None).get()
    standard = f"comparison/{part.edition.ref}/board-lead/"
    asked = [
        start,
        f"{start}rounds/open/",
        *(here + end for end in ("", "add/", "newcomers/", "close/", "comparison/", standard)),
    ]
    found = {}
    for address in asked:
        assert page.goto(address).status == 200
        found[address] = faults(page)
    assert [(address, fault) for address, each in found.items() for fault in each] == []
