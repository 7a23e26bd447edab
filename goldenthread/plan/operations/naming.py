"""Saying who is meant by a name that a plan prints: once, for every action that prints it."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.history.operations import record
from goldenthread.partnerships.models import (
    Body,
    BodyKind,
    Organisation,
    OrganisationKind,
    Partnership,
    PartnershipMember,
    Post,
)
from goldenthread.partnerships.operations import add_body, add_organisation, add_post
from goldenthread.partnerships.roles import Role
from goldenthread.plan.matching import Holder
from goldenthread.plan.models import FOREVER, Action, Owner, Plan
from goldenthread.plan.operations.building import owner_row
from goldenthread.plan.operations.drafting import refuse_adopted
from goldenthread.plan.operations.versions import current, set_owners

NOBODY = "nobody"
POST_ROLES = (Role.INDEPENDENT_CHAIR, Role.SCRUTINEER, Role.MANAGER, Role.BOARD_MEMBER)
"""New posts of the partnership as a whole that a plan may name; others are added where bodies and posts are kept."""


@dataclass(frozen=True, slots=True)
class Who:
    """An answer as a form sends it: ``body:ref``, ``new-body:sub_group``, ``new-chair:ref-of-a-body``, ``nobody``."""

    kind: str
    value: str

    @classmethod
    def parse(cls, text: str) -> "Who":
        kind, _, value = text.partition(":")
        return cls(kind, value)

    @property
    def is_new(self) -> bool:
        return self.kind.startswith("new-")


@transaction.atomic
def say_who(plan: Plan, text: str, who: Who, *, by: User) -> int:
    """Match every owner of the draft that is printed as ``text``; returns how many actions print it."""
    refuse_adopted(plan)
    rows = Owner.objects.filter(action__plan=plan, text=text, valid_to=FOREVER, body=None, organisation=None, post=None)
    actions = list(Action.objects.filter(owners__in=rows).select_related("plan").distinct())
    if not actions:
        return 0
    holder = _holder(plan.partnership, text, who, by)
    for action in actions:
        set_owners(action, _with(action, text, holder), at=current(action).valid_from)
    record(plan, f"said that “{text}” is {holder or 'nobody here'}", by=by, new={"actions": len(actions)})
    return len(actions)


def _with(action: Action, text: str, holder: Holder | None) -> list[Owner]:
    """The owners of an action with the name matched; none twice in one role."""
    found: dict[tuple[object, ...], Owner] = {}
    for owner in action.owners.filter(valid_to=FOREVER).select_related("body", "organisation", "post"):
        meant = holder if owner.text == text and owner.holder is None else owner.holder
        if meant is None and owner.text == text:
            continue
        row = owner_row(owner.text, owner.role, meant)
        found.setdefault((owner.role, meant or owner.text), row)
    return list(found.values())


def _holder(partnership: Partnership, text: str, who: Who, by: User) -> Holder | None:
    if who.kind == NOBODY:
        return None
    if who.is_new:
        return _new(partnership, text, who, by)
    found = _known(partnership, who)
    if found is None:
        raise ValidationError("Choose who this is from the list.")
    return found


def _known(partnership: Partnership, who: Who) -> Holder | None:
    if who.kind == "organisation":
        members = PartnershipMember.objects.filter(partnership=partnership).values("organisation")
        return Organisation.objects.filter(pk__in=members, ref=who.value).first()
    if who.kind == "post":
        return Post.objects.filter(partnership=partnership, ref=who.value).first()
    return Body.objects.filter(partnership=partnership, ref=who.value).first() if who.kind == "body" else None


def _new(partnership: Partnership, text: str, who: Who, by: User) -> Holder:
    if who.kind == "new-body" and who.value in BodyKind.values:
        return add_body(partnership, name=text, kind=who.value, by=by)
    if who.kind == "new-organisation" and who.value in OrganisationKind.values:
        return add_organisation(partnership, name=text, kind=who.value, by=by).organisation
    if who.kind == "new-post" and who.value in POST_ROLES:
        return add_post(partnership, title=text, role=who.value, by=by)
    if who.kind == "new-chair":
        body = Body.objects.filter(partnership=partnership, ref=who.value).first()
        if body is not None:
            return add_post(partnership, title=text, role=Role.BODY_CHAIR, body=body, by=by)
    raise ValidationError("Choose who this is from the list.")


@transaction.atomic
def say_who_all(plan: Plan, answers: list[tuple[str, str]], *, by: User) -> int:
    """All answers of a page, or none: pairs of a printed name and who it is."""
    for text, who in answers:
        try:
            say_who(plan, text, Who.parse(who), by=by)
        except ValidationError as refusal:
            raise ValidationError([f"“{text}”: {message}" for message in refusal.messages]) from None
    return len(answers)
