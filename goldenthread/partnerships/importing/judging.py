"""What each row of a list would do. Nothing is changed here; ``operations.importing`` does what was judged.

Everything that rows are compared with is read once, so that the number of queries does not grow with the rows.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.partnerships.importing.columns import Line, What, plain, read_choice, read_yes
from goldenthread.partnerships.models import (
    Appointment,
    Body,
    MemberKind,
    Membership,
    Organisation,
    OrganisationKind,
    Partnership,
    PartnershipMember,
    Post,
    running,
)
from goldenthread.partnerships.permissions import SomePlace, can_manage, kind_of
from goldenthread.partnerships.rights import counts_in
from goldenthread.partnerships.roles import DUTIES, Place, Role

LONGEST = 200


class Outcome(StrEnum):
    NEW = "new"
    SAME = "same"
    CONFLICT = "conflict"
    ERROR = "error"


@dataclass(slots=True)
class Judged:
    number: int
    title: str
    outcome: Outcome
    sentence: str = ""
    step: str = ""
    """Which step of ``operations.importing`` does it."""
    values: dict[str, Any] = field(default_factory=dict)


def judge(lines: Sequence[Line], what: What, partnership: Partnership, user: User) -> list[Judged]:
    judges: dict[What, Callable[[Known], Callable[[Line], Judged]]] = {
        What.ORGANISATIONS: _Organisations,
        What.PEOPLE: _People,
        What.APPOINTMENTS: _Appointments,
    }
    one = judges[what](Known(partnership, user))
    return [_refused_or(one, line) for line in lines]


def _refused_or(one: Callable[[Line], Judged], line: Line) -> Judged:
    try:
        if long := next((text for text in line.said.values() if len(text) > LONGEST), ""):
            raise ValidationError(f"“{long[:30]}…” is longer than {LONGEST} characters.")
        return one(line)
    except ValidationError as problem:
        title = line.text("name") or line.text("post") or line.text("email")
        return Judged(line.number, title, Outcome.ERROR, " ".join(problem.messages))


class Known:
    """The partnership as it stands, by the names that rows use."""

    def __init__(self, partnership: Partnership, user: User) -> None:
        self.partnership, self.user, self.today = partnership, user, clock.today()
        self.bodies = self._by_name(Body.objects.filter(running(), partnership=partnership), "name", "short_name")
        for body in list(self.bodies.values()):
            self.bodies |= {plain(alias): body for alias in body.aliases if plain(alias) not in self.bodies}
        parts = PartnershipMember.objects.filter(running(), partnership=partnership).select_related("organisation")
        self.parts = {part.organisation_id: part for part in parts}
        members = [part.organisation for part in self.parts.values()]
        self.members = self._by_name(members, "name", "short_name", "outside_id")
        every = Organisation.objects.filter(ended_on=None)
        self.organisations = self._by_name(every, "name")
        self.identifiers = {each.outside_id: each for each in every if each.outside_id}
        self.posts = {plain(post.title): post for post in Post.objects.filter(running(), partnership=partnership)}
        held = Membership.objects.filter(counts_in(partnership)).exclude(ends_on__lt=self.today)
        self.held = list(held.select_related("person", "body", "organisation"))
        self.people = {each.person.email: each.person for each in self.held}

    @staticmethod
    def _by_name(records: Iterable[Any], *names: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in names:
            for record in records:
                found.setdefault(plain(getattr(record, name)), record)
        found.pop("", None)
        return found

    def place(self, line: Line, role: Role) -> SomePlace:
        """The place that the row names for the role."""
        wanted = DUTIES[role].place
        if wanted is Place.BODY:
            return self._named(line, "body", self.bodies, "no body of this partnership is called so")
        if wanted is Place.ORGANISATION:
            return self._named(line, "organisation", self.members, "no member of this partnership is called so")
        if wanted is Place.INSTALLATION:
            raise ValidationError("This role cannot be given by a partnership.")
        return self.partnership

    @staticmethod
    def _named(line: Line, key: str, known: dict[str, Any], lacking: str) -> Any:
        if not line.text(key):
            raise ValidationError(
                f"This role is held in {'a body' if key == 'body' else 'an organisation'}: say which."
            )
        found = known.get(plain(line.text(key)))
        if found is None:
            raise ValidationError(f"“{line.text(key)}”: {lacking}.")
        return found


def _days(line: Line) -> tuple[date | None, date | None]:
    first, last = line.day("starts_on"), line.day("ends_on")
    if first and last and last < first:
        raise ValidationError("The last day is before the first day.")
    return first, last


def _needed(line: Line, key: str, words: str) -> str:
    if not line.text(key):
        raise ValidationError(f"{words} is missing.")
    return line.text(key)


def _address(line: Line) -> str:
    email = _needed(line, "email", "The e-mail address").lower()
    try:
        validate_email(email)
    except ValidationError:
        raise ValidationError(f"“{email}” is not an e-mail address.") from None
    return email


def _told(differing: dict[str, tuple[Any, Any]]) -> str:
    """ "Short name is MP here and MPD in the file." """
    said = [
        f"{words} is {_shown(here)} here and {_shown(there)} in the file" for words, (here, there) in differing.items()
    ]
    return "; ".join(said) + "."


def _shown(value: Any) -> str:
    return f"{value:%-d %B %Y}" if isinstance(value, date) else "empty" if value in {None, ""} else str(value)


class _Twins:
    """Finds rows that say of the same thing twice."""

    def __init__(self) -> None:
        self._seen: dict[Any, int] = {}

    def refuse(self, key: Any, number: int) -> None:
        if key in self._seen:
            raise ValidationError(f"Row {self._seen[key]} is about the same. Leave one of them out.")
        self._seen[key] = number


class _Organisations:
    def __init__(self, known: Known) -> None:
        self.known, self.twins = known, _Twins()
        self.kept_by_others = self._kept_by_others()

    def _kept_by_others(self) -> set[int]:
        """Organisations whose entry another partnership keeps: see ``permissions.keeper_of``."""
        parts = PartnershipMember.objects.filter(running(), organisation__in=list(self.known.parts)).order_by("-pk")
        keepers = {part.organisation_id: part.partnership for part in parts.select_related("partnership")}
        return {
            pk
            for pk, keeper in keepers.items()
            if keeper != self.known.partnership and not can_manage(self.known.user, keeper)
        }

    def __call__(self, line: Line) -> Judged:
        name = _needed(line, "name", "The name")
        kind = read_choice(line.text("kind"), OrganisationKind, "kind of organisation") if line.text("kind") else ""
        part_kind = read_choice(line.text("member_kind"), MemberKind, "part") if line.text("member_kind") else ""
        first, last = _days(line)
        found = self.known.identifiers.get(line.text("outside_id")) or self.known.organisations.get(plain(name))
        self.twins.refuse(found.pk if found else plain(name), line.number)
        own = {"name": name, "short_name": line.text("short_name"), "kind": kind, "outside_id": line.text("outside_id")}
        part = self.known.parts.get(found.pk) if found else None
        if found is None or part is None:
            values = own | {"member_kind": part_kind, "starts_on": first, "ends_on": last}
            given = {key: value for key, value in values.items() if value}
            return Judged(line.number, name, Outcome.NEW, step="organisation_new", values=given)
        return self._compared(line, found, own, part, {"kind": part_kind, "starts_on": first, "ends_on": last})

    def _compared(
        self, line: Line, found: Organisation, own: dict[str, Any], part: PartnershipMember, here: dict[str, Any]
    ) -> Judged:
        """What the row says otherwise of the organisation, unless others keep its entry, and of its part here."""
        own_differs = {} if found.pk in self.kept_by_others else _differing(found, own)
        here_differs = _differing(part, here)
        if not own_differs and not here_differs:
            return Judged(line.number, own["name"], Outcome.SAME)
        told = {
            f"The {key.replace('_', ' ').replace('outside id', 'identifier')}": pair
            for key, pair in own_differs.items()
        }
        told |= {PART_WORDS[key]: pair for key, pair in here_differs.items()}
        told = {words: (KINDS.get(old, old), KINDS.get(new, new)) for words, (old, new) in told.items()}
        values = {
            "organisation": found,
            "part": part,
            "own": {key: new for key, (_, new) in own_differs.items()},
            "here": {key: new for key, (_, new) in here_differs.items()},
        }
        return Judged(line.number, own["name"], Outcome.CONFLICT, _told(told), "organisation_change", values)


KINDS: dict[Any, Any] = {**dict(MemberKind.choices), **dict(OrganisationKind.choices)}
PART_WORDS = {"kind": "The part", "starts_on": "The first day", "ends_on": "The last day"}


def _differing(record: Any, given: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What the row says and the record does not; what the row leaves empty is no difference."""
    return {
        key: (getattr(record, key), value) for key, value in given.items() if value and getattr(record, key) != value
    }


class _People:
    def __init__(self, known: Known) -> None:
        self.known, self.twins = known, _Twins()
        self.come_in = set(
            EmailAddress.objects.filter(verified=True, user__in=list(known.people.values())).values_list(
                "user", flat=True
            )
        )
        self.held = {(each.person_id, each.role, each.body_id, each.organisation_id): each for each in known.held}

    def __call__(self, line: Line) -> Judged:
        name, email = _needed(line, "name", "The name"), _address(line)
        role = Role(read_choice(_needed(line, "role", "The role"), Role, "role"))
        place = self.known.place(line, role)
        first, last = _days(line)
        if email == self.known.user.email:
            raise ValidationError("Somebody else must give you a role.")
        self.twins.refuse((email, role, place), line.number)
        title = f"{name}, {role.label.lower()}"
        values = {"name": name, "email": email, "role": role, "place": place, "starts_on": first, "ends_on": last}
        person = self.known.people.get(email)
        held = self.held.get((person.pk, role.value, *_place_ids(place))) if person else None
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
            _told(told),
            "person_change",
            values | {"held": held, "rename": "The name" in told},
        )


def _place_ids(place: SomePlace) -> tuple[int | None, int | None]:
    kind = kind_of(place)
    return (place.pk if kind is Place.BODY else None, place.pk if kind is Place.ORGANISATION else None)


