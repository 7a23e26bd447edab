from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from markupsafe import Markup

from goldenthread.core.forms import DateField, DatePicker, NumberField, component, formfield
from goldenthread.partnerships.models import Membership
from tests.core.pages import page, soup, words


class ReturnForm(forms.Form):
    fieldsets = {"What happened": ["said", "happened_on"]}
    rating = forms.ChoiceField(widget=forms.RadioSelect, choices=[("good", "On track"), ("bad", "Off track")])
    said = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), max_length=400, label="Way forward", help_text="In short"
    )
    happened_on = DateField(required=False)
    body = forms.ChoiceField(choices=[("", "Choose"), ("Groups", [("q", "Quality Sub-Group")])])
    version = forms.IntegerField(widget=forms.HiddenInput)


def one(field: forms.Field, data: Any = None, initial: Any = None) -> Any:
    """A form with one field named "it", drawn."""
    form = type("OneForm", (forms.Form,), {"it": field})(data, initial={"it": initial})
    return soup("{{ form }}", form=form).body


def by_id(drawn: Any, name: str) -> Any:
    return drawn.find(id=name)


def described(drawn: Any, element: Any) -> str:
    return " ".join(words(by_id(drawn, name)) for name in element["aria-describedby"].split())


def test_field_has_its_label() -> None:
    drawn = one(forms.CharField(label="Title"))
    assert words(drawn.find("label", attrs={"for": "id_it"})) == "Title"


def test_optional_field_says_so() -> None:
    assert words(one(forms.CharField(required=False)).label) == "It (optional)"


def test_field_is_described_by_hint_and_error() -> None:
    drawn = one(forms.CharField(label="Title", help_text="As printed"), {"it": ""})
    assert described(drawn, by_id(drawn, "id_it")) == "As printed Error: Enter the title."


def test_error_of_a_choice_says_select() -> None:
    drawn = one(forms.ChoiceField(label="NHS body", choices=[("a", "A")]), {})
    assert words(by_id(drawn, "id_it-error")) == "Error: Select the NHS body."


def test_text_area_counts_and_keeps_lines_as_typed() -> None:
    drawn = one(forms.CharField(widget=forms.Textarea, max_length=400), {"it": "one\n  two\n\nthree"})
    assert drawn.textarea.get_text() == "one\n  two\n\nthree"
    assert drawn.find(attrs={"data-module": "govuk-character-count"})["data-maxlength"] == "400"


def test_radios_have_a_legend_and_the_first_is_where_the_error_leads() -> None:
    drawn = one(
        forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")], label="Rating"), {"it": "b"}
    )
    assert words(drawn.fieldset.legend) == "Rating"
    assert [(box["id"], box.has_attr("checked")) for box in drawn("input")] == [("id_it", False), ("id_it-2", True)]


def test_several_choices_are_checkboxes() -> None:
    drawn = one(forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")]), {"it": ["b"]})
    assert [(box["type"], box["value"], box.has_attr("checked")) for box in drawn("input")] == [
        ("checkbox", "a", False),
        ("checkbox", "b", True),
    ]


def test_many_checkboxes_have_a_filter() -> None:
    drawn = one(forms.MultipleChoiceField(choices=[(str(n), f"Body {n}") for n in range(12)]))
    assert (
        by_id(drawn, drawn.find(attrs={"data-filter-choices": True})["data-filter-choices"])("input")[11]["value"]
        == "11"
    )


def test_choice_carries_its_hint() -> None:
    field = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "A")])
    field.hints = {"a": "More words"}
    drawn = one(field)
    assert described(drawn, by_id(drawn, "id_it")) == "More words"


@pytest.mark.parametrize("disabled", [False, True])
@pytest.mark.parametrize("hint", ["", "Who & <what>", Markup("Who <b>else</b>")])
@pytest.mark.parametrize(
    ("data", "initial"), [(None, "b"), ({"it": "a"}, None), ({"it": "nonsense"}, None), ({}, None)]
)
def test_select_is_drawn_as_gov_uk_draws_it(data, initial, hint, disabled) -> None:
    class OneForm(forms.Form):
        it = forms.ChoiceField(
            label="Owner & more", help_text=hint, disabled=disabled, choices=[("a", "A < B"), ("More", [("b", "B")])],
            widget=forms.Select(attrs={"class": "narrow", "data-x": 'a"b'}),
        )  # fmt: skip

    name, params = component(OneForm(data, initial={"it": initial})["it"])
    ours, theirs = (soup(f"{{{{ {lib}.select(params) }}}}", params=params).body for lib in ("ui", "govuk"))
    assert name == "select"
    assert said(ours) == said(theirs)


