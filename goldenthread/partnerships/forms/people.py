"""Forms for people, their roles and posts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.forms import DateField
from goldenthread.partnerships.models import (
    Appointment,
    Body,
    Membership,
    Organisation,
    Partnership,
    PartnershipMember,
    running,
)
from goldenthread.partnerships.operations import Handover
from goldenthread.partnerships.permissions import SomePlace, can_manage, kind_of, roles_to_give
from goldenthread.partnerships.queries import people_lines, people_visible_to
from goldenthread.partnerships.rights import counts_in
from goldenthread.partnerships.roles import DUTIES, Right, Role, roles_with


class PeopleFilter(forms.Form):
    q = forms.CharField(label="Name, organisation or body", required=False, max_length=100)
    role = forms.ChoiceField(label="Role", required=False, choices=[("", "Any role"), *Role.choices])


class RoleForm(forms.Form):
    """A role and the place where it is held; only what the person who asks may give."""

    place = forms.ChoiceField()
    role = forms.ChoiceField(widget=forms.RadioSelect)
    starts_on = DateField(label="First day", required=False, help_text="Today, if you leave it empty.")

    def __init__(self, *args: Any, user: User, partnership: Partnership, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user, self.partnership = user, partnership
        self.places = places_for(user, partnership)
        roles = {role for _, place in self.places.values() for role in roles_to_give(user, partnership, place)}
        shown = [role for role in Role if role in roles]
        place, role = self.fields["place"], self.fields["role"]
        place.choices = [("", "Choose a place"), *((key, label) for key, (label, _) in self.places.items())]  # type: ignore[attr-defined]
        role.choices = [(each.value, each.label) for each in shown]  # type: ignore[attr-defined]
        role.hints = {each.value: f"{DUTIES[each].purpose} Held in {DUTIES[each].place.label}." for each in shown}  # type: ignore[attr-defined]

    def clean_place(self) -> SomePlace:
        return self.places[self.cleaned_data["place"]][1]

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        place, role = given.get("place"), given.get("role")
        if place is not None and role is not None and role not in roles_to_give(self.user, self.partnership, place):
            wanted = DUTIES[role].place
            held = (
                f"is held in {wanted.label}, not in {place}"
                if wanted is not kind_of(place)
                else f"in {place} is not yours to give"
            )
            self.add_error("role", f"The role {role.label.lower()} {held}. Choose another role or place.")
        return given


def places_for(user: User, partnership: Partnership) -> dict[str, tuple[str, SomePlace]]:
    """Where the person may give roles, by a key for the form: the partnership, its bodies, members and network."""
    bodies = Body.objects.visible_to(user).filter(running(), partnership=partnership)
    members = PartnershipMember.objects.filter(running(), partnership=partnership).values("organisation")
    organisations = Organisation.objects.visible_to(user).filter(pk__in=members)
    every: list[tuple[str, str, SomePlace]] = [("partnership", "The partnership", partnership)]
    every += [(f"body-{body.ref}", f"Body: {body.name}", body) for body in bodies]
    every += [(f"organisation-{each.ref}", f"Organisation: {each.name}", each) for each in organisations]
    every += [("network", f"The network: {partnership.network}", partnership.network)] if partnership.network else []
    return {key: (label, place) for key, label, place in every if roles_to_give(user, partnership, place)}


class AddPersonForm(RoleForm):
    """Who, where and as what, in one go. What looks like a slip must be confirmed."""

    name = forms.CharField(label="Full name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    invite = forms.BooleanField(label="Send the invitation now", required=False, initial=True)
    sure = forms.BooleanField(label="Yes, this is the right person and address", required=False)
    field_order = ["name", "email", "place", "role", "starts_on", "invite", "sure"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["invite"].help_text = "It works once, for seven days, and only for this address."
        if not self.is_bound:
            del self.fields["sure"]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        doubts = self._doubts(given.get("name", ""), given.get("email", ""))
        if doubts and not given.get("sure"):
            self.add_error("sure", ValidationError([*doubts, "Check the address. If it is right, tick the box."]))
        elif not doubts:
            self.fields.pop("sure", None)
        given.pop("sure", None)
        return given

    def _doubts(self, name: str, email: str) -> list[str]:
        """A second person of the same name, or an address from where nobody else here writes."""
        people = User.objects.filter(pk__in=Membership.objects.filter(counts_in(self.partnership)).values("person"))
        doubts = []
        if name and email and people.filter(name__iexact=name.strip()).exclude(email__iexact=email).exists():
            doubts.append(f"There is already a {name.strip()} here, with another address.")
        domain = email.partition("@")[2].lower()
        if domain and people.count() > 1 and not people.filter(email__iendswith=f"@{domain}").exists():
            doubts.append(f"Nobody else here has an address at {domain}.")
        return doubts


class CorrectPersonForm(forms.Form):
    name = forms.CharField(label="Full name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )


MOST_SHOWN = 20


class AppointForm(forms.Form):
    """Choose among the people whom a search found, each with role and place, so that nobody takes a namesake."""

    person = forms.ChoiceField(widget=forms.RadioSelect)
    starts_on = DateField(label="First day")
    deputy = forms.BooleanField(label="As deputy", required=False)

    def __init__(self, *args: Any, user: User, partnership: Partnership, words: str, **options: Any) -> None:
        super().__init__(*args, **{"initial": {"starts_on": clock.today()}, **options})
        found = people_visible_to(user, partnership, words=words).filter(is_active=True).exclude(pk=user.pk)
        lines = people_lines(found[:MOST_SHOWN], partnership)
        self.people = {line.person.ref: line.person for line in lines}
        self.more = max(found.count() - MOST_SHOWN, 0)
        person = self.fields["person"]
        person.choices = [(line.person.ref, line.person.name) for line in lines]  # type: ignore[attr-defined]
        said = {line.person.ref: ", ".join(line.places) or "no role today" for line in lines}
        addresses = {line.person.ref: f" ({line.person.email})" for line in lines if can_manage(user, partnership)}
        person.hints = {ref: words + addresses.get(ref, "") for ref, words in said.items()}  # type: ignore[attr-defined]

    def clean_person(self) -> User:
        return self.people[self.cleaned_data["person"]]


class HandoverForm(forms.Form):
    """A successor for each post; whoever holds a right to read the plan can be one."""

    ends_on = DateField(
        label="Last day",
        help_text="Successors begin on the day after. Where it is today or earlier, both take effect at once.",
    )
    reason = forms.CharField(label="Reason", required=False, max_length=300, help_text="It stands in the history.")

    def __init__(self, *args: Any, held: Handover, user: User, partnership: Partnership, **options: Any) -> None:
        super().__init__(*args, **{"initial": {"ends_on": clock.today()}, **options})
        self.appointments: list[Appointment] = held.appointments
        readers = Membership.objects.filter(
            counts_in(partnership), running(), role__in=roles_with(Right.READ_PLAN)
        ).values("person")
        people = (
            people_visible_to(user, partnership)
            .filter(pk__in=readers, is_active=True)
            .exclude(pk__in=[held.person.pk, user.pk])
        )
        lines = people_lines(people, partnership)
        self.people = {line.person.ref: line.person for line in lines}
        choices = [
            ("", "Leave it vacant"),
            *((line.person.ref, f"{line.person.name} ({'; '.join(line.places)})") for line in lines),
        ]
        for appointment in held.appointments:
            self.fields[_name(appointment)] = forms.ChoiceField(
                label=appointment.post.title, choices=choices, required=False
            )
        self.fieldsets = {"Who follows": [_name(each) for each in held.appointments], "When": ["ends_on", "reason"]}
        self.hide_optional = True

    def successors(self) -> dict[int, User | None]:
        return {each.pk: self.people.get(self.cleaned_data[_name(each)]) for each in self.appointments}


def _name(appointment: Appointment) -> str:
    return f"follows-{appointment.ref}"
