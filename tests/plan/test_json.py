"""The whole plan as JSON goes out and comes back, here or on another installation, without loss."""

import json
import re
from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.documents.gate import check_file
from goldenthread.documents.models import Scan, StoredFile
from goldenthread.documents.operations import keep_file
from goldenthread.evidence.models import Evidence
from goldenthread.history.operations import record
from goldenthread.measures.models import Indicator
from goldenthread.partnerships.models import Body, Membership, Organisation, PartnershipMember, Post
from goldenthread.plan.export.dump import dump_plan, write_plan
from goldenthread.plan.export.earlier import ADDED, LISTS_ADDED
from goldenthread.plan.export.schema import FILE, HOLDERS, PARTS, PERSON, PLAN
from goldenthread.plan.models import (
    ActionLink,
    ActionVersion,
    Doubt,
    EarlierApproval,
    EvidenceUse,
    GateDecision,
    ImpactStatement,
    Measuring,
    MilestoneVersion,
    Occurrence,
    Origin,
    Owner,
    Period,
    Plan,
    Return,
    Serving,
    Variation,
)
from goldenthread.plan.operations.loading import load_plan
from goldenthread.plan.operations.publishing import switch_public_page
from goldenthread.plan.operations.versions import supersede
from tests import factories as make

TEXT = b"Notes of the meeting, with enough words to be taken for a text.\n"


@pytest.fixture
def full(world, django_capture_on_commit_callbacks) -> Plan:
    """A plan in which there is at least one of everything that can be in a plan."""
    plan, action = world.plan, world.action
    world.chief = make.a_post(world.partnership, "Chief Officer", body=world.board)
    other = make.an_action(world.priority, "Hold two assemblies", owner=world.police, rrule="FREQ=MONTHLY;INTERVAL=6")
    posted = make.an_action(world.priority, "Write the yearly report", owner=world.chief)
    outcome = make.an_outcome(world.priority)
    make.serves(action, outcome)
    indicator = make.an_indicator(world.partnership, world.manager, body=world.quality)
    make.a_figure(indicator, world.manager)
    Measuring.objects.create(outcome=outcome, indicator=indicator, added_by=world.manager)
    make.an_origin(action, world.manager)
    make.serves(other, outcome)
    supersede(
        ActionVersion.objects.get(action=action), at=clock.now() - timedelta(days=9), words="Publish it twice", rung=2
    )
    MilestoneVersion.objects.create(action=action, words="Draft is out", due_on=date(2021, 9, 1))
    times = [
        Occurrence.objects.create(
            action=other, number=n, earliest_on=date(2021, 4, 1), due_on=date(2021, 9 * n % 12, 30)
        )
        for n in (1, 2)
    ]
    period = make.a_period(world.partnership)
    made = make.a_return(
        action,
        period,
        world.quality_chair,
        state="approved",
        rating="on_track",
        how_much="We met \N{PARTY POPPER} twice",
        approved_by=world.chair,
        approved_at=timezone.now(),
        submitted_by=world.quality_chair,
        submitted_at=timezone.now(),
    )
    EarlierApproval.objects.create(
        made_return=made, said={"rating": "at_risk", "how_much": "We met once", "forecast_on": "2021-12-01"},
        written_by=world.quality_chair, written_at=timezone.now(), approved_by=world.chair, approved_at=timezone.now(),
    )  # fmt: skip
    make.a_return(other, period, world.police_lead, occurrence=times[1], how_much="A draft")
    stored = keep_file(check_file(TEXT, "notes.txt"), chain=world.partnership.slug, by=world.manager)
    minutes = make.some_evidence(world.partnership, world.quality_chair, link="", file=stored)
    link = make.some_evidence(world.partnership, world.manager, "Survey", public=True)
    EvidenceUse.objects.create(evidence=minutes, action=action, made_return=made, added_by=world.quality_chair)
    EvidenceUse.objects.create(
        evidence=link, outcome=outcome, added_by=world.manager, accepted_by=world.chair, accepted_at=timezone.now()
    )
    GateDecision.objects.create(action=action, gate="delivered", reason="Seen", decided_by=world.chair)
    ImpactStatement.objects.create(
        plan=plan, outcome=outcome, claim="Seen sooner", measure="Days", source="Data", strength=4, against="Small",
        observed_on=date(2021, 9, 1), evidence=link, claimed_by=world.manager,
    )  # fmt: skip
    Variation.objects.create(
        plan=plan, action=action, summary="Another owner", reason="Asked", proposed_by=world.manager,
        old={"owners": [{"kind": "body", "ref": world.quality.ref, "role": "lead"}]},
        new={"owners": [{"kind": "body", "ref": world.board.ref, "role": "lead"}]},
    )  # fmt: skip
    Owner.objects.create(action=action, role="reports_to", body=world.board, text="the Board")
    ActionLink.objects.create(action=action, other=posted, kind="depends_on", made_by=world.manager)
    Doubt.objects.create(plan=plan, action=action, other=other, code="duplicate", sentence="Looks like 1.2.")
    record(action, "sent a reminder", by=world.manager)
    return plan