@pytest.mark.parametrize("hint", ["", "Who & <what>", Markup("Who <b>else</b>")])
@pytest.mark.parametrize(("data", "initial"), [(None, "b"), ({"it": "a"}, None), ({"it": "nonsense"}, None), ({}, "a")])
def test_radios_are_drawn_as_gov_uk_draws_them(data, initial, hint) -> None:
    class OneForm(forms.Form):
        it = forms.ChoiceField(
            label="How & why", help_text=hint, choices=[("a", "A < B"), ("b", "B")], widget=forms.RadioSelect
        )

    OneForm.base_fields["it"].hints = {"b": "More & more"}  # type: ignore[attr-defined]
    name, params = component(OneForm(data, initial={"it": initial})["it"])
    ours, theirs = (soup(f"{{{{ {lib}.radios(params) }}}}", params=params).body for lib in ("ui", "govuk"))
    assert name == "radios"
    assert said(ours) == said(theirs)


@pytest.mark.parametrize(("most", "theirs"), [(None, "textarea"), (400, "character_count")])
@pytest.mark.parametrize("hint", ["", "Who & <what>", Markup("Who <b>else</b>")])
@pytest.mark.parametrize("data", [None, {"it": "<b>\n two"}, {}])
def test_text_area_is_drawn_as_gov_uk_draws_it(data, hint, most, theirs) -> None:
    class OneForm(forms.Form):
        it = forms.CharField(
            label="What & why", help_text=hint, max_length=most, disabled=data is None and not most,
            widget=forms.Textarea({"rows": 8, "class": "wide", "data-x": 'a"b'}),
        )  # fmt: skip

    name, params = component(OneForm(data)["it"])
    drawn = (soup(f"{{{{ {which}(params) }}}}", params=params).body for which in (f"ui.{name}", f"govuk.{theirs}"))
    ours, upstreams = (said(each) for each in drawn)
    assert ours == upstreams


def said(drawn: Any) -> list[Any]:
    """Elements with their attributes and words, without the space between them."""
    return [(tag.name, tag.attrs, words(tag)) for tag in drawn.find_all()]


def test_select_names_the_group_of_a_choice() -> None:
    drawn = one(ReturnForm.base_fields["body"])
    assert [words(option) for option in drawn("option")] == ["Choose", "Groups: Quality Sub-Group"]


def test_box_has_its_label_beside_it() -> None:
    drawn = one(forms.BooleanField(label="Show to the public"), {"it": "on"})
    assert words(drawn.find("label", attrs={"for": "id_it"})) == "Show to the public"
    assert by_id(drawn, "id_it").has_attr("checked")


def test_password_says_what_it_is_to_the_browser() -> None:
    field = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    drawn = one(field, {"it": "secret words"})
    assert (drawn.input["autocomplete"], drawn.input.get("value")) == ("new-password", None)


def test_number_has_a_keypad_and_no_spinner() -> None:
    drawn = one(forms.IntegerField(min_value=0), initial=7)
    assert (drawn.input["type"], drawn.input["inputmode"], drawn.input["value"]) == ("text", "numeric", "7")


def test_file_field_takes_a_file() -> None:
    form = type("UploadForm", (forms.Form,), {"file": forms.FileField()})()
    drawn = soup('{{ ui.form(form, "", "Send") }}', form=form)
    assert (drawn.form["enctype"], drawn.find(id="id_file")["type"]) == ("multipart/form-data", "file")


def test_hidden_field_is_drawn_once() -> None:
    drawn = soup("{{ form }}", form=ReturnForm(initial={"version": 4}))
    assert [field["value"] for field in drawn("input", attrs={"name": "version"})] == ["4"]


