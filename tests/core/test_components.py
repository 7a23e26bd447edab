from datetime import UTC, datetime

import pytest
from django.core.paginator import Paginator
from django.test import RequestFactory
from markupsafe import Markup

from goldenthread.core.charts import Part, StackedBar
from tests.core.pages import soup, words

COLUMNS = [{"text": "Action", "sort": "action"}, {"text": "Returns", "sort": "returns", "numeric": True}]
ROWS = [[Markup('<a href="/a">Audit</a>'), 2], ["Train", 0]]


def request(query: str = ""):
    return RequestFactory().get(f"/actions{query}")


def test_rating_is_a_word_with_a_shape_that_is_not_read_out() -> None:
    tag = soup('{{ ui.rating("at_risk") }}').strong
    assert (words(tag), "gt-tag--warn" in tag["class"], tag.svg["aria-hidden"]) == ("At risk", True, "true")


def test_ratings_differ_in_shape_and_not_only_in_colour() -> None:
    tags = [
        soup(f'{{{{ ui.rating("{name}") }}}}')
        for name in ("not_started", "on_track", "at_risk", "off_track", "delivered")
    ]
    assert len({str(tag.path) for tag in tags}) == 5


def test_rating_in_words_of_its_own() -> None:
    drawn = soup('{{ ui.rating("overdue", "63 days overdue", note="No return since May") }}')
    assert (words(drawn.strong), words(drawn.find(class_="gt-tag__note"))) == ("63 days overdue", "No return since May")


def test_rung_is_said_in_words_with_its_age() -> None:
    drawn = soup('{{ ui.rung(3, "seen in practice", 63, stale=true) }}')
    assert words(drawn.body) == "Rung 3 of 5: seen in practice 63 days old, stale"
    assert len(drawn("rect", class_="gt-fill-brand")) == 3


def test_tile_is_a_link_with_its_number() -> None:
    drawn = soup(
        "{{ ui.tiles(items) }}", items=[{"number": 1200, "label": "Overdue", "href": "/overdue", "tone": "bad"}]
    )
    assert (words(drawn.li), drawn.a["href"]) == ("1,200 Overdue", "/overdue")


def test_todo_gives_reason_and_one_step() -> None:
    item = {
        "tag": "Overdue",
        "text": "Audit",
        "href": "/a",
        "reason": "Due by July.",
        "act": "Remind",
        "act_href": "/r",
    }
    drawn = soup("{{ ui.todo([item]) }}", item=item)
    assert words(drawn.li) == "Overdue Audit Due by July. Remind: Audit"
    assert [link["href"] for link in drawn("a")] == ["/a", "/r"]


def test_todo_with_nothing_to_do_says_so() -> None:
    assert words(soup('{{ ui.todo([], "Nothing needs the Board.") }}').body) == "Nothing needs the Board."


def test_table_can_be_scrolled_by_keyboard_and_has_a_name() -> None:
    drawn = soup('{{ ui.table("Actions", columns, rows) }}', columns=COLUMNS, rows=ROWS)
    region = drawn.find(role="region")
    assert (region["tabindex"], region["aria-label"], words(drawn.caption)) == ("0", "Actions", "Actions")


def test_table_names_rows_and_columns() -> None:
    drawn = soup('{{ ui.table("Actions", columns, rows) }}', columns=COLUMNS, rows=ROWS)
    assert [(words(cell), cell["scope"]) for cell in drawn("th")] == [
        ("Action", "col"),
        ("Returns", "col"),
        ("Audit", "row"),
        ("Train", "row"),
    ]


def test_sorted_column_says_so_and_turns_round() -> None:
    drawn = soup(
        '{{ ui.table("A", columns, rows, request) }}',
        columns=COLUMNS,
        rows=ROWS,
        request=request("?sort=action&page=2"),
    )
    heads = [(head.get("aria-sort"), head.a["href"]) for head in drawn.thead("th")]
    assert heads == [("ascending", "/actions?sort=-action"), (None, "/actions?sort=returns")]


def test_column_sorted_downwards() -> None:
    drawn = soup(
        '{{ ui.table("A", columns, rows, request) }}', columns=COLUMNS, rows=ROWS, request=request("?sort=-action")
    )
    assert (drawn.th["aria-sort"], drawn.th.a["href"]) == ("descending", "/actions?sort=action")


