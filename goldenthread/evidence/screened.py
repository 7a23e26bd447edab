"""Forms whose texts are screened: what may identify a child is asked about, beside the text it stands in."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.core.web import show_refusal
from goldenthread.evidence.models import Resolution
from goldenthread.evidence.operations.screening import LEAVE, Found, IdentifiersFound

PREFIX = "answer-"


class ScreenedForm(forms.Form):
    """Base of forms that are saved by an operation which calls ``refuse_identifiers``."""

    @property
    def answers(self) -> dict[str, str]:
        """What the person said of each hit, by its key; to be handed to the operation."""
        return {name.removeprefix(PREFIX): value for name, value in self.data.items() if name.startswith(PREFIX)}

    def keep_answers(self) -> None:
        """Send along what was answered, for an operation that refuses keeps none of it."""
        for key, value in self.answers.items():
            if value in Resolution.values:
                self.fields[PREFIX + key] = forms.CharField(widget=forms.HiddenInput, required=False)

    def ask(self, found: list[Found]) -> None:
        """Add a question for each hit, and an error at the field that holds it."""
        for item in found:
            self.fields[PREFIX + item.key] = forms.ChoiceField(
                label=f"“{item.hit.text}”: {item.hit.sentence} What is it?",
                choices=[*Resolution.choices, (LEAVE, "It may identify a child: I will take it out")],
                widget=forms.RadioSelect,
                initial=LEAVE,
                required=False,
            )
            said = f"“{item.hit.text}”: {item.hit.sentence} Take it out, or say below what it is."
            self.add_error(item.field if item.field in self.fields else None, said)


def attempt_screened(form: ScreenedForm, operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """``core.web.attempt`` with the form's answers; hits that are still open become questions of the form."""
    try:
        return operation(*args, answers=form.answers, **kwargs)
    except IdentifiersFound as hits:
        form.keep_answers()
        form.ask(hits.found)
    except ValidationError as refusal:
        form.keep_answers()
        show_refusal(form, refusal)
    return None
