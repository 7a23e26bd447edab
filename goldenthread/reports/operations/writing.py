"""A report's way: begun, written, handed in, released by a second person, withdrawn. Figures are never typed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.history.operations import record
from goldenthread.history.queries import has_done
from goldenthread.partnerships.models import Body, Partnership
from goldenthread.partnerships.search import index, unindex
from goldenthread.plan.models import Period
from goldenthread.reports.headings import HeadingList
from goldenthread.reports.models import Clearance, Report, ReportKind, ReportPart, ReportState, digest
from goldenthread.reports.queries.figures import HIGHLIGHT, OFFERED, highlight
from goldenthread.reports.queries.written import small_in, whole

Answers = dict[str, str] | None
WROTE = "wrote in the report"


@transaction.atomic
def start_highlight(body: Body, period: Period, *, by: User) -> Report:
    """The report of a body for a period, filled from the records as they stand now. Asking twice gives the same one."""
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    found = Report.objects.filter(kind=ReportKind.HIGHLIGHT, body=body, period=period).first()
    if found:
        return found
    report = Report(
        partnership=body.partnership, kind=ReportKind.HIGHLIGHT, title=f"{body}: {period}"[:200], body=body,
        period=period, starts_on=period.starts_on, ends_on=period.ends_on, made_by=by, made_at=clock.now(),
        frozen_at=clock.now(),
    )  # fmt: skip
    report.full_clean()
    report.save()
    for position, (key, heading) in enumerate(HIGHLIGHT):
        ReportPart.objects.create(
            report=report, position=position, key=key, heading=heading, offers=OFFERED.get(key, [])
        )
    _fill(report, by)
    record(report, "began the highlight report", by=by)
    return report


@transaction.atomic
def start_report(
    partnership: Partnership, *, kind: str, title: str, starts_on: date, ends_on: date, lists: Iterable[HeadingList],
    by: User,
) -> Report:  # fmt: skip
    """A report of a year, under the headings of the lists that were chosen."""
    chosen = list(lists)
    if not chosen:
        raise ValidationError({"lists": "Choose at least one list of headings."})
    report = Report(
        partnership=partnership, kind=kind, title=title.strip(), starts_on=starts_on, ends_on=ends_on, made_by=by,
        made_at=clock.now(), frozen_at=clock.now(),
    )  # fmt: skip
    report.full_clean()
    report.save()
    told = [(each, heading) for each in chosen for heading in each.headings]
    for position, (each, heading) in enumerate(told):
        ReportPart.objects.create(
            report=report, position=position, key=f"{each.key}-{heading.key}", heading=heading.text,
            source=each.said, verified=each.verified, offers=heading.offers,
        )  # fmt: skip
    record(report, "began the report", by=by, new={"headings": [each.name for each in chosen]})
    return report


@transaction.atomic
def freeze_again(report: Report, *, by: User) -> Report:
    """Take the figures of this moment. The words stay."""
    report = locked(report)
    report.frozen_at = clock.now()
    report.save(update_fields=["frozen_at"])
    if report.kind == ReportKind.HIGHLIGHT:
        _fill(report, by)
    record(report, "took the figures anew", by=by)
    return report


def _fill(report: Report, by: User) -> None:
    assert report.body is not None  # a constraint of the table
    assert report.period is not None
    filled = highlight(by, report.body, report.period, clock.today())
    for part in report.parts.all():
        part.figures, part.table = filled[part.key].figures, filled[part.key].table
        part.save(update_fields=["figures", "table"])


@transaction.atomic
def write_part(part: ReportPart, *, edition: int, by: User, answers: Answers = None, **texts: str) -> ReportPart:
    """``texts`` are words or children_words. The hash of the words is kept with what was written for children."""
    report = locked(part.report)
    part = ReportPart.objects.select_for_update(of=("self",)).select_related("written_by").get(pk=part.pk)
    if part.edition != edition:
        raise ValidationError(f"{part.written_by} saved this while you were writing. Compare below, then save again.")
    refuse_identifiers(report, texts, partnership=report.partnership, by=by, answers=answers)
    old = {name: getattr(part, name) for name in texts}
    for name, text in texts.items():
        setattr(part, name, text.strip())
    if "children_words" in texts:
        part.children_of = digest(part.words) if part.children_words else ""
    part.edition, part.written_by, part.written_at = part.edition + 1, by, clock.now()
    part.save()
    record(report, WROTE, by=by, old=old, new={"heading": part.heading, **texts})
    return part


@transaction.atomic
def submit_report(report: Report, *, by: User) -> Report:
    """Hand it in: a highlight report to the Board, a report of a year to a second person. Its words are closed then."""
    report = locked(report)
    behind = [part.heading for part in report.parts.all() if part.children_are_behind]
    if behind:
        raise ValidationError(
            f"The children's words are behind under: {'; '.join(behind)}. Bring them up to date first."
        )
    report.state, report.submitted_by, report.submitted_at = ReportState.SUBMITTED, by, clock.now()
    report.save()
    if report.kind == ReportKind.HIGHLIGHT:
        index(report, title=report.title, text="\n".join(part.words for part in report.parts.all()))
    record(report, "handed the report in", by=by)
    return report


@transaction.atomic
def take_back(report: Report, *, why: str, by: User, answers: Answers = None) -> Report:
    """Open it again, before it is released."""
    report = locked(report, ReportState.SUBMITTED)
    if not why.strip():
        raise ValidationError({"why": "Say why it is opened again."})
    refuse_identifiers(report, {"why": why}, partnership=report.partnership, by=by, answers=answers)
    report.state, report.submitted_by, report.submitted_at = ReportState.DRAFT, None, None
    report.save()
    report.clearances.all().delete()
    unindex(report)
    record(report, "opened the report again", by=by, reason=why)
    return report


@transaction.atomic
def release_report(report: Report, *, by: User, shown: Iterable[str] = (), rounds: bool = True) -> Report:
    """The second person lets it out. Never somebody who began it, handed it in, or wrote in it.

    Small numbers of people are hidden from the public (``small.py``) but for those that two people, each for
    themselves, name by their keys in ``shown``. The first who names any keeps it back for another one; the answer then
    is still handed in. With ``rounds`` the other numbers of people are rounded to the nearest five.
    """
    report = locked(report, ReportState.SUBMITTED)
    if report.kind == ReportKind.HIGHLIGHT:
        raise ValidationError("A highlight report goes to the Board; it is not released to the public.")
    if by.pk in {report.made_by_id, report.submitted_by_id} or has_done(by.ref, WROTE, report):
        raise ValidationError("Somebody else must release it: you began it, handed it in, or wrote in it.")
    found = small_in(whole(report))
    chosen = {each.key for each in found} & set(shown)
    first = report.clearances.exclude(person=by).select_related("person").first()
    if chosen and first is None:
        return _wait_for_another(report, sorted(chosen), by)
    report.shown_numbers = sorted(chosen & set(first.shown if first else ()))
    report.rounds, report.state, report.released_by, report.released_at = rounds, ReportState.RELEASED, by, clock.now()
    report.save()
    index(report, title=report.title, text="\n".join(part.words for part in report.parts.all()))
    numbers: dict[str, Any] = {"numbers rounded": rounds}
    if found:
        numbers["small numbers hidden"] = len(found) - len(report.shown_numbers)
    if report.shown_numbers:
        numbers["shown"] = [f"{each.where}: {each.said}" for each in found if each.key in report.shown_numbers]
        numbers["cleared by"] = [str(first.person) if first else "", str(by)]
    record(report, "released the report to the public", by=by, new=numbers)
    return report


def _wait_for_another(report: Report, shown: list[str], by: User) -> Report:
    """Which numbers they named, nobody reads before somebody else has looked as well."""
    Clearance.objects.update_or_create(report=report, person=by, defaults={"shown": shown, "at": clock.now()})
    record(report, "looked at the small numbers and asked for another person", by=by, new={"named": len(shown)})
    return report


@transaction.atomic
def withdraw_report(report: Report, *, why: str, by: User, answers: Answers = None) -> Report:
    """Its public page ends at once. What it said stays in the records."""
    report = locked(report, ReportState.RELEASED)
    if not why.strip():
        raise ValidationError({"why": "Say why it is withdrawn."})
    refuse_identifiers(report, {"why": why}, partnership=report.partnership, by=by, answers=answers)
    report.state, report.withdrawn_why = ReportState.WITHDRAWN, why.strip()
    report.save()
    unindex(report)
    record(report, "withdrew the report", by=by, reason=why)
    return report


def locked(report: Report, state: str = ReportState.DRAFT) -> Report:
    """The report, while it is in the state; nobody else changes it until the transaction ends."""
    rows: Any = Report.objects.select_for_update(of=("self",)).select_related("partnership", "body", "period")
    found: Report = rows.get(pk=report.pk)
    if found.state != state:
        raise ValidationError(f"This report is {found.get_state_display().lower()}: that cannot be done now.")
    return found
