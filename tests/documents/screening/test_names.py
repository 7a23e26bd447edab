import pytest

from goldenthread.documents.screening import find_identifiers


def names(text: str, **options: list[str]) -> list[str]:
    return [hit.text for hit in find_identifiers(text, **options) if hit.kind == "name"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Amina Khan was seen.", "Amina Khan"),
        ("We saw AMINA KHAN.", "AMINA KHAN"),
        ("Then amina khan said so.", "amina khan"),
        ("A. Khan signed.", "A. Khan"),
        ("It was typed by Amina K. yesterday", "Amina K"),
        ("Ibrahim bin Yusuf spoke", "Ibrahim bin Yusuf"),
        ("Siobhán O\u2019Brien rang", "Siobhán O\u2019Brien"),
        ("James Hill rang", "James Hill"),
        ("Then An Nguyen and the nurse met.", "An Nguyen"),
        ("Mrs Wray was told.", "Wray"),
        ("They asked An what he saw.", "An"),
        ("An told her teacher.", "An"),
    ],
)
def test_a_listed_name_is_found_in_each_way_of_writing(text, name):
    assert names(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Her brother Zubeydo ran.", "Zubeydo"),
        ("Mother: Zubeydo Tarkhond", "Zubeydo Tarkhond"),
        ("a man named Zubeydo", "Zubeydo"),
        ("Zubeydo told the nurse.", "Zubeydo"),
        ("Zubeydo, aged 7, slept.", "Zubeydo"),
        ("Zubeydo (7) slept.", "Zubeydo"),
        ("Zubeydo's mother rang.", "Zubeydo"),
        ("We spoke to Zubeydo Tarkhond.", "Zubeydo Tarkhond"),
        ("Mr. Tarkhond rang.", "Tarkhond"),
        ("Z. Tarkhond rang.", "Z. Tarkhond"),
        ("her son zubeydo tarkhond ran.", "zubeydo tarkhond"),
    ],
)
def test_a_name_in_no_list_is_found_by_what_stands_beside_it(text, name):
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Executive Board to endorse the Quality Assurance Programme",
        "Hollybank Primary School and St Mary's Hall",
        "Operation Sycamore, the University of Elmford and Park Hill Road",
        "Child A, Family B and School C",
        "Grace period. Will the Board agree? Mark the papers in May or June.",
        "Somali and Polish families in Handsworth, Erdington and Saltwick",
        "MASA and NASA are acronyms",
        "An action. He said so. Life in An Old Town. Do this; So did we.",
        "Staff in Wray and near Hodge met.",
        "Use Microsoft Teams or YouTube; GPs and LinkedIn",
        "Working Together to Safeguard Children 2018",
    ],
)
def test_the_words_of_plans_are_no_names(text):
    assert names(text) == []


def test_a_word_that_is_also_a_name_counts_where_a_person_acts():
    assert names("In May we met Grace; May told her brother Will.") == ["Grace", "May", "Will"]


def test_the_place_whose_council_is_named_is_no_person():
    assert names("Tarkhond City Council agreed. Staff in Leeds and Tarkhond met.") == []


def test_words_that_the_caller_knows_are_no_persons():
    text = "Staff visited Zubeydo on Monday."

    assert (names(text), names(text, known=["Zubeydo Valley"])) == (["Zubeydo"], [])


def test_a_hit_says_where_it_stands_and_why():
    hit = find_identifiers("We met Amina Khan.")[0]

    assert (hit.kind, hit.start, hit.end, hit.text, hit.certainty) == ("name", 7, 17, "Amina Khan", "certain")
    assert hit.sentence == "This is a person's name: it is in our lists of names."


@pytest.mark.parametrize(
    ("text", "certainty"),
    [("We saw Amina.", "likely"), ("A letter to Wray was lost.", "possible"), ("Mr Wray rang.", "certain")],
)
def test_family_name_alone_is_less_sure_than_a_given_name(text, certainty):
    assert [hit.certainty for hit in find_identifiers(text)] == [certainty]
