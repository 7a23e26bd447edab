"""Opening and closing a round, and what a partnership asks beside the common part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.assurance.models import (
    Asking,
    AssessmentPart,
    Round,
    RoundPart,
    SelfAssessment,
    SelfAssessmentState,
    StateEvent,
)
from goldenthread.assurance.operations.progress import summarise_assessments
from goldenthread.core import clock
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.history.operations import record
from goldenthread.partnerships.models import Organisation, Partnership, PartnershipMember, running
from goldenthread.partnerships.roles import Right
from goldenthread.partnerships.search import index
from goldenthread.questionnaires.models import Edition, Sheet
from goldenthread.questionnaires.queries.answering import parts_of

TEXTS = ("title", "about")


@dataclass(frozen=True, slots=True)
class Asked:
    """An edition that is asked: of all, or beside the common part by one partnership."""

    edition: Edition
    partnership: Partnership | None = None
    due_on: date | None = None
    per_site: bool = False


@transaction.atomic
def open_round(
    partnership: Partnership,
    *,
    parts: Sequence[Asked],
    kinds: Sequence[str],
    by: User,
    whole_network: bool = False,
    answers: dict[str, str] | None = None,
    **facts: Any,
) -> Round:
    """Every organisation of these kinds that is a member today gets its one return, with a sheet for each part."""
    if whole_network and partnership.network is None:
        raise ValidationError({"whole_network": "This partnership belongs to no network."})
    opened = Round(
        partnership=partnership, network=partnership.network if whole_network else None, kinds=list(kinds),
        opened_by=by, opened_at=clock.now(), **facts,
    )  # fmt: skip
    opened.full_clean()
    texts = {name: str(facts.get(name, "")) for name in TEXTS}
    refuse_identifiers(opened, texts, partnership=partnership, by=by, answers=answers)
    opened.save()
    members = _members(opened)
    if not members:
        raise ValidationError("No organisation of these kinds is a member today. Choose other kinds.")
    _ask(opened, members, by)
    for asked in parts:
        _add_part(opened, asked)
    _index(opened)
    told = {"organisations": len({organisation for organisation, _ in members}), "due_on": opened.due_on}
    record(opened, "opened the round", by=by, new=told)
    return opened


@transaction.atomic
def add_part(opened: Round, asked: Asked, *, by: User) -> RoundPart:
    """A topic of the year for all, or what one partnership asks of its own members: only it reads those answers."""
    opened = Round.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=opened.pk)
    _refuse_closed(opened)
    place = asked.partnership
    if place and place != opened.partnership and (opened.network_id is None or opened.network_id != place.network_id):
        raise ValidationError("This round is not asked in this partnership.")
    part = _add_part(opened, asked)
    whose = f"the supplement of {place}" if place else "a part"
    record(opened, f"added {whose}", by=by, new={"questionnaire": str(asked.edition), "due_on": part.due_on})
    return part


@transaction.atomic
def ask_newcomers(opened: Round, *, by: User) -> int:
    """Whoever came to belong since: organisations that joined, and partnerships that joined the network. Returns how
    many organisations are asked that were not. What is handed in already can be shared with who asks now."""
    opened = Round.objects.select_for_update(of=("self",)).select_related("partnership", "network").get(pk=opened.pk)
    _refuse_closed(opened)
    late = newcomers(opened)
    if not late:
        raise ValidationError("Everybody who belongs is asked already.")
    known = set(opened.assessments.values_list("organisation", flat=True))
    new = {organisation for organisation, _ in late} - known
    _ask(opened, late, by)
    for part in opened.parts.filter(per_site=False).select_related("round__partnership", "edition"):
        lacking = opened.assessments.exclude(parts__part=part).select_related("organisation")
        if part.partnership_id:
            lacking = lacking.filter(askings__partnership=part.partnership_id)
        _give_sheets(part, [each for each in lacking if each.is_open])
    record(opened, "asked those who joined since", by=by, new={"organisations": len(new), "pairs": len(late)})
    return len(new)


def newcomers(opened: Round) -> list[tuple[int, int]]:
    """(organisation, partnership) of members today that are not asked there."""
    asked = set(Asking.objects.filter(assessment__round=opened).values_list("assessment__organisation", "partnership"))
    return [pair for pair in _members(opened) if pair not in asked]


@transaction.atomic
def close_round(opened: Round, *, by: User) -> Round:
    """Nothing is answered, handed in or re-opened any more. What was handed in stays where it was shared."""
    opened = Round.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=opened.pk)
    _refuse_closed(opened)
    opened.closed_at = clock.now()
    opened.save(update_fields=["closed_at"])
    Sheet.objects.filter(assessment_part__assessment__round=opened, locked_at=None).update(locked_at=opened.closed_at)
    closing = opened.assessments.filter(state=SelfAssessmentState.AGREED)
    StateEvent.objects.bulk_create(
        [StateEvent(assessment=each, state=SelfAssessmentState.CLOSED, at=opened.closed_at, by=by) for each in closing]
    )
    closing.update(state=SelfAssessmentState.CLOSED)
    record(opened, "closed the round", by=by)
    return opened


def _refuse_closed(opened: Round) -> None:
    if opened.closed_at:
        raise ValidationError("This round is closed.")


def _members(opened: Round) -> list[tuple[int, int]]:
    """(organisation, partnership) of today's members of the kinds that are asked."""
    places = {"partnership__network": opened.network} if opened.network else {"partnership": opened.partnership}
    found = PartnershipMember.objects.filter(running(), organisation__ended_on=None, **places)
    if opened.kinds:
        found = found.filter(organisation__kind__in=opened.kinds)
    return list(found.order_by("organisation", "partnership").values_list("organisation", "partnership").distinct())


