"""What people type about the forward plan."""

from typing import Any

from django import forms

from goldenthread.core import clock
from goldenthread.core.forms import DateField
from goldenthread.evidence.screened import ScreenedForm
from goldenthread.governance.models import ForwardItem, ForwardKind

AGAIN = [
    ("", "It does not come again"), (1, "Every month"), (2, "Every two months"), (3, "Every quarter"),
    (6, "Twice a year"), (12, "Every year"), (24, "Every two years"),
]  # fmt: skip
NAMES = ("title", "kind", "due_on", "every_months", "presenter", "source", "verified")


class ForwardItemForm(ScreenedForm):
    hide_optional = True
    title = forms.CharField(label="What?", max_length=200)
    kind = forms.ChoiceField(label="Kind", choices=ForwardKind.choices, initial=ForwardKind.ONCE)
    due_on = DateField(label="To be dealt with by")
    every_months = forms.TypedChoiceField(
        label="Does it come again?", choices=AGAIN, required=False, coerce=int, empty_value=None
    )
    presenter = forms.CharField(label="Who brings it?", max_length=200, required=False)
    source = forms.CharField(
        label="Where does it come from?", max_length=300, required=False,
        help_text="The guidance, regulation or decision that asks for it.",
    )  # fmt: skip
    verified = forms.BooleanField(label="Somebody has checked this in the source itself", required=False)

    def __init__(self, *args: Any, bodies: Any = None, item: ForwardItem | None = None, **kwargs: Any) -> None:
        if item is not None:
            kwargs["initial"] = {name: getattr(item, name) for name in NAMES}
        super().__init__(*args, **kwargs)
        if bodies is not None:
            self.fields["body"] = forms.ModelChoiceField(bodies, label="Body", to_field_name="ref", empty_label=None)
            self.order_fields(["body"])


class DoneForm(forms.Form):
    on = DateField(label="When was it dealt with?", initial=clock.today)
