import pytest

from goldenthread.documents.blocks import Place
from goldenthread.documents.reading.lines import make_lines, split_marker, split_run, tidy


@pytest.mark.parametrize(
    ("text", "marker", "words"),
    [
        ("1. Publish it", "1.", "Publish it"),
        ("2) Publish it", "2)", "Publish it"),
        ("(a) Publish it", "(a)", "Publish it"),
        ("iv. Publish it", "iv.", "Publish it"),
        ("1.2 Publish it", "1.2", "Publish it"),
        ("1.2.3. publish it", "1.2.3.", "publish it"),
        ("• Publish it", "•", "Publish it"),
        ("o Publish it", "o", "Publish it"),
        ("- Publish it", "-", "Publish it"),
        ("2021 was a good year", "", "2021 was a good year"),
        ("1.5 million children", "", "1.5 million children"),
        ("31st March 2022", "", "31st March 2022"),
        ("i.e. this one", "", "i.e. this one"),
        ("1.2", "", "1.2"),
        ("-", "", "-"),
    ],
)
def test_marker_is_set_apart(text: str, marker: str, words: str) -> None:
    assert split_marker(text) == (marker, words)


def test_tidy_keeps_words_and_line_breaks() -> None:
    assert tidy(" Publish\u00a0 the\tre\u00adport \r\n\r\n by\u200b May ") == "Publish the report\nby May"


def test_line_breaks_make_a_list_where_items_are_numbered() -> None:
    lines = make_lines("We will:\n1. publish it\n2. send it\nto all", Place())
    assert [(line.marker, line.text) for line in lines] == [
        ("", "We will:"),
        ("1.", "publish it"),
        ("2.", "send it\nto all"),
    ]


def test_run_together_list_is_split_where_numbers_count_on() -> None:
    assert split_run("3. One by 4 May 2021. 4. Two 7. not this") == ["3. One by 4 May 2021. ", "4. Two 7. not this"]
