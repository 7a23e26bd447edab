"""An agenda, minutes and waiting returns as reports, for paper."""

from collections.abc import Iterator

from goldenthread.accounts.models import User
from goldenthread.core.words import day as in_words
from goldenthread.core.words import moment as at_words
from goldenthread.core.words import time as at_time
from goldenthread.documents.writing.report import Block, Column, Note, Organisation, Report, Section, Table
from goldenthread.governance.models import Meeting
from goldenthread.governance.queries.agenda import Agenda, Line, newest
from goldenthread.governance.queries.minutes import Minute, minutes_told
from goldenthread.plan.models import Return, Variation


def _report(meeting: Meeting, title: str, sections: list[Section], subtitle: str = "") -> Report:
    place = meeting.partnership
    return Report(
        title=title, subtitle=subtitle, organisation=Organisation(place.name, place.colour), sections=sections
    )


def agenda_report(meeting: Meeting, agenda: Agenda, *, recipient: str, issue: int, news: list[str]) -> Report:
    """The first pages of a pack: for whom, what is new, and the items with their papers."""
    facts = f"{at_words(meeting.starts_at)} to {at_time(meeting.ends_at)}. {meeting.place}".strip()
    sections = [Section("This copy", blocks=[f"For {recipient}. Issue {issue}.", Note(_about_copy(agenda))])]
    if news:
        sections.append(Section(f"What has changed since issue {issue - 1}", blocks=["\n".join(news)]))
    sections.append(Section("Agenda", blocks=[_table("Agenda", agenda.open)] if agenda.open else ["No items."]))
    if agenda.closed:
        sections.append(Section("Closed part", blocks=[_table("Closed part of the agenda", agenda.closed)]))
    return _report(meeting, meeting.title, sections, facts)


def _about_copy(agenda: Agenda) -> str:
    if agenda.closed or any(paper.closed for line in agenda for paper in line.papers):
        return "This copy holds closed papers. It is for the person named and for nobody else."
    return "Each page bears the name of the person it was made for."


def _table(caption: str, lines: list[Line]) -> Table:
    columns = [Column("No."), Column("Time"), Column("Item"), Column("Presented by"), Column("Papers")]
    rows = [
        [line.number, at_time(line.starts_at), _item(line), line.item.presenter, "\n".join(_papers(line))]
        for line in lines
    ]
    return Table(caption, columns, rows)


def _item(line: Line) -> str:
    if line.is_recused:
        return f"{line.item.title}\nYou take no part in this item."
    return "\n".join(filter(None, [line.item.title, line.item.purpose or line.item.why]))


def _papers(line: Line) -> Iterator[str]:
    for paper in line.papers:
        version = newest(paper)
        if version is None:
            yield f"{paper.title} (expected)"
        elif not version.is_settled:
            yield f"{paper.title} (being screened)"
        else:
            yield f"{paper.title}{f', version {version.number}' if version.number > 1 else ''}"


def minutes_report(meeting: Meeting, user: User) -> Report:
    """As this person may read them."""
    told = minutes_told(meeting, user)
    names = [
        ("Present", told.present), ("Apologies", told.apologies), ("Absent", told.absent),
    ]  # fmt: skip
    people = [f"{word}: {'; '.join(row.name for row in rows)}" for word, rows in names if rows]
    sections = [Section("Who was there", blocks=["\n".join(people) or "Nobody was noted."])]
    sections += [
        Section(f"{each.line.number} {each.line.item.title}", blocks=list(_minute(each))) for each in told.open
    ]
    if told.closed:
        sections.append(Section("Closed part"))
        sections += [
            Section(f"{each.line.number} {each.line.item.title}", 2, list(_minute(each))) for each in told.closed
        ]
    state = meeting.minutes.get_state_display()  # type: ignore[attr-defined]
    return _report(meeting, f"Minutes of {meeting.title}", sections, f"{state}. {at_words(meeting.starts_at)}")


def _minute(minute: Minute) -> Iterator[Block]:
    if minute.line.is_recused:
        yield "You took no part in this item."
        return
    for interest in minute.line.item.interests.all():
        yield f"{interest.person} declared an interest: {interest.nature}"
    if minute.line.item.notes:
        yield minute.line.item.notes
    if minute.approves:
        yield "Approved."
    for each in minute.settled:
        yield f"{each.get_outcome_display()}: {each.made_return or each.variation}"
    for decision in minute.decisions:
        lines = [f"{decision} ({decision.get_state_display().lower()}): {decision.words}"]
        lines += [f"Why: {decision.reasons}"] if decision.reasons else []
        if decision.votes_for is not None:
            against, abstained = decision.votes_against or 0, decision.abstained or 0
            lines.append(f"Votes: {decision.votes_for} for, {against} against, {abstained} abstained.")
        lines += [f"Dissent, {dissent.who}: {dissent.words}" for dissent in decision.dissents.all()]
        yield Note("\n".join(lines))
    for agreed in minute.agreed:
        yield f"{agreed.summary} (asked for)" if isinstance(agreed, Variation) else f"{agreed}: {agreed.said}"  # type: ignore[attr-defined]
    for challenge in minute.challenges:
        yield f"{challenge} was put: {challenge.title}"
    if minute.ends:
        yield f"Ended with: {', '.join(minute.ends).lower()}."


def waiting_report(meeting: Meeting, returns: list[Return], variations: list[Variation]) -> Report:
    """What the Board is asked to approve, as it stands now."""
    sections = [
        Section(str(made.action), blocks=[Note(f"{made.period}. {made.get_rating_display()}."), *_return(made)])
        for made in returns
    ]
    if variations:
        columns = [Column("Change"), Column("Why"), Column("Proposed by")]
        rows = [[each.summary, each.reason, str(each.proposed_by)] for each in variations]
        sections.append(Section("Variations", blocks=[Table("Variations that await a decision", columns, rows)]))
    return _report(meeting, "Returns and variations to approve", sections or [Section("Nothing waits")])


def _return(made: Return) -> Iterator[str]:
    for label, text in (
        ("How much did we do?", made.how_much), ("How well did we do it?", made.how_well),
        ("What difference did it make?", made.difference), ("What stands in the way?", made.challenges),
        ("What happens next?", made.way_forward),
    ):  # fmt: skip
        if text:
            yield f"{label} {text}"
    if made.submitted_at:
        yield f"Submitted by {made.submitted_by} on {in_words(made.submitted_at)}."
