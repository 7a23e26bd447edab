"""``goldenthread lint_questionnaire FILE``: is it right, and if not, what is wrong in which line. Needs no database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goldenthread.core.words import plural
from goldenthread.questionnaires import shipped
from goldenthread.questionnaires.format.faults import Fault, Faulty
from goldenthread.questionnaires.format.files import doubts_about, text_of
from goldenthread.questionnaires.format.reading import read_mapping, read_questionnaire
from goldenthread.questionnaires.format.shape import MAPPING, schema
from goldenthread.questionnaires.format.things import Mapping, Questionnaire


class Command(BaseCommand):
    help = "Check the file of a questionnaire, or of a mapping between two that come with Golden Thread."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", metavar="FILE")
        parser.add_argument("--schema", action="store_true", help="print the JSON Schema of a questionnaire's file")

    def handle(self, *, files: list[str], schema: bool, **options: Any) -> None:
        if schema:
            self.stdout.write(schema_text())
            return
        if not files:
            raise CommandError("Name the file of a questionnaire.")
        wrong = sum(self._lint(name) for name in files)
        if wrong:
            raise CommandError(f"{plural(wrong, 'fault')}.")

    def _lint(self, name: str) -> int:
        """How many faults it has."""
        try:
            thing = thing_in(Path(name))
        except Faulty as faulty:
            for fault in faulty.faults:
                self.stdout.write(f"{name}:{fault.line}: {fault.sentence}")
            return len(faulty.faults)
        self.stdout.write(f"{name}: {summary(thing)}")
        if isinstance(thing, Questionnaire):
            for doubt in doubts_about(thing):
                self.stdout.write(f"  ? {doubt}")
        return 0


def thing_in(path: Path) -> Questionnaire | Mapping:
    try:
        text = text_of(path)
    except OSError as problem:
        raise Faulty([Fault(1, f"The file cannot be opened: {problem.strerror}.")]) from None
    if MAPPING in text[:2000]:
        return read_mapping(text, shipped.questionnaires())
    return read_questionnaire(text, shipped.scales())


def summary(thing: Questionnaire | Mapping) -> str:
    if isinstance(thing, Mapping):
        return f"{plural(len(thing.pairs), 'pair')} between {thing.one[0]} and {thing.other[0]}. Nothing is wrong."
    sections, questions = len(thing.sections), len(list(thing.questions))
    return f"{thing}: {plural(sections, 'section')}, {plural(questions, 'question')}. Nothing is wrong."


def schema_text() -> str:
    return json.dumps(schema(), indent=2, ensure_ascii=False)
