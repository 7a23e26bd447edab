"""What stands in a file: the list, the plan on a page, or the whole plan, as a report that any writer can write."""

from collections.abc import Iterator
from datetime import date

from goldenthread.core import clock
from goldenthread.core.words import day as in_words
from goldenthread.core.words import plural, whole_day
from goldenthread.documents.writing.report import Block, Column, Figure, Note, Organisation, Report, Section, Table
from goldenthread.plan.export.choice import Choice, What
from goldenthread.plan.export.on_a_page import KINDS, OnAPage, on_a_page
from goldenthread.plan.export.tables import (
    TEXTS,
    actions_table,
    columns,
    day_of,
    due_said,
    indicators_table,
    outcomes_table,
    owner_said,
    rating_said,
    rung_said,
    tables_of,
    wide_actions_table,
)
from goldenthread.plan.models import ActionVersion, EvidenceUse, Gate, MilestoneVersion, Plan, Return
from goldenthread.plan.queries.plan_on_a_page import Line
from goldenthread.plan.queries.whole import WholePlan, by_action, whole_plan

ONLY_APPROVED = "Of returns and changes only those are here that the Board had approved."


def report_for(choice: Choice) -> Report:
    """The report for a spreadsheet (xlsx, csv) or for paper (docx, pdf)."""
    if choice.what is What.LIST:
        return _report(choice, "Actions", _list_sections(choice))
    if choice.what is What.PAGE:
        return _report(choice, "Plan on a page", list(_page_sections(on_a_page(choice.plan, choice.when))))
    whole = whole_plan(choice.plan, choice.when)
    if choice.format in {"xlsx", "csv"}:
        sections = [Section("What is here", blocks=[ONLY_APPROVED])]
        sections += [Section(table.caption, blocks=[table]) for table in tables_of(whole, choice.when.day)]
        return _report(choice, "The whole plan", sections)
    return _report(choice, "The whole plan", list(_whole_sections(choice.plan, whole)))


def _report(choice: Choice, name: str, sections: list[Section]) -> Report:
    plan = choice.plan
    invented = "Demonstration: people and progress are invented. " if plan.invented else ""
    state = "Draft, not adopted. " if plan.is_draft else ""
    return Report(
        title=plan.title,
        subtitle=name,
        organisation=Organisation(plan.partnership.name, plan.partnership.colour),
        sections=sections,
        as_at=choice.banner,
        footer=f"{invented}{state}{name}, taken on {in_words(clock.today())}",
    )


def _list_sections(choice: Choice) -> list[Section]:
    versions = list(choice.actions())
    said = "; ".join(choice.filters_said())
    sheet = choice.format in {"xlsx", "csv"}
    table = wide_actions_table(versions, choice.when.day) if sheet else _on_paper(actions_table(versions))
    note = f"{plural(len(versions), 'action')}{f', narrowed down to {said}' if said else ''}."
    return [Section("Actions", blocks=[note, table] if versions else [f"{note} No action fits."])]


def _page_sections(page: OnAPage) -> Iterator[Section]:
    board = [
        [f"{KINDS[need.kind][0]} {number} of {need.count}", line.code, line.words, _why(line)]
        for need in page.needs
        for number, line in enumerate(need.lines, 1)
    ]
    table = Table("The most urgent first", columns("State", "No.", "What", "Why, and whose"), board)
    threads = [f"{sentence} {', '.join(line.code for line in lines)}." for sentence, lines in page.threads]
    yield Section("What needs the Board", blocks=[table if board else "Nothing.", *threads])
    names, numbers = [name for name, _, _ in page.totals], [number for _, number, _ in page.totals]
    yield Section("The plan in numbers", blocks=[Table("How the actions stand", columns(*names), [numbers])])
    for item, bar in page.priorities:
        heading = f"Priority {item.version.priority.number}: {item.version.title}"
        blocks: list[Block] = [Figure(str(bar.svg()), f"{heading}: {page.said(item)}"), page.said(item)]
        yield Section(heading, blocks=[*blocks, _on_paper(outcomes_table(item.outcomes))] if item.outcomes else blocks)
    if page.chart:
        drawn = Figure(str(page.chart.svg()), "Time line of all that is due, by priority. The table has every quarter.")
        yield Section(
            "When things are due",
            blocks=[drawn, Table("Actions due in each quarter", columns(*page.quarters[0]), page.quarters[1])],
        )


