"""The front page, and what stands around every page."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.partnerships.roles import Role
from tests import factories as make


@pytest.mark.django_db
def test_front_page_welcomes_whoever_is_signed_out(client):
    main = BeautifulSoup(client.get("/").content, "html5lib").main
    assert (main.h1.get_text(strip=True), main.find("a", class_="govuk-button")["href"]) == (
        "Golden Thread",
        "/account/login/",
    )


def test_front_page_names_the_plans_that_are_open_to_everybody(world, client):
    world.plan.public_since = make.LONG_AGO
    world.plan.save()
    make.a_plan(world.elsewhere)
    links = BeautifulSoup(client.get("/").content, "html5lib").find(id="public")("a")
    assert [(link["href"], link.get_text()) for link in links] == [("/public/marlshire/plan/", world.partnership.name)]


def test_front_page_leads_to_the_one_plan_that_the_person_reads(world, signed_in):
    assert signed_in(world.police_lead).get("/").headers["Location"] == "/p/marlshire/"


def test_front_page_leads_to_my_work_where_there_are_several_plans(world, signed_in):
    make.a_member(Role.OFFICER, world.elsewhere, person=world.manager)
    assert signed_in(world.manager).get("/").headers["Location"] == "/my-work/"


def test_front_page_leads_to_my_work_where_there_is_no_plan(world, signed_in):
    assert signed_in(world.practitioner).get("/").headers["Location"] == "/my-work/"


def test_front_page_leads_the_operator_to_the_mail(world, signed_in):
    assert signed_in(make.a_member(Role.OPERATOR)).get("/").headers["Location"] == "/mail/"


def frame(client, address):
    return BeautifulSoup(client.get(address).content, "html5lib")


def navigation(page):
    return [link.get_text(strip=True) for link in page.find(class_="govuk-service-navigation").find_all("a")]


def menu(page):
    return [link.get_text(strip=True) for link in page.find(class_="gt-menu")("a")]


def test_navigation_offers_what_the_person_may_open(world, signed_in):
    shared = ["Plan", "Actions", "Returns", "Variations", "Evidence", "Questionnaires"]
    shared += ["Meetings", "Challenge and risk", "Reports", "Who we are"]
    assert navigation(frame(signed_in(world.manager), world.quality.get_absolute_url())) == [
        *shared[:6],
        "Self-assessments",
        *shared[6:],
        "People",
        "My work",
    ]
    assert navigation(frame(signed_in(world.police_lead), world.quality.get_absolute_url())) == [
        *shared,
        "Asked of us",
        "My work",
    ]


@pytest.mark.parametrize(
    ("address", "section"),
    [
        ("/p/marlshire/evidence/", ["Evidence"]),
        ("/p/marlshire/questionnaires/", ["Questionnaires"]),
        ("/p/marlshire/periods/", ["Returns"]),
        ("/p/marlshire/search/", []),
    ],
)
def test_navigation_marks_where_one_is(world, signed_in, address, section):
    page = frame(signed_in(world.manager), address)
    marked = page.find(class_="govuk-service-navigation").find_all(attrs={"aria-current": True})
    assert [link.get_text(strip=True) for link in marked] == section


def test_menu_offers_history_mail_and_the_other_partnership(world, signed_in):
    make.a_member(Role.BOARD_MEMBER, world.elsewhere, person=world.manager)
    page = frame(signed_in(world.manager), world.quality.get_absolute_url())
    assert menu(page) == ["My work", "My mails", "Your account", "History", "Outgoing mail", "ESCP"]


def test_menu_of_the_operator_offers_the_mail_of_the_installation(world, signed_in):
    page = frame(signed_in(make.a_member(Role.OPERATOR)), "/my-work/")
    assert menu(page) == ["My work", "My mails", "Your account", "Mail of the installation"]


def test_practitioner_is_offered_no_page_of_the_partnership(world, signed_in):
    assert navigation(frame(signed_in(world.practitioner), "/my-work/")) == ["My work"]


def banner(client, address):
    return frame(client, f"{address}?as-at=2021-10-01&page=1").find(class_="gt-banner--as-at")


def test_banner_says_which_day_is_shown_and_leads_back_to_today(world, signed_in):
    said = banner(signed_in(world.manager), world.quality.get_absolute_url())
    assert "as it stood on 1 October 2021" in said.get_text()
    assert said.a["href"] == f"{world.quality.get_absolute_url()}?page=1"


def test_banner_is_not_on_a_page_that_shows_today_whatever_its_address(world, signed_in):
    assert banner(signed_in(world.manager), "/p/marlshire/evidence/") is None


def test_frame_costs_no_query_beyond_session_person_and_memberships(world, signed_in):
    client = signed_in(world.manager)
    client.get("/help/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/help/")
    assert len(captured) == 3
