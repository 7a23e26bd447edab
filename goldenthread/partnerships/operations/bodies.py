"""Bodies: the Board, its sub-groups, the assembly."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.history.operations import record
from goldenthread.partnerships import search
from goldenthread.partnerships.models import Body, Membership, Partnership, Post, TermsOfReference, running
from goldenthread.partnerships.operations.people import end_membership
from goldenthread.partnerships.operations.posts import close_post, later
from goldenthread.partnerships.operations.records import NO_CHILD, Actor, amend, enter, hold
from goldenthread.partnerships.queries.screening import refuse_identifiers


@transaction.atomic
def add_body(partnership: Partnership, *, by: Actor, **values: Any) -> Body:
    body = Body(partnership=partnership, **values)
    _refuse_circle(body, values)
    enter(body, "added the body", by=by)
    index_body(body)
    return body


@transaction.atomic
def change_body(body: Body, *, by: Actor, **values: Any) -> Body:
    hold(body.partnership)
    _refuse_circle(body, values)
    body = amend(body, "changed the body", by=by, **values)
    index_body(body)
    return body


@transaction.atomic
def close_body(body: Body, *, ends_on: date, reason: str = "", by: Actor) -> Body:
    """End the body with its posts and memberships. Refused while another body is under it or reports to it."""
    hold(body.partnership)
    under = (body.children.all() | body.reported_by.all()).filter(running(ends_on)).exclude(ends_on=ends_on).distinct()
    if names := ", ".join(str(other) for other in under):
        raise ValidationError(f"Other bodies are under this one or report to it: {names}. Place them elsewhere first.")
    body = amend(body, "closed the body", by=by, reason=reason, ends_on=ends_on)
    for post in Post.objects.filter(later(ends_on), body=body):
        close_post(post, ends_on=ends_on, reason=reason, by=by)
    for held in Membership.objects.filter(later(ends_on), body=body, appointment=None):
        end_membership(held, ends_on=ends_on, reason=reason, by=by)
    return body


@transaction.atomic
def agree_terms(
    body: Body, *, words: str, agreed_on: date, by: User, review_on: date | None = None
) -> TermsOfReference:
    """Note the terms of reference as they were agreed. Those before stay, and hold until that day."""
    if agreed_on > clock.today():
        raise ValidationError({"agreed_on": "This day is still to come."})
    words = words.strip()
    refuse_identifiers({"words": words}, None, why=NO_CHILD)
    terms = TermsOfReference(body=body, words=words, agreed_on=agreed_on, review_on=review_on, added_by=by)
    terms.added_at = clock.now()
    terms.full_clean()
    terms.save()
    new = {"terms of reference": words, "agreed_on": agreed_on, "review_on": review_on}
    record(body, "noted its terms of reference", by=by, new=new)
    return terms


def _refuse_circle(body: Body, values: dict[str, Any]) -> None:
    """No body is under itself, nor reports to itself, however many stand between."""
    for name, words in (("parent", "is part of"), ("reports_to", "reports to")):
        above = Body.objects.filter(pk=values[name].pk).first() if values.get(name) else None
        if above is not None and above.partnership_id != body.partnership_id:
            raise ValidationError({name: "Choose a body of this partnership."})
        seen = set()
        while above is not None and above.pk not in seen:
            if above.pk == body.pk and body.pk is not None:
                raise ValidationError({name: f"{values[name]} itself {words} this body. Choose another."})
            seen.add(above.pk)
            above = getattr(above, name)


def index_body(body: Body) -> None:
    words = [body.short_name, *body.aliases, body.get_kind_display(), body.purpose]
    search.index(body, title=body.name, text=" \n".join(filter(None, words)))
