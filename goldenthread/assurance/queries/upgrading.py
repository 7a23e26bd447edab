"""The part of a round that takes up a new edition: which sheets are open, and which editions it may take."""

from django.db.models import QuerySet

from goldenthread.accounts.models import User
from goldenthread.assurance.models import RoundPart
from goldenthread.partnerships.models import Partnership
from goldenthread.questionnaires.models import Edition, Sheet
from goldenthread.questionnaires.queries.editions import editions_of


def sheets_of(part: RoundPart) -> QuerySet[Sheet]:
    return Sheet.objects.filter(assessment_part__part=part)


def may_take(user: User, partnership: Partnership, part: RoundPart) -> list[Edition]:
    """Editions of the same questionnaire that some open sheet does not have yet."""
    known = editions_of(user, partnership).filter(name=part.edition.name, withdrawn_at=None)
    behind = set(sheets_of(part).filter(locked_at=None).order_by().values_list("edition", flat=True))
    return [edition for edition in known if behind - {edition.pk} or edition != part.edition]