def _ask(opened: Round, members: Iterable[tuple[int, int]], by: User) -> None:
    organisations = dict.fromkeys(organisation for organisation, _ in members)
    there = {each.organisation_id: each for each in opened.assessments.filter(organisation__in=organisations)}
    made = SelfAssessment.objects.bulk_create(
        [SelfAssessment(round=opened, organisation_id=pk) for pk in organisations if pk not in there], batch_size=500
    )
    known = there | {each.organisation_id: each for each in made}
    Asking.objects.bulk_create(
        [Asking(assessment=known[organisation], partnership_id=place) for organisation, place in members],
        batch_size=500,
    )
    StateEvent.objects.bulk_create(
        [StateEvent(assessment=each, state=each.state, at=clock.now(), by=by) for each in made], batch_size=500
    )


def _add_part(opened: Round, asked: Asked) -> RoundPart:
    """With a sheet for everybody who is asked it. What is answered by site waits until sites are named."""
    if asked.edition.withdrawn_at:
        raise ValidationError(f"{asked.edition} was withdrawn.")
    part = RoundPart(
        round=opened, edition=asked.edition, partnership=asked.partnership, due_on=asked.due_on or opened.due_on,
        per_site=asked.per_site, position=opened.parts.count() + (100 if asked.partnership else 0),
    )  # fmt: skip
    part.full_clean()
    part.save()
    assessments = opened.assessments.select_related("organisation")
    if asked.partnership:
        assessments = assessments.filter(askings__partnership=asked.partnership)
    if not asked.per_site:
        _give_sheets(part, [each for each in assessments if each.is_open])
    return part


def _give_sheets(part: RoundPart, assessments: Sequence[SelfAssessment]) -> None:
    kept_in = part.round.partnership
    asked_of: dict[str, int] = {}
    sheets = [sheet_for(part, each, kept_in, asked_of) for each in assessments]
    sheets = Sheet.objects.bulk_create(sheets, batch_size=500)
    AssessmentPart.objects.bulk_create(
        [AssessmentPart(assessment=each, part=part, sheet=sheet)
         for each, sheet in zip(assessments, sheets, strict=True)], batch_size=500,
    )  # fmt: skip
    summarise_assessments(part.round.assessments.filter(pk__in=[each.pk for each in assessments]))


def sheet_for(
    part: RoundPart, assessment: SelfAssessment, kept_in: Partnership, asked_of: dict[str, int], site: str = ""
) -> Sheet:
    """Not saved yet; ``asked_of`` remembers how many questions each kind of organisation begins with."""
    organisation: Organisation = assessment.organisation
    sheet = Sheet(
        partnership=kept_in, edition=part.edition, organisation=organisation, kind=organisation.kind, site=site
    )
    if sheet.kind not in asked_of:
        asked_of[sheet.kind] = sum(each.asked for each in parts_of(sheet, {}))
    sheet.asked = asked_of[sheet.kind]
    return sheet


def _index(opened: Round) -> None:
    places = opened.network.partnerships.all() if opened.network else [opened.partnership]
    for place in places:
        index(
            opened, title=opened.title, text=opened.about, right=Right.READ_SELF_ASSESSMENTS, partnership=place,
            address=opened.address_in(place),
        )  # fmt: skip
