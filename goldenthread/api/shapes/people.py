"""How the API tells of partnerships, bodies, posts, organisations and people."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field

from goldenthread.accounts.models import User
from goldenthread.accounts.roles import roles_of
from goldenthread.api.endpoints import at
from goldenthread.api.models import Token
from goldenthread.core import clock
from goldenthread.partnerships.models import Body, Organisation, Partnership, TermsOfReference
from goldenthread.partnerships.queries import PersonLine, PostLine, chairs_of, rights, terms_of
from goldenthread.partnerships.rights import Holder
from goldenthread.partnerships.roles import Right


class Named(BaseModel):
    """Something of ours by name: ``kind`` is body, organisation, post or person."""

    kind: str
    ref: str
    name: str


def named(record: Holder | User | None) -> dict[str, Any] | None:
    if record is None:
        return None
    kind = "person" if isinstance(record, User) else str(record._meta.model_name)
    return {"kind": kind, "ref": record.ref, "name": str(record)}


class MyRole(BaseModel):
    role: str
    place: str
    until: date | None
    may: list[str]


class TokenShape(BaseModel):
    name: str
    rights: list[str]
    expires_at: datetime
    last_used_at: datetime | None


class Me(BaseModel):
    ref: str
    name: str
    token: TokenShape
    roles: list[MyRole]


def me(user: User, token: Token) -> dict[str, Any]:
    told = {name: getattr(token, name) for name in ("name", "rights", "expires_at", "last_used_at")}
    roles = [
        {"role": held.name, "place": held.place, "until": held.until, "may": list(held.rights)}
        for held in roles_of(user)
    ]
    return {"ref": user.ref, "name": user.name, "token": told, "roles": roles}


class PartnershipShape(BaseModel):
    slug: str
    name: str
    short_name: str
    area: str
    front_door: str
    licence: str = Field(description="Of published data, by its SPDX name; empty: no licence stated.")
    rights: list[str]
    address: str


def partnership(place: Partnership, user: User) -> dict[str, Any]:
    held = rights(user, place)
    return {
        **{name: getattr(place, name) for name in ("slug", "name", "short_name", "area", "front_door", "licence")},
        "rights": [right.name for right in Right if right in held],
        "address": at(place.get_absolute_url()),
    }


class TermsShape(BaseModel):
    words: str
    agreed_on: date
    review_on: date | None


class BodyShape(BaseModel):
    ref: str
    name: str
    short_name: str
    kind: str
    purpose: str
    meets: str
    state: str
    terms: TermsShape | None
    chairs: list[Named]
    parent: Named | None
    reports_to: Named | None
    starts_on: date | None
    ends_on: date | None
    address: str


def bodies(rows: list[Body]) -> list[dict[str, Any]]:
    """With who chairs each today and the terms of reference in force. Three queries, however many."""
    chairs, terms, today = chairs_of(rows), terms_of(rows), clock.today()
    plain = ("ref", "name", "short_name", "kind", "purpose", "meets", "starts_on", "ends_on")
    return [
        {
            **{name: getattr(body, name) for name in plain},
            "state": body.state_on(today),
            "terms": _terms(terms.get(body.pk)),
            "chairs": [named(person) for person in chairs[body.pk]],
            "parent": named(body.parent),
            "reports_to": named(body.reports_to),
            "address": at(body.get_absolute_url()),
        }
        for body in rows
    ]


def _terms(terms: TermsOfReference | None) -> dict[str, Any] | None:
    return {name: getattr(terms, name) for name in ("words", "agreed_on", "review_on")} if terms else None


class HolderShape(BaseModel):
    person: Named
    starts_on: date
    ends_on: date | None
    deputy: bool


class PostShape(BaseModel):
    ref: str
    title: str
    role: str
    body: Named | None
    organisation: Named | None
    holders: list[HolderShape]
    address: str


def post(line: PostLine) -> dict[str, Any]:
    plain = ("starts_on", "ends_on", "deputy")
    return {
        **{name: getattr(line.post, name) for name in ("ref", "title", "role")},
        "body": named(line.post.body),
        "organisation": named(line.post.organisation),
        "holders": [
            {"person": named(held.person), **{name: getattr(held, name) for name in plain}} for held in line.holders
        ],
        "address": at(line.post.get_absolute_url()),
    }


class OrganisationShape(BaseModel):
    ref: str
    name: str
    short_name: str
    kind: str
    member: str
    since: date | None
    until: date | None
    address: str


def organisation(member: Any) -> dict[str, Any]:
    """``member``: that it belongs to the partnership, with ``called``, its name on the day."""
    own: Organisation = member.organisation
    return {
        "ref": own.ref, "name": member.called, "short_name": own.short_name, "kind": own.kind, "member": member.kind,
        "since": member.starts_on, "until": member.ends_on, "address": at(own.get_absolute_url()),
    }  # fmt: skip


class PersonShape(BaseModel):
    ref: str
    name: str
    places: list[str]
    state: str


def people(lines: Iterable[PersonLine]) -> list[dict[str, Any]]:
    return [
        {"ref": line.person.ref, "name": str(line.person), "places": list(line.places), "state": line.state}
        for line in lines
    ]
