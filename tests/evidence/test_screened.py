"""Forms that ask of each possible identifier what it is."""

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.documents.screening import find_identifiers
from goldenthread.evidence.operations.screening import Found, IdentifiersFound, key_of
from goldenthread.evidence.screened import ScreenedForm, attempt_screened

HIT = find_identifiers("NHS number 943 476 5919")[0]
KEY = key_of(HIT.kind, HIT.text)


class NoteForm(ScreenedForm):
    note = forms.CharField(required=False)


def refuse(**values):
    raise IdentifiersFound([Found("note", HIT, KEY)])


def test_each_hit_becomes_a_question_beside_its_text():
    form = NoteForm({"note": "NHS number 943 476 5919"})
    assert attempt_screened(form, refuse) is None
    question = form.fields[f"answer-{KEY}"]
    assert [value for value, _ in question.choices] == ["not_a_child", "organisation", "leave"]
    assert (list(form.errors), question.initial) == (["note"], "leave")


def test_answers_are_handed_to_the_operation_by_their_key():
    form = NoteForm({"note": "x", f"answer-{KEY}": "organisation", "other": "y"})
    assert attempt_screened(form, lambda answers: answers) == {KEY: "organisation"}


def test_answers_are_sent_along_when_something_else_is_refused():
    def refuse_otherwise(**values):
        raise ValidationError("The plan is closed.")

    form = NoteForm({"note": "x", f"answer-{KEY}": "organisation", "answer-made-up": "anything"})
    attempt_screened(form, refuse_otherwise)
    assert (list(form.fields), form.non_field_errors()) == (["note", f"answer-{KEY}"], ["The plan is closed."])
