"""A round takes up a new edition of what it asks."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.assurance.models import RoundPart
from goldenthread.assurance.operations.progress import summarise_assessments
from goldenthread.assurance.queries.upgrading import sheets_of
from goldenthread.history.operations import record
from goldenthread.questionnaires.models import Edition
from goldenthread.questionnaires.operations.upgrading import upgrade_sheets
from goldenthread.questionnaires.queries.upgrading import Fate


@transaction.atomic
def upgrade_part(part: RoundPart, *, to: Edition, by: User) -> Counter[Fate]:
    """Every open return goes over to it, those that come later begin with it; what is signed off stays as it is."""
    rows = RoundPart.objects.select_for_update(of=("self",)).select_related("round__partnership", "edition")
    part = rows.get(pk=part.pk)
    if part.round.closed_at:
        raise ValidationError("This round is closed.")
    if to.name != part.edition.name:
        raise ValidationError("Choose another edition of the same questionnaire.")
    before = part.edition.edition
    counts = upgrade_sheets(sheets_of(part), to=to, by=by)
    part.edition = to
    part.full_clean()
    part.save(update_fields=["edition"])
    summarise_assessments(part.round.assessments.filter(parts__part=part))
    told = {str(fate): counts[fate] for fate in Fate}
    record(part.round, f"took up another edition of “{to.title}”", by=by, old={"edition": before},
           new={"edition": to.edition, **told})  # fmt: skip
    return counts
