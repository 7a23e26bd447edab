"""Made-up reports for measuring: a highlight report of each sub-group and period of a year, and a yearly report."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from goldenthread.partnerships.models import Body
from goldenthread.plan.models import FOREVER, ActionVersion, ImpactState, ImpactStatement, Period
from goldenthread.plan.synthetic import words
from goldenthread.plan.synthetic.rows import SLUG, Made
from goldenthread.reports.headings import lists_on
from goldenthread.reports.models import (
    Contribution,
    Insertion,
    LedgerEntry,
    Presentation,
    Report,
    ReportKind,
    ReportPart,
    ReportState,
)
from goldenthread.reports.queries.figures import HIGHLIGHT

PERIODS = 12
LINES = 8
ROWS = 40


def add_reports(made: Made) -> None:
    for period in made.periods[-PERIODS:]:
        for group in made.groups:
            _highlight(made, group, period)
    _yearly(made)


def _highlight(made: Made, group: Body, period: Period) -> None:
    """With as many rows as the group has actions, the words of a chair, and figures."""
    report = made.rows.add(
        Report,
        partnership=made.partnership,
        kind=ReportKind.HIGHLIGHT,
        title=f"{group.name}: {period.name}",
        body=group,
        period=period,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        made_by=made.manager,
        made_at=period.opened_at,
        frozen_at=period.opened_at,
        state=ReportState.SUBMITTED,
        submitted_by=made.manager,
        submitted_at=period.opened_at,
    )
    versions: list[ActionVersion] = made.rows.made[ActionVersion]
    own = [each for each in versions if each.valid_to == FOREVER and each.lead_body_id == group.pk][:ROWS]
    for position, (key, heading) in enumerate(HIGHLIGHT):
        shown = {"short": 0, "stands": len(own), "exceptions": len(own) // 4, "done": len(own)}.get(key, 6)
        made.rows.add(
            ReportPart,
            report=report,
            position=position,
            key=key,
            heading=heading,
            words=made.rng.choice(words.QUALITY),
            figures=_figures(made),
            table=_table(made, heading, own[:shown]),
            written_by=made.manager,
        )


def _figures(made: Made) -> list[dict[str, Any]]:
    """The addresses lead to the list, not to one action: a copy has other references."""
    return [
        {"label": label, "value": made.rng.randrange(40), "href": f"/p/{SLUG}/actions/"}
        for label in ("owed", "handed in", "approved by the Board")
    ]


def _table(made: Made, caption: str, own: list[ActionVersion]) -> dict[str, Any]:
    rows = [[str(number + 1), each.words, "On track", made.rng.choice(words.DONE)] for number, each in enumerate(own)]
    links = [f"/p/{SLUG}/actions/"] * len(own)
    columns = ["No.", "Action", "Rating", "What was done"]
    return {"caption": caption, "columns": columns, "rows": rows, "links": links} if own else {}


def _yearly(made: Made) -> None:
    add, manager = made.rows.add, made.manager
    report = add(
        Report,
        partnership=made.partnership,
        kind=ReportKind.YEARLY,
        title="Yearly report",
        made_by=manager,
        starts_on=made.today - timedelta(days=365),
        ends_on=made.today - timedelta(days=1),
        made_at=made.began_at,
        frozen_at=made.began_at,
    )
    told = [(each, heading) for each in lists_on(made.today, "yearly") for heading in each.headings]
    for position, (each, heading) in enumerate(told):
        part = add(
            ReportPart,
            report=report,
            position=position,
            key=f"{each.key}-{heading.key}",
            heading=heading.text,
            source=each.said,
            verified=each.verified,
            offers=heading.offers,
            written_by=manager,
            words="\n\n".join(made.rng.choice(words.QUALITY) for _ in range(3)),
        )
        for number in range(LINES):
            add(
                Insertion,
                part=part,
                kind="delivered",
                text=words.outcome(made.rng),
                href=f"/p/{SLUG}/actions/",
                record_ref=f"line{number}",
                taken_by=manager,
                taken_at=made.began_at,
            )
    _content(made, report)


def _content(made: Made, report: Report) -> None:
    """What belongs to the whole report: the ledger of impact, contributions, and to whom it was presented."""
    statements: list[ImpactStatement] = made.rows.made.get(ImpactStatement, [])
    for claim in statements:
        if claim.state == ImpactState.ACCEPTED:
            made.rows.add(
                LedgerEntry,
                report=report,
                statement=claim,
                claim=claim.claim,
                measure=claim.measure,
                source=claim.source,
                observed_on=claim.observed_on,
                strength=claim.strength,
                against=claim.against,
                added_by=made.manager,
                added_at=made.began_at,
            )
    for agency in made.agencies:
        made.rows.add(
            Contribution,
            report=report,
            kind="money",
            organisation=agency,
            what="The budget",
            source="Made-up accounts",
            pounds=Decimal(made.rng.randrange(10_000, 90_000)),
        )
    for group in made.groups[:3]:
        made.rows.add(Presentation, report=report, body=group, sent_on=made.today)