class _Appointments:
    def __init__(self, known: Known) -> None:
        self.known, self.twins = known, _Twins()
        current = Appointment.objects.filter(post__partnership=known.partnership).exclude(ends_on__lt=known.today)
        self.current = {
            (each.post_id, each.person.email): each for each in current.select_related("person", "post__partnership")
        }

    def __call__(self, line: Line) -> Judged:
        title, email = _needed(line, "post", "The post"), _address(line)
        first, last = _days(line)
        if first is None:
            raise ValidationError("The first day is missing.")
        deputy = read_yes(line.text("deputy"))
        if email == self.known.user.email:
            raise ValidationError("Somebody else must appoint you.")
        self.twins.refuse((plain(title), email), line.number)
        if email not in self.known.people and not line.text("name"):
            raise ValidationError("Nobody here has this address. Give the person's name as well.")
        post = self.known.posts.get(plain(title))
        label = f"{title}: {line.text('name') or self.known.people[email]}"
        values = {
            "title": title,
            "email": email,
            "name": line.text("name"),
            "starts_on": first,
            "ends_on": last,
            "deputy": deputy,
        }
        if post is None:
            return Judged(
                line.number, label, Outcome.NEW, "The post is new.", "appointment_new", values | self._new_post(line)
            )
        current = self.current.get((post.pk, email))
        if current is None:
            return Judged(line.number, label, Outcome.NEW, step="appointment_new", values=values)
        differing = _differing(current, {"starts_on": first, "ends_on": last}) | (
            {"deputy": (current.deputy, deputy)} if line.text("deputy") and deputy != current.deputy else {}
        )
        if not differing:
            return Judged(line.number, label, Outcome.SAME)
        words = PART_WORDS | {"deputy": "Deputy"}
        told = _told({words[key]: pair for key, pair in differing.items()})
        changed = {"appointment": current} | {key: new for key, (_, new) in differing.items()}
        return Judged(line.number, label, Outcome.CONFLICT, told, "appointment_change", changed)

    def _new_post(self, line: Line) -> dict[str, Any]:
        if not line.text("role"):
            raise ValidationError("There is no such post. Give its role, with its body or organisation, to add it.")
        role = Role(read_choice(line.text("role"), Role, "role"))
        body = self.known.bodies.get(plain(line.text("body"))) if line.text("body") else None
        place = self.known.place(line, role)
        organisation = place if isinstance(place, Organisation) else None
        return {"role": role, "body": place if isinstance(place, Body) else body, "organisation": organisation}
