"""A part of a return as a spreadsheet, on the pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.assurance.models import AssessmentPart
from goldenthread.questionnaires.models import Answer
from tests.assurance.conftest import answer_all, signed_off

FILE = "Identifier,Your answer,Comment\nlead,Met,So it is.\nstaff,4,\n"


@pytest.fixture
def part(asking) -> AssessmentPart:
    return asking.assessment.parts.select_related("sheet").get(sheet__edition__name="sample")


def at(part: AssessmentPart, *more: str) -> str:
    name = "filled" if more else "fill_in"
    return reverse(f"assurance:{name}", args=[part.assessment.ref, part.sheet.ref, *more])


def send(client, part: AssessmentPart, text: str = FILE):
    return client.post(at(part), {"file": SimpleUploadedFile("filled.csv", text.encode())})


def values(part: AssessmentPart) -> dict[str, str]:
    return dict(Answer.objects.filter(sheet=part.sheet).values_list("question", "value"))


def test_rows_are_shown_before_anything_is_taken_over(signed_in, asking, part) -> None:
    client = signed_in(asking.lead)
    where = send(client, part).url
    page = client.get(where).content.decode()
    assert ("2: New" in page, values(part)) == (True, {})
    client.post(where, {"on_conflict": "stop"})
    assert values(part) == {"lead": "met", "staff": "4"}
    assert client.get(where).status_code == 404


@pytest.mark.parametrize(("choice", "status", "staff"), [("stop", 422, "3"), ("skip", 302, "3"), ("update", 302, "4")])
def test_what_differs_stops_is_skipped_or_updates(signed_in, asking, part, choice, status, staff) -> None:
    answer_all(asking)
    client = signed_in(asking.lead)
    where = send(client, part, FILE + "proud,Our choir,\n").url
    assert client.post(where, {"on_conflict": choice}).status_code == status
    assert (values(part)["staff"], "proud" in values(part)) == (staff, choice != "stop")


def test_nothing_is_taken_over_while_a_row_cannot_be_read(signed_in, asking, part) -> None:
    client = signed_in(asking.lead)
    where = send(client, part, FILE + "trained,Perhaps,\n").url
    assert "Correct the rows" in client.get(where).content.decode()
    assert (client.post(where, {"on_conflict": "update"}).status_code, values(part)) == (422, {})


def test_words_that_may_identify_a_child_are_asked_about(signed_in, asking, part) -> None:
    client = signed_in(asking.lead)
    where = send(client, part, FILE + "proud,As for 943 476 5919,\n").url
    answer = client.post(where, {"on_conflict": "stop"})
    assert (answer.status_code, "943 476 5919" in answer.content.decode(), values(part)) == (422, True, {})


def test_questions_leave_with_the_answers_so_far(signed_in, asking, part) -> None:
    answer_all(asking)
    text = signed_in(asking.lead).get(at(part), {"format": "csv"}).content.decode()
    assert ("staff" in text, "Met" in text) == (True, True)


@pytest.mark.parametrize(
    ("text", "words"), [("Name,Town\nA,B\n", "No row names the columns"), (FILE[:31] + "\n", "No row of this file")]
)
def test_file_that_is_none_is_refused_in_words(signed_in, asking, part, text, words) -> None:
    answer = send(signed_in(asking.lead), part, text)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_who_may_and_only_while_it_is_open(world, signed_in, asking, part) -> None:
    assert signed_in(asking.other_lead).get(at(part)).status_code == 404
    assert signed_in(asking.lead).get(at(part)).status_code == 200
    signed_off(asking)
    assert signed_in(asking.lead).get(at(part)).status_code == 403