def forget_everything(world) -> None:
    """As on another installation: nobody and nothing is here but an empty partnership of the same name."""
    for model in (Variation, ImpactStatement, EvidenceUse, Return, Plan, Indicator):
        model.objects.all().delete()
    Evidence.objects.all().delete()
    StoredFile.objects.all().delete()
    Period.objects.all().delete()
    Membership.objects.all().delete()
    Body.objects.update(parent=None, reports_to=None)
    for model in (Post, Body, PartnershipMember, Organisation, User):
        model.objects.all().delete()


def without_history(document: dict) -> dict:
    return {key: value for key, value in document.items() if key != "history"}


def test_plan_that_was_loaded_is_written_as_the_same_json(world, full):
    content = write_plan(full, emails=True, files=True)
    forget_everything(world)
    loaded = load_plan(content, world.partnership, by="test")
    first, again = json.loads(content), json.loads(write_plan(loaded, emails=True, files=True))
    assert without_history(again) == without_history(first)


def test_every_list_of_the_file_is_tried_here(full):
    assert [key for key, value in dump_plan(full).items() if value == []] == []


LEFT_OUT = {
    Plan: {"partnership", "public_since"},
    StoredFile: {"chain", "content", "scan", "scan_found"},
    User: {"password", "last_login", "email", "is_active", "suspended_at", "joined_at"},
    Indicator: {"partnership"},
    Evidence: {"partnership", "organisation"},
    Organisation: {"succeeded_by", "ended_on"},
    Body: {"partnership", "parent", "reports_to"},
    Post: {"partnership", "escalates_to"},
}
"""What belongs to the installation or the partnership, not to a plan that travels."""

KINDS = [
    (Plan, PLAN),
    (StoredFile, FILE),
    (User, PERSON),
    *HOLDERS.values(),
    *((part.model, part.fields) for part in PARTS),
]


@pytest.mark.parametrize(("model", "fields"), KINDS, ids=[model.__name__ for model, _ in KINDS])
def test_every_field_travels_or_is_left_out_on_purpose(model, fields):
    left = LEFT_OUT.get(model, {"plan", "partnership"})
    assert {field.name for field in model._meta.concrete_fields} - {"id"} - left == set(fields)


def test_history_comes_along_as_text_and_goes_on(world, full):
    content = write_plan(full)
    forget_everything(world)
    loaded = load_plan(content, world.partnership, by="test")
    history = dump_plan(loaded)["history"]
    assert [entry["did"] for entry in history] == ["sent a reminder", "loaded the plan from a file"]


