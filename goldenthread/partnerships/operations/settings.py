"""What a partnership looks like and says of itself on every page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.documents.errors import Refused
from goldenthread.documents.gate import check_file
from goldenthread.documents.operations import keep_file
from goldenthread.documents.sandbox import run_in_sandbox
from goldenthread.partnerships.brand import too_pale
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.operations.records import amend

LARGEST_TEMPLATE = 2 * 1024 * 1024
PICTURES = frozenset({"png", "jpeg"})
LARGEST_LOGO = 1024 * 1024


@transaction.atomic
def change_settings(
    partnership: Partnership,
    *,
    name: str,
    short_name: str,
    area: str,
    colour: str,
    front_door: str,
    licence: str = "",
    logo: Any = None,
    remove_logo: bool = False,
    report_template: Any = None,
    remove_report_template: bool = False,
    by: Any,
) -> Partnership:
    """``logo`` is an uploaded PNG or JPEG, ``report_template`` a DOCX; without one the present one stays, unless it is
    to be removed."""
    if problem := too_pale(colour):
        raise ValidationError({"colour": problem})
    kept = None if remove_logo else partnership.logo
    if logo is not None:
        kept = _keep_logo(partnership, logo, by)
    template = None if remove_report_template else partnership.report_template
    if report_template is not None:
        template = _keep_template(partnership, report_template, by)
    return amend(
        partnership,
        "changed the partnership's settings",
        by=by,
        name=name,
        short_name=short_name,
        area=area,
        colour=colour.lower(),
        front_door=front_door,
        licence=licence,
        logo=kept,
        report_template=template,
    )


def _keep_logo(partnership: Partnership, upload: Any, by: Any) -> Any:
    if upload.size > LARGEST_LOGO:
        raise ValidationError({"logo": "The logo is larger than 1 MB. Save it smaller and send it again."})
    try:
        return keep_file(check_file(upload.read(), upload.name, allowed=PICTURES), chain=partnership.slug, by=by)
    except Refused as refusal:
        raise ValidationError({"logo": refusal.sentence}) from refusal


def _keep_template(partnership: Partnership, upload: Any, by: Any) -> Any:
    """Looked at by the gate, and read once in the sandbox, before anything of ours opens it."""
    if upload.size > LARGEST_TEMPLATE:
        raise ValidationError({"report_template": "The template is larger than 2 MB. Make its pictures smaller."})
    try:
        checked = check_file(upload.read(), upload.name, allowed=frozenset({"docx"}))
        run_in_sandbox("goldenthread.documents.plain.pieces", file=checked)
    except Refused as refusal:
        raise ValidationError({"report_template": refusal.sentence}) from refusal
    return keep_file(checked, chain=partnership.slug, by=by)
