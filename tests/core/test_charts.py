import re
from datetime import date
from xml.etree import ElementTree

import pytest

from goldenthread.core.charts import Bars, Lane, Line, Mark, Part, Series, StackedBar, Timeline
from goldenthread.core.charts.line import round_up
from goldenthread.core.charts.timeline import quarters
from tests.core.pages import soup, words

SVG = "{http://www.w3.org/2000/svg}"
PARTS = [Part("delivered", 3, "done"), Part("off <track>", 1, "bad"), Part("silent", 0, "note")]
SLIPPED = Mark(date(2021, 11, 30), "Audit", "bad", agreed=date(2021, 7, 31))
LANES = [
    Lane("Neglect", [SLIPPED, Mark(date(2021, 11, 30), "Tool", "good")], date(2021, 4, 1), date(2022, 3, 31), "brand")
]
YEAR = Timeline("Time line", LANES, date(2021, 11, 30), date(2021, 4, 1), date(2022, 3, 31))
CHARTS = [
    StackedBar("Progress", PARTS),
    StackedBar("Nothing", []),
    Bars("By owner", PARTS),
    Bars("No owners", []),
    Line("By month", ["Apr", "May", "Jun"], [Series("Overdue", [1, None, 5], "bad")]),
    Line("No months", [], []),
    YEAR,
    Timeline("Empty", [], date(2021, 1, 1), date(2021, 1, 1), date(2021, 1, 1)),
]


def drawn(chart) -> ElementTree.Element:
    return ElementTree.fromstring(str(chart.svg()))


def diamonds(chart) -> list[str]:
    return [
        path.get("fill")
        for path in drawn(chart).iter(f"{SVG}path")
        if "z" in path.get("d") and "-4v8" not in path.get("d")
    ]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
def test_chart_is_an_image_with_title_and_description(chart) -> None:
    image = drawn(chart)
    texts = {part.get("id"): part.text for part in image if part.tag in {f"{SVG}title", f"{SVG}desc"}}
    title, description = (texts[name] for name in image.get("aria-labelledby").split())
    assert (image.get("role"), title, bool(description)) == ("img", chart.title, True)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
def test_chart_has_no_inline_style(chart) -> None:
    assert re.findall(r"\sstyle=|<style|<script", str(chart.svg())) == []


def test_stacked_bar_shares_the_width() -> None:
    bars = drawn(StackedBar("Progress", PARTS)).findall(f"{SVG}rect")[1:]
    assert [(bar.get("x"), bar.get("width")) for bar in bars] == [("0", "747"), ("750", "247")]


def test_stacked_bar_says_its_numbers() -> None:
    assert drawn(StackedBar("Progress", PARTS)).find(f"{SVG}desc").text == "3 delivered, 1 off <track>"


def test_stacked_bar_as_a_table() -> None:
    assert StackedBar("Progress", PARTS).rows() == [
        ["delivered", 3, "75%"],
        ["off <track>", 1, "25%"],
        ["silent", 0, "0%"],
    ]


def test_bars_are_as_long_as_their_numbers() -> None:
    bars = drawn(Bars("By owner", PARTS)).findall(f"{SVG}rect")
    assert [float(bar.get("width")) for bar in bars] == pytest.approx([430, 143.33, 1.5])


def test_names_of_lines_that_end_together_do_not_stand_on_each_other() -> None:
    lines = Line(
        "Visits", ["June", "July"], [Series(name, [80, end]) for name, end in (("A", 91), ("B", 92), ("C", 95))]
    )
    said = {each.text: float(each.get("y")) for each in drawn(lines).findall(f"{SVG}text") if each.text in "ABC"}
    assert sorted(said, key=said.get) == ["C", "B", "A"]
    assert min(said["B"] - said["C"], said["A"] - said["B"]) >= 16


def test_line_leaves_a_gap_where_nothing_is_known() -> None:
    chart = Line("By month", ["a", "b", "c", "d"], [Series("Overdue", [1, None, 3, 4], "bad")])
    strokes = [line for line in drawn(chart).iter(f"{SVG}line") if line.get("stroke-width")]
    assert len(strokes) == 1
    assert chart.rows() == [["a", "1"], ["b", "not known"], ["c", "3"], ["d", "4"]]


@pytest.mark.parametrize(("value", "top"), [(0, 4), (5, 8), (13, 16), (41, 80), (100, 100), (12345, 16000)])
def test_scale_ends_on_a_round_number(value: float, top: int) -> None:
    assert round_up(value) == top


def test_slip_shows_both_days_and_the_way_between() -> None:
    arrows = [path for path in drawn(YEAR).iter(f"{SVG}path") if "-4v8" in path.get("d")]
    assert (len(arrows), diamonds(YEAR)) == (1, ["#fff", "#b3261e", "#1f8257"])


def test_marks_of_one_day_do_not_hide_each_other() -> None:
    moves = [path.get("d").split("l")[0] for path in drawn(YEAR).iter(f"{SVG}path") if path.get("class")]
    assert len(set(moves)) == 2


def test_line_of_the_day_names_the_day() -> None:
    assert drawn(YEAR).findall(f"{SVG}text")[-1].text == "30 November 2021"


def test_day_outside_the_period_has_no_line() -> None:
    later = Timeline("Later", LANES, date(2023, 1, 1), YEAR.start, YEAR.end)
    assert drawn(later).findall(f"{SVG}text")[-1].text == "Neglect"


def test_timeline_as_a_table() -> None:
    assert YEAR.rows() == [
        ["Neglect", "Audit", "31 Jul 2021", "30 Nov 2021"],
        ["Neglect", "Tool", "30 Nov 2021", "30 Nov 2021"],
    ]


def test_quarters_over_new_year() -> None:
    assert quarters(date(2021, 11, 30), date(2022, 4, 1)) == [
        date(2021, 10, 1),
        date(2022, 1, 1),
        date(2022, 4, 1),
        date(2022, 7, 1),
    ]


def test_figure_shows_the_same_numbers_as_a_table() -> None:
    figure = soup("{{ ui.chart(chart) }}", chart=Bars("By owner", PARTS)).figure
    assert [" ".join(words(cell) for cell in row(["th", "td"])) for row in figure("tr")] == [
        "What Number",
        "delivered 3",
        "off <track> 1",
        "silent 0",
    ]


def test_pdf_takes_the_chart() -> None:
    weasyprint = pytest.importorskip("weasyprint")
    pdf = weasyprint.HTML(string=f"<html lang=en><title>t</title>{YEAR.svg()}").write_pdf()
    assert pdf.startswith(b"%PDF")
