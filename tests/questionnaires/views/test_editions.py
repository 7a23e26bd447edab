"""Pages of questionnaires, for each of the cast."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from goldenthread.questionnaires.models import Edition
from tests import factories as make
from tests.questionnaires.samples import TEXT


@pytest.fixture
def edition(world) -> Edition:
    return make.an_edition(world.partnership, world.manager)


def at(name: str, world, *args: str) -> str:
    return reverse(f"questionnaires:{name}", args=[world.partnership.slug, *args])


def sent(text: str) -> dict:
    return {"which": "own", "file": SimpleUploadedFile("q.yaml", text.encode())}


def test_the_manager_loads_a_set_that_comes_along_and_one_of_their_own(world, signed_in) -> None:
    client = signed_in(world.manager)
    client.post(at("load", world), {"which": "section-11"})
    client.post(at("load", world), sent(TEXT))
    assert sorted(Edition.objects.values_list("name", flat=True)) == ["sample", "section-11"]


def test_form_tells_each_fault_with_its_line(world, signed_in) -> None:
    answer = signed_in(world.manager).post(at("load", world), sent(TEXT.replace("kind: date", "kind: day")))
    assert answer.status_code == 422
    assert "Line 29: &#34;kind&#34; must be one of scale" in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"which": "own"}, "Choose the file."),
        ({"which": "own", "file": SimpleUploadedFile("q.yaml", b"\xff\xfe\x00")}, "The file is no text in UTF-8."),
        ({"which": ""}, "Answer “Which questionnaire?”"),
    ],
)
def test_form_says_what_is_missing(world, signed_in, given, words) -> None:
    answer = signed_in(world.manager).post(at("load", world), given)
    assert (answer.status_code, Edition.objects.count()) == (422, 0)
    assert words in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "read", "kept"),
    [("manager", 200, 200), ("police_lead", 200, 403), ("chair", 200, 403), ("practitioner", 403, 403),
     ("outsider", 404, 404)],
)  # fmt: skip
def test_who_reads_and_who_loads(world, signed_in, edition, who, read, kept) -> None:
    client = signed_in(getattr(world, who))
    assert client.get(at("list", world)).status_code == read
    assert client.get(at("edition", world, edition.ref)).status_code == read
    assert client.get(at("load", world)).status_code == kept
    assert client.get(at("withdraw", world, edition.ref)).status_code == kept


def test_edition_is_read_as_those_read_it_who_are_asked(world, signed_in, edition) -> None:
    client = signed_in(world.police_lead)
    whole = client.get(at("edition", world, edition.ref)).content.decode()
    police = client.get(at("edition", world, edition.ref), {"kind": "police"}).content.decode()
    assert "When are you open?" in whole
    assert ("When are you open?" in police, "Somebody senior answers" in police) == (False, True)
    assert "if “When are you open?” was answered with By night" in whole
    assert "Not applicable, with the reason" in whole


def test_table_of_questions_has_an_identifier_a_row(world, signed_in, edition) -> None:
    answer = signed_in(world.police_lead).get(at("edition", world, edition.ref), {"format": "xlsx", "kind": "police"})
    rows = [row for sheet in load_workbook(BytesIO(answer.content)).worksheets for row in sheet.values]
    assert {"lead", "trained", "staff", "reviewed", "proud"} <= {row[0] for row in rows}
    assert not any("hours" in row for row in rows)


@pytest.mark.parametrize("format", ["docx", "csv"])
def test_questionnaire_leaves_as_a_paper_and_as_a_list(world, signed_in, edition, format) -> None:
    answer = signed_in(world.police_lead).get(at("edition", world, edition.ref), {"format": format})
    assert (answer.status_code, len(answer.content) > 500) == (200, True)


def test_file_itself_leaves_to_the_letter(world, signed_in, edition) -> None:
    answer = signed_in(world.police_lead).get(at("edition", world, edition.ref), {"format": "yaml"})
    assert answer.content.decode() == edition.text


def test_changes_are_those_since_the_edition_before(world, signed_in, edition) -> None:
    text = edition.text.replace("edition: 2026", "edition: 2027").replace("Somebody senior", "A director")
    second = make.an_edition(world.partnership, world.manager, edition="2027", text=text)
    page = signed_in(world.police_lead).get(at("changes", world, second.ref)).content.decode()
    assert "The words are different." in page
    assert "Answers are to be confirmed again" in page
    none = signed_in(world.police_lead).get(at("changes", world, edition.ref)).content.decode()
    assert "Nothing to compare with" in none


def test_manager_withdraws_with_a_reason_and_others_to_whom_it_is_offered_do_not(world, signed_in, edition) -> None:
    client = signed_in(world.manager)
    client.post(at("withdraw", world, edition.ref), {"reason": "Another is used."})
    edition.refresh_from_db()
    assert edition.withdrawn_at is not None
    assert "Withdrawn" in client.get(at("list", world)).content.decode()
    assert client.post(at("withdraw", world, edition.ref), {"reason": "Again."}).status_code == 403


def test_list_costs_the_same_for_one_and_for_many(world, signed_in, edition, django_assert_num_queries) -> None:
    client = signed_in(world.police_lead)
    client.get(at("list", world))
    with CaptureQueriesContext(connection) as one:
        client.get(at("list", world))
    for number in range(20):
        make.an_edition(world.partnership, world.manager, f"Set {number}", name=f"set-{number}")
    with django_assert_num_queries(len(one)):
        assert "Set 19" in client.get(at("list", world)).content.decode()
