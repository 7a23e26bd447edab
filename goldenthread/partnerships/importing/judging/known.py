"""The partnership as it stands, by the names that rows use."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.partnerships.importing.columns import Line, plain
from goldenthread.partnerships.models import (
    Body,
    Membership,
    Organisation,
    Partnership,
    PartnershipMember,
    Post,
    running,
)
from goldenthread.partnerships.permissions import SomePlace
from goldenthread.partnerships.rights import counts_in
from goldenthread.partnerships.roles import DUTIES, Place, Role


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
        if wanted is Place.NETWORK:
            raise ValidationError("This role is held in the network: give it under Add a person.")
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