def test_question_left_open_asks_for_its_answer() -> None:
    drawn = one(DateField(label="When did the Board adopt it?"), data={})
    assert words(drawn.find(class_="govuk-error-message")) == "Error: Answer “When did the Board adopt it?”"


def test_fieldsets_group_and_the_rest_follows() -> None:
    drawn = soup("{{ form }}", form=ReturnForm())
    assert [words(legend) for legend in drawn("legend")] == ["What happened", "Happened on (optional)", "Rating"]


def test_each_error_is_summed_up_above_the_page() -> None:
    drawn = page("{{ form }}", form=ReturnForm({"happened_on-day": "3", "version": ""}))
    summary = drawn.find(class_="govuk-error-summary")
    assert words(summary.h2) == "There is a problem"
    assert [(link["href"], words(link)) for link in summary("a")] == [
        ("#id_rating", "Select the rating."),
        ("#id_said", "Enter the way forward."),
        ("#id_happened_on", "The date must include a month and a year."),
        ("#id_body", "Select the body."),
    ]
    assert all(drawn.find(id=link["href"][1:]).name in {"input", "textarea", "select"} for link in summary("a"))
    assert words(drawn.title).startswith("Error: Actions")


def test_error_of_the_whole_form_is_words_alone() -> None:
    form = ReturnForm({"rating": "good", "said": "x", "body": "q", "version": "1"})
    form.add_error(None, "This period is locked.")
    assert words(page("", form=form).find(class_="govuk-error-summary__list")) == "This period is locked."


# --- dates ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["31", "3", "2022"], date(2022, 3, 31)),
        (["1", "March", "2022"], date(2022, 3, 1)),
        (["1", "sept", "21"], date(2021, 9, 1)),
        ("2022-03-31", date(2022, 3, 31)),
    ],
)
def test_date_is_understood(typed: Any, meant: date) -> None:
    assert DateField().clean(typed) == meant


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["31", "", "2022"], "The date must include a month."),
        (["31", "2", "2022"], "Enter a real date, for example 31 3 2022."),
        (["x", "y", "z"], "Enter a real date, for example 31 3 2022."),
        (["1", "ma", "2022"], "Enter a real date, for example 31 3 2022."),
    ],
)
def test_wrong_date_says_what_is_wrong(typed: list[str], says: str) -> None:
    with pytest.raises(ValidationError) as refused:
        DateField().clean(typed)
    assert refused.value.messages == [says]


def test_date_fields_show_the_date_again() -> None:
    drawn = one(DateField(), initial=date(2022, 3, 31))
    assert [(field["name"], field["value"]) for field in drawn("input")] == [
        ("it-day", "31"),
        ("it-month", "3"),
        ("it-year", "2022"),
    ]


def test_wrong_date_is_shown_as_typed() -> None:
    drawn = one(DateField(), {"it-day": "31", "it-month": "Smarch", "it-year": ""})
    assert [field["value"] for field in drawn("input")] == ["31", "Smarch", ""]


def test_unchanged_date_is_no_change() -> None:
    form = type("OneForm", (forms.Form,), {"it": DateField()})
    data = {"it-day": "31", "it-month": "3", "it-year": "2022"}
    assert form(data, initial={"it": date(2022, 3, 31)}).changed_data == []


def test_dates_of_a_record_become_three_fields() -> None:
    assert isinstance(formfield(Membership._meta.get_field("starts_on")), DateField)


def test_date_of_a_filter_is_one_field_of_the_browser() -> None:
    drawn = one(DateField(widget=DatePicker), initial=date(2022, 3, 31))
    assert [(field["type"], field["name"], field["value"]) for field in drawn("input")] == [
        ("date", "it", "2022-03-31")
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1,250", "1250"), ("£1,250.50", "1250.50"), ("£ 12", "12"), ("-1,000", "-1000"), ("3.5", "3.5")],
)
def test_number_is_understood_as_people_write_it(typed, meant):
    assert NumberField(unit="£").clean(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["1,25", "12%", "1,2,3", "twelve", "NaN", "1,250,"])
def test_what_may_mean_another_number_is_asked_about(typed):
    with pytest.raises(ValidationError, match="Enter a number"):
        NumberField(unit="£").clean(typed)
