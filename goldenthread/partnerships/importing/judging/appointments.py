"""A row about who holds a post."""

from typing import Any

from django.core.exceptions import ValidationError

from goldenthread.partnerships.importing.columns import Line, plain, read_choice, read_yes
from goldenthread.partnerships.importing.judging.known import Known
from goldenthread.partnerships.importing.judging.outcomes import (
    PART_WORDS,
    Judged,
    Outcome,
    Twins,
    address,
    days,
    differences,
    in_words,
    needed,
)
from goldenthread.partnerships.models import (
    Appointment,
    Body,
    Organisation,
)
from goldenthread.partnerships.roles import Role


class Appointments:
    def __init__(self, known: Known) -> None:
        self.known, self.twins = known, Twins()
        current = Appointment.objects.filter(post__partnership=known.partnership).exclude(ends_on__lt=known.today)
        self.current = {
            (each.post_id, each.person.email): each for each in current.select_related("person", "post__partnership")
        }

    def __call__(self, line: Line) -> Judged:
        title, email = needed(line, "post", "The post"), address(line)
        first, last = days(line)
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
        differing = differences(current, {"starts_on": first, "ends_on": last}) | (
            {"deputy": (current.deputy, deputy)} if line.text("deputy") and deputy != current.deputy else {}
        )
        if not differing:
            return Judged(line.number, label, Outcome.SAME)
        words = PART_WORDS | {"deputy": "Deputy"}
        told = in_words({words[key]: pair for key, pair in differing.items()})
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
