"""Whether everybody may read the plan."""

from django import forms


class PublishForm(forms.Form):
    """A button each: "on" or "off"."""

    switch = forms.ChoiceField(choices=[("on", "Show it to the public"), ("off", "Stop showing it")])
