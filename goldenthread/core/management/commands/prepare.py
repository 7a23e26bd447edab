"""Everything between a new version of the code and a running application, in one start of Django."""

import hashlib
import os
import shlex
from argparse import ArgumentParser
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from goldenthread.core import schema

SEED, LINK = "seed_demonstration", "sign_in_link"
IN_USE = (
    "This database is in real use and is no demonstration, where anybody on the machine can sign in as anybody. "
    "Start it with GOLDENTHREAD_DEMONSTRATION=0."
)


class Command(BaseCommand):
    help = (
        "Bring database and static files up to date; fill an empty demonstration. Does only what is still to be done."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--links", action="store_true", help="Also print where to go and, on a demonstration, sign-in links."
        )

    def handle(self, *, links: bool, **options: Any) -> None:
        self._migrate()
        call_command("createcachetable", verbosity=0)
        self._collect_static()
        if settings.DEMONSTRATION:
            self._fill_demonstration()
        if links:
            self._say_where()

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if schema.pending(executor):
            _refuse_another_version(schema.models_of_what_is_applied(executor))
            self.stdout.write("Bringing the database up to date")
            call_command("migrate", interactive=False, verbosity=0)
        _refuse_another_version(apps)

    def _collect_static(self) -> None:
        stamp, sources = Path(settings.STATIC_ROOT) / "sources.sha256", _sources_hash()
        if stamp.exists() and stamp.read_text() == sources:
            return
        self.stdout.write("Collecting style sheets and scripts")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(sources)

    def _fill_demonstration(self) -> None:
        people = get_user_model().objects
        if not people.exists():
            self.stdout.write("Loading the demonstration")
            call_command(SEED, stdout=self.stdout)
        elif not people.filter(email__endswith=".example").exists():
            raise CommandError(IN_USE)

    def _say_where(self) -> None:
        self.stdout.write(f"\nGolden Thread: {settings.ADDRESS}\n")
        if settings.DEMONSTRATION and LINK in get_commands():
            people = list(get_user_model().objects.filter(is_active=True, email__endswith=".example").order_by("pk"))
            shown = _cast([person.email for person in people])
            for email in shown:
                self.stdout.write(f"  {email:36} {_sign_in_link(email)}")
            if more := len(people) - len(shown):
                self.stdout.write(f"\n{more} more do the same elsewhere.\n")
            self.stdout.write(f"\nA link works once. A new one: {_as_started()}.venv/bin/goldenthread {LINK} ADDRESS\n")
        self.stdout.write("\nCtrl-C stops it.\n")


def _as_started() -> str:
    """What must stand before a command so that it means this installation."""
    given = {name: os.environ.get(name) for name in ("GOLDENTHREAD_DATA", "PORT")}
    usual = {"PORT": "8000", "GOLDENTHREAD_DATA": ""}
    return "".join(f"{name}={shlex.quote(value)} " for name, value in given.items() if value and value != usual[name])


def _refuse_another_version(models: Any) -> None:
    if difference := schema.difference(models):
        raise CommandError(schema.OF_ANOTHER_VERSION.format(difference=difference))


OF_ONE_KIND = 2


def _cast(emails: list[str]) -> list[str]:
    """People stand together by place, where there are most of them first; of one kind only the first few."""
    parted = [email.partition("@") for email in emails]
    in_place, kinds, shown = Counter(place for _, _, place in parted), Counter[str](), []
    for kind, _, place in sorted(parted, key=lambda each: (-in_place[each[2]], each[2])):
        kinds[kind] += 1
        if kinds[kind] <= OF_ONE_KIND:
            shown.append(f"{kind}@{place}")
    return shown


def _sources_hash() -> str:
    """Over every file that collectstatic would read: those of our apps and of the packages in use."""
    digest = hashlib.sha256()
    for app in apps.get_app_configs():
        for path in sorted(file for file in (Path(app.path) / "static").rglob("*") if file.is_file()):
            digest.update(f"{app.label}/{path.relative_to(app.path)}".encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _sign_in_link(email: str) -> str:
    answer = StringIO()
    call_command(LINK, email, stdout=answer)
    return answer.getvalue().strip()
