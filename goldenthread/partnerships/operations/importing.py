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
from goldenthread.partnerships.operations.organisations import (
    add_organisation,
    change_organisation,
    change_part,
    rename_organisation,
)
from goldenthread.partnerships.operations.people import add_person, correct_person, end_membership
from goldenthread.partnerships.operations.posts import add_post, appoint, change_appointment


class OnConflict(StrEnum):
    STOP = "stop"
    SKIP = "skip"
    UPDATE = "update"


@transaction.atomic
def import_rows(
    judged: Sequence[Judged], what: What, partnership: Partnership, *, on_conflict: OnConflict, by: User
) -> Counter[str]:
    """Returns how many rows were added, updated and skipped. Refuses as a whole where one row cannot be done."""
    counts = Counter(row.outcome for row in judged)
    if counts[Outcome.ERROR]:
        raise ValidationError(
            f"{plural(counts[Outcome.ERROR], 'row')} cannot be read. Correct the file and send it again."
        )
    if counts[Outcome.CONFLICT] and on_conflict is OnConflict.STOP:
        raise ValidationError("Some rows say otherwise than what is here. Choose whether to skip or to update them.")
    done: Counter[str] = Counter()
    for row in judged:
        if row.outcome is Outcome.SAME or (row.outcome is Outcome.CONFLICT and on_conflict is OnConflict.SKIP):
            done["skipped"] += 1
            continue
        try:
            STEPS[row.step](partnership, row.values, by)
        except ValidationError as problem:
            raise ValidationError(
                f"Row {row.number} ({row.title}): {' '.join(problem.messages)} Nothing was imported."
            ) from problem
        done["added" if row.outcome is Outcome.NEW else "updated"] += 1
    history.record(partnership, f"imported a list of {what}", by=by, new=dict(done))
    return done


def _organisation_new(partnership: Partnership, values: dict[str, Any], by: User) -> None:
    given = {key: value for key, value in values["given"].items() if value}
    part = {("member_kind" if key == "kind" else key): value for key, value in values["part"].items() if value}
    add_organisation(partnership, **given, **part, by=by)


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


def _person_new(partnership: Partnership, values: dict[str, Any], by: User) -> None:
    add_person(partnership, **values, by=by)


def _person_change(partnership: Partnership, values: dict[str, Any], by: User) -> None:
    held: Membership = values["held"]
    if values["rename"]:
        correct_person(held.person, partnership, name=values["name"], email=held.person.email, by=by)
    if values["ends_on"] and values["ends_on"] != held.ends_on:
        _set_last_day(held, values["ends_on"], by)


def _set_last_day(held: Membership, ends_on: Any, by: User) -> None:
    if held.appointment is not None:
        raise ValidationError(f"This role comes with the post {held.appointment.post}: import it as an appointment.")
    end_membership(held, ends_on=ends_on, by=by)


def _appointment_new(partnership: Partnership, values: dict[str, Any], by: User) -> None:
    post = _post(partnership, values, by)
    person = User.objects.filter(email__iexact=values["email"]).first()
    if person is None:
        person = User.objects.create_person(values["email"], values["name"])
        history.record(person, "added the person", by=by, new={"name": person.name})
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
    "organisation_new": _organisation_new,
    "organisation_change": _organisation_change,
    "person_new": _person_new,
    "person_change": _person_change,
    "appointment_new": _appointment_new,
    "appointment_change": _appointment_change,
}
