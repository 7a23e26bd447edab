"""A plan that comes in a file (``docs/plan-json.md``): all of it or nothing."""

import base64
import binascii
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Field, ForeignKey, Model

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.refs import new_ref
from goldenthread.documents.errors import Refused
from goldenthread.documents.gate import check_file
from goldenthread.documents.models import Scan, StoredFile
from goldenthread.documents.operations import keep_file
from goldenthread.evidence.models import Evidence
from goldenthread.history.operations import record
from goldenthread.measures.models import Figure, Indicator
from goldenthread.partnerships.models import Body, Organisation, Partnership, PartnershipMember, Post
from goldenthread.partnerships.operations.bodies import index_body
from goldenthread.partnerships.operations.organisations import index_organisation
from goldenthread.partnerships.operations.posts import index_post
from goldenthread.partnerships.search import index
from goldenthread.plan.export.earlier import LISTS_ADDED, fill_in
from goldenthread.plan.export.schema import FILE, FORMAT, HOLDERS, LISTS, PARTS, PERSON, PLAN, Part
from goldenthread.plan.models import FOREVER, LoadedPlan, Period, Plan, PlanState
from goldenthread.plan.search import index_plan

Record = dict[str, Any]
FROM_BEFORE = {"supersedes", "carried_from"}
"""Fields that name records of an earlier plan: linked where that plan is here, else left empty."""
PLACES: dict[type[Model], str] = {Body: "name", Post: "title", Organisation: "name"}
INDEX: dict[type[Model], Callable[[Any], None]] = {
    Body: index_body,
    Post: index_post,
    Organisation: index_organisation,
}
SHARED: dict[type[Model], tuple[str, ...]] = {Period: ("starts_on",), Indicator: ("name",)}
"""What other plans of the partnership may hold as well, and by what it is known."""
BATCH = 500


def read_document(content: bytes) -> Record:
    """The file as plain values, or a sentence that says what is wrong with it."""
    try:
        document = json.loads(content)
    except ValueError as error:
        raise ValidationError("This file is not JSON, or it is not whole.") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ValidationError(f"This file does not say that it is “{FORMAT}”.")
    expected = {"format", "partnership", "plan", *LISTS}
    absent: Record = {key: [] for key in LISTS_ADDED}
    document = absent | document
    if document.keys() != expected or not all(isinstance(document[key], list) for key in LISTS):
        raise ValidationError(f"This file does not hold exactly these: {', '.join(sorted(expected))}.")
    if not all(isinstance(row, dict) for row in [document["plan"], *(row for key in LISTS for row in document[key])]):
        raise ValidationError("A record in this file is not made of fields.")
    fill_in(document)
    return document


@transaction.atomic
def load_plan(content: bytes, partnership: Partnership, *, by: User | str, copy: bool = False) -> Plan:
    """Bring a whole plan in. People, bodies, posts and organisations that are here already are taken; others are made.

    The plan keeps its references, so it is refused where it is here already; with ``copy`` everything gets new ones.
    Nobody gets a role by it, and nothing of it is public until somebody switches that on.
    """
    document = read_document(content)
    if copy:
        document = renamed(document, {ref: new_ref() for ref in _own_refs(document)})
    _refuse_doubles(document, partnership)
    try:
        with transaction.atomic():
            plan = _Loader(document, partnership).load(by)
    except IntegrityError as error:
        raise ValidationError(f"This file contradicts itself, or what is here: {error}.") from error
    digest = hashlib.sha256(content).hexdigest()
    LoadedPlan.objects.create(plan=plan, sha256=digest, loaded_at=clock.now(), earlier_history=document["history"])
    if plan.state == PlanState.ADOPTED:
        index_plan(plan)
    record(plan, "loaded the plan from a file", by=by, new={"sha256": digest, "actions": plan.actions.count()})
    return plan


def _same_figure(row: Figure) -> Figure | None:
    """The one that came here with another plan that the indicator measures."""
    same = {"indicator": row.indicator_id, "ends_on": row.ends_on, "entered_at": row.entered_at}
    return Figure.objects.filter(**same).first()


