"""Organisations that come to belong to a partnership, one or all of a list: the same checks, a handful of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower

from goldenthread.history import operations as history
from goldenthread.partnerships.models import (
    MemberKind,
    Organisation,
    OrganisationKind,
    Partnership,
    PartnershipMember,
    running,
)
from goldenthread.partnerships.operations.organisations import index_organisations
from goldenthread.partnerships.operations.records import Actor, hold, said_by


@dataclass(frozen=True, slots=True)
class Entrant:
    """An organisation that is to belong to a partnership: what it is, and the part it has there."""

    name: str
    short_name: str = ""
    kind: str = OrganisationKind.OTHER
    outside_id: str = ""
    member_kind: str = MemberKind.RELEVANT
    starts_on: date | None = None
    ends_on: date | None = None


@transaction.atomic
def add_organisation(partnership: Partnership, *, by: Actor, **values: Any) -> PartnershipMember:
    """Let an organisation belong to the partnership; ``values`` are those of an ``Entrant``."""
    return add_organisations(partnership, [Entrant(**values)], by=by)[0]


@transaction.atomic
def add_organisations(partnership: Partnership, entrants: Sequence[Entrant], *, by: Actor) -> list[PartnershipMember]:
    """One that is known here already joins as it is; any other one is new."""
    hold(partnership)
    known = _known(entrants)
    found = [known.get(("id", each.outside_id)) or known.get(("name", each.name.strip().lower())) for each in entrants]
    new = [
        None
        if there
        else Organisation(
            name=each.name.strip(), short_name=each.short_name, kind=each.kind, outside_id=each.outside_id
        )
        for each, there in zip(entrants, found, strict=True)
    ]
    added = [organisation for organisation in new if organisation]
    for organisation in added:
        organisation.clean_fields()
    Organisation.objects.bulk_create(added, batch_size=500)
    history.record_each([(each, "added the organisation", said_by(each)) for each in added], by=by)
    members = [there or fresh for there, fresh in zip(found, new, strict=True)]
    _refuse_members(partnership, [each for each in members if each])
    parts = [
        PartnershipMember(
            partnership=partnership,
            organisation=member,
            kind=each.member_kind,
            starts_on=each.starts_on,
            ends_on=each.ends_on,
        )
        for each, member in zip(entrants, members, strict=True)
    ]
    _refuse_dates(parts)
    PartnershipMember.objects.bulk_create(parts, batch_size=500)
    history.record_each([(part, _joined(part), said_by(part)) for part in parts], by=by)
    index_organisations([part.organisation for part in parts])
    return parts


def _known(entrants: Sequence[Entrant]) -> Mapping[tuple[str, str], Organisation]:
    """By its identifier where one is given and known, else by its name of today."""
    identifiers = {each.outside_id for each in entrants if each.outside_id}
    names = {each.name.strip().lower() for each in entrants}
    every = Organisation.objects.annotate(lower=Lower("name"))
    here = every.filter(Q(outside_id__in=identifiers) | Q(lower__in=names, ended_on=None))
    return {("name", each.name.lower()): each for each in here if each.ended_on is None} | {
        ("id", each.outside_id): each for each in here if each.outside_id
    }


def _refuse_members(partnership: Partnership, organisations: Sequence[Organisation]) -> None:
    today = PartnershipMember.objects.filter(running(), partnership=partnership, organisation__in=organisations)
    if part := today.select_related("organisation").first():
        raise ValidationError({"name": f"{part.organisation} belongs to this partnership already."})


def _refuse_dates(parts: Sequence[PartnershipMember]) -> None:
    if any(part.starts_on and part.ends_on and part.ends_on < part.starts_on for part in parts):
        raise ValidationError({"ends_on": "The last day is before the first day."})


def _joined(part: PartnershipMember) -> str:
    return f"added {part.organisation} as {part.get_kind_display().lower()}"