def test_pages_of_a_loaded_plan_say_the_same(world, full, signed_in):
    paths = [
        "",
        "actions/",
        f"actions/{world.action.ref}/",
        f"actions/{world.action.ref}/?as-at=2021-10-01",
        "?as-at=2021-10-01",
    ]

    def pages() -> list[str]:
        manager = User.objects.get(email=world.manager.email)
        manager.memberships.filter(role="manager").exists() or make.a_member(
            "manager", world.partnership, person=manager
        )
        client = signed_in(manager)
        shown = [client.get(f"/p/{world.partnership.slug}/{path}").content.decode() for path in paths]
        said = [page.partition('id="history"')[0].partition("<main")[2] for page in shown]
        return [re.sub(r"/\d+/", "/row number/", page) for page in said]

    content = write_plan(full, emails=True, files=True)
    before = pages()
    forget_everything(world)
    load_plan(content, world.partnership, by="test")
    for page, was in zip(pages(), before, strict=True):
        assert page.splitlines() == was.splitlines()


def test_copy_beside_the_original_says_the_same_under_other_references(world, full):
    content = write_plan(full, files=True)
    copy = load_plan(content, world.elsewhere, by="test", copy=True)
    first, again = json.loads(content), json.loads(write_plan(copy, files=True))
    assert {row["ref"] for row in first["actions"]} & {row["ref"] for row in again["actions"]} == set()
    assert [row["words"] for row in again["action_versions"]] == [row["words"] for row in first["action_versions"]]
    assert {key: len(again[key]) for key in again} == {key: len(first[key]) for key in first} | {"history": 2}


def test_copy_takes_bodies_of_its_own_partnership(world, full):
    load_plan(write_plan(full), world.elsewhere, by="test", copy=True)
    assert set(
        Owner.objects.filter(action__plan__partnership=world.elsewhere)
        .exclude(body=None)
        .values_list("body__partnership__slug", flat=True)
    ) == {"elmshire"}
    variation = Variation.objects.get(plan__partnership=world.elsewhere)
    assert (
        variation.new["owners"][0]["ref"] == Body.objects.get(partnership=world.elsewhere, name="Executive Board").ref
    )


def test_loading_twice_is_refused(world, full):
    with pytest.raises(ValidationError, match="here already"):
        load_plan(write_plan(full), world.elsewhere, by="test")


def test_second_adopted_plan_is_refused(world, full):
    with pytest.raises(ValidationError, match="has an adopted plan"):
        load_plan(write_plan(full), world.partnership, by="test", copy=True)


def test_nothing_that_is_loaded_is_public(world, full):
    switch_public_page(full, on=True, by=world.manager)
    copy = load_plan(write_plan(full), world.elsewhere, by="test", copy=True)
    assert copy.public_since is None


def test_nobody_gets_a_role_by_it(world, full):
    content = write_plan(full)
    forget_everything(world)
    load_plan(content, world.partnership, by="test")
    assert Membership.objects.count() == 0
    assert set(User.objects.values_list("is_active", flat=True)) == {False}


def test_person_who_is_here_is_known_by_address(world, full):
    document = json.loads(write_plan(full, emails=True))
    for person in document["people"]:
        person["ref"] = f"other{person['ref'][5:]}"
    text = json.dumps(document)
    for person in json.loads(write_plan(full, emails=True))["people"]:
        text = text.replace(person["ref"], f"other{person['ref'][5:]}")
    copy = load_plan(text.encode(), world.elsewhere, by="test", copy=True)
    assert copy.variations.get().proposed_by == world.manager


def test_files_come_back_and_are_checked(world, full):
    content = write_plan(full, files=True)
    forget_everything(world)
    load_plan(content, world.partnership, by="test")
    assert StoredFile.objects.get().content.read() == TEXT


def test_file_whose_bytes_did_not_come_along_cannot_be_opened(world, full):
    content = write_plan(full)
    forget_everything(world)
    load_plan(content, world.partnership, by="test")
    stored = StoredFile.objects.get()
    assert (stored.scan, stored.may_be_served, stored.name) == (Scan.MISSING, False, "notes.txt")


