"""What people type about items, papers and interests."""

from typing import Any

from django import forms

from goldenthread.accounts.models import User
from goldenthread.core.forms import DateField
from goldenthread.documents.gate import CheckedFile
from goldenthread.documents.gate.kinds import EVIDENCE
from goldenthread.documents.uploads import checked
from goldenthread.evidence.screened import ScreenedForm
from goldenthread.governance.models import AgendaItem, ItemKind, Paper
from goldenthread.governance.operations.agenda import facts_of
from goldenthread.partnerships.models import Body
from goldenthread.plan.operations.refusals import edition_of

AREA = {"rows": 4}
CLOSED = "Only the people named below can see it, whatever their role. You are always one of them."
FILES = "PDF, Word, Excel, PowerPoint, CSV, text, PNG or JPEG, up to 25 MB."


class ReadersForm(ScreenedForm):
    """Asks whether something is closed, and to whom it is open."""

    hide_optional = True

    def __init__(self, *args: Any, people: Any, readers: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closed"] = forms.BooleanField(label="For named people only", required=False, help_text=CLOSED)
        self.fields["readers"] = forms.ModelMultipleChoiceField(
            people, label="Who may see it", to_field_name="ref", required=False, widget=forms.CheckboxSelectMultiple
        )
        self.initial.setdefault("readers", [person.ref for person in readers])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("closed") and not given.get("readers"):
            self.add_error("readers", "Name at least one person who may see it.")
        return given


class ItemForm(ReadersForm):
    """``version``: the edition of what was known when the page was opened; empty for a new item."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label="Title", max_length=200)
    kind = forms.ChoiceField(label="Kind", choices=ItemKind.choices, initial=ItemKind.DISCUSSION)
    purpose = forms.CharField(
        label="What is asked of the meeting?", required=False, max_length=2000, widget=forms.Textarea(AREA)
    )
    presenter = forms.CharField(label="Who presents it?", required=False, max_length=200)
    minutes_planned = forms.IntegerField(label="Minutes", min_value=0, max_value=480, initial=10)
    field_order = ["title", "kind", "purpose", "presenter", "minutes_planned"]

    def __init__(self, *args: Any, item: AgendaItem | None = None, **kwargs: Any) -> None:
        if item is not None:
            known = facts_of(item)
            kwargs["initial"] = {**known, "version": edition_of(known), "readers": [p.ref for p in item.readers.all()]}
        super().__init__(*args, readers=item.readers.all() if item else (), **kwargs)


class OrderForm(forms.Form):
    """The place of each item, by its reference."""

    def __init__(self, *args: Any, items: list[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, item in enumerate(items, 1):
            self.fields[item.ref] = forms.IntegerField(label=item.title, min_value=1, max_value=999, initial=place)


class PaperForm(ReadersForm):
    """A paper of an item: a file, a page of ours, or the name of whoever is to write it."""

    title = forms.CharField(label="Title", max_length=200)
    file = forms.FileField(label="File", required=False, help_text=FILES)
    page = forms.ChoiceField(label="Or a page from here", required=False)
    author = forms.ModelChoiceField(
        User.objects.none(), label="Or who is to write it", required=False, to_field_name="ref", empty_label="Nobody"
    )
    due_on = DateField(label="Due by", required=False, help_text="Left empty: the day papers of the meeting are due.")
    field_order = ["title", "file", "page", "author", "due_on"]

    def __init__(self, *args: Any, pages: list[tuple[str, str]], people: Any, **kwargs: Any) -> None:
        super().__init__(*args, people=people, **kwargs)
        self.fields["page"].choices = [("", "None"), *pages]  # type: ignore[attr-defined]
        self.fields["author"].queryset = people  # type: ignore[attr-defined]

    def clean_file(self) -> CheckedFile | None:
        sent = self.cleaned_data.get("file")
        return checked(sent, EVIDENCE) if sent else None

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("file") and given.get("page"):
            self.add_error("file", "Give a file or choose a page, one of the two.")
        return given


class PaperFactsForm(ReadersForm):
    """What can be changed about a paper that is there."""

    title = forms.CharField(label="Title", max_length=200)
    author = PaperForm.base_fields["author"]
    due_on = DateField(label="Due by", required=False)
    field_order = ["title", "author", "due_on"]

    def __init__(self, *args: Any, paper: Paper, people: Any, **kwargs: Any) -> None:
        known = {"title": paper.title, "due_on": paper.due_on, "closed": paper.closed}
        kwargs["initial"] = known | {"author": paper.author.ref if paper.author else ""}
        super().__init__(*args, people=people, readers=paper.readers.all(), **kwargs)
        self.fields["author"].queryset = people  # type: ignore[attr-defined]


class VersionForm(ScreenedForm):
    file = forms.FileField(label="File", required=False, help_text=FILES)
    page = forms.ChoiceField(label="Or a page from here", required=False)
    what_changed = forms.CharField(label="What has changed?", required=False, max_length=300)

    def __init__(self, *args: Any, pages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["page"].choices = [("", "None"), *pages]  # type: ignore[attr-defined]

    def clean_file(self) -> CheckedFile | None:
        sent = self.cleaned_data.get("file")
        return checked(sent, EVIDENCE) if sent else None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "file" not in self.errors and bool(given.get("file")) == bool(given.get("page")):
            self.add_error("file", "Give a file or choose a page, one of the two.")
        return given


class LookedForm(ScreenedForm):
    reason = forms.CharField(
        label="What did you look at, and why does it identify no child?",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )


class InterestForm(ScreenedForm):
    """``person`` only where somebody notes it for others."""

    nature = forms.CharField(label="What is the interest?", max_length=300)
    recused = forms.BooleanField(
        label="Takes no part in the item", required=False, initial=True,
        help_text="From now on without its papers, notes and vote.",
    )  # fmt: skip

    def __init__(self, *args: Any, people: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people is not None:
            self.fields["person"] = forms.ModelChoiceField(
                people, label="Whose?", to_field_name="ref", empty_label="Choose"
            )
            self.order_fields(["person"])


class ForwardForm(ScreenedForm):
    to_body = forms.ModelChoiceField(Body.objects.none(), label="To which body?", to_field_name="ref", empty_label=None)
    words = forms.CharField(
        label="What is asked of them, or what is the answer?", max_length=2000, widget=forms.Textarea(AREA)
    )

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_body"].queryset = bodies  # type: ignore[attr-defined]
