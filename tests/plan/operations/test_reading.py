"""From a document to a draft: kept, read, built, and what happens when something goes wrong on the way."""

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from goldenthread.documents.gate import check_file
from goldenthread.documents.models import Scan, StoredFile
from goldenthread.documents.operations import keep_file
from goldenthread.history.queries import history_of
from goldenthread.plan.models import FOREVER, Action, ActionVersion, Plan, Reading, ReadingState
from goldenthread.plan.operations import drafting
from goldenthread.plan.operations.reading import discard_document, read_again, read_document, send_document
from tests.plan.papers import PLAN, a_draft, sent

REFERENCE = Path(__file__).parents[3].parent / "shared" / "reference" / "birmingham-2021-23.txt"


def action(plan, number):
    return Action.objects.get(plan=plan, number=number)


def version(plan, number):
    return ActionVersion.objects.get(action__plan=plan, action__number=number, valid_to=FOREVER)


def test_whole_plan_is_in_the_draft(world):
    plan = a_draft(world)
    assert (plan.title, plan.starts_on, plan.ends_on, plan.state) == (
        "Business Plan 2022-24",
        date(2022, 4, 1),
        date(2024, 3, 31),
        "draft",
    )
    assert [str(head.versions.get()) for head in plan.priorities.all()] == ["Neglect", "Exploitation"]
    assert [outcome.versions.get().words for outcome in plan.outcomes.all()] == [
        "Children who are neglected are seen sooner."
    ]
    assert [each.code for each in plan.actions.select_related("priority")] == ["1.1", "1.2", "2.1", "2.2"]


def test_words_and_deadline_are_kept_as_printed_and_as_read(world):
    said = version(a_draft(world), "1.1")
    assert said.words == "Publish the neglect strategy on the website"
    assert (said.deadline_text, said.earliest_on, said.latest_on, said.due_on) == (
        "by July 2022",
        date(2022, 7, 1),
        date(2022, 7, 31),
        date(2022, 7, 31),
    )


def test_owner_who_is_known_is_matched_and_leads(world):
    plan = a_draft(world)
    assert version(plan, "1.1").lead_body == world.quality
    assert action(plan, "2.2").owners.get(role="lead").organisation == world.police


def test_owner_who_is_not_known_stays_as_printed(world):
    owner = action(a_draft(world), "1.2").owners.get()
    assert (owner.holder, owner.text) == (None, "Learning Sub-Group")


def test_no_owner_is_invented(world):
    plan = a_draft(world)
    assert not action(plan, "2.1").owners.exists()
    assert "No owner is named." in plan.doubts.filter(action=action(plan, "2.1")).values_list("sentence", flat=True)


def test_item_says_where_in_the_document_it_stands(world):
    source = action(a_draft(world), "1.1").source
    assert source["words"] == "Publish the neglect strategy on the website"
    assert source["cells"] == {"deadline": "by July 2022", "owner": "Quality Sub-Group"}
    assert source["place"] == "row 2, column 2, line 13"


def test_nothing_is_confirmed(world):
    plan = a_draft(world)
    assert [items.exclude(confirmed_at=None).count() for items in (plan.priorities, plan.outcomes, plan.actions)] == [
        0,
        0,
        0,
    ]


def test_further_date_becomes_a_milestone_with_its_sentence(world):
    text = PLAN.replace(
        "Publish the neglect strategy on the website",
        "Publish the strategy. Present the findings to the Board by December 2022",
    )
    step = action(a_draft(world, text), "1.1").milestones.get()
    assert (step.words, step.due_on) == ("Present the findings to the Board by December 2022", date(2022, 12, 31))


def test_actions_that_look_alike_are_pointed_at_each_other(world):
    text = PLAN.replace("Review the screening tool for exploitation", "Publish the neglect strategy on the website")
    plan = a_draft(world, text)
    assert {(doubt.action.code, doubt.other.code) for doubt in plan.doubts.filter(code="duplicate")} == {
        ("1.1", "2.1"),
        ("2.1", "1.1"),
    }


def test_identifier_in_the_published_words_is_a_doubt(world):
    text = PLAN.replace(
        "Review the screening tool", "Review the case of NHS number 943 476 5919 and the screening tool"
    )
    found = a_draft(world, text).doubts.filter(code="identifier")
    assert ["943 476 5919" in doubt.sentence for doubt in found] == [True]


def test_history_says_what_was_read(world):
    plan = a_draft(world)
    entry = history_of(plan)[0]
    assert (entry.actor, entry.sentence) == (
        "Business Manager",
        "read “plan.md” into a draft: 2 priorities, 1 outcome and 4 actions",
    )


