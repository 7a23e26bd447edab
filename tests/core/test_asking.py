"""What stands beside a field that was left empty reads as a sentence, whatever its label is."""

from typing import Any

import pytest
from django import forms

from goldenthread.core.forms.asking import asked_for

CHOICES = [("", ""), ("one", "One")]
TYPED = [
    ("Minute reference", "Enter the minute reference."),
    ("E-mail address", "Enter the e-mail address."),
    ("PDF title", "Enter the PDF title."),
    ("Your name", "Enter your name."),
    ("What is asked", "Enter what is asked."),
    ("By when?", "Answer “By when?”"),
    ("Why? The Board reads this.", "Answer “Why?”"),
    ("Returns are due by", "Fill in “Returns are due by”."),
    ("In a few words", "Fill in “In a few words”."),
]


def asked(field: Any) -> str:
    return asked_for(type("OneForm", (forms.Form,), {"it": field})()["it"])


@pytest.mark.parametrize(("label", "sentence"), TYPED)
def test_text_left_empty(label: str, sentence: str) -> None:
    assert asked(forms.CharField(label=label)) == sentence


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        (forms.ChoiceField(label="Kind", choices=CHOICES), "Select the kind."),
        (forms.ChoiceField(label="Takes part as", choices=CHOICES), "Answer “Takes part as”."),
        (forms.FileField(label="The list"), "Choose the list."),
        (forms.BooleanField(label="Yes, this is the right person"), "Tick “Yes, this is the right person”."),
    ],
)
def test_other_fields_left_empty(field: Any, sentence: str) -> None:
    assert asked(field) == sentence
