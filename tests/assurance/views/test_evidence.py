"""Evidence for answers: brought once, kept by the organisation, opened by whom the return is shared with."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.assurance.models import SelfAssessment
from goldenthread.assurance.operations import returns
from goldenthread.documents.gate import check_file
from goldenthread.documents.operations import keep_file
from goldenthread.evidence.models import Evidence
from goldenthread.partnerships.models import SearchRow
from goldenthread.questionnaires.models import Answer
from tests import factories as make
from tests.assurance.conftest import answer_all, handed_in

FACTS = {"title": "Safeguarding policy", "kind": "document", "rung": "2", "evidence_on-day": "1",
         "evidence_on-month": "6", "evidence_on-year": "2021"}  # fmt: skip


def at(asking, question: str = "lead", part: int = 0) -> str:
    sheet = list(asking.assessment.parts.all())[part].sheet.ref
    return reverse("assurance:attach", args=[asking.assessment.ref, sheet, question])


def kept(asking, world, title: str = "Policy", **values) -> Evidence:
    file = keep_file(check_file(title.encode(), "policy.txt"), chain=world.partnership.slug, by=asking.lead)
    known = {"organisation": world.police, "file": file, "link": ""}
    return make.some_evidence(world.partnership, asking.lead, title, **known | values)


def attach(asking, evidence: Evidence, question: str = "lead", part: int = 0):
    found = asking.assessment.parts.select_related("assessment", "sheet")[part]
    return returns.attach(found, evidence, question=question, by=asking.lead)


def test_a_file_is_brought_kept_by_the_organisation_and_found_by_nobody_else(asking, world, signed_in) -> None:
    sent = {**FACTS, "file": SimpleUploadedFile("policy.txt", b"The policy.")}
    assert signed_in(asking.lead).post(at(asking), sent).status_code == 302
    piece = Evidence.objects.get()
    assert piece.organisation == world.police
    assert [each.evidence for each in Answer.objects.get().evidence.all()] == [piece]
    assert list(Evidence.objects.visible_to(world.manager)) == []
    assert list(Evidence.objects.visible_to(asking.lead)) == [piece]
    assert not SearchRow.objects.filter(record_ref=piece.ref).exists()
    assert signed_in(world.manager).get(piece.get_absolute_url()).status_code == 404


def test_one_piece_serves_many_answers_and_an_answer_has_three_at_most(asking, world, signed_in) -> None:
    client, pieces = signed_in(asking.lead), [kept(asking, world, f"Piece {number}") for number in range(4)]
    for piece in pieces[:3]:
        assert client.post(at(asking), {"existing": piece.pk}).status_code == 302
    client.post(at(asking, "trained"), {"existing": pieces[0].pk})
    assert pieces[0].answers.count() == 2
    answer = client.post(at(asking), {"existing": pieces[3].pk})
    assert answer.status_code == 422
    assert "best 3 pieces" in answer.content.decode()


def test_a_question_for_a_file_is_answered_by_attaching_and_opened_by_taking_away(asking, world, signed_in) -> None:
    world.police.kind = "health"
    sheet = asking.assessment.parts.first().sheet
    sheet.kind = "health"
    sheet.save()
    client, piece = signed_in(asking.lead), kept(asking, world)
    client.post(at(asking, "policy"), {"existing": piece.pk})
    answer = Answer.objects.get()
    assert (answer.state, answer.value) == ("value", "attached")
    client.post(at(asking, "policy"), {"take-away": answer.evidence.get().pk})
    answer.refresh_from_db()
    assert (answer.state, answer.evidence.count()) == ("", 0)


def test_a_file_is_opened_by_those_with_whom_its_part_is_shared(asking, world, signed_in) -> None:
    answer_all(asking)
    common, local = kept(asking, world), kept(asking, world, "For Marlshire alone")
    attach(asking, common)
    attach(asking, local, part=1)

    def opened(user, place, piece) -> int:
        address = reverse("assurance:shared_file", args=[place.slug, asking.assessment.ref, piece.ref])
        return signed_in(user).get(address).status_code

    assert opened(world.manager, world.partnership, common) == 404
    returns.name_senior_lead(asking.assessment, person=asking.senior, by=asking.lead)
    returns.sign_off(asking.assessment, by=asking.senior)
    returns.submit(asking.assessment, share_with=[world.partnership, world.elsewhere], by=asking.lead)
    assert [opened(world.manager, world.partnership, piece) for piece in (common, local)] == [200, 200]
    assert [opened(asking.neighbour_manager, world.elsewhere, piece) for piece in (common, local)] == [200, 404]


def test_a_piece_of_another_organisation_is_not_attached(asking, world, signed_in) -> None:
    trust = SelfAssessment.objects.get(organisation__name="Marlshire Trust").organisation
    foreign = kept(asking, world, organisation=trust)
    assert signed_in(asking.lead).post(at(asking), {"existing": foreign.pk}).status_code == 422


def test_an_archive_that_a_manager_takes_holds_no_answers_and_no_evidence_of_organisations(asking, world) -> None:
    from goldenthread.partnerships.archive.scope import Scope
    from goldenthread.questionnaires.models import AnswerEvidence, Sheet

    handed_in(asking, world.partnership)
    piece = kept(asking, world)
    Answer.objects.filter(sheet__partnership=world.partnership)[0].evidence.create(evidence=piece, added_by=asking.lead)
    models = (Sheet, Answer, AnswerEvidence, Evidence)
    assert [Scope(world.partnership, world.manager).rows(model).count() for model in models] == [0, 0, 0, 0]
    assert [Scope(world.partnership).rows(model).count() for model in models] == [4, 8, 1, 1]


def test_one_policy_is_attached_to_several_answers_in_one_go(asking, world, signed_in) -> None:
    piece = kept(asking, world)
    attach(asking, piece)
    sheet = asking.assessment.parts.all()[0].sheet
    where = reverse("assurance:spread", args=[asking.assessment.ref, sheet.ref, piece.ref])
    client = signed_in(asking.lead)
    assert 'value="lead"' not in client.get(where).content.decode()
    client.post(where, {"questions": ["trained", "staff"]})
    assert {each.answer.question for each in piece.answers.all()} == {"lead", "trained", "staff"}
