"""``goldenthread read_plan FILE``: reads a plan document and says what it found. Saves nothing, needs no database."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goldenthread.core.words import plural
from goldenthread.documents.errors import Refused
from goldenthread.documents.gate import CheckedFile, check_file
from goldenthread.documents.sandbox import run_in_sandbox
from goldenthread.plan.operations.reading import READER

Read = dict[str, Any]


def checked(name: str) -> CheckedFile:
    """The file if it passes the gate, else one sentence and exit code 1."""
    path = Path(name)
    try:
        return check_file(path, path.name)
    except Refused as refusal:
        raise CommandError(refusal.sentence) from None
    except OSError as problem:
        raise CommandError(f"{name} cannot be opened: {problem.strerror}.") from None


class Command(BaseCommand):
    help = "Read a plan document and print what was found, without saving anything."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--json", action="store_true", help="everything that was found, as JSON")

    def handle(self, *, file: str, json: bool, **options: Any) -> None:
        try:
            result = run_in_sandbox(READER, file=checked(file))
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
        self.stdout.write(as_json(result) if json else "\n".join(summary(result)))


def as_json(result: Read) -> str:
    return json.dumps(result, ensure_ascii=False, indent=2)


def summary(result: Read) -> Iterator[str]:
    """The plan as a person would tell it, with every doubt."""
    plan, counts = result["plan"], result["counts"]
    yield plan["title"] or "A plan without a title"
    yield f"{result['partnership']['name'] or 'The partnership is not named'}, {_period(plan['period'])}"
    yield (
        f"{plural(counts['priorities'], 'priority', 'priorities')}, {plural(counts['outcomes'], 'outcome')}, "
        f"{plural(counts['actions'], 'action')}; {plural(len(result['unused']), 'line')} of the document not used"
    )
    yield from _doubts(result)
    for priority in result["priorities"]:
        yield ""
        yield f"Priority {priority['number'] or ''}: {priority['title'] or 'no title is printed'}".replace(" :", ":")
        for outcome in priority["outcomes"]:
            yield f"  Outcome {outcome['number'] or '-'}: {outcome['text']}"
            yield from _doubts(outcome, "    ")
        for action in priority["actions"]:
            yield from _action(action)


def _action(action: Read) -> Iterator[str]:
    yield f"  Action {action['number'] or '-'}: {action['text']}"
    owners = ", ".join(owner["name"] for owner in action["owners"])
    yield f"    Owner: {owners or 'nobody is named'}. Deadline: {_deadline(action['deadline'])}"
    yield from _doubts(action, "    ")


def _deadline(deadline: Read) -> str:
    if deadline["kind"] == "none":
        return "none is printed"
    late = f" (late after {deadline['due']})" if deadline["due"] else ""
    return f"{deadline['text']}{late}"


def _period(period: Read) -> str:
    if not period["start"]:
        return "its period could not be read"
    return f"{period['start']} to {period['end'] or 'an end that is not said'}"


def _doubts(about: Read, indent: str = "") -> Iterator[str]:
    return (f"{indent}? {doubt['sentence']}" for doubt in about["doubts"])
