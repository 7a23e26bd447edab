"""What people choose about a draft as a whole: what it begins with, its file, whether it is published."""

from collections.abc import Iterable
from typing import Any

from django import forms

from goldenthread.core.forms import DateField
from goldenthread.evidence.screened import ScreenedForm
from goldenthread.partnerships.models import OrganisationKind, Partnership
from goldenthread.questionnaires.format.shape import PURPOSES
from goldenthread.questionnaires.format.things import Question, Questionnaire
from goldenthread.questionnaires.format.tree import LARGEST
from goldenthread.questionnaires.forms.parts.base import Identifier, SeenForm, Words

NOTHING = "nothing"


class BeginForm(forms.Form):
    """The first page of a new draft."""

    which = forms.ChoiceField(label="What does it begin with?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, beginnings: Iterable[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [(key, name) for key, name, _ in beginnings]
        self.fields["which"].choices = [*told, (NOTHING, "Nothing: a new questionnaire")]  # type: ignore[attr-defined]


class NextForm(ScreenedForm):
    """The next edition of a questionnaire that there is."""

    edition = Identifier(help_text="For example 2027. No two editions have the same.")
    valid_from = DateField(label="First day on which it may be used")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].label = "Edition"


class NewForm(NextForm):
    title = forms.CharField(label="Title", max_length=300)
    id = Identifier(help_text="For example school-survey. It stays for good; all editions share it.")
    purpose = forms.ChoiceField(label="Purpose", choices=list(PURPOSES.items()))
    wording = Words("Whose words these are, and how they may be used", required=True)
    field_order = ["title", "id", "purpose", "edition", "valid_from", "wording"]


class FileForm(SeenForm):
    text = forms.CharField(
        label="The file (YAML)", strip=False,
        widget=forms.Textarea({"rows": 30, "spellcheck": "false", "class": "gt-code"}),
    )  # fmt: skip

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        if len(text) > LARGEST:
            raise forms.ValidationError("The file is larger than two million characters.")
        return text


class PublishForm(SeenForm):
    offered = forms.BooleanField(label="Offer it to every partnership of the network", required=False)

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if partnership.network is None:
            del self.fields["offered"]
        else:
            self.fields["offered"].label = f"Offer it to every partnership of {partnership.network}"


class PreviewForm(forms.Form):
    """Who answers, and what they answered to questions on which others hang."""

    hide_optional = True
    kind = forms.ChoiceField(label="Read it as", required=False, choices=[("", "Everybody"), *OrganisationKind.choices])

    def __init__(self, data: Any, *, whole: Questionnaire) -> None:
        super().__init__(data)
        applies = [part.applies for part in whole.sections] + [question.applies for question in whole.questions]
        names = {condition.question for each in applies for condition in each.when}
        for question in whole.questions:
            if question.id in names:
                self.fields[f"q-{question.id}"] = self._field(question)

    def _field(self, question: Question) -> forms.Field:
        if question.kind == "number":
            return forms.DecimalField(label=question.text, required=False)
        answers = [(option.code, option.words) for option in question.answers]
        return forms.ChoiceField(label=question.text, required=False, choices=[("", "Not answered"), *answers])

    @property
    def given(self) -> dict[str, str]:
        """Answers by question."""
        self.is_valid()
        told = {name.removeprefix("q-"): value for name, value in self.cleaned_data.items() if name.startswith("q-")}
        return {name: str(value) for name, value in told.items() if value not in (None, "")}