def _own_refs(document: Record) -> list[str]:
    """References of what the plan itself consists of, not of the people and places that it names."""
    lists = ["files", *(part.key for part in PARTS)]
    found = [document["plan"]["ref"], *(row["ref"] for key in lists for row in document[key] if "ref" in row)]
    return list(dict.fromkeys(found))


def renamed(value: Any, refs: dict[str, str]) -> Any:
    """The same values with other references, wherever one stands alone or before a "/"."""
    if isinstance(value, dict):
        return {key: renamed(item, refs) for key, item in value.items()}
    if isinstance(value, list):
        return [renamed(item, refs) for item in value]
    if isinstance(value, str):
        head, sep, tail = value.partition("/")
        return refs.get(head, head) + sep + tail
    return value


def _refuse_doubles(document: Record, partnership: Partnership) -> None:
    if Plan.objects.filter(ref=document["plan"].get("ref")).exists():
        raise ValidationError(
            "This plan is here already. Load it as a copy, which gives everything in it new references."
        )
    adopted = Plan.objects.filter(partnership=partnership, state=PlanState.ADOPTED).first()
    if document["plan"].get("state") == PlanState.ADOPTED and adopted:
        raise ValidationError(
            f"{partnership} has an adopted plan, “{adopted}”. Load this one into a partnership without."
        )


