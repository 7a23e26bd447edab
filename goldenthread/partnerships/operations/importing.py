"""Doing what the rows of a list were judged to do: all of them or none."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.words import plural
from goldenthread.history import operations as history
from goldenthread.partnerships.importing.columns import What, plain
from goldenthread.partnerships.importing.judging import Judged, Outcome
from goldenthread.partnerships.models import Appointment, Membership, Partnership, PartnershipMember, Post
from goldenthread.partnerships.operations.giving import Newcomer, add_people, people_with
from goldenthread.partnerships.operations.joining import Entrant, add_organisations
from goldenthread.partnerships.operations.organisations import (
    change_organisation,
    change_part,
    rename_organisation,
)
from goldenthread.partnerships.operations.people import correct_person, end_membership
from goldenthread.partnerships.operations.posts import add_post, appoint, change_appointment


class OnConflict(StrEnum):
    STOP = "stop"
    SKIP = "skip"
    UPDATE = "update"


@transaction.atomic
def import_rows(
    judged: Sequence[Judged], what: What, partnership: Partnership, *, on_conflict: OnConflict, by: User
) -> dict[str, int]:
    """Returns how many rows were added, updated and skipped. Refuses as a whole where one row cannot be done."""
    counts = Counter(row.outcome for row in judged)
    if counts[Outcome.ERROR]:
        raise ValidationError(
            f"{plural(counts[Outcome.ERROR], 'row')} cannot be read. Correct the file and send it again."
        )
    if counts[Outcome.CONFLICT] and on_conflict is OnConflict.STOP:
        raise ValidationError(
            {"on_conflict": "Some rows differ from what is here. Choose whether to skip or to update them."}
        )
    skipped = {Outcome.SAME, Outcome.CONFLICT} if on_conflict is OnConflict.SKIP else {Outcome.SAME}
    rows = [row for row in judged if row.outcome not in skipped]
    try:
        _add(rows, partnership, by)
        _change(
            [row for row in rows if row.outcome is Outcome.CONFLICT or row.step == "appointment_new"], partnership, by
        )
    except ValidationError as problem:
        raise ValidationError(f"{' '.join(problem.messages)} Nothing was imported.") from problem
    added = sum(row.outcome is Outcome.NEW for row in rows)
    done = {"added": added, "updated": len(rows) - added, "skipped": len(judged) - len(rows)}
    history.record(partnership, f"imported a list of {what}", by=by, new=done)
    return done


def _add(rows: Sequence[Judged], partnership: Partnership, by: User) -> None:
    """New organisations and people come in thousands: all at once."""
    entrants = [Entrant(**row.values) for row in rows if row.step == "organisation_new"]
    newcomers = [Newcomer(**row.values) for row in rows if row.step == "person_new"]
    if entrants:
        add_organisations(partnership, entrants, by=by)
    if newcomers:
        add_people(partnership, newcomers, by=by)


def _change(rows: Sequence[Judged], partnership: Partnership, by: User) -> None:
    for row in rows:
        try:
            STEPS[row.step](partnership, row.values, by)
        except ValidationError as problem:
            raise ValidationError(f"Row {row.number} ({row.title}): {' '.join(problem.messages)}") from problem


def _organisation_change(partnership: Partnership, values: dict[str, Any], by: User) -> None:
    organisation, part, own = values["organisation"], values["part"], dict(values["own"])
    if name := own.pop("name", ""):
        rename_organisation(organisation, name=name, starts_on=clock.today(), by=by)
    if own:
        details = {key: own.get(key, getattr(organisation, key)) for key in ("short_name", "kind", "outside_id")}
        change_organisation(organisation, **details, by=by)
    if values["here"]:
        _change_part(part, values["here"], by)


def _change_part(part: PartnershipMember, given: dict[str, Any], by: User) -> None:
    change_part(part, **{key: given.get(key, getattr(part, key)) for key in ("kind", "starts_on", "ends_on")}, by=by)


def _person_change(partnership: Partnership, values: dict[str, Any], by: User) -> None:
    held: Membership = values["held"]
    if values["rename"]:
        correct_person(held.person, partnership, name=values["name"], email=held.person.email, by=by)
    if values["ends_on"] and values["ends_on"] != held.ends_on:
        _set_last_day(held, values["ends_on"], by)


def _set_last_day(held: Membership, ends_on: Any, by: User) -> None:
    if held.appointment is not None:
        raise ValidationError(f"This role comes with the post {held.appointment.post}: import it as an appointment.")
    if held.partnership is None:
        raise ValidationError(
            f"This role counts wherever {held.place} is a member: no list of one partnership ends it."
        )
    end_membership(held, ends_on=ends_on, by=by)


def _appointment_new(partnership: Partnership, values: dict[str, Any], by: User) -> None:
    post = _post(partnership, values, by)
    person = people_with({values["email"]: values["name"]}, by=by)[values["email"]]
    appoint(post, person, starts_on=values["starts_on"], ends_on=values["ends_on"], deputy=values["deputy"], by=by)


def _post(partnership: Partnership, values: dict[str, Any], by: User) -> Post:
    """Two rows may name the same new post: the first one adds it."""
    title = values["title"]
    found = Post.objects.filter(partnership=partnership, title__iexact=title, ends_on=None).first()
    if found is None and "role" in values:
        return add_post(
            partnership,
            title=title,
            role=values["role"],
            body=values["body"],
            organisation=values["organisation"],
            by=by,
        )
    return found or next(
        each for each in Post.objects.filter(partnership=partnership) if plain(each.title) == plain(title)
    )


def _appointment_change(partnership: Partnership, values: dict[str, Any], by: User) -> None:
    appointment: Appointment = values["appointment"]
    change_appointment(appointment, **{key: value for key, value in values.items() if key != "appointment"}, by=by)


STEPS = {
    "organisation_change": _organisation_change,
    "person_change": _person_change,
    "appointment_new": _appointment_new,
    "appointment_change": _appointment_change,
}