def _why(line: Line) -> str:
    return f"{line.reason} Owner: {line.lead}." if line.lead else line.reason


# --- the whole plan on paper ------------------------------------------------------------------------------------------


def _whole_sections(plan: Plan, whole: WholePlan) -> Iterator[Section]:
    yield Section("About the plan", blocks=list(_about(plan, whole)))
    steps, returns, evidence = by_action(whole.milestones), by_action(whole.returns), by_action(whole.evidence)
    for version in whole.priorities:
        outcomes = [each for each in whole.outcomes if each.outcome.priority_id == version.priority_id]
        blocks: list[Block] = [version.text] if version.text else []
        yield Section(
            f"Priority {version.priority.number}: {version.title}",
            blocks=[*blocks, _on_paper(outcomes_table(outcomes))] if outcomes else blocks,
        )
        for action in whole.actions:
            if action.priority_id == version.priority_id:
                own = action.action_id
                yield Section(
                    f"Action {action.action.code}", 2, list(_action(action, steps[own], returns[own], evidence[own]))
                )
    if whole.measurings:
        yield Section("Indicators", blocks=[_on_paper(indicators_table(whole.measurings), 8)])
    for table in tables_of(whole, clock.today())[-2:]:
        if table.rows:
            yield Section(table.caption, blocks=[_on_paper(table, 5)])


def _about(plan: Plan, whole: WholePlan) -> Iterator[Block]:
    if plan.starts_on and plan.ends_on:
        yield f"{in_words(plan.starts_on)} to {in_words(plan.ends_on)}."
    if plan.adopted_on:
        yield f"Adopted by the Board on {in_words(plan.adopted_on)}{f' (minute {plan.minute})' if plan.minute else ''}."
    if plan.introduction:
        yield plan.introduction
    counts = (
        plural(len(whole.priorities), "priority", "priorities"),
        plural(len(whole.outcomes), "outcome"),
        plural(len(whole.actions), "action"),
    )
    yield f"{', '.join(counts)}."
    yield Note(ONLY_APPROVED)


def _action(
    version: ActionVersion, steps: list[MilestoneVersion], returns: list[Return], evidence: list[EvidenceUse]
) -> Iterator[Block]:
    yield version.words
    yield "\n".join(_facts(version))
    if steps:
        yield "\n".join(["Milestones:", *(f"\N{BULLET} {step.words} ({_step_date(step)})" for step in steps)])
    for made in returns:
        yield Note("\n".join(_return(made)))
    if evidence:
        lines = [
            f"\N{BULLET} {use.evidence.title}, {in_words(use.evidence.evidence_on)} ({rung_said(use.evidence.rung)})"
            for use in evidence
        ]
        yield "\n".join(["Evidence that counts:", *lines])


def _facts(version: ActionVersion) -> Iterator[str]:
    due = due_said(version)
    printed = f" (printed: {version.deadline_text})" if version.due_on and version.deadline_text else ""
    done = f", done on {in_words(version.actual_on)}" if version.actual_on else ""
    yield f"Owner: {owner_said(version)}"
    yield f"Due: {due if isinstance(due, str) else in_words(due)}{printed}"
    if version.forecast_on and version.forecast_on != version.agreed_due_on:
        agreed, forecast = in_words(version.agreed_due_on), in_words(version.forecast_on)
        yield f"First agreed for {agreed or 'no date'}, now forecast for {forecast}"
    yield f"Rating: {rating_said(version)}{done}. Gate: {Gate(version.gate).label}."
    yield f"Evidence: {rung_said(version.rung)}. Last word: {in_words(version.last_word_on) or 'none yet'}"


def _step_date(step: MilestoneVersion) -> str:
    if step.actual_on:
        return f"done on {in_words(step.actual_on)}"
    return f"due by {in_words(step.due_on)}" if step.due_on else step.deadline_text or "no date"


def _return(made: Return) -> Iterator[str]:
    approved = in_words(day_of(made.approved_at))
    yield f"Return for {made.period.name}: {made.get_rating_display()}. Approved on {approved}."
    for title, field in TEXTS:
        if text := getattr(made, field):
            yield f"{title} {text}"


def _on_paper(table: Table, most: int = 7) -> Table:
    """As many columns as a sheet of paper holds, and dates in few letters."""
    rows = [[whole_day(value) if isinstance(value, date) else value for value in row[:most]] for row in table.rows]
    return Table(table.caption, [Column(column.title) for column in table.columns[:most]], rows)
