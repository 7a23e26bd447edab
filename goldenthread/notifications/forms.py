from django import forms

from goldenthread.notifications.models import MailState


class MailFilterForm(forms.Form):
    state = forms.ChoiceField(required=False, choices=[("", "All"), *MailState.choices])
    hide_optional = True
