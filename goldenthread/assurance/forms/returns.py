"""What an organisation decides about its return."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from goldenthread.accounts.models import User
from goldenthread.core.forms import DateField
from goldenthread.evidence.models import Evidence
from goldenthread.evidence.screened import ScreenedForm
from goldenthread.partnerships.models import Partnership
from goldenthread.questionnaires.format.things import Question, Section


class SeniorLeadForm(forms.Form):
    person = forms.ChoiceField(label="Who signs it off?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {each.ref: each for each in people}
        self.fields["person"].choices = [(each.ref, each.name) for each in self.people.values()]  # type: ignore[attr-defined]


class SubmitForm(forms.Form):
    share_with = forms.MultipleChoiceField(label="Which partnerships may read it?", widget=forms.CheckboxSelectMultiple)
    until = DateField(
        label="Until when?", required=False, help_text="Leave it empty for no last day. You can end it at any time."
    )

    def __init__(self, *args: Any, places: Iterable[Partnership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {each.slug: each for each in places}
        self.fields["share_with"].choices = [(each.slug, each.name) for each in self.places.values()]  # type: ignore[attr-defined]
        self.fields["share_with"].initial = list(self.places)

    @property
    def chosen(self) -> list[Partnership]:
        return [self.places[slug] for slug in self.cleaned_data["share_with"]]


class ReasonForm(ScreenedForm):
    reason = forms.CharField(label="Why?", max_length=1000, widget=forms.Textarea({"rows": 3}))


class AttachForm(forms.Form):
    """Evidence that the organisation has already."""

    existing = forms.ModelChoiceField(Evidence.objects.none(), label="Which?", empty_label="Choose")

    def __init__(self, *args: Any, evidence: QuerySet[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["existing"].queryset = evidence  # type: ignore[attr-defined]
        self.has_any = evidence.exists()


class SpreadForm(forms.Form):
    questions = forms.MultipleChoiceField(label="What else does it show?", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, room: Iterable[tuple[Section, Question]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions = self.fields["questions"]
        questions.choices = [(question.id, question.text) for _, question in room]  # type: ignore[attr-defined]


class SiteForm(forms.Form):
    name = forms.CharField(label="What is the site called?", max_length=200)


class HandOverForm(ScreenedForm):
    colleague = forms.CharField(label="Who is it for?", max_length=200, help_text="First and last name.")
    note = forms.CharField(
        label="What should they know?", required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )
