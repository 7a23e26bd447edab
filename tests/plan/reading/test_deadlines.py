"""How printed words are read as deadlines. The plan in these tests runs from April 2024 to March 2026."""

from datetime import date

import pytest

from goldenthread.plan.reading.deadlines import Calendar, Deadline, find, find_in_column, unread

PLAN = Calendar(date(2024, 4, 1), date(2026, 3, 31), (date(2024, 4, 12), date(2024, 4, 12)))


def shown(deadline: Deadline) -> tuple[str, str | None, str | None, str | None]:
    days = [day.isoformat() if day else None for day in (deadline.start, deadline.due)]
    return deadline.kind, deadline.role, *days  # type: ignore[return-value]


@pytest.mark.parametrize(
    "words",
    [
        "1st April 2025",
        "01/04/2025",
        "1.4.25",
        "1-4-25",
        "2025-04-01",
        "2025-04-01 00:00:00",
        "Tue 1 Apr 25",
        "Tuesday 1st April, 2025",
        "April 1st 2025",
        "1-Apr-25",
        "the 1st of April 2025",
        "1st April'25",
        "1 Aprl 2025",
        "1 April2025",
    ],
)
def test_exact_date_in_any_spelling(words: str) -> None:
    assert shown(find_in_column(words, PLAN)[0]) == ("date", "on", "2025-04-01", "2025-04-01")


@pytest.mark.parametrize(
    "words",
    [
        "March 2025",
        "Mar-25",
        "Mar 25",
        "Mar '25",
        "Mar2025",
        "March, 2025",
        "03/2025",
        "03/25",
        "Mar. 2025",
        "end of March 2025",
        "Marhc 2025",
    ],
)
def test_month_in_any_spelling(words: str) -> None:
    assert shown(find_in_column(words, PLAN, "by")[0]) == ("month", "by", "2025-03-01", "2025-03-31")


@pytest.mark.parametrize(
    ("words", "kind", "start", "due"),
    [
        ("Q1 2024/25", "quarter", "2024-04-01", "2024-06-30"),
        ("2024/25 Q4", "quarter", "2025-01-01", "2025-03-31"),
        ("Quarter 2 2024-25", "quarter", "2024-07-01", "2024-09-30"),
        ("Qtr 3", "quarter", "2024-10-01", "2024-12-31"),
        ("final quarter of 2024/25", "quarter", "2025-01-01", "2025-03-31"),
        ("Q1-Q2 2024/25", "range", "2024-04-01", "2024-09-30"),
        ("Q3 (Oct-Dec 2024)", "quarter", "2024-10-01", "2024-12-31"),
        ("Spring 2025", "season", "2025-03-01", "2025-05-31"),
        ("Winter 2024/25", "season", "2024-12-01", "2025-02-28"),
        ("autumn term 2024", "season", "2024-09-01", "2024-12-31"),
        ("Spring Term 2024/25", "season", "2025-01-01", "2025-03-31"),
        ("2024/25", "year", "2024-04-01", "2025-03-31"),
        ("FY 2025-26", "year", "2025-04-01", "2026-03-31"),
        ("academic year 2024/25", "year", "2024-09-01", "2025-08-31"),
        ("2025", "year", "2025-01-01", "2025-12-31"),
        ("2024-26", "range", "2024-04-01", "2026-03-31"),
        ("April - June 2024", "range", "2024-04-01", "2024-06-30"),
        ("Apr 24 – Jun 24", "range", "2024-04-01", "2024-06-30"),
        ("Nov - Feb 2025", "range", "2024-11-01", "2025-02-28"),
        ("between 1 May 2024 and 31 July 2024", "range", "2024-05-01", "2024-07-31"),
        ("23-27 June 2025", "range", "2025-06-23", "2025-06-27"),
        ("Feb/March 2025", "range", "2025-02-01", "2025-03-31"),
        ("w/c 3 June 2024", "date", "2024-06-03", "2024-06-09"),
        ("Easter 2025", "date", "2025-04-20", "2025-04-20"),
        ("in the second half of 2025", "range", "2025-07-01", "2025-12-31"),
        ("Year 2", "year", "2025-04-01", "2026-03-31"),
        ("end of the financial year", "year", "2024-04-01", "2025-03-31"),
        ("end of plan", "date", "2026-03-31", "2026-03-31"),
    ],
)
def test_period_in_a_date_column(words: str, kind: str, start: str, due: str) -> None:
    found = find_in_column(words, PLAN)[0]
    assert (found.kind, shown(found)[2:]) == (kind, (start, due))


