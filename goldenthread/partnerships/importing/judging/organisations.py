"""A row about an organisation."""

from typing import Any

from goldenthread.partnerships.importing.columns import Line, plain, read_choice
from goldenthread.partnerships.importing.judging.known import Known
from goldenthread.partnerships.importing.judging.outcomes import (
    KINDS,
    PART_WORDS,
    Judged,
    Outcome,
    Twins,
    days,
    differences,
    in_words,
    needed,
)
from goldenthread.partnerships.models import (
    MemberKind,
    Organisation,
    OrganisationKind,
    PartnershipMember,
    running,
)
from goldenthread.partnerships.permissions import can_manage


class Organisations:
    def __init__(self, known: Known) -> None:
        self.known, self.twins = known, Twins()
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
        name = needed(line, "name", "The name")
        kind = read_choice(line.text("kind"), OrganisationKind, "kind of organisation") if line.text("kind") else ""
        part_kind = read_choice(line.text("member_kind"), MemberKind, "part") if line.text("member_kind") else ""
        first, last = days(line)
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
        own_differs = {} if found.pk in self.kept_by_others else differences(found, own)
        here_differs = differences(part, here)
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
        return Judged(line.number, own["name"], Outcome.CONFLICT, in_words(told), "organisation_change", values)
