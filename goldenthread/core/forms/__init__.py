"""Django forms drawn with GOV.UK components: ``{{ form }}`` in a page, or ``{{ form.name.as_field_group() }}``.

What a form may say beyond Django:

``fieldsets = {"Legend": ["field", ...]}``   groups its fields; fields left out follow without a legend
``hide_optional = True``                     leaves "(optional)" out
``field.hints = {value: text}``              more words under a radio or checkbox
``max_length`` of a text area                becomes a character count
"""

from goldenthread.core.forms.components import component
from goldenthread.core.forms.dates import PARTS, DateField, DateInput, DatePicker, formfield
from goldenthread.core.forms.numbers import NumberField
from goldenthread.core.forms.whole import GovukRenderer, error_links, field_groups

__all__ = [
    "PARTS",
    "DateField",
    "DateInput",
    "DatePicker",
    "GovukRenderer",
    "NumberField",
    "component",
    "error_links",
    "field_groups",
    "formfield",
]
