"""The report over a round as a paper of a meeting: shown and printed with the rights of whoever reads it."""

from collections.abc import Iterator

from goldenthread.accounts.models import User
from goldenthread.assurance.models import Round, RoundPart
from goldenthread.assurance.queries.composite import changed, composite
from goldenthread.assurance.queries.paper import paper_of
from goldenthread.assurance.queries.rounds import parts_in, rounds_of
from goldenthread.core.addresses import reverse
from goldenthread.documents.writing.report import Report
from goldenthread.governance.models import Meeting
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.queries import may
from goldenthread.partnerships.roles import Right

MOST = 10
Found = tuple[Partnership, Round, RoundPart]


def offered(user: User, meeting: Meeting) -> Iterator[tuple[str, str]]:
    place = meeting.partnership
    if not may(user, Right.READ_ROUND_REPORTS, place):
        return
    for opened in rounds_of(user, place)[:MOST]:
        for part in parts_in(opened, place):
            yield f"{place.pk}.{part.pk}", f"{opened}, {part}"


def may_see(user: User, key: str) -> bool:
    place, opened, _ = _found(key)
    return may(user, Right.READ_ROUND_REPORTS, place) and Round.objects.visible_to(user).filter(pk=opened.pk).exists()


def address(key: str) -> str:
    place, opened, part = _found(key)
    return f"{reverse('assurance:round_report', args=[place.slug, opened.ref])}?part={part.edition.ref}"


def report(user: User, key: str) -> Report:
    place, opened, part = _found(key)
    return paper_of(composite(user, place, opened, part))


def state(key: str) -> str:
    return changed(_found(key)[1])


def _found(key: str) -> Found:
    place, _, part = key.partition(".")
    found = RoundPart.objects.select_related("round__partnership", "round__network", "edition", "partnership")
    asked = found.get(pk=int(part))
    return Partnership.objects.get(pk=int(place)), asked.round, asked
