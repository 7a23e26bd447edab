"""Invitations: single use, seven days, bound to the address they were sent to.

The token is worked out from the installation's key, the invitation and the address. So it is kept nowhere (only its
hash is), the mail can be completed at the moment of sending, and it is void for any other address.
"""

import hmac
from datetime import timedelta
from hashlib import sha256

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac

from goldenthread.accounts.models import User
from goldenthread.core import clock, words
from goldenthread.core.refs import new_ref
from goldenthread.history import operations as history
from goldenthread.partnerships import hooks
from goldenthread.partnerships.models import Invitation, Membership, Partnership
from goldenthread.partnerships.operations.people import end_membership
from goldenthread.partnerships.operations.records import amend, enter, hold
from goldenthread.partnerships.queries import has_come_in, places_of
from goldenthread.partnerships.rights import counts_in, given_by

VALID_FOR = timedelta(days=7)
LINK = "[the link stands here in the mail]"
KIND = "invitation"
NO_LONGER = "This invitation can no longer be used. Ask the person who invited you to send a new one."


@transaction.atomic
def invite(person: User, partnership: Partnership, *, by: User) -> tuple[Invitation, str]:
    """Send an invitation; any earlier one is void from now on. Returns it with its token."""
    hold(partnership)
    if not person.is_active:
        raise ValidationError(f"{person} is suspended and cannot be invited.")
    if not _to_take_up(person, partnership):
        raise ValidationError(f"{person} has no role here to take up. Give one first.")
    for earlier in Invitation.objects.filter(person=person, partnership=partnership, used_at=None, revoked_at=None):
        amend(earlier, f"replaced the invitation of {person}", by=by, revoked_at=clock.now())
    ref = new_ref()
    token = _token(ref, person)
    now = clock.now()
    invitation = Invitation(
        ref=ref,
        partnership=partnership,
        person=person,
        token_hash=_hash(token),
        sent_by=by,
        sent_at=now,
        expires_at=now + VALID_FOR,
    )
    enter(invitation, f"invited {person}", by=by)
    hooks.send(
        person,
        key=f"{KIND} {ref}",
        kind=KIND,
        subject=f"Your invitation to {partnership}",
        text=_text(invitation),
        about="",
        partnership=partnership,
    )
    return invitation, token


def _text(invitation: Invitation) -> str:
    held = _to_take_up(invitation.person, invitation.partnership)
    return (
        f"Hello {invitation.person.name},\n\n"
        f"{invitation.sent_by} invites you to work with {invitation.partnership} as: {', '.join(places_of(held))}.\n\n"
        f"To accept, open this page and press its button:\n{LINK}\n\n"
        f"It works once, for you alone, until {words.moment(invitation.expires_at)}. "
        f"If you did not expect this, do nothing.\n"
    )


def _to_take_up(person: User, partnership: Partnership) -> list[Membership]:
    held = Membership.objects.filter(counts_in(partnership), person=person).exclude(ends_on__lt=clock.today())
    return list(held.select_related("body", "organisation", "network", "appointment__post"))


def _token(ref: str, person: User) -> str:
    return salted_hmac("goldenthread.invitation", f"{ref}:{person.email.lower()}", algorithm="sha256").hexdigest()


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def complete(key: str, text: str) -> str | None:
    """The mail with its link, made when it is sent; nothing where the invitation was used or taken back meanwhile."""
    invitation = Invitation.objects.select_related("person").filter(ref=key.removeprefix(f"{KIND} ")).first()
    if invitation is None or not invitation.is_open:
        return None
    path = reverse("partnerships:invitation_arrive", args=[invitation.ref, _token(invitation.ref, invitation.person)])
    return text.replace(LINK, settings.ADDRESS.rstrip("/") + path)


def find_invitation(ref: str, token: str) -> Invitation | None:
    """The invitation that the link belongs to, if it is still good for the address it went to."""
    invitation = Invitation.objects.select_related("person", "partnership").filter(ref=ref).first()
    if invitation is None:
        return None
    expected = _hash(_token(ref, invitation.person))
    given = _hash(token)
    known = hmac.compare_digest(given, invitation.token_hash) and hmac.compare_digest(given, expected)
    return invitation if known and invitation.is_open else None


@transaction.atomic
def accept_invitation(invitation: Invitation) -> Invitation:
    """The person used the link that went to their address, which proves the address. Whoever calls signs them in."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    person = invitation.person
    if not invitation.is_open or not person.is_active or not _to_take_up(person, invitation.partnership):
        raise ValidationError(NO_LONGER)
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
    return amend(invitation, "accepted their invitation", by=person, used_at=clock.now())


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, reason: str = "", by: User) -> None:
    """Take an invitation back. Who has never come in also loses what they were invited to: the address may be wrong."""
    hold(invitation.partnership)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not invitation.is_open:
        raise ValidationError("This invitation was used, taken back or has run out.")
    amend(invitation, f"took back the invitation of {invitation.person}", by=by, reason=reason, revoked_at=clock.now())
    if has_come_in(invitation.person):
        return
    given = Membership.objects.filter(given_by(invitation.partnership), person=invitation.person)
    for held in given.exclude(ends_on__lt=clock.today()):
        if held.appointment is not None:
            history.record(
                held.appointment, f"ended the appointment of {held.person}: the invitation was taken back", by=by
            )
            held.appointment.delete()
        else:
            end_membership(held, ends_on=clock.today(), reason="The invitation was taken back.", by=by)