class _Loader:
    """Makes the records of a file in order, so that each finds those it names."""

    def __init__(self, document: Record, partnership: Partnership) -> None:
        self.document, self.partnership = document, partnership
        self.found: dict[type[Model], dict[str, int]] = defaultdict(dict)

    def load(self, by: User | str) -> Plan:
        for row in self.document["people"]:
            self.found[User][row["ref"]] = self._person(row).pk
        for key, (model, fields) in HOLDERS.items():
            for row in self.document[key]:
                self._holder(key, model, row, fields, by)
        for row in self.document["files"]:
            self.found[StoredFile][row["ref"]] = self._file(row).pk
        plan = self._made(Plan, "plan", self.document["plan"], PLAN, {"partnership": self.partnership})
        plan.save()
        self.found[Plan] = {plan.ref: plan.pk}
        for part in PARTS:
            self._part(part, plan)
        return plan

    def _part(self, part: Part, plan: Plan) -> None:
        known, fixed = self.found[part.model], part.fixed(plan)
        records = self.document[part.key]
        rows = [self._made(part.model, part.key, row, part.fields, fixed) for row in records]
        if part.model in SHARED:
            rows = [self._here(row) or row for row in rows]
        if part.model is Figure:
            rows = [_same_figure(row) or row for row in rows]
        part.model._base_manager.bulk_create([row for row in rows if row.pk is None], batch_size=BATCH)
        for row, values in zip(rows, records, strict=True):
            known[values.get("ref") or f"{values.get('action')}/{values.get('number')}"] = row.pk
        if part.model is Evidence:
            for piece in rows:
                if piece.withdrawn_at is None:
                    index(piece, title=piece.title, text=piece.shows)

    def _here(self, row: Any) -> Any:
        """A partnership has one period from each day, and one indicator of a name: what is loaded goes to that one."""
        same = {name: getattr(row, name) for name in SHARED[type(row)]}
        return type(row).objects.filter(partnership=self.partnership, **same).first()

    def _made(self, model: type[Model], place: str, row: Record, fields: list[str], fixed: Record) -> Any:
        """An unsaved record from the values of the file, each checked as a form would check it."""
        if row.keys() != set(fields):
            raise ValidationError(f"A record in “{place}” does not have exactly these fields: {', '.join(fields)}.")
        values = {self._column(model, name).attname: self._value(model, name, value) for name, value in row.items()}
        made = model(**values, **fixed)
        try:
            made.clean_fields(exclude={c.name for c in model._meta.fields if c.is_relation or c.name not in fields})
        except ValidationError as refusal:
            said = [
                f"{place} {row.get('ref', '')}: {name}: {' '.join(texts)}"
                for name, texts in refusal.message_dict.items()
            ]
            raise ValidationError(said) from refusal
        return made

    def _column(self, model: type[Model], name: str) -> "Field[Any, Any]":
        return model._meta.get_field(name)  # type: ignore[return-value]

    def _value(self, model: type[Model], name: str, value: Any) -> Any:
        if name == "valid_to" and value is None:
            return FOREVER
        column = self._column(model, name)
        if not isinstance(column, ForeignKey) or value is None:
            return value
        if name in FROM_BEFORE:
            return self._before(column.related_model, value)
        try:
            return self.found[column.related_model][value]
        except (KeyError, TypeError) as error:
            raise ValidationError(f"{name} “{value}” is named in this file, but it is not in it.") from error

    def _before(self, model: Any, ref: str) -> int | None:
        place = {"partnership": self.partnership} if model is Plan else {"plan__partnership": self.partnership}
        found: int | None = model.objects.filter(ref=ref, **place).values_list("pk", flat=True).first()
        return found

    # --- who and what the plan names ---------------------------------------------------------------------------------

    def _person(self, row: Record) -> User:
        """By reference or address; else somebody new, who holds no role. Without an address they cannot sign in."""
        if row.keys() - {"email"} != set(PERSON):
            raise ValidationError("A person in this file does not have exactly a reference and a name.")
        here = (
            User.objects.filter(ref=row["ref"]).first()
            or User.objects.filter(email__iexact=row.get("email", "")).first()
        )
        if here:
            return here
        away = {} if row.get("email") else {"is_active": False, "suspended_at": clock.now()}
        return User.objects.create_person(
            row.get("email") or f"{row['ref']}@unknown.invalid", row["name"], ref=row["ref"], **away
        )

    def _holder(self, key: str, model: Any, row: Record, fields: list[str], by: User | str) -> None:
        """By reference, else by name; else made. An organisation is the same one for all partnerships."""
        fixed = {} if model is Organisation else {"partnership": self.partnership}
        made = self._made(model, key, row, fields, fixed)
        same = {PLACES[model]: getattr(made, PLACES[model])}
        here = model.objects.filter(ref=made.ref, **fixed).first() or model.objects.filter(**same, **fixed).first()
        if here is None:
            if model.objects.filter(ref=made.ref).exists():
                made.ref = new_ref()
            here = self._new_holder(made, by)
        self.found[model][row["ref"]] = here.pk
        if here.ref != row["ref"]:
            self.document["variations"] = renamed(self.document["variations"], {row["ref"]: here.ref})

    def _new_holder(self, made: Any, by: User | str) -> Any:
        made.save()
        if isinstance(made, Organisation):
            PartnershipMember.objects.create(partnership=self.partnership, organisation=made)
        INDEX[type(made)](made)
        record(made, "came with a plan that was loaded from a file", by=by)
        return made

    def _file(self, row: Record) -> StoredFile:
        """With its bytes it passes the gate like any other; without, its name and hash are kept and nobody opens it."""
        content = row.pop("content", None)
        made = self._made(StoredFile, "files", row, FILE, {"chain": self.partnership.slug, "scan": Scan.MISSING})
        if content is None:
            made.save()
            return made
        try:
            checked = check_file(base64.b64decode(content, validate=True), made.name)
        except (Refused, binascii.Error, TypeError) as refusal:
            raise ValidationError(f"The file “{made.name}” in it cannot be taken: {refusal}") from refusal
        if checked.sha256 != made.sha256:
            raise ValidationError(f"The file “{made.name}” in it is not the one that the plan names: its hash differs.")
        stored = keep_file(checked, chain=self.partnership.slug, by=made)
        stored.ref, stored.sent_by, stored.sent_at = made.ref, made.sent_by, made.sent_at
        stored.save()
        return stored
