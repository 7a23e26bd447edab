import time
from itertools import pairwise
from pathlib import Path

import pytest

from goldenthread.documents.screening import find_identifiers, screen_name
from tests.documents.screening import build_material, second_material, third_material

REFERENCE = Path(__file__).parents[4] / "shared" / "reference" / "birmingham-2021-23.txt"
LENGTH = 100_000
RUNAWAY = 20
"""Seconds of a processor that only work takes which grows with the square of the text."""


@pytest.mark.parametrize("material", [build_material, second_material, third_material])
def test_the_sentences_of_plans_raise_nothing(material):
    assert [(hit.text, line) for line in material.CLEAN for hit in find_identifiers(line)] == []


def test_a_product_that_no_list_knows_is_a_possible_name():
    """Known weakness: a person has to resolve these."""
    hits = find_identifiers("Recording on Zebralogic has improved.")

    assert [(hit.text, hit.certainty) for hit in hits] == [("Zebralogic", "possible")]


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference plan is not beside this checkout")
def test_a_published_plan_raises_only_its_signatories_and_its_address():
    text = REFERENCE.read_text(encoding="utf-8")
    hits = find_identifiers(text)

    assert [(hit.kind, hit.certainty) for hit in hits] == [("name", "certain")] * 3 + [("postcode", "possible")]
    after = [text[hit.end :].split("\n")[1] for hit in hits[:3]]
    assert after == ["Acting Chief Executive", "Accountable Officer", "Chief Constable"]


def test_hits_come_in_order_and_do_not_overlap():
    hits = find_identifiers("Amina Khan, DOB 3/5/2014, 07700 900123, M1 1AE, a.khan@mail.example, NHS 943 476 5919")

    assert [hit.kind for hit in hits] == ["name", "date_of_birth", "phone", "postcode", "email", "nhs_number"]
    assert all(first.end <= second.start for first, second in pairwise(hits))


@pytest.mark.parametrize(
    "bait",
    [
        "a",
        "A ",
        "0",
        "07 ",
        "1 ",
        "a@",
        "a.",
        "a-",
        "Amina ",
        "amina khan ",
        "www.",
        "born ",
        "1 Jan ",
        "dob 1/1/11, ",
        "AB12 ",
        "NHS 943 ",
        "mother ",
        "\n",
        "x'",
        "Mr ",
        "Okwu, ",
        "St. ",
        "facebook.com/",
        "(0",
        "A",
        "Ab ",
        "Ab-",
        "Ab\n",
        "Ab de la ",
        "O'",
        "1/1/",
        "B1 1",
        "+44 ",
        "http://a/",
    ],
)
def test_no_text_takes_long(bait):
    text = (bait * LENGTH)[:LENGTH]
    started = time.process_time()
    find_identifiers(text)
    screen_name(text)

    assert time.process_time() - started < RUNAWAY


@pytest.mark.parametrize(
    ("filename", "found"),
    [
        ("Amina_Khan.docx", ["Amina_Khan"]),
        ("AminaKhan report.pdf", ["AminaKhan"]),
        ("khan-amina-07700900123.txt", ["khan-amina", "07700900123"]),
        ("JTAI action plan (Tunde).xlsx", ["Tunde"]),
        ("DOB 12-03-2014 letter.pdf", ["12-03-2014"]),
        ("letter 943-476-5919.docx", ["943-476-5919"]),
        ("M1_1AE visit.pdf", ["M1_1AE"]),
    ],
)
def test_the_name_of_a_file_is_screened(filename, found):
    assert [hit.text for hit in screen_name(filename)] == found


@pytest.mark.parametrize(
    "filename",
    [
        "Neglect Strategy 2021-23 final v3.docx",
        "Board minutes 12.05.2021.pdf",
        "IMG_20210512.jpg",
        "returns_may_2021.csv",
        "",
    ],
)
def test_the_ordinary_name_of_a_file_raises_nothing(filename):
    assert screen_name(filename) == []
