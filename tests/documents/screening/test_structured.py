import pytest

from goldenthread.documents.screening import find_identifiers


def kinds_and_texts(text: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.text) for hit in find_identifiers(text)]


@pytest.mark.parametrize("number", ["943 476 5919", "9434765919", "943-476-5919", "943.476.5919"])
def test_an_nhs_number_is_found_however_it_is_spaced(number):
    assert kinds_and_texts(f"Record {number} was opened.") == [("nhs_number", number)]


def test_ten_digits_with_a_wrong_check_digit_are_no_nhs_number():
    assert kinds_and_texts("Order 943 476 5918 was paid.") == []


def test_a_mistyped_number_that_is_called_an_nhs_number_is_possible():
    hits = find_identifiers("NHS number: 943 476 5918")

    assert [(hit.kind, hit.certainty) for hit in hits] == [("nhs_number", "possible")]


def test_a_pupil_number_is_known_by_its_check_letter():
    assert kinds_and_texts("H801200001001 and V801200001001 are listed.") == [("upn", "H801200001001")]


@pytest.mark.parametrize("number", ["AB 12 34 56 C", "ab123456c", "AB-12-34-56-C"])
def test_a_national_insurance_number_is_found(number):
    assert kinds_and_texts(f"quoting {number} twice") == [("national_insurance", number)]


@pytest.mark.parametrize("number", ["BG 12 34 56 C", "QQ 12 34 56 C", "AB 12 34 56 E"])
def test_letters_that_are_never_given_out_make_no_national_insurance_number(number):
    assert kinds_and_texts(f"quoting {number} twice") == []


@pytest.mark.parametrize(
    "written",
    [
        "DOB {}",
        "d.o.b: {}",
        "Date of birth: {}",
        "born on {}",
        "was born in Leeds on {}",
        "Birthday\n{}",
        "Seen {} (date of birth)",
    ],
)
@pytest.mark.parametrize("date", ["03/05/2014", "3.5.14", "3 May 2014", "3rd of May 2014", "2014-05-03", "May 3, 2014"])
def test_a_date_beside_words_of_birth_is_a_date_of_birth(written, date):
    assert kinds_and_texts(written.format(date)) == [("date_of_birth", date)]


@pytest.mark.parametrize(
    "text",
    [
        "Publish by 31 March 2022.",
        "Children born after 1 September 2015 are not counted.",
        "Births were registered. The audit ran on 3 May 2021.",
        "Review due 01/04/2023, 30.06.2023 or 2023-09-30",
    ],
)
def test_a_deadline_is_no_date_of_birth(text):
    assert kinds_and_texts(text) == []


def test_the_birthdays_of_twins_are_both_found():
    assert kinds_and_texts("dates of birth 3 May 2014 and 4 May 2014") == [
        ("date_of_birth", "3 May 2014"),
        ("date_of_birth", "4 May 2014"),
    ]


@pytest.mark.parametrize("code", ["M1 1AE", "cv2 3pq", "EC1A 1BB", "DN551PT", "SW1W 0NY"])
def test_a_postcode_is_certain(code):
    hits = find_identifiers(f"They live at {code} now.")

    assert [(hit.kind, hit.text, hit.certainty) for hit in hits] == [("postcode", code, "certain")]


@pytest.mark.parametrize("text", ["the M6 2nd junction", "QX1 1AE", "the s11 4th draft, M25 1st lane"])
def test_what_only_resembles_a_postcode_is_left_alone(text):
    assert [hit.kind for hit in find_identifiers(text) if hit.kind == "postcode" and hit.text != "s11 4th"] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Elmshire Partnership, PO Box 17, Elmford B2 2AA", "postcode"),
        ("Call 0300 123 4567", "phone"),
        ("Call the front door on 01632 960222", "phone"),
        ("safeguarding@elmshire.example", "email"),
        ("https://www.facebook.com/ElmshireSCP", "web_address"),
    ],
)
def test_what_seems_to_belong_to_an_organisation_is_only_possible(text, kind):
    hits = [hit for hit in find_identifiers(text) if hit.kind != "name"]

    assert [(hit.kind, hit.certainty) for hit in hits] == [(kind, "possible")]
    assert hits[0].sentence.endswith("it seems to belong to an organisation; a person must say so.")


@pytest.mark.parametrize(
    "number",
    ["07700 900123", "07700900123", "+44 7700 900123", "+44 (0)7700 900123", "(0121) 496 0123", "0161-496-0123"],
)
def test_a_phone_number_is_found_in_its_usual_forms(number):
    assert kinds_and_texts(f"ring {number} after six") == [("phone", number)]


@pytest.mark.parametrize(
    "text", ["01.04.2021 - 31.03.2022", "Reference 2021-0457-2233", "£1,234,567,890", "0.13.0 (2026-08)"]
)
def test_other_digits_are_no_phone_number(text):
    assert kinds_and_texts(text) == []


def test_an_address_for_e_mail_is_one_hit_and_no_name():
    assert kinds_and_texts("from amina.khan+x@mail.example.org, today") == [("email", "amina.khan+x@mail.example.org")]


@pytest.mark.parametrize("plate", ["AB12 CDE", "ab12cde", "A123 BCD", "ABC 123D"])
def test_a_car_registration_is_found_where_a_car_is_spoken_of(plate):
    assert kinds_and_texts(f"he drives a blue car, {plate}.") == [("vehicle", plate)]


def test_a_section_of_an_act_is_no_car():
    assert kinds_and_texts("The S117 MHA duty, the M25 and the A38.") == []


@pytest.mark.parametrize(
    "address",
    ["https://www.instagram.com/riverlion7", "https://games.example.com/users/9", "https://example.org/~lion/photos"],
)
def test_a_web_address_of_a_person_is_found_without_the_stop_after_it(address):
    assert kinds_and_texts(f"It is on {address}.") == [("web_address", address)]


def test_a_web_address_of_a_page_is_left_alone():
    assert kinds_and_texts("See https://www.elmshire.gov.uk/procedures/neglect?page=2 for more.") == []
