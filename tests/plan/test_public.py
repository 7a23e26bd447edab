"""The public page: off until it is switched on, the same for everybody, and only what was meant for them."""

import json
from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from goldenthread.documents.gate import check_file
from goldenthread.documents.models import Scan
from goldenthread.documents.operations import keep_file
from goldenthread.history.models import Entry
from goldenthread.partnerships.operations.settings import change_settings
from goldenthread.plan.models import ActionVersion, EvidenceUse, ImpactStatement, MilestoneVersion, Owner, Variation
from goldenthread.plan.operations.publishing import switch_public_page
from tests import factories as make
from tests.api.calling import Program

PAGE = "/public/marlshire/plan/"
DATA = "/public/marlshire/plan.csv"


@pytest.fixture
def shown(world):
    """The plan with its public page switched on."""
    world.plan = switch_public_page(world.plan, on=True, by=world.manager)
    return world


def page(path: str = PAGE, **headers) -> str:
    response = Client().get(path, **headers)
    assert response.status_code == 200
    return response.content.decode()


def use(world, title: str = "Minutes of the Board", **values) -> EvidenceUse:
    accepted = {"accepted_by": world.chair, "accepted_at": timezone.now()} if values.pop("accepted", True) else {}
    piece = make.some_evidence(world.partnership, world.manager, title, **{"public": True, **values})
    return EvidenceUse.objects.create(evidence=piece, action=world.action, added_by=world.manager, **accepted)


# --- on and off -------------------------------------------------------------------------------------------------------


def answer(path: str) -> tuple[int, bytes, dict[str, str]]:
    response = Client().get(path)
    return response.status_code, response.content, dict(response.headers)


def test_page_that_is_off_is_like_one_of_a_partnership_that_does_not_exist(world):
    assert answer(PAGE) == answer("/public/nowheresh/plan/")
    assert answer(PAGE)[0] == 404


def test_page_opens_for_everybody_once_it_is_on(shown):
    assert "Publish the neglect strategy" in page()


@pytest.mark.parametrize("change", [{"public_since": None}, {"state": "closed"}])
def test_page_is_gone_when_the_plan_is_closed_or_switched_off(shown, change):
    type(shown.plan).objects.filter(pk=shown.plan.pk).update(**change)
    assert answer(PAGE) == answer("/public/nowheresh/plan/")


def test_other_plans_stay_inside(shown):
    draft = make.a_plan(shown.partnership, adopted=False, title="Secret draft")
    make.an_action(make.a_priority(draft, "Hidden priority"), "Hidden action")
    assert [word in page() for word in ("Secret draft", "Hidden priority", "Hidden action")] == [False, False, False]


def test_draft_cannot_be_switched_on(world):
    draft = make.a_plan(world.partnership, adopted=False)
    with pytest.raises(ValidationError, match="Only a plan that the Board adopted"):
        switch_public_page(draft, on=True, by=world.manager)


def test_switch_stands_in_the_history(shown):
    switch_public_page(shown.plan, on=False, by=shown.manager)
    said = list(Entry.objects.order_by("-number").values_list("sentence", "actor")[:2])
    assert said == [
        ("switched the public page off", "Business Manager"),
        ("switched the public page on", "Business Manager"),
    ]


def test_manager_switches_it_on_and_off(world, signed_in):
    client, address = signed_in(world.manager), f"/p/marlshire/plans/{world.plan.ref}/publish/"
    client.post(address, {"switch": "on"})
    on = answer(PAGE)[0]
    client.post(address, {"switch": "off"})
    assert (on, answer(PAGE)[0]) == (200, 404)


def test_looking_at_the_switch_changes_nothing(world, signed_in):
    signed_in(world.manager).get(f"/p/marlshire/plans/{world.plan.ref}/publish/")
    assert answer(PAGE)[0] == 404


@pytest.mark.parametrize("path", ["publish/", "publish/preview/"])
def test_switch_and_preview_are_for_those_who_may_publish(world, signed_in, path):
    address = f"/p/marlshire/plans/{world.plan.ref}/{path}"
    people = (world.manager, world.chair, world.outsider)
    assert [signed_in(person).get(address).status_code for person in people] == [200, 403, 404]


def test_preview_shows_the_page_before_it_is_on(world, signed_in):
    shown = signed_in(world.manager).get(f"/p/marlshire/plans/{world.plan.ref}/publish/preview/").content.decode()
    assert ("Publish the neglect strategy" in shown, "what everybody would see" in shown) == (True, True)


# --- what is on it ----------------------------------------------------------------------------------------------------


def test_commitment_has_its_owner_and_its_printed_deadline(shown):
    said = page()
    assert ("Quality Sub-Group" in said, "by October 2021" in said) == (True, True)


def test_rating_is_the_last_one_that_was_approved_with_its_date(shown):
    ActionVersion.objects.update(delivery="at_risk", last_word_on=date(2021, 9, 20))
    said = page()
    assert ("May be late" in said, "agreed on 20 September 2021" in said) == (True, True)


def test_rating_that_nobody_approved_is_not_shown(shown):
    assert "Nothing was agreed yet" in page()


