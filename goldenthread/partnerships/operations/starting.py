"""The first rows of an installation. They are made on its command line, by whoever runs the server."""

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.history import operations as history
from goldenthread.partnerships.models import Membership, Partnership
from goldenthread.partnerships.operations.giving import add_person
from goldenthread.partnerships.operations.records import Actor, enter
from goldenthread.partnerships.roles import Role


@transaction.atomic
def start_partnership(*, slug: str, name: str, manager_name: str, manager_email: str, by: Actor) -> Partnership:
    """A partnership and its business manager, who brings in everybody and everything else."""
    partnership = enter(Partnership(slug=slug, name=name), "started the partnership", by=by)
    add_person(partnership, name=manager_name, email=manager_email, role=Role.MANAGER, place=partnership, by=by)
    return partnership


@transaction.atomic
def name_operator(*, name: str, email: str, by: Actor) -> Membership:
    """Somebody who keeps the server running: sees its state and outgoing mail, and no partnership's records."""
    person = User.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        person = User.objects.create_person(email, name)
        history.record(person, "added the person", by=by, new={"name": person.name})
    elif Membership.objects.held_by(person).filter(role=Role.OPERATOR).exists():
        raise ValidationError(f"{person} is system operator already.")
    return enter(Membership(person=person, role=Role.OPERATOR), f"made {person} system operator", by=by)
