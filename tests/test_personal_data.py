"""Each model says which of its fields are personal, why they are held and for how long."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps

OURS = [model for model in apps.get_models() if model.__module__.startswith("goldenthread.")]

NOT_WRITTEN_BY_PEOPLE: dict[str, str] = {}
"""Long texts that cannot hold anything about a person, each with the reason."""


def must_be_declared(field: models.Field) -> bool:
    """Who it is, how to reach them, and whatever somebody may write about anybody."""
    if isinstance(field, models.ForeignKey | models.ManyToManyField):
        return field.remote_field.model in {settings.AUTH_USER_MODEL, apps.get_model(settings.AUTH_USER_MODEL)}
    return isinstance(field, models.TextField | models.EmailField | models.FileField)


def undeclared(model: type[models.Model]) -> list[str]:
    declared = getattr(model, "personal_data", {})
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [field.name for field in fields if must_be_declared(field) and field.name not in declared]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_model_says_what_is_personal(model: type[models.Model]) -> None:
    assert isinstance(model.personal_data, dict)
    assert [name for name in undeclared(model) if f"{model._meta.label}.{name}" not in NOT_WRITTEN_BY_PEOPLE] == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_what_is_declared_is_a_field_with_a_reason(model: type[models.Model]) -> None:
    names = {field.name for field in model._meta.get_fields()}
    assert set(model.personal_data) - names == set()
    assert [name for name, reason in model.personal_data.items() if len(reason.strip()) < 5] == []


def test_exceptions_are_needed() -> None:
    found = {f"{model._meta.label}.{name}" for model in OURS for name in undeclared(model)}
    assert set(NOT_WRITTEN_BY_PEOPLE) - found == set()


@isolate_apps("goldenthread.core")
def test_field_that_says_nothing_is_found() -> None:
    class Planted(models.Model):
        person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
        email = models.EmailField()
        notes = models.TextField()
        told = models.TextField()
        count = models.IntegerField()
        personal_data = {"told": "What somebody said; a year."}

        class Meta:
            app_label = "core"

        def __str__(self) -> str:
            return ""

    assert undeclared(Planted) == ["person", "email", "notes"]
