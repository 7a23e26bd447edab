"""Organisations, which exist once for all partnerships, and the part they have in one of them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.core import clock
from goldenthread.partnerships import search
from goldenthread.partnerships.models import (
    Appointment,
    MemberKind,
    Membership,
    Organisation,
    OrganisationName,
    Partnership,
    PartnershipMember,
    Post,
    SearchRow,
    running,
)
from goldenthread.partnerships.operations.people import end_membership
from goldenthread.partnerships.operations.posts import close_post, cut_short, later
from goldenthread.partnerships.operations.records import Actor, amend, enter, hold


@transaction.atomic
def change_organisation(
    organisation: Organisation, *, short_name: str, kind: str, outside_id: str, by: Actor
) -> Organisation:
    """Put right what is said of it. A new name has a day: ``rename_organisation``."""
    changed = amend(
        organisation, "changed the organisation", by=by, short_name=short_name, kind=kind, outside_id=outside_id
    )
    index_organisation(changed)
    return changed


@transaction.atomic
def rename_organisation(organisation: Organisation, *, name: str, starts_on: date, by: Actor) -> Organisation:
    """The new name from a day on; the earlier one is kept with its dates."""
    if starts_on > clock.today():
        raise ValidationError({"starts_on": "Enter today or an earlier day. A name is changed when it has changed."})
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    latest = OrganisationName.objects.filter(organisation=organisation, ends_on=None).first()
    if latest is None:
        latest = OrganisationName(organisation=organisation, name=organisation.name)
    elif latest.starts_on and latest.starts_on >= starts_on:
        raise ValidationError(
            {"starts_on": f"It has its present name since {latest.starts_on:%-d %B %Y}. Enter a later day."}
        )
    latest.ends_on = starts_on - timedelta(days=1)
    latest.full_clean()
    latest.save()
    OrganisationName.objects.create(organisation=organisation, name=name.strip(), starts_on=starts_on)
    renamed = amend(organisation, f"renamed the organisation from {starts_on:%-d %B %Y}", by=by, name=name.strip())
    index_organisation(renamed)
    return renamed


@transaction.atomic
def close_organisation(
    organisation: Organisation,
    partnership: Partnership,
    *,
    ended_on: date,
    succeeded_by: Organisation | None = None,
    reason: str = "",
    by: Actor,
) -> Organisation:
    """The organisation is no more. Its successor takes its part in this partnership, with its posts and people.

    Other partnerships that it belongs to see that it ended and by whom it is followed, and act for themselves.
    """
    hold(partnership)
    if succeeded_by == organisation:
        raise ValidationError({"succeeded_by": "An organisation does not succeed itself. Rename it instead."})
    part = PartnershipMember.objects.filter(running(), partnership=partnership, organisation=organisation).first()
    closed = amend(
        organisation, "closed the organisation", by=by, reason=reason, ended_on=ended_on, succeeded_by=succeeded_by
    )
    if succeeded_by is not None:
        _hand_to_successor(
            organisation, succeeded_by, partnership, part.kind if part else MemberKind.RELEVANT, ended_on, by
        )
    if part is not None:
        change_part(part, kind=part.kind, starts_on=part.starts_on, ends_on=ended_on, by=by)
    index_organisation(closed)
    return closed


def _hand_to_successor(
    old: Organisation, new: Organisation, partnership: Partnership, kind: str, ended_on: date, by: Actor
) -> None:
    there = PartnershipMember.objects.filter(
        running(ended_on + timedelta(days=1)), partnership=partnership, organisation=new
    )
    if not there.exists():
        part = PartnershipMember(
            partnership=partnership, organisation=new, kind=kind, starts_on=ended_on + timedelta(days=1)
        )
        enter(part, f"added {new} as successor of {old}", by=by)
        index_organisation(new)
    for post in Post.objects.filter(later(ended_on), partnership=partnership, organisation=old):
        amend(post, f"moved the post to {new}, which follows {old}", by=by, organisation=new)
    for held in Membership.objects.filter(later(ended_on), partnership=partnership, organisation=old):
        amend(held, f"moved the role of {held.person} to {new}, which follows {old}", by=by, organisation=new)


@transaction.atomic
def change_part(
    part: PartnershipMember, *, kind: str, starts_on: date | None, ends_on: date | None, reason: str = "", by: Actor
) -> PartnershipMember:
    """Change what an organisation is here, from and to. When it leaves, its people's roles here end with it."""
    hold(part.partnership)
    sentence = (
        f"ended the membership of {part.organisation}" if ends_on else f"changed the membership of {part.organisation}"
    )
    changed = amend(part, sentence, by=by, reason=reason, kind=kind, starts_on=starts_on, ends_on=ends_on)
    if ends_on is not None:
        _end_roles(changed, ends_on, by)
    return changed


def _end_roles(part: PartnershipMember, ends_on: date, by: Actor) -> None:
    why = f"{part.organisation} leaves the partnership."
    for appointment in Appointment.objects.filter(
        later(ends_on), post__partnership=part.partnership, post__organisation=part.organisation
    ):
        cut_short(appointment, ends_on=ends_on, reason=why, by=by)
    for held in Membership.objects.filter(later(ends_on), partnership=part.partnership, organisation=part.organisation):
        end_membership(held, ends_on=ends_on, reason=why, by=by)
    for post in Post.objects.filter(later(ends_on), partnership=part.partnership, organisation=part.organisation):
        close_post(post, ends_on=ends_on, reason=why, by=by)


def index_organisation(organisation: Organisation) -> None:
    index_organisations([organisation])


def index_organisations(organisations: Sequence[Organisation]) -> None:
    """In every partnership that each belongs to, by all names it ever had."""
    names: dict[int, list[str]] = defaultdict(list)
    for name in OrganisationName.objects.filter(organisation__in=organisations):
        names[name.organisation_id].append(name.name)
    parts = PartnershipMember.objects.filter(organisation__in=organisations).select_related(
        "partnership", "organisation"
    )
    search.index_rows(list({(part.organisation_id, part.partnership_id): _row(part, names) for part in parts}.values()))


def _row(part: PartnershipMember, names: dict[int, list[str]]) -> SearchRow:
    organisation = part.organisation
    words = [organisation.short_name, organisation.get_kind_display(), *names[organisation.pk]]
    return search.row(
        organisation, title=organisation.name, text=", ".join(filter(None, words)), partnership=part.partnership
    )