def test_everything_that_was_read_is_kept(world):
    reading = a_draft(world).reading
    assert (reading.state, reading.result["counts"]["actions"]) == (ReadingState.READ, 4)
    assert {"text": "Marlshire Safeguarding Children Partnership (MSCP)"}.items() <= reading.result["unused"][1].items()


def test_document_read_twice_makes_one_draft(world):
    reading = sent(world)
    read_document(reading, by=world.manager)
    assert Plan.objects.filter(state="draft").count() == 1


def test_reading_that_a_worker_left_behind_can_be_taken_up_again(world):
    reading = sent(world, in_worker=False)
    Reading.objects.update(state=ReadingState.READING)
    assert read_document(reading, by=world.manager).plan.actions.count() == 4


def test_document_of_which_a_plan_was_made_meanwhile_is_neither_read_again_nor_discarded(world):
    opened = sent(world, in_worker=False)
    read_document(Reading.objects.get(pk=opened.pk), by=world.manager)
    for late in (read_again, discard_document):
        with pytest.raises(ValidationError, match="document"):
            late(opened, by=world.manager)
    assert Reading.objects.get(pk=opened.pk).plan == Plan.objects.get(title="Business Plan 2022-24")


def test_document_that_cannot_be_read_says_so_and_stays(world):
    file = check_file(b"%PDF-1.7\n" + b"1 0 obj <</Type /Page>> endobj\n" * 30 + b"%%EOF", "plan.pdf")
    reading = send_document(file, partnership=world.partnership, by=world.manager)
    reading.refresh_from_db()
    assert (reading.state, reading.plan, StoredFile.objects.count()) == (ReadingState.REFUSED, None, 1)
    assert reading.problem.endswith(".")


def test_infected_document_is_not_read(world):
    reading = sent(world, in_worker=False)
    StoredFile.objects.update(scan=Scan.INFECTED)
    reading.refresh_from_db()
    assert (
        read_document(reading, by=world.manager).problem
        == "The malware scanner found something in this file. It was not read."
    )


def test_document_of_a_draft_is_not_discarded(world):
    with pytest.raises(ValidationError, match="Cancel the draft first"):
        discard_document(a_draft(world).reading, by=world.manager)


def test_discarded_document_is_gone(world, django_capture_on_commit_callbacks):
    reading = sent(world, in_worker=False)
    path = Path(reading.file.content.path)
    with django_capture_on_commit_callbacks(execute=True):
        discard_document(reading, by=world.manager)
    assert (Reading.objects.count(), StoredFile.objects.count(), path.exists()) == (0, 0, False)


def test_discarding_keeps_the_bytes_that_somebody_else_sent_too(world):
    reading = sent(world, in_worker=False)
    keep_file(check_file(PLAN.encode(), "same.md"), chain=world.elsewhere.slug, by=world.outsider)
    discard_document(reading, by=world.manager)
    assert StoredFile.objects.get().chain == world.elsewhere.slug


def test_document_of_a_cancelled_draft_is_read_again(world):
    plan = a_draft(world)
    reading = drafting.delete_draft(plan, by=world.manager)
    read_again(reading, by=world.manager)
    reading.refresh_from_db()
    assert reading.plan.actions.count() == 4


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference plan is not on this machine")
def test_reference_plan_is_in_the_draft_whole(world):
    file = check_file(REFERENCE, REFERENCE.name)
    reading = send_document(file, partnership=world.partnership, by=world.manager)
    reading.refresh_from_db()
    plan = reading.plan
    assert [plan.priorities.count(), plan.outcomes.count(), plan.actions.count()] == [4, 7, 33]
    assert plan.actions.filter(owners__role="lead").distinct().count() == 30


def test_draft_of_a_long_plan_takes_as_many_queries_as_that_of_a_short_one(world, django_assert_max_num_queries):
    rows = "".join(
        f"| 3.{n} | Write report number {n} on theme {n * 7} | Quality Sub-Group | by July 2022 |\n" for n in range(60)
    )
    reading = sent(
        world,
        f"{PLAN}\n## Priority 3: Reports\n\n| No | Action | Lead | Timescale |\n| --- | --- | --- | --- |\n{rows}",
        in_worker=False,
    )
    with django_assert_max_num_queries(45):
        read_document(reading, by=world.manager)
    reading.refresh_from_db()
    assert reading.plan.actions.count() == 64
