"""What ./run does between a checkout and a running application."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import caches
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepared(settings: Any, tmp_path: Path) -> Any:
    """A function that runs the command in an installation of its own and returns what it said."""
    settings.STATIC_ROOT = tmp_path / "static"
    staticfiles_storage.__dict__.update(_location=str(settings.STATIC_ROOT))
    for name in ("base_location", "location"):
        staticfiles_storage.__dict__.pop(name, None)

    def run(**options: Any) -> str:
        said = StringIO()
        call_command("prepare", stdout=said, **options)
        return said.getvalue()

    return run


def test_prepare_collects_static_files_once(prepared: Any, settings: Any) -> None:
    assert "Collecting" in prepared()
    assert (settings.STATIC_ROOT / "core" / "app.css").is_file()
    assert "Collecting" not in prepared()


def test_prepare_collects_static_files_again_when_they_changed(prepared: Any, settings: Any) -> None:
    prepared()
    (settings.STATIC_ROOT / "sources.sha256").write_text("of an earlier version")
    assert "Collecting" in prepared()


def test_prepare_makes_the_table_of_the_cache(prepared: Any, settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kept"}}
    caches.close_all()
    prepared()
    assert "kept" in connection.introspection.table_names()


def test_prepare_says_where_to_go(prepared: Any, settings: Any) -> None:
    settings.ADDRESS = "https://thread.example.org"
    assert "Golden Thread: https://thread.example.org\n" in prepared(links=True)


def test_prepare_prints_a_sign_in_link_for_each_person_of_a_demonstration(prepared: Any, settings: Any) -> None:
    settings.DEMONSTRATION = True
    for email in ("manager@marlshire.example", "chair@marlshire.example"):
        make.a_person(email.partition("@")[0], email)
    said = prepared(links=True)
    assert re.findall(r"(\S+@\S+) +http\S+", said) == ["manager@marlshire.example", "chair@marlshire.example"]


def test_people_of_one_kind_in_many_places_are_counted(prepared: Any, settings: Any) -> None:
    settings.DEMONSTRATION = True
    for place in ("ashmoor", "birmingham", "elmshire", "fennshire"):
        make.a_person(place, f"manager@{place}.example")
    make.a_person("Chair", "chair@birmingham.example")
    said = prepared(links=True)
    shown = ["manager@birmingham.example", "chair@birmingham.example", "manager@ashmoor.example"]
    assert re.findall(r"(\S+@\S+) +http\S+", said) == shown
    assert "2 more do the same elsewhere" in said


def test_prepare_prints_no_sign_in_link_elsewhere(prepared: Any) -> None:
    make.a_person("Manager", "manager@marlshire.example")
    assert "manager@marlshire.example" not in prepared(links=True)


def test_prepare_leaves_a_database_in_real_use_alone(prepared: Any, settings: Any) -> None:
    make.a_person("Somebody Real", "somebody@council.gov.uk")
    settings.DEMONSTRATION = True
    with pytest.raises(CommandError, match="in real use"):
        prepared()
