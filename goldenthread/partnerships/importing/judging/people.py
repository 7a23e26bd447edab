"""A row about a person and a role."""

from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError

from goldenthread.partnerships.importing.columns import Line, read_choice
from goldenthread.partnerships.importing.judging.known import Known
from goldenthread.partnerships.importing.judging.outcomes import Judged, Outcome, Twins, address, days, in_words, needed
from goldenthread.partnerships.permissions import SomePlace, kind_of
from goldenthread.partnerships.roles import Place, Role


class People:
    def __init__(self, known: Known) -> None:
        self.known, self.twins = known, Twins()
        self.come_in = set(
            EmailAddress.objects.filter(verified=True, user__in=list(known.people.values())).values_list(
                "user", flat=True
            )
        )
        self.held = {(each.person_id, each.role, each.body_id, each.organisation_id): each for each in known.held}

    def __call__(self, line: Line) -> Judged:
        name, email = needed(line, "name", "The name"), address(line)
        role = Role(read_choice(needed(line, "role", "The role"), Role, "role"))
        place = self.known.place(line, role)
        first, last = days(line)
        if email == self.known.user.email:
            raise ValidationError("Somebody else must give you a role.")
        self.twins.refuse((email, role, place), line.number)
        title = f"{name}, {role.label.lower()}"
        values = {"name": name, "email": email, "role": role, "place": place, "starts_on": first, "ends_on": last}
        person = self.known.people.get(email)
        held = self.held.get((person.pk, role.value, *place_ids(place))) if person else None
        if person is None or held is None:
            return Judged(line.number, title, Outcome.NEW, step="person_new", values=values)
        differing = {
            key: (getattr(held, key), value) for key, value in (("ends_on", last),) if value and held.ends_on != value
        }
        told: dict[str, tuple[Any, Any]] = {"The last day": differing["ends_on"]} if differing else {}
        if person.name != name and person.pk not in self.come_in and person.last_login is None:
            told["The name"] = (person.name, name)
        if not told:
            return Judged(line.number, title, Outcome.SAME)
        return Judged(
            line.number,
            title,
            Outcome.CONFLICT,
            in_words(told),
            "person_change",
            values | {"held": held, "rename": "The name" in told},
        )


def place_ids(place: SomePlace) -> tuple[int | None, int | None]:
    kind = kind_of(place)
    return (place.pk if kind is Place.BODY else None, place.pk if kind is Place.ORGANISATION else None)
