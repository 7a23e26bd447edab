"""What may identify somebody in a text that is kept without asking about it: reasons, purposes, mails."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db.models import F, Q, Value

from goldenthread.documents.screening import Hit, find_identifiers
from goldenthread.partnerships.models import Membership, Partnership
from goldenthread.partnerships.rights import counts_in

OFFICIAL = {"phone", "email", "web_address"}
"""What colleagues need to reach each other."""


def refuse_identifiers(texts: Mapping[str, str], partnership: Partnership | None, *, why: str) -> None:
    """What is likely to identify somebody is refused and not asked about. How to reach a colleague, and the names of
    those who work in the partnership, may stand there; if none is named, of whoever works or worked in any."""
    for field, text in texts.items():
        for hit in find_identifiers(text):
            if hit.certainty != "possible" and hit.kind not in OFFICIAL and not _is_colleague(hit, partnership):
                raise ValidationError({field: f"“{hit.text}” {hit.sentence} Take it out: {why}"})


def _is_colleague(hit: Hit, partnership: Partnership | None) -> bool:
    here = Membership.objects.filter(counts_in(partnership)) if partnership else Membership.objects.all()
    named = Q(person__name__icontains=hit.text) | Q(found__icontains=F("person__name"))
    return hit.kind == "name" and here.alias(found=Value(hit.text)).filter(named).exists()
