"""Forms for bodies, posts and organisations."""

from typing import Any

from django import forms

from goldenthread.core import clock
from goldenthread.core.forms import DateField, formfield
from goldenthread.partnerships.forms.meanwhile import MeanwhileForm
from goldenthread.partnerships.models import (
    NO_LICENCE,
    Body,
    Licence,
    MemberKind,
    Organisation,
    OrganisationKind,
    Partnership,
    PartnershipMember,
    Post,
    running,
)
from goldenthread.partnerships.roles import DUTIES, Place, Role

HELD_BY_POSTS = {Place.PARTNERSHIP, Place.BODY, Place.ORGANISATION}


class BodyForm(MeanwhileForm, forms.ModelForm):  # type: ignore[type-arg]
    """The operation saves; the form only asks, so it is made from initial values and never bound to the record."""

    aliases = forms.CharField(
        label="Other names",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="As plans and minutes write it, one on a line. They help to find the body when a document is read.",
    )

    class Meta:
        model = Body
        fields = ["name", "short_name", "kind", "purpose", "meets", "parent", "reports_to", "aliases", "starts_on"]
        widgets = {"purpose": forms.Textarea(attrs={"rows": 4})}
        labels = {"parent": "Part of", "reports_to": "Reports to"}
        formfield_callback = formfield

    def __init__(self, *args: Any, partnership: Partnership, body: Body | None = None, **options: Any) -> None:
        known = {"aliases": "", **(options.pop("initial", None) or {})}
        blank = Body(pk=body.pk if body else None, partnership=partnership)
        super().__init__(*args, **options, instance=blank, initial=known)
        others = Body.objects.filter(running(), partnership=partnership).exclude(pk=body.pk if body else 0)
        for name in ("parent", "reports_to"):
            self.fields[name].queryset = others  # type: ignore[attr-defined]
            self.fields[name].empty_label = "No other body"  # type: ignore[attr-defined]

    def clean_aliases(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["aliases"].splitlines())
        return list(dict.fromkeys(filter(None, lines)))


class TermsForm(forms.Form):
    words = forms.CharField(
        label="Terms of reference",
        max_length=50000,
        widget=forms.Textarea(attrs={"rows": 15}),
        help_text="As they were agreed: what the body is for, who belongs to it, to whom it answers, how it works.",
    )
    agreed_on = DateField(label="Agreed on")
    review_on = DateField(label="To be reviewed by", required=False)