def test_page_begins_with_how_many_stand_how(shown):
    make.an_action(shown.priority, delivery="delivered", last_word_on=date(2021, 9, 20), actual_on=date(2021, 9, 1))
    said = page()
    assert ("1 Done" in said, "1 Nothing agreed yet" in said, "Going well" in said) == (True, True, False)


def test_plan_on_a_page_leads_those_who_may_to_the_switch(world, signed_in):
    link = f"/p/marlshire/plans/{world.plan.ref}/publish/"
    assert [
        link in signed_in(person).get("/p/marlshire/").content.decode() for person in (world.manager, world.chair)
    ] == [True, False]


def test_danger_comes_first(shown):
    shown.partnership.front_door = "Marlshire front door, 01234 567890"
    shown.partnership.save()
    said = page().partition("<main")[2]
    assert (
        said.index("Call 999") < said.index("Marlshire front door, 01234 567890") < said.index("Business Plan 2021-23")
    )


def test_evidence_meant_for_the_public_is_linked(shown):
    use(shown)
    assert 'href="https://example.org/minutes"' in page()


WITHHELD = {
    "not marked": {"public": False},
    "not accepted": {"accepted": False},
    "withdrawn": {"withdrawn_at": timezone.now()},
    "not screened": {"screening": "waiting"},
    "with hits": {"screening": "hits"},
    "picture nobody looked at": {"screening": "picture"},
}


@pytest.mark.parametrize("values", WITHHELD.values(), ids=WITHHELD)
def test_evidence_that_is_not_fit_for_the_public_is_not_there(shown, values):
    use(shown, "Canary title", **values)
    assert "Canary title" not in page()


def test_evidence_that_no_longer_serves_is_not_there(shown):
    used = use(shown, "Canary title")
    EvidenceUse.objects.filter(pk=used.pk).update(ended_at=timezone.now())
    assert "Canary title" not in page()


def with_file(world, **values) -> str:
    stored = keep_file(
        check_file(b"Words enough to be a text file.\n", "minutes.txt"), chain="marlshire", by=world.manager
    )
    piece = use(world, link="", file=stored, **values).evidence
    return f"{PAGE}evidence/{piece.ref}/"


def test_file_meant_for_the_public_is_downloaded(shown):
    response = Client().get(with_file(shown))
    assert b"".join(response.streaming_content) == b"Words enough to be a text file.\n"
    assert (response["Content-Disposition"], response["X-Content-Type-Options"]) == (
        'attachment; filename="minutes.txt"',
        "nosniff",
    )


@pytest.mark.parametrize("values", WITHHELD.values(), ids=WITHHELD)
def test_file_that_is_not_fit_for_the_public_is_not_found(shown, values):
    assert Client().get(with_file(shown, **values)).status_code == 404


def test_file_is_not_found_while_the_page_is_off(world):
    assert Client().get(with_file(world)).status_code == 404


@pytest.mark.parametrize("scan", [Scan.WAITING, Scan.INFECTED, Scan.MISSING])
def test_file_that_was_not_scanned_clean_is_not_found(shown, scan):
    address = with_file(shown)
    stored = shown.action.evidence_uses.get().evidence.file
    stored.scan = scan
    stored.save()
    assert (Client().get(address).status_code, "minutes.txt" in page()) == (404, False)


def test_file_of_another_partnership_is_not_found(shown):
    address = with_file(shown)
    make.a_plan(shown.elsewhere, public_since=timezone.now())
    assert Client().get(address.replace("marlshire", "elmshire")).status_code == 404


# --- what is not on it ------------------------------------------------------------------------------------------------


def plant_canaries(world) -> None:
    """A word of its own in everything that must stay inside."""
    by, when = world.quality_chair, timezone.now()
    period = make.a_period(world.partnership)
    texts = (
        "how_much",
        "how_well",
        "difference",
        "challenges",
        "way_forward",
        "override_reason",
        "sent_back_note",
        "suggested_why",
    )
    make.a_return(
        world.action, period, by, state="approved", approved_by=world.chair, approved_at=when, submitted_by=by,
        submitted_at=when, rating="at_risk", **{name: f"canary-{name}" for name in texts},
    )  # fmt: skip
    ActionVersion.objects.update(
        delivery="at_risk", last_word_on=when.date(), override_reason="canary-override", removed_why="canary-removed",
        owner_text="canary-owner", forecast_on=date(2033, 3, 3),
    )  # fmt: skip
    Variation.objects.create(
        plan=world.plan,
        action=world.action,
        summary="canary-summary",
        reason="canary-reason",
        old={"words": "canary-old"},
        new={"words": "canary-new"},
        proposed_by=by,
        decision="canary-decision",
        minute="canary-minute",
    )
    ImpactStatement.objects.create(
        plan=world.plan,
        action=world.action,
        claim="canary-claim",
        measure="canary-measure",
        source="canary-source",
        strength=3,
        against="canary-against",
        observed_on=date(2021, 9, 1),
        claimed_by=by,
        judgement="canary-judgement",
    )
    use(world, "canary-evidence", public=False, shows="canary-shows")
    use(world, "Public minutes", shows="canary-shows-2")
    MilestoneVersion.objects.create(action=world.action, words="canary-milestone", due_on=date(2021, 9, 1))
    Owner.objects.create(action=world.action, role="partner", body=make.a_body(world.partnership, "canary-partner"))
    Owner.objects.create(action=world.action, role="joint", text="canary-printed name")
    gone = make.an_action(world.priority, "canary-action")
    ActionVersion.objects.filter(action=gone).update(removed=True)
    plan = world.plan
    plan.reporting, plan.introduction, plan.minute, plan.period_basis = (f"canary-plan-{n}" for n in range(4))
    plan.save()
    world.action.success_measure = "canary-measure"
    make.an_origin(world.action, by, "canary-origin")
    world.action.reported, world.action.source = (
        {"rag": "canary-rag"},
        {"words": "canary-words", "place": "canary-place"},
    )
    world.action.save()
    world.quality.purpose = "canary-purpose"
    world.quality.save()


