"""Who can be named as reader, author or voter."""

from django.db.models import QuerySet

from goldenthread.accounts.models import User
from goldenthread.partnerships.models import Organisation, Partnership, running
from goldenthread.partnerships.queries import holders_of
from goldenthread.partnerships.roles import Right


def readers_to_choose(partnership: Partnership) -> QuerySet[User]:
    """Everybody who reads the partnership's papers."""
    return holders_of(Right.READ_PLAN, partnership)


def organisations_of(partnership: Partnership) -> QuerySet[Organisation]:
    """Its member organisations of today."""
    return Organisation.objects.filter(partnerships__in=partnership.members.filter(running())).distinct()