class PostForm(MeanwhileForm, forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Post
        fields = ["title", "role", "body", "organisation", "escalates_to", "starts_on"]
        help_texts = {
            "title": "For example: Chair, Quality Sub-Group.",
            "role": "Whoever is appointed gets the rights of this role for as long.",
            "escalates_to": "Who is told when what this post owns is late.",
        }
        formfield_callback = formfield

    def __init__(self, *args: Any, partnership: Partnership, post: Post | None = None, **options: Any) -> None:
        super().__init__(*args, **{**options, "instance": Post(pk=post.pk if post else None, partnership=partnership)})
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a role"),
            *((role.value, role.label) for role in Role if DUTIES[role].place in HELD_BY_POSTS),
        ]
        bodies = Body.objects.filter(running(), partnership=partnership)
        members = PartnershipMember.objects.filter(running(), partnership=partnership).values("organisation")
        others = Post.objects.filter(running(), partnership=partnership).exclude(pk=post.pk if post else 0)
        for name, choices in (
            ("body", bodies),
            ("organisation", Organisation.objects.filter(pk__in=members)),
            ("escalates_to", others),
        ):
            self.fields[name].queryset = choices  # type: ignore[attr-defined]
            self.fields[name].empty_label = "None"  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """The last day of a body, a post or an appointment."""

    ends_on = DateField(label="Last day", help_text="Today or an earlier day takes effect at once.")
    reason = forms.CharField(label="Reason", required=False, max_length=300, help_text="It stands in the history.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"initial": {"ends_on": clock.today()}, **options})


class OrganisationForm(forms.Form):
    """A new organisation for the partnership, or one that is known on this installation already."""

    name = forms.CharField(
        max_length=200, help_text="As it calls itself. If it is known here already, that entry is used."
    )
    short_name = forms.CharField(max_length=40, required=False, label="Short name")
    kind = forms.ChoiceField(choices=OrganisationKind.choices, label="Kind of organisation")
    outside_id = forms.CharField(
        max_length=60, required=False, label="Identifier", help_text="A stable code, used when lists are imported."
    )
    member_kind = forms.ChoiceField(
        choices=MemberKind.choices, label="What it is in the partnership", widget=forms.RadioSelect
    )
    starts_on = DateField(label="First day", required=False)


class OrganisationDetailsForm(MeanwhileForm):
    short_name = forms.CharField(max_length=40, required=False, label="Short name")
    kind = forms.ChoiceField(choices=OrganisationKind.choices, label="Kind of organisation")
    outside_id = forms.CharField(
        max_length=60, required=False, label="Identifier", help_text="A stable code, used when lists are imported."
    )


class RenameForm(forms.Form):
    name = forms.CharField(max_length=200, label="New name")
    starts_on = DateField(
        label="From", help_text="The first day of the new name. The earlier name is kept with its dates."
    )


class SuccessionForm(forms.Form):
    ended_on = DateField(label="Last day")
    succeeded_by = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Succeeded by",
        required=False,
        empty_label="Nobody",
        help_text="Its part here, its posts and its people's roles pass to the successor. Add the successor first.",
    )
    reason = forms.CharField(label="Reason", required=False, max_length=300, help_text="It stands in the history.")

    def __init__(self, *args: Any, organisation: Organisation, partnership: Partnership, **options: Any) -> None:
        super().__init__(*args, **options)
        members = PartnershipMember.objects.filter(partnership=partnership).exclude(ends_on__lt=clock.today())
        choices = Organisation.objects.filter(pk__in=members.values("organisation"), ended_on=None).exclude(
            pk=organisation.pk
        )
        self.fields["succeeded_by"].queryset = choices  # type: ignore[attr-defined]


class PartForm(MeanwhileForm):
    """What an organisation is in the partnership, from and to."""

    kind = forms.ChoiceField(
        choices=MemberKind.choices, label="What it is in the partnership", widget=forms.RadioSelect
    )
    starts_on = DateField(label="First day", required=False)
    ends_on = DateField(
        label="Last day",
        required=False,
        help_text="With a last day, its people's roles and its posts here end as well.",
    )


class SettingsForm(MeanwhileForm, forms.ModelForm):  # type: ignore[type-arg]
    logo = forms.FileField(required=False, help_text="A PNG or JPEG of at most 1 MB.")
    remove_logo = forms.BooleanField(required=False, label="Remove the logo")

    report_template = forms.FileField(
        label="Word template for reports", required=False,
        help_text="A DOCX file of at most 2 MB with your own cover, headers and styles. Write {{report}} where the "
        "report is to stand, and {{title}}, {{subtitle}}, {{partnership}} and {{state}} where you want them.",
    )  # fmt: skip
    remove_report_template = forms.BooleanField(required=False, label="Remove the Word template")

    class Meta:
        model = Partnership
        fields = ["name", "short_name", "area", "front_door", "colour", "licence"]
        help_texts = {
            "colour": "For example #1d5fa8. It must be dark enough to be read on white.",
            "licence": "Said on the public page and in what is taken away from there. Without one nobody knows whether "
            "they may use it.",
            "front_door": "The area's front door with its telephone number, shown wherever somebody may be in danger.",
        }

    field_order = [
        "name",
        "short_name",
        "area",
        "front_door",
        "licence",
        "colour",
        "logo",
        "remove_logo",
        "report_template",
    ]
    field_order += ["remove_report_template"]

    def __init__(self, *args: Any, partnership: Partnership, **options: Any) -> None:
        super().__init__(*args, **{**options, "instance": Partnership(pk=partnership.pk, slug=partnership.slug)})
        self.fields["licence"].choices = [("", NO_LICENCE), *Licence.choices]  # type: ignore[attr-defined]
        for kept in ("logo", "report_template"):
            if getattr(partnership, kept) is None:
                del self.fields[f"remove_{kept}"]
