"""What people type about tokens and webhooks."""

from datetime import timedelta
from typing import Any

from django import forms

from goldenthread.accounts.models import User
from goldenthread.api.models import Kind
from goldenthread.api.queries import rights_anywhere
from goldenthread.core import clock
from goldenthread.core.forms import DateField

USUAL = timedelta(days=90)


class TokenForm(forms.Form):
    name = forms.CharField(
        label="What is it for?", help_text="For example: the dashboard of our performance team.", max_length=100
    )
    rights = forms.MultipleChoiceField(
        label="What may the program do?",
        help_text="Choose as little as it needs. It can never do more than you, in your own places.",
        widget=forms.CheckboxSelectMultiple,
    )
    last_day = DateField(label="Until when?", help_text="The last day on which it works, a year from today at most.")

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("last_day", clock.today() + USUAL)
        self.fields["rights"].choices = [  # type: ignore[attr-defined]
            (right.name, right.value[:1].upper() + right.value[1:]) for right in rights_anywhere(person)
        ]


class KindsForm(forms.Form):
    kinds = forms.MultipleChoiceField(
        label="What should it be told of?", choices=Kind.choices, widget=forms.CheckboxSelectMultiple
    )


class WebhookForm(KindsForm):
    address = forms.URLField(
        label="Address", help_text="It begins with https:// and takes a POST.", max_length=500, assume_scheme="https"
    )
    field_order = ("address", "kinds")