def test_nothing_that_was_not_meant_for_the_public_leaks(shown):
    plant_canaries(shown)
    said = page()
    people = [shown.manager, shown.chair, shown.quality_chair, shown.police_lead, shown.board_member]
    assert "Public minutes" in said
    assert [word for word in ("canary", "3 March 2033", "@") if word in said] == []
    assert [word for person in people for word in (person.name, person.ref, person.email) if word in said] == []


# --- how it is served -------------------------------------------------------------------------------------------------


def test_page_is_the_same_for_somebody_who_is_signed_in_and_touches_no_session(
    shown, signed_in, django_assert_num_queries
):
    client = signed_in(shown.manager)
    before = client.session["_auth_user_id"]
    response = client.get(PAGE)
    assert response.content.decode() == page()
    assert (dict(response.cookies), "Vary" in response.headers, client.session["_auth_user_id"]) == ({}, False, before)


@pytest.mark.parametrize("path", [PAGE, "/public/nowheresh/plan/", "/robots.txt"])
def test_no_cookie_is_set(shown, path):
    assert dict(Client().get(path).cookies) == {}


def test_page_may_be_kept_for_five_minutes(shown):
    assert Client().get(PAGE)["Cache-Control"] == "public, max-age=300"


def test_page_has_a_way_out_quickly(shown):
    assert "Leave this page quickly" in page()


def test_page_has_no_form_and_no_sign_in(shown):
    said = page()
    assert ("<form" in said, "Sign in" in said, "csrf" in said) == (False, False, False)


def test_search_engines_may_read_only_what_is_on(world):
    off = page("/robots.txt")
    switch_public_page(world.plan, on=True, by=world.manager)
    assert (PAGE in off, f"Allow: {PAGE}" in page("/robots.txt").splitlines(), "Disallow: /" in off.splitlines()) == (
        False,
        True,
        True,
    )


def test_page_takes_as_many_queries_for_thirty_actions_as_for_one(shown, django_assert_max_num_queries):
    for number in range(30):
        make.an_action(shown.priority, f"Action number {number}", owner=shown.quality)
        use(shown, f"Evidence {number}")
    make.an_outcome(shown.priority)
    with django_assert_max_num_queries(6):
        page()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_page_can_only_be_read(shown, method):
    assert getattr(Client(), method)(PAGE).status_code == 405


# --- open data --------------------------------------------------------------------------------------------------------


def test_promises_are_open_data_with_what_the_board_last_agreed(shown):
    ActionVersion.objects.update(delivery="at_risk", last_word_on=date(2021, 9, 14))
    lines = page(DATA).lstrip("\ufeff").splitlines()
    assert lines == [
        "Priority,No.,Promise,Who,When,How it is going,Agreed on,Licence",
        "Neglect,1.1,Publish the neglect strategy,Quality Sub-Group,by October 2021,At risk,2021-09-14,"
        "No licence stated",
    ]
    assert DATA in page()


def test_data_name_the_licence_that_the_partnership_chose_in_every_format(world, shown):
    assert "No licence stated" in page()
    change = {"name": "Marlshire", "short_name": "MSCP", "area": "", "colour": "#1d5fa8", "front_door": ""}
    change_settings(world.partnership, licence="OGL-UK-3.0", by=world.manager, **change)
    told = json.loads(page(DATA.replace("csv", "json")))
    sheet = load_workbook(BytesIO(Client().get(DATA.replace("csv", "xlsx")).content)).worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows(max_row=10) for cell in row]
    assert told["licence"]["name"] == "Open Government Licence v3.0"
    assert [row["promise"] for row in told["promises"]] == ["Publish the neglect strategy"]
    assert any("Open Government Licence" in cell for cell in cells)
    assert "Open Government Licence" in page(DATA)
    assert 'rel="license"' in page()
    assert Program(world.manager).get("partnerships/marlshire").json()["licence"] == "OGL-UK-3.0"


def test_data_of_a_page_that_is_off_is_like_that_of_a_partnership_that_does_not_exist(world):
    assert answer(DATA) == answer("/public/nowheresh/plan.csv")
    assert answer(DATA)[0] == 404
