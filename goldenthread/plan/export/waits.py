"""How long items waited for an answer, as a file: by owner, what waits, what was answered."""

from datetime import date

from goldenthread.core.words import day as in_words
from goldenthread.documents.writing.report import Column, Organisation, Report, Section, Table
from goldenthread.plan.as_at import AsAt
from goldenthread.plan.export.tables import columns, link, owner_said, rating_said
from goldenthread.plan.models import ActionVersion, Plan
from goldenthread.plan.queries import waits


def waits_report(plan: Plan, when: AsAt) -> Report:
    now = waits.listed(waits.with_words(waits.waiting(plan, when)), plan)
    ended = waits.listed(waits.with_words(waits.answered(plan, when)), plan)
    tables = [_owners(waits.by_owner(plan, when), when.day), _now(now, when.day), _answered(ended)]
    return Report(
        title=plan.title,
        subtitle=f"How long items waited for an answer, as at {in_words(when.day)}",
        organisation=Organisation(plan.partnership.name, plan.partnership.colour),
        sections=[Section(table.caption, blocks=[table]) for table in tables],
        as_at=f"As at {in_words(when.day)}.",
    )


def _days(title: str) -> Column:
    return Column(title, "number")


def _owners(lines: list[waits.OwnerLine], on: date) -> Table:
    titles = [Column("Owner"), _days("Wait now"), _days("Longest, days"), _days("Answered"), _days("Median, days")]
    rows = [
        [
            line.name, line.now, (on - line.longest_since).days if line.longest_since else None,
            line.answered, line.median,
        ]
        for line in lines
    ]  # fmt: skip
    return Table("By owner", titles, rows)


def _row(version: ActionVersion) -> list[object]:
    return [link(version.action.code, version.action.get_absolute_url()), version.words, owner_said(version)]


def _now(found: list[ActionVersion], on: date) -> Table:
    titles = [*columns("No.", "Action", "Owner", "Rating", "@Since"), _days("Days")]
    rows = [[*_row(each), rating_said(each), each.since, (on - each.since).days] for each in found]  # type: ignore[attr-defined]
    return Table("Waiting now", titles, rows)  # type: ignore[arg-type]


def _answered(found: list[ActionVersion]) -> Table:
    titles = [*columns("No.", "Action", "Owner", "@Since", "@Answered"), _days("Days")]
    rows = [[*_row(each), each.since, each.ended_on, each.waited.days] for each in found]  # type: ignore[attr-defined]
    return Table("Answered", titles, rows)  # type: ignore[arg-type]
