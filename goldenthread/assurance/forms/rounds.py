"""What whoever runs a round types."""

from typing import Any

from django import forms

from goldenthread.core.forms import DateField
from goldenthread.evidence.screened import ScreenedForm
from goldenthread.partnerships.models import Network, OrganisationKind, Partnership
from goldenthread.questionnaires.models import Edition

KINDS = [(kind.value, kind.label) for kind in OrganisationKind if kind != OrganisationKind.OTHER]


def chosen(form: forms.Form, name: str) -> forms.ChoiceField:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    return field


class RoundForm(ScreenedForm):
    """What every round needs, whoever opens it."""

    title = forms.CharField(label="Title", max_length=200, help_text="For example: Section 11, 2026.")
    about = forms.CharField(
        label="What should organisations know?", required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    editions = forms.MultipleChoiceField(
        label="What is asked of all?", widget=forms.CheckboxSelectMultiple,
        help_text="Short topics can be added later, each with a day of its own. It is still one return.",
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label="Who is asked?", widget=forms.CheckboxSelectMultiple, choices=KINDS,
        help_text="Members of these kinds, each once, however many partnerships they belong to.",
    )  # fmt: skip
    opens_on = DateField(label="Opens on")
    due_on = DateField(label="Returns are due by")
    closes_on = DateField(label="Closes on", help_text="After this day nothing is handed in or re-opened.")

    def __init__(self, *args: Any, editions: list[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {each.ref: each for each in editions}
        self.choices = [(each.ref, str(each)) for each in editions]
        chosen(self, "editions").choices = self.choices


class OpenRoundForm(RoundForm):
    supplement = forms.ChoiceField(
        label="What else does this partnership ask?", required=False,
        help_text="Only your own members answer it, and only you read it.",
    )  # fmt: skip
    whole_network = forms.BooleanField(label="Ask throughout the network", required=False)
    field_order = ["title", "about", "editions", "supplement", "kinds", "whole_network"]

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen(self, "supplement").choices = [("", "Nothing else"), *self.choices]
        if partnership.network is None:
            del self.fields["whole_network"]
        else:
            self.fields["whole_network"].label = f"Ask throughout {partnership.network}"

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("supplement") and given["supplement"] in given.get("editions", []):
            self.add_error("supplement", "This is asked of all already. Choose another questionnaire, or nothing else.")
        return given


class OpenNetworkRoundForm(RoundForm):
    """A partnership leads, others add what they alone ask: each with a questionnaire that it offers to the network."""

    partnership = forms.ChoiceField(
        label="Which partnership leads it?",
        help_text="It moderates what is asked of all, and keeps the history of the round.",
    )
    supplements = forms.MultipleChoiceField(
        label="Who asks something more?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Only members of that partnership answer it, and only it reads the answers. A partnership can add "
                  "its own questions later as well.",
    )  # fmt: skip
    field_order = ["title", "about", "editions", "supplements", "kinds", "partnership"]

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {each.slug: each for each in network.partnerships.all()}
        chosen(self, "partnership").choices = [
            ("", "Choose a partnership"), *((slug, each.name) for slug, each in self.places.items())
        ]  # fmt: skip
        chosen(self, "supplements").choices = [
            (ref, f"{each.partnership}: {each}") for ref, each in self.known.items()
        ]  # fmt: skip

    def clean_partnership(self) -> Partnership:
        return self.places[self.cleaned_data["partnership"]]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if set(given.get("supplements", [])) & set(given.get("editions", [])):
            self.add_error("supplements", "This is asked of all already. Choose another questionnaire, or none.")
        return given


class AddPartForm(forms.Form):
    edition = forms.ChoiceField(label="Which questionnaire?", widget=forms.RadioSelect)
    whose = forms.ChoiceField(label="Who answers it?", widget=forms.RadioSelect)
    due_on = DateField(label="Due by", help_text="Not after the day of the round.")
    per_site = forms.BooleanField(
        label="It is answered for each site", required=False,
        help_text="For example by each school of a trust. The organisation names its sites.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, partnership: Partnership, leads: bool, editions: list[Edition], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = {each.ref: each for each in editions}
        chosen(self, "edition").choices = [(each.ref, str(each)) for each in editions]
        own = ("own", f"Members of {partnership}: only it reads the answers")
        chosen(self, "whose").choices = [("all", "All who are asked in the round"), own] if leads else [own]


class AddNetworkPartForm(forms.Form):
    edition = forms.ChoiceField(label="Which questionnaire?", widget=forms.RadioSelect)
    due_on = DateField(label="Due by", help_text="Not after the day of the round.")

    def __init__(self, *args: Any, editions: list[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {each.ref: each for each in editions}
        chosen(self, "edition").choices = [(each.ref, str(each)) for each in editions]
