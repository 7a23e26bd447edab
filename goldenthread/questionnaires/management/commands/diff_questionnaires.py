"""``goldenthread diff_questionnaires OLD NEW``: what a new edition changes, and what becomes of open answers."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goldenthread.core.words import plural
from goldenthread.questionnaires.format.comparing import Change, NotComparable, compare, touched
from goldenthread.questionnaires.format.faults import Faulty
from goldenthread.questionnaires.format.things import Questionnaire
from goldenthread.questionnaires.management.commands.lint_questionnaire import thing_in


class Command(BaseCommand):
    help = (
        "Compare two editions of a questionnaire: what is added, removed, reworded, moved, and what it does to answers."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("old")
        parser.add_argument("new")

    def handle(self, *, old: str, new: str, **options: Any) -> None:
        before, after = _read(old), _read(new)
        try:
            changes = compare(before, after)
        except NotComparable as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write("\n".join(told(before, after, changes)))


def _read(name: str) -> Questionnaire:
    try:
        thing = thing_in(Path(name))
    except Faulty as faulty:
        raise CommandError("\n".join(f"{name}:{fault.line}: {fault.sentence}" for fault in faulty.faults)) from None
    if not isinstance(thing, Questionnaire):
        raise CommandError(f"{name} is no questionnaire.")
    return thing


def told(old: Questionnaire, new: Questionnaire, changes: list[Change]) -> Iterator[str]:
    yield f"{old} → edition {new.edition}"
    if not changes:
        yield "Nothing is different."
        return
    yield f"{plural(len(changes), 'change')}. Of the questions of both editions:"
    for effect, count in touched(old, new, changes).items():
        yield f"  {count:>4} {effect}"
    about = ""
    for change in changes:
        if change.about + change.question != about:
            about = change.about + change.question
            yield ""
            yield f"{change.question or '(whole)'}: {change.about}"
        yield f"  {change.sentence} {_effect(change)}".rstrip()
        if change.before or change.after:
            yield f"    - {change.before}"
            yield f"    + {change.after}"


def _effect(change: Change) -> str:
    return f"[{change.effect}]" if change.question else ""
