"""Attendance and contribution of each organisation over a year."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.core import clock
from goldenthread.core.rules import rule
from goldenthread.core.words import day as in_words
from goldenthread.documents.writing.download import LABELS, download
from goldenthread.documents.writing.report import Column, Organisation, Report, Section, Table, Value
from goldenthread.partnerships.requests import Request
from goldenthread.reports.queries import attendance as queries

EARLIEST = 2015
MOST = 200


@rule("READ_PLAN")
@require_safe
def attendance(request: Request, partnership: str) -> HttpResponse:
    """By name. Each row opens the meetings behind it."""
    year = _year(request)
    found = queries.shares(request.user, request.partnership, year)
    if request.GET.get("format") in LABELS and found:
        return _file(request, found, year, request.GET["format"])
    chosen = request.GET.get("organisation", "")
    seats = list(queries.seats_of(request.user, request.partnership, year, chosen)[:MOST]) if chosen else []
    this = queries.year_of(clock.today())
    context: dict[str, Any] = {
        "partnership": request.partnership,
        "year": year,
        "years": [queries.Year(this.starts - back) for back in range(5)],
        "shares": found,
        "chosen": next((share for share in found if share.ref == chosen), None),
        "seats": seats,
        "files": LABELS,
    }
    return render(request, "reports/attendance.html", context)


def _year(request: Request) -> queries.Year:
    """The year that ``?year=2021`` names; this one where it names none."""
    text = request.GET.get("year", "")
    this = queries.year_of(clock.today())
    asked = int(text) if text.isdecimal() and len(text) == 4 else this.starts
    return queries.Year(asked) if EARLIEST <= asked <= this.starts else this


def _file(request: Request, found: list[queries.Share], year: queries.Year, format: str) -> HttpResponse:
    numbers = ("Meetings", "Represented", "By a member", "Apologies", "Absent", "Returns owed", "Handed in", "Late")
    rows: list[list[Value]] = [
        [
            each.name, each.meetings, each.represented, each.in_person, each.apologies, each.absent, each.owed,
            each.handed_in, each.late,
        ]
        for each in found
    ]  # fmt: skip
    columns = [Column("Organisation"), *(Column(title, "number") for title in numbers)]
    place = request.partnership
    report = Report(
        title=f"Attendance and contribution {year}",
        organisation=Organisation(place.name, place.colour),
        sections=[Section("Organisations by name", blocks=[Table("Attendance and contribution", columns, rows)])],
        footer=f"{in_words(year.days[0])} to {in_words(year.days[1])}, as of {in_words(clock.today())}",
    )
    return download(report, format, f"{place.slug}-attendance-{year.starts}")