@pytest.mark.parametrize(
    ("words", "rrule"),
    [
        ("twice yearly", "FREQ=MONTHLY;INTERVAL=6"),
        ("Six-monthly", "FREQ=MONTHLY;INTERVAL=6"),
        ("Quarterly", "FREQ=MONTHLY;INTERVAL=3"),
        ("termly", "FREQ=MONTHLY;INTERVAL=4"),
        ("bi-monthly", "FREQ=MONTHLY;INTERVAL=2"),
        ("every six weeks", "FREQ=WEEKLY;INTERVAL=6"),
        ("Annually each November", "FREQ=YEARLY;BYMONTH=11"),
        ("Annual", "FREQ=YEARLY"),
        ("monthly", "FREQ=MONTHLY"),
        ("six times a year", "FREQ=MONTHLY;INTERVAL=2"),
    ],
)
def test_rhythm_is_a_recurrence_over_the_plan(words: str, rrule: str) -> None:
    found = find_in_column(words, PLAN)[0]
    assert (found.rrule, *shown(found)) == (rrule, "recurring", "every", "2024-04-01", None)


def test_rhythm_begins_where_from_says() -> None:
    found = find_in_column("Quarterly from October 2024", PLAN)
    assert [(one.text, shown(one)) for one in found] == [
        ("Quarterly from October 2024", ("recurring", "every", "2024-10-01", None))
    ]


@pytest.mark.parametrize("words", ["from April 2024", "April 2024 onwards", "starting in April 2024"])
def test_from_begins_something_and_is_never_late(words: str) -> None:
    found = find_in_column(words, PLAN)[0]
    assert (shown(found), found.end) == (("month", "from", "2024-04-01", None), None)


def test_ongoing_lasts_as_long_as_the_plan() -> None:
    assert shown(find_in_column("On-going", PLAN)[0]) == ("ongoing", "ongoing", "2024-04-01", None)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("within six months of publication", "2024-10-12"),
        ("within 28 days of adoption of the plan", "2024-04-29"),
        ("within 3 months", None),
    ],
)
def test_relative_deadline_is_counted_where_its_anchor_is_known(words: str, due: str | None) -> None:
    found = find_in_column(words, PLAN)[0]
    assert (found.kind, shown(found)[3], [code for code, _ in found.doubts]) == ("relative", due, ["relative"])


@pytest.mark.parametrize("words", ["TBC", "n/a", "-", "To be confirmed", "when guidance is out"])
def test_column_that_gives_no_date_gives_none(words: str) -> None:
    assert find_in_column(words, PLAN) == []
    assert unread(words).text is None


def test_unread_words_are_a_doubt() -> None:
    assert unread("TBC").doubts == [("deadline_open", "The date is still open: “TBC”.")]
    assert unread("Next Board").doubts == [("deadline_unread", "The words “Next Board” could not be read as a date.")]