def test_table_without_rows_says_what_to_do() -> None:
    source = '{% call ui.table("Actions", columns, []) %}<p>Add the first.</p>{% endcall %}'
    assert words(soup(source, columns=COLUMNS).body) == "Add the first."


@pytest.mark.parametrize(("act", "heads"), [("", ["Action"]), ("<a>End</a>", ["Action", "Change"])])
def test_column_of_steps_is_left_out_where_nobody_can_take_one(act: str, heads: list[str]) -> None:
    columns = [{"text": "Action"}, {"text": "Change", "acts": True}]
    drawn = soup('{{ ui.table("A", columns, rows) }}', columns=columns, rows=[["Audit", Markup(act)]])
    assert [head.get_text(strip=True) for head in drawn.select("thead th")] == heads
    assert len(drawn.select("tbody tr > *")) == len(heads)


def test_stacked_table_names_each_value() -> None:
    drawn = soup('{{ ui.table("A", columns, rows, stack=true) }}', columns=COLUMNS, rows=ROWS)
    assert [cell["data-label"] for cell in drawn("td")] == ["Returns", "Returns"]


def test_summary_list_says_where_nothing_is_given() -> None:
    drawn = soup('{{ ui.summary_list([("Owner", ""), ("Due", "July", {"text": "Change", "href": "/c"})]) }}')
    assert [words(row) for row in drawn.dl("div")] == ["Owner Not given", "Due July Change Due"]


def test_pages_keep_the_filter() -> None:
    drawn = soup(
        "{{ ui.pagination(page, request) }}", page=Paginator(range(30), 10).page(2), request=request("?text=audit")
    )
    assert drawn.find(rel="next")["href"] == "/actions?text=audit&page=3"
    assert words(drawn.find(attrs={"aria-current": "page"})) == "2"
    assert words(drawn.p) == "11 to 20 of 30"


def test_one_page_needs_no_pagination() -> None:
    drawn = soup("{{ ui.pagination(page, request) }}", page=Paginator(range(3), 10).page(1), request=request())
    assert drawn.nav is None


def test_history_says_who_did_what_and_when() -> None:
    entry = {"who": "A. Ellery", "did": "moved the forecast", "at": datetime(2021, 11, 3, 10, 42, tzinfo=UTC)}
    drawn = soup(
        "{{ ui.history([entry]) }}", entry=entry | {"changes": [("Due", "July", "November"), ("Owner", "", "Board")]}
    )
    assert words(drawn.ol) == (
        "A. Ellery moved the forecast 3 November 2021 at 10:42am Due: July became November Owner: Board"
    )


def test_file_has_kind_and_size() -> None:
    drawn = soup("{{ ui.files(files) }}", files=[{"name": "Audit.pdf", "href": "/f", "kind": "PDF", "size": 2048}])
    assert words(drawn.li).replace("\xa0", " ") == "Audit.pdf PDF, 2.0 KB"


def test_progress_has_the_numbers_beside_the_bar() -> None:
    chart = StackedBar("Progress", [Part("delivered", 3, "done", "/d"), Part("silent", 0, "note")])
    drawn = soup("{{ ui.progress(chart) }}", chart=chart)
    assert [(words(item), item.a["href"]) for item in drawn("li")] == [("3 delivered", "/d")]


def test_confirm_shows_source_and_reading_under_headings() -> None:
    drawn = soup('{% call(side) ui.confirm("Page 4") %}{{ side }} here{% endcall %}')
    assert [words(part) for part in drawn("section")] == [
        "What the document says Page 4 source here",
        "How we read it reading here",
    ]


def test_keys_are_listed_with_a_switch() -> None:
    drawn = soup('{{ ui.shortcuts([("a", "Accept")]) }}')
    assert (words(drawn.li), drawn.input.has_attr("data-shortcuts-switch")) == ("A Accept", True)


def test_form_that_saves_itself_has_a_place_to_say_so() -> None:
    from django import forms

    drawn = soup('{{ ui.form(form, "", "Send", autosave="/save") }}', form=forms.Form())
    assert (drawn.form["data-autosave"], drawn.find(attrs={"data-autosave-status": True})["role"]) == (
        "/save",
        "status",
    )
