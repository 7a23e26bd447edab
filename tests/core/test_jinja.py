import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from tests.core.pages import html


def test_template_with_an_unknown_name_fails() -> None:
    with pytest.raises(UndefinedError, match="overdeu"):
        html("{{ overdeu }}")


def test_what_people_typed_is_escaped() -> None:
    assert html("{{ text }}", text="<b>") == "&lt;b&gt;"


def test_url_with_a_query() -> None:
    assert html('{{ url("health_live", query={"page": 2}) }}') == "/health/live?page=2"


def test_markdown_becomes_html() -> None:
    assert html("{{ text | markdown }}", text="One *word*.") == "<p>One <em>word</em>.</p>\n"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](https://example.org/p.png)",
        '<a onclick="x">a</a>',
    ],
)
def test_markdown_lets_no_harm_through(text: str) -> None:
    made = html("{{ text | markdown }}", text=text)
    assert [tag for tag in ("<script", "<img", 'href="javascript', "<a onclick") if tag in made] == []


def test_markdown_keeps_a_table() -> None:
    assert "<td>1</td>" in html("{{ text | markdown }}", text="|a|\n|-|\n|1|")


def test_govuk_component_is_upstreams() -> None:
    assert 'class="govuk-warning-text__icon"' in html('{{ govuk.warning_text({"text": "Stop"}) }}')


@pytest.mark.parametrize(
    "value",
    ["<a href='x'>\"&\"</a>", "plain", 7, None, Markup("<b>"), mark_safe("<i>"), gettext_lazy("Enter a date."), ["<"]],
)
def test_what_is_shown_is_what_jinja_would_show(value) -> None:
    shown = html("{{ value }}{% macro again() %}{{ value }}{% endmacro %}{{ again() }}", value=value)
    assert shown == escape(value) * 2


def test_text_put_together_from_markup_and_words_stays_escaped() -> None:
    assert html('{% set both %}{{ text }}{% endset %}{{ both ~ "&" }}', text="<b>") == "&lt;b&gt;&amp;"
