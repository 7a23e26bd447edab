"""The sentence beside a field that was left empty: it says what to do, in the words of the label."""

from django import forms
from django.forms.boundfield import BoundField

VERBS = ((forms.FileInput, "Choose"), (forms.CheckboxInput, "Tick"), (forms.widgets.ChoiceWidget, "Select"))
BEFORE = {"a", "an", "by", "for", "from", "if", "in", "is", "on", "or", "the", "to", "yes", "your"}
"""Words before which no article goes: a label that begins so has one, or is no thing but a part of a sentence."""
OPEN = BEFORE - {"a", "an", "the", "your"}
AFTER = {"after", "as", "by", "for", "from", "on", "to"}
"""A label that ends so waits for what is typed, as "Returns are due by" does."""
ASKING = ("how", "what", "when", "where", "which", "who", "whom", "whose", "why")
EMPTY_FILE = "This file is empty. Check that you chose the right one and send it again."


def asked_for(field: BoundField) -> str:
    """ "Enter the title.", "Select the kind.", "Answer “Who owns it?”", "Fill in “Returns are due by”." """
    label = str(field.label or "An answer")
    verb = next((verb for kind, verb in VERBS if isinstance(field.field.widget, kind)), "Enter")
    first, last = label.split()[0].lower(), label.split()[-1].lower()
    question, mark, _ = label.partition("?")
    if mark:
        return f"Answer “{question}?”"
    if verb == "Tick":
        return f"Tick “{label}”."
    if first in OPEN or last in AFTER:
        return f"{'Fill in' if verb == 'Enter' else 'Answer'} “{label}”."
    return f"{verb} {_article(first)}{_lower(label)}."


def _article(first: str) -> str:
    return "" if first in BEFORE or first in ASKING else "the "


def _lower(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
