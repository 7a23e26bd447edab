from datetime import date, datetime

import pytest

from goldenthread.documents.writing.report import Column, Link, Organisation, Table, as_text


def test_a_date_reads_as_people_write_it():
    assert as_text(date(2021, 7, 1)) == "1 July 2021"


def test_a_time_reads_with_its_day():
    assert as_text(datetime(2021, 7, 1, 9, 5)) == "1 July 2021, 09:05"


def test_characters_that_no_document_may_hold_are_left_out():
    assert as_text("a\x00b\x1fc\ud800d\ne") == "abcd\ne"


def test_nothing_reads_as_nothing():
    assert as_text(None) == ""


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "/plan/1", "\\\\host\\x"]
)
def test_a_link_elsewhere_than_to_a_page_or_an_address_is_refused(url):
    with pytest.raises(ValueError, match="A link in a document"):
        Link("here", url)


def test_a_colour_that_could_carry_style_is_refused():
    with pytest.raises(ValueError, match="A colour looks like"):
        Organisation("Elmshire", "red; background: url(https://example.org)")


def test_two_columns_of_one_title_are_refused():
    with pytest.raises(ValueError, match="titles that differ"):
        Table("Actions", [Column("Owner"), Column("owner")], [])


def test_a_row_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="does not fit"):
        Table("Actions", [Column("Owner")], [["Board", "extra"]])


def test_columns_with_more_in_them_get_more_room():
    table = Table("Actions", [Column("No"), Column("Action")], [["1", "Publish the yearly report on the website"]])

    assert table.column_shares() == [10.22, 89.78]


def test_no_word_is_broken_where_all_of_them_fit():
    row = ["A long claim " * 8, "Interviews", "Localities, September", "15 September 2021", "15 Sep 2021"]
    columns = [Column(title) for title in ("What changed", "Measured by", "Source", "Observed", "Due")]
    shares = Table("Evidence of impact", columns, [row]).column_shares()

    assert [
        share >= len(word) * 1.1
        for share, word in zip(shares[1:], ["Interviews", "Localities,", "September", "15 Sep 2021"], strict=True)
    ] == [True] * 4
