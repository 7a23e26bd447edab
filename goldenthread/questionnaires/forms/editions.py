"""What people send and choose about questionnaires."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.evidence.screened import ScreenedForm
from goldenthread.partnerships.models import OrganisationKind, Partnership
from goldenthread.questionnaires.format.things import Questionnaire
from goldenthread.questionnaires.format.tree import LARGEST

OWN = "own"


class LoadForm(ScreenedForm):
    """A set that comes with Golden Thread, or a file of one's own."""

    which = forms.ChoiceField(label="Which questionnaire?", widget=forms.RadioSelect)
    file = forms.FileField(
        label="The file",
        required=False,
        help_text="A questionnaire as a text file (YAML), if you chose a file of your own.",
    )
    offered = forms.BooleanField(label="Offer it to every partnership of the network", required=False)

    def __init__(self, *args: Any, partnership: Partnership, sets: list[Questionnaire], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sets = {each.id: each for each in sets}
        own = (OWN, "A file of your own")
        self.fields["which"].choices = [*((each.id, str(each)) for each in sets), own]  # type: ignore[attr-defined]
        if partnership.network is None:
            del self.fields["offered"]
        else:
            self.fields["offered"].label = f"Offer it to every partnership of {partnership.network}"

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("which") == OWN and not self.errors:
            given["text"] = self._text(given.get("file"))
        elif set_chosen := self.sets.get(given.get("which", "")):
            given["text"] = set_chosen.text
        return given

    def _text(self, sent: Any) -> str:
        if not sent:
            self.add_error("file", "Choose the file.")
            return ""
        if sent.size > LARGEST:
            self.add_error("file", "The file is larger than 2 MB. Split it into several questionnaires.")
            return ""
        try:
            return str(sent.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.add_error("file", ValidationError("The file is no text in UTF-8. Save it as UTF-8."))
            return ""


class ReasonForm(ScreenedForm):
    reason = forms.CharField(label="Why?", max_length=1000, widget=forms.Textarea({"rows": 3}))


class ReadAsForm(forms.Form):
    kind = forms.ChoiceField(label="Read it as", required=False, choices=[("", "Everybody"), *OrganisationKind.choices])