@pytest.mark.parametrize(
    ("sentence", "text", "reading"),
    [
        ("Publish the report by July 2024 on the website", "by July 2024", ("month", "by", "2024-07-01", "2024-07-31")),
        ("Train staff by May2025", "by May2025", ("month", "by", "2025-05-01", "2025-05-31")),
        ("Report to the Assembly 22nd April 2024", "22nd April 2024", ("date", "on", "2024-04-22", "2024-04-22")),
        ("Agree the strategy – Spring 2025", "Spring 2025", ("season", "in", "2025-03-01", "2025-05-31")),
        ("Review the policy (by the end of March)", "by the end of March", ("month", "by", "2025-03-01", "2025-03-31")),
        ("Lead the network from April 2024", "from April 2024", ("month", "from", "2024-04-01", None)),
        ("Test it before April 2025", "before April 2025", ("month", "by", "2025-04-01", "2025-03-31")),
        ("Hold forums termly for all schools", "termly", ("recurring", "every", "2024-04-01", None)),
        ("Deliver it throughout 2024/25", "throughout 2024/25", ("year", "during", "2024-04-01", "2025-03-31")),
        ("Finish no later than 30/9/24.", "no later than 30/9/24", ("date", "by", "2024-09-30", "2024-09-30")),
        (
            "Start a pilot from May 2024 and evaluate by March 2025",
            "by March 2025",
            ("month", "by", "2025-03-01", "2025-03-31"),
        ),
    ],
)
def test_deadline_in_a_sentence(sentence: str, text: str, reading: tuple[str, ...]) -> None:
    found = find(sentence, PLAN)[0]
    assert (found.text, shown(found)) == (text, reading)


@pytest.mark.parametrize(
    "sentence",
    [
        "Publish an Annual Report for 2023/24 with evidence",
        "Implement the Neglect Strategy 2024-26",
        "Follow Working Together 2023 and the Children Act 2004",
        "Share learning from the inspection in May 2019",
        "Embed the changes made since April 2022",
        "Refresh the Domestic Abuse Act 2021 briefing",
        "Give regular updates and an annual evaluation",
        "Reduce repeat plans by 10% in one in four wards",
        "Write 7 minute briefings for Year 6 pupils and March Primary School",
        "The May 2024 conference findings inform practice",
        "Children may be at risk",
    ],
)
def test_what_is_no_deadline(sentence: str) -> None:
    assert find(sentence, PLAN) == []


def test_two_deadlines_keep_the_first_as_headline() -> None:
    found = find("Publish by July 2024. Findings to be presented by December 2024.", PLAN)
    assert [one.text for one in found] == ["by July 2024", "by December 2024"]


def test_draft_and_review_dates_do_not_lead() -> None:
    assert [one.text for one in find_in_column("Draft June 2024; final Dec 2024", PLAN)] == ["Dec 2024", "June 2024"]


def test_dates_joined_by_and_share_year_and_preposition() -> None:
    found = find("Meet by June and October 2024", PLAN)
    assert [shown(one) for one in found] == [
        ("month", "by", "2024-06-01", "2024-06-30"),
        ("month", "by", "2024-10-01", "2024-10-31"),
    ]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("31 Novmber 2024", ["date_slip", "date_slip"]),
        ("Sept 24", ["date_slip"]),
        ("04/13/2025", ["date_slip"]),
        ("Summer 2025", ["season"]),
        ("by 30 June", ["year_supplied"]),
        ("mid-March 2025", ["vague"]),
        ("Q2 2024", ["quarter"]),
    ],
)
def test_unsure_reading_says_so(words: str, codes: list[str]) -> None:
    assert [code for code, _ in find_in_column(words, PLAN)[0].doubts] == codes


def test_season_doubt_is_a_sentence() -> None:
    assert find_in_column("Spring 2025", PLAN)[0].doubts == [
        ("season", "The season “Spring 2025” is read as March to May.")
    ]


def test_date_without_year_stays_open_where_the_period_is_unknown() -> None:
    assert find("Report by 30 June", Calendar()) == []


def test_rhythm_leads_the_months_it_lists() -> None:
    found = find_in_column("Quarterly - April, July, October, January", PLAN)
    assert (found[0].rrule, len(found)) == ("FREQ=MONTHLY;INTERVAL=3", 5)


def test_date_that_was_revised_away_is_left_out() -> None:
    assert [one.text for one in find_in_column("Dec 2024 (was Sept 2024)", PLAN)] == ["Dec 2024"]
