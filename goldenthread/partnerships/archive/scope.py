"""Which records leave with a partnership, and why the others stay behind.

Where partnerships work together a model says by which relation its records belong (``leaves_with``), and which
relations must lead to something that leaves as well (``leaves_only_with``): what names another partnership stays.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from goldenthread.accounts.models import User
from goldenthread.documents.models import StoredFile
from goldenthread.partnerships.models import Membership, Network, Organisation, OrganisationName, Partnership
from goldenthread.partnerships.rights import counts_in

Model = type[models.Model]

CHAINED = {"history.Chain": "name", "history.Entry": "chain", "documents.StoredFile": "chain"}
"""What names its partnership by the short name, and by which field."""

KNOWN_BY = {Network: "slug", Organisation: "ref", OrganisationName: "pk", User: "email"}
"""What several partnerships share, and how another installation recognises one that it has already."""

STAYS_WITH_THE_PERSON = {"password", "last_login"}
"""Fields of a person that never leave: whoever comes along chooses a new password."""


def our_models() -> list[Model]:
    """Every model of ours, and the tables between two of them."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model.__module__.startswith("goldenthread.")]


def stays_behind() -> dict[str, str]:
    """Models whose records do not leave, each with its reason (``stays_behind`` of the model)."""
    return {model._meta.label: str(reason) for model in our_models() if (reason := getattr(model, "stays_behind", ""))}


def leaving() -> list[Model]:
    """The models whose records leave, those that others point to first."""
    wanted = [model for model in our_models() if not getattr(model, "stays_behind", "")]
    ordered: list[Model] = []
    while wanted:
        ready = [model for model in wanted if not _waits_for(model, wanted)] or wanted[:1]
        ordered += ready
        wanted = [model for model in wanted if model not in ready]
    return ordered


def _waits_for(model: Model, others: list[Model]) -> bool:
    targets = {field.related_model for field in relations(model) if not field.null}
    return any(target in others for target in targets if target is not model)


def relations(model: Model) -> list[models.ForeignKey[Any, Any]]:
    return [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]


def fields(model: Model) -> list[models.Field[Any, Any]]:
    """What is written of a record: all but its number in the database, and what stays with a person."""
    kept = [field for field in model._meta.concrete_fields if not field.primary_key]
    return [field for field in kept if model is not User or field.name not in STAYS_WITH_THE_PERSON]


class Scope:
    """The records of one partnership. What is closed to named people leaves only with a ``reader`` whom it is open to.

    Without a reader all of it leaves: that is for whoever runs the installation, who holds the database anyway.
    """

    def __init__(self, partnership: Partnership, reader: User | None = None) -> None:
        self.partnership, self.reader = partnership, reader
        self._querysets: dict[Model, models.QuerySet[Any]] = {}

    def rows(self, model: Model) -> models.QuerySet[Any]:
        """In an order that another installation that loaded them keeps."""
        if model not in self._querysets:
            self._querysets[model] = self._found(model)
        return self._querysets[model].order_by(KNOWN_BY.get(model, "pk"))

    def _found(self, model: Model) -> models.QuerySet[Any]:
        everything = model._base_manager.all()
        if model is Partnership:
            return everything.filter(pk=self.partnership.pk)
        if model is Membership:
            return everything.filter(counts_in(self.partnership), network=None)
        if model is StoredFile and self.reader:
            return everything.filter(pk__in=self._named(StoredFile))
        if model._meta.label in CHAINED:
            return everything.filter(**{CHAINED[model._meta.label]: self.partnership.slug})
        if model in KNOWN_BY:
            return self._shared(model)
        return self._owned(model)

    def _owned(self, model: Model) -> models.QuerySet[Any]:
        """Records that cannot be without one of the partnership's, whichever of their relations says so."""
        owner = owning_relation(model)
        if owner is None:
            raise LookupError(f"{model._meta.label} belongs to no partnership and does not say why it stays behind.")
        target: Any = owner.related_model
        found = model._base_manager.filter(**{f"{owner.name}__in": self._unordered(target)})
        for name in getattr(model, "leaves_only_with", ()):
            related: Any = model._meta.get_field(name).related_model
            found = found.filter(models.Q(**{name: None}) | models.Q(**{f"{name}__in": self._unordered(related)}))
        if self.reader and getattr(model, "closed_to_some", False):
            readable = model._default_manager.open_to(self.reader)  # type: ignore[attr-defined]
            found = found.filter(pk__in=readable.values("pk"))
        return found

    def _unordered(self, model: Model) -> models.QuerySet[Any]:
        self.rows(model)
        return self._querysets[model].order_by().values("pk")

    def _shared(self, model: Model) -> models.QuerySet[Any]:
        """Those that the partnership's own records name, and what these name in turn."""
        if model is OrganisationName:
            return OrganisationName.objects.filter(organisation__in=self._unordered(Organisation))
        found = self._named(model)
        while model is Organisation:
            followed = Organisation.objects.filter(pk__in=found).exclude(succeeded_by=None)
            after = set(followed.values_list("succeeded_by_id", flat=True))
            if after <= found:
                break
            found |= after
        return model._base_manager.filter(pk__in=found)

    def _named(self, target: Model) -> set[int]:
        """Numbers of what the partnership's own records point to."""
        found: set[int] = set()
        for model, field in pointing_to(target):
            if model not in KNOWN_BY:
                named = self._unordered(model).exclude(**{field.name: None})
                found |= set(named.values_list(field.attname, flat=True))
        return found


def pointing_to(target: Model) -> Iterator[tuple[Model, models.ForeignKey[Any, Any]]]:
    for model in leaving():
        yield from ((model, field) for field in relations(model) if field.related_model is target)


def owning_relation(model: Model) -> models.ForeignKey[Any, Any] | None:
    """The relation by which a record belongs to a partnership: one it must have, straight to it before others."""
    owners = [field for field in relations(model) if not field.null and _is_owned(field.related_model)]
    if named := getattr(model, "leaves_with", ""):
        return next(field for field in owners if field.name == named)
    return next((field for field in owners if field.related_model is Partnership), owners[0] if owners else None)


def _is_owned(model: Any) -> bool:
    if model is Partnership:
        return True
    shared = model in KNOWN_BY or model is Membership or model._meta.label in CHAINED
    return not shared and not getattr(model, "stays_behind", "") and owning_relation(model) is not None