def test_file_that_is_not_the_one_it_says_is_refused(world, full):
    document = json.loads(write_plan(full, files=True))
    document["files"][0]["content"] = "b3RoZXIgd29yZHMgdGhhbiBiZWZvcmUK"
    with pytest.raises(ValidationError, match="hash differs"):
        load_plan(json.dumps(document).encode(), world.elsewhere, by="test", copy=True)


def spoilt(full: Plan, change) -> bytes:
    document = deepcopy(dump_plan(full))
    change(document)
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda doc: doc.update(format="goldenthread-plan/2"), "goldenthread-plan/1"),
        (lambda doc: doc.pop("doubts"), "does not hold exactly these"),
        (lambda doc: doc["actions"][0].update(secret=1), "does not have exactly these fields"),
        (lambda doc: doc["action_versions"][0].update(due_on="soon"), "due_on"),
        (lambda doc: doc["returns"][0].update(state="excellent"), "excellent"),
        (lambda doc: doc["returns"][0].update(action="nobody"), "is not in it"),
        (lambda doc: doc["owners"][0].update(body=["x"]), "is not in it"),
        (lambda doc: doc["returns"][0].update(approved_at=None), "contradicts itself"),
        (lambda doc: doc["people"][0].pop("name"), "A person"),
    ],
)
def test_file_that_is_wrong_is_refused_whole_in_a_sentence(world, full, change, said):
    with pytest.raises(ValidationError, match=said):
        load_plan(spoilt(full, change), world.elsewhere, by="test", copy=True)
    assert not Plan.objects.filter(partnership=world.elsewhere).exists()


def as_it_was_first(document) -> None:
    """Without what came into the format since."""
    for key in LISTS_ADDED:
        del document[key]
    for key, names in ADDED.items():
        for row in [document["plan"]] if key == "plan" else document[key]:
            for name in names:
                del row[name]
    for row in document["serves"]:
        del row["valid_from"], row["valid_to"]
    for row in document["actions"]:
        row["origins"] = [{"kind": "audit", "label": "Audit of neglect", "address": ""}]


def test_file_that_was_written_before_a_field_was_there_loads(world, full):
    loaded = load_plan(spoilt(full, as_it_was_first), world.elsewhere, by="test", copy=True)
    assert loaded.actions.count() == full.actions.count()
    assert {origin.label for origin in Origin.objects.filter(action__plan=loaded)} == {"Audit of neglect"}
    assert (
        Serving.objects.filter(action__plan=loaded).at().count()
        == Serving.objects.filter(action__plan=full).at().count()
    )


def test_what_is_not_json_is_refused(world):
    with pytest.raises(ValidationError, match="not JSON"):
        load_plan(b"{", world.partnership, by="test")


def test_addresses_leave_by_the_command_line_only(full):
    assert (b"@example.org" in write_plan(full, emails=True), b"@example.org" in write_plan(full)) == (True, False)


def test_commands_write_and_load(world, full, tmp_path, capsys):
    call_command("export_plan", "marlshire", full.ref, str(tmp_path / "plan.json"), "--files")
    call_command("load_plan", str(tmp_path / "plan.json"), "--partnership", "elmshire", "--copy")
    assert "Loaded “Business Plan 2021-23” with 3 actions" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [["export_plan", "marlshire", "nothing", "x.json"], ["load_plan", "nothing.json", "--partnership", "marlshire"]],
)
def test_command_that_finds_nothing_says_so(world, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError):
        call_command(*words)


def test_writing_takes_as_many_queries_for_many_rows_as_for_few(world, full, django_assert_max_num_queries):
    period = Period.objects.get()
    for number in range(20):
        make.a_return(make.an_action(world.priority, f"Action {number}"), period, world.manager)
    with django_assert_max_num_queries(50):
        dump_plan(full)
