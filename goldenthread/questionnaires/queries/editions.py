"""Editions that a partnership can ask with: its own, and those offered to its network."""

from django.db.models import Q, QuerySet

from goldenthread.accounts.models import User
from goldenthread.partnerships.models import Network, Partnership
from goldenthread.questionnaires import shipped
from goldenthread.questionnaires.format.things import Questionnaire
from goldenthread.questionnaires.models import Edition


def editions_of(user: User, partnership: Partnership) -> QuerySet[Edition]:
    here = Q(partnership=partnership)
    if partnership.network_id is not None:
        here |= Q(network=partnership.network_id)
    return Edition.objects.visible_to(user).filter(here).select_related("partnership", "network", "loaded_by")


def offered_to(user: User, network: Network) -> QuerySet[Edition]:
    """What can be asked throughout the network, or by the partnership that offers it as its own supplement."""
    found = Edition.objects.visible_to(user).filter(network=network, withdrawn_at=None)
    return found.select_related("partnership", "network")


def others_of(edition: Edition, editions: QuerySet[Edition]) -> list[Edition]:
    """Other editions of the same questionnaire, the newest first."""
    return list(editions.filter(name=edition.name).exclude(pk=edition.pk).order_by("-valid_from", "-pk"))


def before(edition: Edition, others: list[Edition]) -> Edition | None:
    """The edition that this one follows."""
    earlier = [each for each in others if (each.valid_from, each.pk) < (edition.valid_from, edition.pk)]
    return earlier[0] if earlier else None


def not_loaded(partnership: Partnership) -> list[Questionnaire]:
    """What comes with Golden Thread and is not here yet."""
    here = set(partnership.questionnaire_editions.values_list("name", "edition"))
    return [each for each in shipped.questionnaires() if (each.id, each.edition) not in here]
