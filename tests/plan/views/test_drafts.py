"""The pages on which a draft is confirmed, by the business manager, without JavaScript."""

from typing import Any

import html5lib
import pytest
from bs4 import BeautifulSoup

from goldenthread.partnerships.models import Body
from goldenthread.partnerships.roles import Role
from goldenthread.plan.models import FOREVER, Action, ActionLink, ActionVersion, Plan, PlanState
from goldenthread.plan.operations import confirming, drafting
from goldenthread.plan.operations.versions import current
from tests import factories as make
from tests.plan.papers import NEXT_PLAN, PLAN, a_draft


@pytest.fixture
def draft(world):
    return a_draft(world)


@pytest.fixture
def manager(world, signed_in):
    return signed_in(world.manager)


def of(plan: Plan, rest: str = "") -> str:
    return f"/p/{plan.partnership.slug}/drafts/{plan.ref}/{rest}"


def action(plan: Plan, code: str) -> Action:
    return next(each for each in plan.actions.select_related("priority", "plan__partnership") if each.code == code)


def at(item: Any, rest: str = "") -> str:
    return of(item.plan, f"{item._meta.model_name}/{item.ref}/{rest}")


def page(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html5lib")


def said(response: Any) -> str:
    return " ".join(page(response).main.get_text().split())


def form_of(client: Any, address: str, **changes: Any) -> dict[str, Any]:
    """What a browser would send from the page's form with some fields changed."""
    form = page(client.get(address)).main.find("textarea").find_parent("form")
    data: dict[str, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        if field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            data[field["name"]] = chosen["value"]
        elif field.name == "textarea":
            data[field["name"]] = field.get_text().removeprefix("\n")
        elif field.get("type") not in {"checkbox", "radio"} or field.has_attr("checked"):
            data[field["name"]] = field.get("value", "")
    return data | changes


# --- the draft as a whole ---------------------------------------------------------------------------------------------


def test_doubts_come_first(manager, draft):
    text = said(manager.get(of(draft)))
    assert "0 of 7 confirmed, 2 items with doubts." in text
    assert [words in text for words in ("Action 1.2", "Action 2.1", "No owner is named.", "Action 1.1")] == [
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(("show", "count"), [("doubts", 2), ("open", 7), ("all", 7)])
def test_list_shows_what_is_asked_for(manager, draft, show, count):
    assert len(page(manager.get(of(draft, f"?show={show}"))).select("section .gt-todo__item")) == count


def test_all_without_doubts_are_accepted_with_one_button(manager, draft):
    assert "Accept all 5 without doubts" in said(manager.get(of(draft)))
    assert "5 items accepted." in said(manager.post(of(draft, "accept/"), follow=True))
    assert draft.actions.filter(confirmed_at=None).count() == 2


def test_item_is_accepted_in_the_list_which_goes_on_at_the_next(manager, draft):
    response = manager.post(at(action(draft, "1.2"), "do/"), {"do": "accept", "list": "doubts"})
    assert response.url == of(draft, f"?show=doubts#{action(draft, '2.1').ref}")
    assert action(draft, "1.2").confirmed_at is not None


def test_two_people_see_who_confirmed_what(world, manager, signed_in, draft):
    confirming.confirm(action(draft, "1.1"), by=world.manager)
    officer = make.a_member(Role.OFFICER, world.partnership, name="Other Officer")
    assert "Confirmed by Business Manager" in said(signed_in(officer).get(of(draft, "?show=all")))


def test_draft_page_takes_the_same_few_queries_however_long_the_plan_is(
    world, manager, draft, django_assert_max_num_queries
):
    for number in range(150):
        made = make.an_action(draft.priorities.first(), f"Action number {number}", owner=world.quality)
        draft.doubts.create(action=made, code="no_deadline", sentence="No deadline is printed.")
    for show in ("doubts", "all"):
        with django_assert_max_num_queries(20):
            manager.get(of(draft, f"?show={show}"))
    for address in (at(action(draft, "1.1")), of(draft, "names/"), of(draft, "unused/")):
        with django_assert_max_num_queries(20):
            assert manager.get(address).status_code == 200


# --- one item ---------------------------------------------------------------------------------------------------------


def test_source_stands_beside_the_reading_with_what_was_read_from_it_marked(manager, world):
    plan = a_draft(
        world,
        PLAN.replace("Publish the neglect strategy on the website", "Publish the neglect strategy by May 2022").replace(
            "| by July 2022", "| "
        ),
    )
    source = page(manager.get(at(action(plan, "1.1")))).select_one(".gt-confirm__source")
    assert "line 13" in source.get_text().lower()
    assert [mark.get_text() for mark in source.find_all("mark")] == ["by May 2022"]


def test_corrected_phrase_is_read_again(manager, draft):
    address = at(action(draft, "1.1"))
    manager.post(address, form_of(manager, address, deadline_text="by the end of March 2023"))
    version = current(action(draft, "1.1"))
    assert (version.deadline_text, str(version.due_on), version.deadline_kind) == (
        "by the end of March 2023",
        "2023-03-31",
        "month",
    )


def test_corrected_date_stands_whatever_the_phrase_says(manager, draft):
    address = at(action(draft, "1.1"))
    manager.post(address, form_of(manager, address, **{"due_on-day": "15"}))
    version = current(action(draft, "1.1"))
    assert (version.deadline_text, str(version.due_on)) == ("by July 2022", "2022-07-15")


def test_owner_is_chosen_from_the_list(world, manager, draft):
    address = at(action(draft, "2.1"))
    manager.post(address, form_of(manager, address, who_0=f"organisation:{world.police.ref}"))
    assert current(action(draft, "2.1")).lead_organisation == world.police


def test_saving_without_a_change_changes_nothing(manager, draft):
    for code in ("1.1", "1.2", "2.1", "2.2"):
        made = action(draft, code)
        before = drafting.values_of(made)
        assert manager.post(at(made), form_of(manager, at(made))).status_code == 302
        assert drafting.values_of(action(draft, code)) == before


def test_saving_and_accepting_goes_on_to_the_next_doubt(manager, draft):
    address = at(action(draft, "1.2"))
    response = manager.post(address, form_of(manager, address, words="Hold two conferences", accept="yes"))
    assert response.url == at(action(draft, "2.1"))
    assert (current(action(draft, "1.2")).words, action(draft, "1.2").confirmed_at is None) == (
        "Hold two conferences",
        False,
    )


def test_second_editor_sees_both_texts_and_nothing_is_lost(world, manager, draft):
    made = action(draft, "1.1")
    mine = form_of(manager, at(made), words="My words")
    drafting.edit_item(made, words="Their words", by=world.chair)
    response = manager.post(at(made), mine)
    assert response.status_code == 409
    assert [words in said(response) for words in ("What Independent Chair saved", "Their words", "My words")] == [
        True
    ] * 3
    assert current(made).words == "Their words"


def test_what_is_typed_stays_when_it_is_refused(manager, draft):
    address = at(action(draft, "1.1"))
    response = manager.post(address, form_of(manager, address, words="", success_measure="Everybody knows it"))
    assert (
        response.status_code,
        "Enter the words of the action." in said(response),
        "Everybody knows it" in said(response),
    ) == (422, True, True)


@pytest.mark.parametrize(
    ("kind", "field", "words"),
    [("priority", "title", "Neglect in schools"), ("outcome", "words", "Fewer children wait")],
)
def test_priority_and_outcome_are_corrected(manager, draft, kind, field, words):
    item = {"priority": draft.priorities, "outcome": draft.outcomes}[kind].first()
    manager.post(at(item), form_of(manager, at(item), **{field: words}))
    assert drafting.words_of(item) == words


def test_duplicates_are_linked_from_the_doubt(world, manager):
    plan = a_draft(
        world, PLAN.replace("Review the screening tool for exploitation", "Publish the neglect strategy on the website")
    )
    doubt = plan.doubts.filter(code="duplicate").first()
    assert "Link them" in said(manager.get(at(doubt.action)))
    manager.post(of(plan, f"doubts/{doubt.pk}/"), {"do": "link"})
    assert ActionLink.objects.count() == 1


def test_doubt_is_settled_alone(manager, draft):
    doubt = draft.doubts.get(action=action(draft, "2.1"))
    assert manager.post(of(draft, f"doubts/{doubt.pk}/"), {"do": "fine"}).url == at(action(draft, "2.1"))
    doubt.refresh_from_db()
    assert (doubt.resolved_by.name, action(draft, "2.1").confirmed_at) == ("Business Manager", None)


def test_split_join_move_remove_and_milestone_by_their_pages(manager, draft):
    manager.post(at(action(draft, "1.1"), "split/"), {"first": "Write it", "second": "Publish it"})
    manager.post(at(action(draft, "2.1"), "join/"), {"other": action(draft, "2.2").ref})
    manager.post(at(action(draft, "1.2"), "do/"), {"do": "up"})
    manager.post(at(action(draft, "1.1"), "remove/"))
    manager.post(at(action(draft, "2.1"), "milestone/"), {"words": "First draft", "deadline_text": "by May 2022"})
    assert [each.code for each in draft.actions.select_related("priority")] == ["1.2", "1.1b", "2.1"]
    assert {str(step.due_on) for step in action(draft, "2.1").milestones.filter(words="First draft")} == {"2022-05-31"}


def test_keys_stand_on_the_buttons_that_they_press(manager, draft):
    shown = page(manager.get(at(action(draft, "1.2"))))
    assert {element["data-shortcut"]: element.get_text(strip=True) for element in shown.select("[data-shortcut]")} == {
        "a": "Accept as it is",
        "n": "Next doubt",
    }


# --- names, facts, what was not used ----------------------------------------------------------------------------------


def test_names_are_said_once_for_all(world, manager, draft):
    text = page(manager.get(of(draft, "names/")))
    assert [label.get_text(strip=True) for label in text.main.find_all("label")] == ["Learning Sub-Group"]
    assert text.main.find("option", selected=True)["value"] == "new-body:sub_group"
    manager.post(of(draft, "names/"), {"who_0": "new-body:sub_group"})
    assert current(action(draft, "1.2")).lead_body == Body.objects.get(name="Learning Sub-Group")


def test_officer_chooses_among_those_known_and_adds_nobody(world, signed_in, draft):
    officer = signed_in(make.a_member(Role.OFFICER, world.partnership, name="Other Officer"))
    assert "Add it as" not in said(officer.get(of(draft, "names/")))
    assert officer.post(of(draft, "names/"), {"who_0": "new-body:sub_group"}).status_code == 422
    assert not Body.objects.filter(name="Learning Sub-Group").exists()


def test_facts_of_the_plan_are_corrected(manager, draft):
    manager.post(of(draft, "facts/"), {"title": "Plan", "starts_on": "2022-04-01", "ends_on": "2023-03-31"})
    draft.refresh_from_db()
    assert (draft.title, str(draft.ends_on)) == ("Plan", "2023-03-31")


def test_line_that_was_not_used_becomes_an_action(manager, draft):
    lines = said(manager.get(of(draft, "unused/")))
    assert "This plan runs from 1 April 2022 to 31 March 2024." in lines
    address = of(draft, "add/action/?unused=2")
    manager.post(address, form_of(manager, address))
    made = ActionVersion.objects.get(
        plan=draft, words="This plan runs from 1 April 2022 to 31 March 2024.", valid_to=FOREVER
    )
    assert made.action.source["place"] == "line 5"
    assert "This plan runs" not in said(manager.get(of(draft, "unused/")))


# --- by hand, cancelling, adopting ------------------------------------------------------------------------------------


def test_plan_is_entered_by_hand(world, manager):
    response = manager.post(
        "/p/marlshire/drafts/new/", {"title": "Plan 2024-26", "starts_on": "2024-04-01", "ends_on": "2026-03-31"}
    )
    plan = Plan.objects.get(title="Plan 2024-26")
    assert response.url == of(plan)
    manager.post(of(plan, "add/priority/"), {"title": "Neglect"})
    priority = plan.priorities.get()
    manager.post(of(plan, "add/outcome/"), {"priority": priority.ref, "words": "Children are seen sooner"})
    manager.post(
        of(plan, "add/action/"),
        {
            "priority": priority.ref,
            "words": "Publish it",
            "deadline_text": "by July 2024",
            "who_0": f"body:{world.quality.ref}",
            "role_0": "lead",
        },
    )
    version = ActionVersion.objects.get(plan=plan)
    assert (version.lead_body, str(version.due_on), plan.outcomes.count()) == (world.quality, "2024-07-31", 1)


def test_cancelled_draft_is_gone_with_its_document_if_wanted(manager, draft):
    reading = draft.reading
    manager.post(of(draft, "cancel/"), {"discard": "on"})
    assert (Plan.objects.filter(pk=draft.pk).exists(), type(reading).objects.exists()) == (False, False)


def test_adopt_page_leads_to_what_stands_in_the_way(manager, draft):
    links = {
        link.get_text(strip=True): link["href"] for link in page(manager.get(of(draft, "adopt/"))).main.select("li a")
    }
    assert links == {
        "7 items are not confirmed yet.": of(draft, "?show=open"),
        "Say who this is: Learning Sub-Group.": of(draft, "names/"),
    }


def ready(plan, manager):
    manager.post(of(plan, "names/"), {"who_0": "nobody"})
    for items in (plan.priorities, plan.outcomes, plan.actions):
        for item in items.all():
            manager.post(at(item, "do/"), {"do": "accept"})


def test_adoption_lands_on_the_plan(world, manager, draft):
    ready(draft, manager)
    response = manager.post(of(draft, "adopt/"), {"on": "2022-04-22", "minute": "Board, item 4"})
    draft.refresh_from_db()
    assert (response.url, draft.state, draft.adopted_by) == (
        f"/p/marlshire/plans/{draft.ref}/",
        PlanState.ADOPTED,
        world.manager,
    )
    assert manager.get(of(draft)).status_code == 404


def test_independent_chair_adopts_without_editing(world, manager, signed_in, draft):
    ready(draft, manager)
    chair = signed_in(world.chair)
    assert chair.get(of(draft)).status_code == 403
    chair.post(of(draft, "adopt/"), {"on": "2022-04-22", "minute": "Board, item 4"})
    draft.refresh_from_db()
    assert draft.adopted_by == world.chair


def test_next_version_shows_what_changed_and_asks_for_reasons(world, manager):
    world.action.versions.update(words="Publish the neglect strategy on the website", deadline_text="by July 2022")
    dropped = make.an_action(world.priority, "Hold a conference for all agencies", owner=world.quality)
    plan = a_draft(world, NEXT_PLAN, next_of=world.plan)
    text = said(manager.get(of(plan, "changes/")))
    assert "Action 1.1 continues 1.1" in text
    manager.post(of(plan, f"changes/{dropped.ref}/closes/"), {"reason": "The region does it"})
    assert "Closed because: The region does it" in said(manager.get(of(plan, "changes/")))
    manager.post(of(plan, f"changes/{action(plan, '1.1').ref}/continues/"), {"other": "new"})
    assert "Action 1.1 continues 1.1" not in said(manager.get(of(plan, "changes/")))


# --- who may, and what the pages are like -----------------------------------------------------------------------------

PAGES = [
    "",
    "?show=all",
    "facts/",
    "names/",
    "unused/",
    "cancel/",
    "add/action/",
    "add/outcome/",
    "add/priority/",
    "adopt/",
]
ITEM_PAGES = ["", "split/", "join/", "milestone/", "remove/"]


@pytest.mark.parametrize("rest", [*PAGES, *(f"action/{each}" for each in ITEM_PAGES)])
def test_page_is_valid_and_for_those_who_prepare_plans(world, manager, signed_in, draft, rest):
    address = at(action(draft, "1.1"), rest.removeprefix("action/")) if rest.startswith("action/") else of(draft, rest)
    response = manager.get(address)
    html5lib.HTMLParser(strict=True).parse(response.content)
    assert response.status_code == 200
    assert signed_in(world.board_member).get(address).status_code == 403
    assert signed_in(world.outsider).get(address).status_code == 404


def test_draft_of_another_partnership_is_not_found_in_ones_own(world, signed_in, draft):
    client = signed_in(world.outsider)
    assert client.get(f"/p/elmshire/drafts/{draft.ref}/").status_code == 404
    assert client.post(f"/p/elmshire/drafts/{draft.ref}/accept/").status_code == 404
