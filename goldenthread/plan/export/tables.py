"""The tables that files hold, from the rows that pages show."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from goldenthread.documents.writing.report import Column, Link, Table, Value
from goldenthread.evidence.models import Rung
from goldenthread.measures.reading import standing
from goldenthread.plan.models import (
    ActionVersion,
    Delivery,
    EvidenceUse,
    Gate,
    ImpactStatement,
    Measuring,
    MilestoneVersion,
    Origin,
    OutcomeVersion,
    Return,
    Variation,
)
from goldenthread.plan.models.tree import action_code
from goldenthread.plan.queries.plan_on_a_page import reasons_of
from goldenthread.plan.queries.whole import WholePlan


def link(text: str, path: str) -> Link:
    return Link(text, settings.ADDRESS.rstrip("/") + path)


def columns(*titles: str) -> list[Column]:
    """Columns by their titles; one that begins with "@" holds dates."""
    return [Column(title.removeprefix("@"), "date" if title.startswith("@") else "text") for title in titles]


def rating_said(version: ActionVersion) -> str:
    """The rating with what else the list says beside it. Needs ``with_standing``."""
    marks = [word for word, on in (("overdue", version.is_late), ("silent", version.is_silent)) if on]  # type: ignore[attr-defined]
    return ", ".join([Delivery(version.shown).label, *marks])  # type: ignore[attr-defined]


def owner_said(version: ActionVersion) -> str:
    return str(version.lead or version.owner_text or "Nobody named")


def due_said(version: ActionVersion) -> date | str:
    return version.due_on or version.deadline_text or "no date"


def rung_said(rung: int) -> str:
    return f"{rung}: {Rung(rung).label}"


def day_of(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def actions_table(versions: Iterable[ActionVersion]) -> Table:
    """As the list of actions shows them, narrow enough for paper."""
    return Table(
        "Actions",
        columns("No.", "Action", "Owner", "Due", "Rating", "Evidence", "@Last word"),
        [
            [
                link(version.action.code, version.action.get_absolute_url()), version.words, owner_said(version),
                due_said(version), rating_said(version), rung_said(version.rung), version.last_word_on,
            ]
            for version in versions
        ],
    )  # fmt: skip


WIDE = (
    "No.", "Priority", "Action", "Owner", "Deadline as printed", "@Late after", "@First agreed", "@Forecast", "@Done",
    "Rating", "Why it needs somebody", "Gate", "Evidence", "@Evidence of", "@Last word",
)  # fmt: skip


def wide_actions_table(versions: Iterable[ActionVersion], on: date) -> Table:
    """With every column, for spreadsheets."""
    return Table(
        "Actions",
        columns(*WIDE),
        [
            [
                link(version.action.code, version.action.get_absolute_url()),
                version.action.priority.number,
                version.words,
                owner_said(version),
                version.deadline_text,
                version.due_on,
                version.agreed_due_on,
                version.forecast_on,
                version.actual_on,
                rating_said(version),
                " ".join(sentence for _, sentence in reasons_of(version, on)),
                Gate(version.gate).label,
                rung_said(version.rung),
                version.evidence_on,
                version.last_word_on,
            ]
            for version in versions
        ],
    )


def outcomes_table(outcomes: Iterable[OutcomeVersion]) -> Table:
    rows = [
        [
            action_code(each.outcome.priority.number, each.outcome.number),
            each.words,
            rung_said(each.rung),
            each.evidence_on,
            "yes" if each.impact_evidenced else "not yet",
        ]
        for each in outcomes
    ]
    return Table("Outcomes", columns("No.", "Outcome", "Evidence", "@Evidence of", "Impact evidenced"), rows)


def indicators_table(measurings: Iterable[Measuring]) -> Table:
    rows: list[list[Value]] = [
        [
            action_code(each.outcome.priority.number, each.outcome.number), each.indicator.name,
            each.indicator.said(each.indicator.baseline), each.indicator.said(each.indicator.latest),  # type: ignore[attr-defined]
            each.indicator.latest_on, each.indicator.said(each.indicator.target), each.indicator.target_on,  # type: ignore[attr-defined]
            standing(each.indicator, each.indicator.latest)[0],  # type: ignore[attr-defined]
        ]
        for each in measurings
    ]  # fmt: skip
    titles = ("Outcome", "Indicator", "Baseline", "Latest", "@Of", "Target", "@Target by", "How it stands")
    return Table("Indicators", columns(*titles), rows)


def milestones_table(steps: Iterable[MilestoneVersion]) -> Table:
    rows = [
        [
            step.action.code,
            step.words,
            step.deadline_text,
            step.due_on,
            step.agreed_due_on,
            step.forecast_on,
            step.actual_on,
        ]
        for step in steps
    ]
    titles = ("Action", "Milestone", "Deadline as printed", "@Late after", "@First agreed", "@Forecast", "@Done")
    return Table("Milestones", columns(*titles), rows)


def origins_table(origins: Iterable[Origin]) -> Table:
    rows = [
        [each.action.code, each.get_kind_display(), each.label, each.address, day_of(each.valid_from)]
        for each in origins
    ]
    titles = ("Action", "Kind", "Comes from", "Where it can be read", "@Named on")
    return Table("Where actions come from", columns(*titles), rows)


TEXTS = (
    ("How much did we do?", "how_much"), ("How well did we do it?", "how_well"),
    ("What difference did it make?", "difference"), ("What stands in the way?", "challenges"),
    ("What happens next?", "way_forward"),
)  # fmt: skip


def returns_table(returns: Iterable[Return]) -> Table:
    rows = [
        [
            made.action.code, made.period.name, made.get_rating_display(), *(getattr(made, name) for _, name in TEXTS),
            made.override_reason, made.forecast_on, made.actual_on, day_of(made.approved_at),
        ]
        for made in returns
    ]  # fmt: skip
    titles = (
        "Action",
        "Period",
        "Rating",
        *(title for title, _ in TEXTS),
        "Why the rule was set aside",
        "@Forecast",
        "@Done",
        "@Approved",
    )
    return Table("Approved returns", columns(*titles), rows)


def _about(row: EvidenceUse | ImpactStatement | Variation) -> str:
    return row.action.code if row.action else str(row.outcome or getattr(row, "priority", None) or "Plan")


def evidence_table(uses: Iterable[EvidenceUse]) -> Table:
    rows = [
        [
            _about(use), use.evidence.title, use.evidence.get_kind_display(), rung_said(use.evidence.rung),
            use.evidence.evidence_on, use.evidence.expires_on, use.evidence.shows,
        ]
        for use in uses
    ]  # fmt: skip
    titles = ("Serves", "Evidence", "Kind", "Strength", "@Of", "@Valid until", "What it shows")
    return Table("Evidence that counts", columns(*titles), rows)


def impact_table(claims: Iterable[ImpactStatement]) -> Table:
    rows: list[list[Value]] = [
        [
            _about(claim), claim.claim, claim.measure, claim.source, rung_said(claim.strength), claim.against,
            claim.observed_on, claim.get_state_display(), claim.judgement,
        ]
        for claim in claims
    ]  # fmt: skip
    titles = (
        "Of",
        "What changed",
        "Measured by",
        "Source",
        "Strength",
        "What speaks against it",
        "@Observed",
        "Judged",
        "Why",
    )
    return Table("Impact", columns(*titles), rows)


def variations_table(variations: Iterable[Variation]) -> Table:
    rows: list[list[Value]] = [
        [_about(each), each.summary, each.reason, each.decision, day_of(each.decided_at), each.minute]
        for each in variations
    ]
    titles = ("Of", "Change", "Reason", "Why it was approved", "@Approved", "Minute")
    return Table("Approved variations", columns(*titles), rows)


def tables_of(whole: WholePlan, on: date) -> list[Table]:
    return [
        wide_actions_table(whole.actions, on),
        outcomes_table(whole.outcomes),
        indicators_table(whole.measurings),
        milestones_table(whole.milestones),
        origins_table(whole.origins),
        returns_table(whole.returns),
        evidence_table(whole.evidence),
        impact_table(whole.impact),
        variations_table(whole.variations),
    ]
