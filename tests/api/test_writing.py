"""What programs change: the same operations as on the pages, with refusals that a program can act on."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.evidence.models import Evidence, ScreeningAnswer
from goldenthread.history.models import Entry
from goldenthread.notifications.models import Mail
from goldenthread.plan.models import EvidenceUse, Return, Variation
from goldenthread.plan.operations.versions import current
from tests import factories as make
from tests.api.calling import Program

SAID = {"rating": "off_track", "how_much": "Two of four events.", "way_forward": "The others are booked."}


@pytest.fixture
def period(world):
    return make.a_period(world.partnership)


def under(world, path):
    return f"partnerships/{world.partnership.slug}/{path}"


def begun(world, period):
    return Program(world.quality_chair).post(under(world, f"actions/{world.action.ref}/returns"), period=period.ref)


def handed_in(world, period):
    program, made = Program(world.quality_chair), begun(world, period).json()
    saved = program.post(under(world, f"returns/{made['ref']}"), edition=made["edition"], **SAID)
    assert saved.status_code == 200, saved.content
    handed = program.post(under(world, f"returns/{made['ref']}/submit"))
    assert handed.status_code == 200, handed.content
    return handed.json()


def test_return_is_begun_written_handed_in_and_approved(world, period):
    made = handed_in(world, period)
    assert (made["state"], made["how_much"], made["edition"]) == ("submitted", SAID["how_much"], 2)
    approved = Program(world.board_member).post(under(world, f"returns/{made['ref']}/approve")).json()
    assert (approved["state"], approved["approved_by"]) == ("approved", "Board Member")
    assert current(world.action).delivery == "off_track"
    done = Entry.objects.filter(record_ref=made["ref"]).order_by("number").values_list("actor", flat=True)
    assert list(done) == ["Quality Chair", "Quality Chair", "Quality Chair", "Board Member"]


def test_beginning_twice_gives_the_same_return(world, period):
    assert begun(world, period).json()["ref"] == begun(world, period).json()["ref"]
    assert Return.objects.count() == 1


def test_two_writers_get_both_texts_and_lose_nothing(world, period):
    made = begun(world, period).json()
    address = under(world, f"returns/{made['ref']}")
    Program(world.manager).post(address, edition=1, how_much="Three events.")
    refused = Program(world.quality_chair).post(address, edition=1, how_much="Two events.")
    told = refused.json()
    assert (refused.status_code, told["code"], told["who"]) == (409, "edited_meanwhile", "Business Manager")
    assert (told["theirs"], told["yours"]) == ({"how_much": "Three events."}, {"how_much": "Two events."})
    again = Program(world.quality_chair).post(address, edition=told["edition"], how_much="Two or three events.")
    assert (again.status_code, again.json()["edition"]) == (200, 3)


def test_fields_that_are_left_out_stay_as_they_are(world, period):
    made = begun(world, period).json()
    address = under(world, f"returns/{made['ref']}")
    Program(world.quality_chair).post(address, edition=1, how_much="Two events.", forecast_on="2021-12-01")
    later = Program(world.quality_chair).post(address, edition=2, how_well="Well liked.", forecast_on=None).json()
    assert (later["how_much"], later["how_well"], later["forecast_on"]) == ("Two events.", "Well liked.", None)


def test_what_is_missing_is_said_by_field(world, period):
    made = begun(world, period).json()
    refused = Program(world.quality_chair).post(under(world, f"returns/{made['ref']}/submit"))
    assert refused.status_code == 422
    assert [each["field"] for each in refused.json()["problems"]] == ["rating", "how_much", "override_reason"]


def test_what_is_settled_is_refused_in_the_words_of_the_operation(world, period):
    made = handed_in(world, period)
    refused = Program(world.quality_chair).post(under(world, f"returns/{made['ref']}"), edition=2, how_much="More.")
    assert refused.status_code == 409
    assert "can no longer be changed" in refused.json()["message"]


def test_words_that_may_identify_a_child_are_asked_about(world, period):
    made = begun(world, period).json()
    program, address = Program(world.quality_chair), under(world, f"returns/{made['ref']}")
    words = {"edition": 1, "how_much": "Ring 07700 900123 to book."}
    asked = program.post(address, **words)
    told = asked.json()
    assert (asked.status_code, told["code"]) == (422, "identifiers")
    assert [(each["field"], each["words"]) for each in told["questions"]] == [("how_much", "07700 900123")]
    assert Return.objects.get().how_much == ""
    answers = {told["questions"][0]["key"]: "organisation"}
    assert program.post(address, **words, answers=answers).status_code == 200
    assert ScreeningAnswer.objects.get().by == world.quality_chair


def test_nobody_approves_their_own_or_sends_back_without_the_right(world, period):
    made = handed_in(world, period)
    back = under(world, f"returns/{made['ref']}/send-back")
    assert Program(world.quality_chair).post(back, note="Again.").status_code == 403
    assert Program(world.quality_chair).post(under(world, f"returns/{made['ref']}/approve")).status_code == 403
    sent = Program(world.manager).post(back, note="Say how many came.").json()
    assert (sent["state"], sent["sent_back_note"]) == ("sent_back", "Say how many came.")


def test_agency_writes_nothing_for_what_others_own(world, period):
    refused = Program(world.police_lead).post(under(world, f"actions/{world.action.ref}/returns"), period=period.ref)
    assert (refused.status_code, Return.objects.count()) == (403, 0)


def test_period_of_another_partnership_is_not_found(world):
    other = make.a_period(world.elsewhere)
    assert begun(world, other).status_code == 404


def test_token_that_may_only_write_cannot_hand_in(world, period):
    made = begun(world, period).json()
    program = Program(world.quality_chair, rights=["READ_PLAN", "WRITE_RETURNS"])
    assert program.post(under(world, f"returns/{made['ref']}"), edition=1, how_much="Two.").status_code == 200
    assert program.post(under(world, f"returns/{made['ref']}/submit")).status_code == 403


def test_reminder_goes_to_those_who_answer(world):
    answer = Program(world.manager).post(under(world, f"actions/{world.action.ref}/remind"))
    assert (answer.json(), Mail.objects.get().person) == ({"people": 1}, world.quality_chair)


FACTS = {"title": "Minutes of the Board", "kind": "minutes", "rung": 2, "evidence_on": "2021-09-14"}


def test_evidence_is_brought_and_serves(world):
    program, link = Program(world.quality_chair), "https://minutes.example/9"
    brought = program.post(under(world, "evidence"), **FACTS, link=link, action=world.action.ref).json()
    assert (brought["link"], brought["added_by"]) == (link, "Quality Chair")
    assert EvidenceUse.objects.get().action == world.action
    outcome = make.an_outcome(world.priority)
    assert program.post(under(world, f"evidence/{brought['ref']}/use"), outcome=outcome.ref).status_code == 200
    assert EvidenceUse.objects.count() == 2


def test_evidence_is_kept_with_its_place_or_not_at_all(world):
    program = Program(world.quality_chair)
    lost = program.post(under(world, "evidence"), **FACTS, link="https://minutes.example/9", action="nothere")
    bad = program.post(under(world, "evidence"), **FACTS, link="javascript:alert(1)")
    to_come = program.post(under(world, "evidence"), **FACTS | {"evidence_on": "2999-01-01"}, link="https://m.example/")
    assert [each.status_code for each in (lost, bad, to_come)] == [404, 422, 422]
    assert bad.json()["problems"][0]["field"] == "link"
    assert Evidence.objects.count() == 0


def sends(world, content=b"The minutes of the Board.", name="minutes.txt", program=None, **more):
    program = program or Program(world.quality_chair)
    return program.send_file(under(world, "evidence-files"), SimpleUploadedFile(name, content), **FACTS | more)


def test_evidence_is_brought_as_a_file_through_gate_and_scanner(world):
    brought = sends(world, action=world.action.ref).json()
    piece = Evidence.objects.get()
    assert (brought["ref"], piece.file.name, piece.added_by) == (piece.ref, "minutes.txt", world.quality_chair)
    assert (EvidenceUse.objects.get().action, piece.is_settled) == (world.action, False)


@pytest.mark.parametrize(
    ("content", "name", "status", "said"),
    [
        (b"MZ\x90\x00program", "tool.exe", 422, "file"),
        (b"", "empty.txt", 422, "file"),
        (b"x" * (25 * 1024 * 1024 + 1), "large.txt", 422, "larger than 25 MB"),
        (b"x" * (26 * 1024 * 1024), "larger.txt", 413, "too large"),
    ],
    ids=["a program", "empty", "too large for the gate", "too large for the door"],
)
def test_file_that_the_gate_refuses_is_refused_in_words(world, content, name, status, said):
    refused = sends(world, content, name)
    assert (refused.status_code, said in refused.content.decode()) == (status, True)
    assert Evidence.objects.count() == 0


def test_words_beside_a_file_are_asked_about_and_answered(world):
    asked = sends(world, shows="It names 943 476 5919.")
    [question] = asked.json()["questions"]
    done = sends(world, shows="It names 943 476 5919.", answers=json.dumps({question["key"]: "not_a_child"}))
    assert (asked.status_code, done.status_code, Evidence.objects.count()) == (422, 200, 1)
    assert sends(world, answers="{").status_code == 422


def test_file_that_is_sent_again_under_its_key_is_there_once(world):
    program = Program(world.quality_chair)
    program.key = "one"
    first, again = (sends(world, program=program).json()["ref"] for _ in range(2))
    other = sends(world, b"Other minutes.", program=program)
    assert (first == again, other.status_code, Evidence.objects.count()) == (True, 422, 1)


def test_variation_is_proposed_and_decided_by_somebody_else(world):
    asked = Program(world.manager).post(
        under(world, f"actions/{world.action.ref}/variations"), summary="Later", reason="The review is late.",
        deadline="by March 2022", lead=f"organisation:{world.police.ref}",
    ).json()  # fmt: skip
    assert (asked["new"]["due_on"], asked["new"]["owners"][0]["kind"]) == ("2022-03-31", "organisation")
    decide = under(world, f"variations/{asked['ref']}/decide")
    assert Program(world.manager).post(decide, decide="approve").status_code == 403
    done = Program(world.chair).post(decide, decide="approve", minute="4.2").json()
    assert (done["state"], done["decided_by"], done["minute"]) == ("approved", "Independent Chair", "4.2")
    assert current(world.action).due_on.isoformat() == "2022-03-31"


def test_variation_names_no_owner_from_elsewhere(world):
    other = make.an_organisation("Elmshire Police", world.elsewhere)
    refused = Program(world.manager).post(
        under(world, f"actions/{world.action.ref}/variations"),
        summary="x",
        reason="y",
        lead=f"organisation:{other.ref}",
    )
    assert (refused.status_code, Variation.objects.count()) == (404, 0)


def test_field_that_is_not_known_is_refused(world, period):
    made = begun(world, period).json()
    refused = Program(world.quality_chair).post(under(world, f"returns/{made['ref']}"), edition=1, how_mush="Two.")
    assert (refused.status_code, refused.json()["problems"][0]["field"]) == (422, "how_mush")
