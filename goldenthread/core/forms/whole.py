"""A whole form: its groups of fields, and the summary of its errors."""

from collections.abc import Iterable, Sequence

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from goldenthread.core.forms.components import sentences


class GovukRenderer(TemplatesSetting):
    form_template_name = "core/forms/form.html"
    formset_template_name = "core/forms/formset.html"
    field_template_name = "core/forms/field.html"


def field_groups(form: forms.BaseForm) -> list[tuple[str, list[BoundField]]]:
    """(legend, visible fields) of a form, in order; fields that no fieldset names come last."""
    fieldsets: dict[str, Sequence[str]] = getattr(form, "fieldsets", {})
    groups = [(legend, [form[name] for name in names if name in form.fields]) for legend, names in fieldsets.items()]
    grouped = {name for names in fieldsets.values() for name in names}
    rest = [field for field in form.visible_fields() if field.name not in grouped]
    return [group for group in [*groups, ("", rest)] if group[1]]


def error_links(shown: Iterable[forms.BaseForm]) -> list[dict[str, str]]:
    """What the error summary lists: each error once, linked to the field it is about."""
    links: list[dict[str, str]] = []
    for form in shown:
        for name, errors in form.errors.items():
            field = form[name] if name in form.fields else None
            href = f"#{field.auto_id}" if field and not field.is_hidden else ""
            links += [{"text": text, "href": href} for text in (sentences(field) if field else map(str, errors))]
    return links
