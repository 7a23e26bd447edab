"""Mappings between sets: which there are, and what the answers to one say of another."""

from functools import cache

from django.http import Http404, HttpResponse
from django.shortcuts import render

from goldenthread.core.rules import rule
from goldenthread.documents.writing.download import download
from goldenthread.documents.writing.report import Column, Report, Section, Table
from goldenthread.documents.writing.report import Organisation as Sender
from goldenthread.partnerships.requests import Request
from goldenthread.questionnaires.format.linking import Link
from goldenthread.questionnaires.format.things import Questionnaire
from goldenthread.questionnaires.queries import mappings as queries

SAID = {
    "equal": "asks the same",
    "part": "is a part of it",
    "whole": "holds it",
    "overlap": "shares something with it",
}
TONES = {"in full": "good", "in part": "note", "touched": "warn", "not at all": "none"}
TITLES = ("Standard", "Section", "Answered", "By", "How", "Why")


@cache
def _overview() -> list[tuple[Questionnaire, Questionnaire, dict[str, int]]]:
    """Files of the installation, which stay as they are while it runs."""
    pairs = ((one, other, queries.coverage(one.id, other.id)) for one, other in queries.mapped_sets())
    return [(one, other, found.counts) for one, other, found in pairs if found]


@rule("READ_PLAN")
def mapping_list(request: Request, partnership: str) -> HttpResponse:
    context = {"partnership": request.partnership, "pairs": _overview(), "degrees": queries.DEGREES}
    return render(request, "questionnaires/mapping_list.html", context)


@rule("READ_PLAN")
def mapping(request: Request, partnership: str, one: str, other: str) -> HttpResponse:
    found = queries.coverage(one, other)
    if found is None:
        raise Http404
    questions = {question.id: question.text for question in found.one.questions}
    format = request.GET.get("format", "")
    if format in {"xlsx", "csv"}:
        rows = [_row(line, link, questions) for line in found.lines for link in line.links or (None,)]
        table = Table("Mapping", [Column(title) for title in TITLES], rows)
        owner = Sender(request.partnership.name, request.partnership.colour)
        title = f"What “{found.one.title}” answers of “{found.other.title}”"
        report = Report(title=title, organisation=owner, sections=[Section("Mapping", blocks=[table])])
        return download(report, format, f"{one}-to-{other}")
    context = {
        "partnership": request.partnership, "found": found, "questions": questions, "said": SAID, "tones": TONES,
        "way": way, "degrees": queries.DEGREES,
    }  # fmt: skip
    return render(request, "questionnaires/mapping.html", context)


def way(link: Link) -> str:
    """Why, hop by hop."""
    return " ".join(hop.reason for hop in link.hops)


def _row(line: queries.Line, link: Link | None, questions: dict[str, str]) -> list[str]:
    by = [questions[link.one], SAID[link.how], way(link)] if link else ["", "", ""]
    return [line.question.text, line.section, queries.ANSWERED[link.how] if link else line.degree, *by]
