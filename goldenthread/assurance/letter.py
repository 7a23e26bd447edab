"""The feedback letter as a paper (DOCX, PDF), assembled from the judgements as they stood when it was sent."""

from goldenthread.assurance.models import SelfAssessment
from goldenthread.assurance.queries.moderation import SectionRead, Standard
from goldenthread.core.words import day
from goldenthread.documents.writing.report import Block, Column, Report, Section, Table
from goldenthread.documents.writing.report import Organisation as Sender
from goldenthread.partnerships.models import Partnership

TITLES = ("Standard", "Your level", "Our level", "Agreed", "Why")


def as_paper(
    assessment: SelfAssessment, partnership: Partnership, read: list[SectionRead], words: str, sent_on: object
) -> Report:
    opening: list[Block] = [f"To {assessment.organisation}."]
    opening += [paragraph for paragraph in words.split("\n\n") if paragraph.strip()]
    sections = [Section("Our feedback", blocks=opening)]
    for each in read:
        rows = [_row(standard, partnership) for standard in each.standards if standard.of(partnership)]
        if rows:
            table = Table(each.section.title, [Column(title) for title in TITLES], rows)
            sections.append(Section(each.section.title, blocks=[table]))
    return Report(
        title=f"Feedback on your self-assessment: {assessment.round}",
        subtitle=f"{partnership.name}, {day(sent_on) if sent_on else 'not sent yet'}",  # type: ignore[arg-type]
        organisation=Sender(partnership.name, partnership.colour), sections=sections,
    )  # fmt: skip


def _row(standard: Standard, partnership: Partnership) -> list[str]:
    ours = standard.of(partnership)
    agreed = standard.agreed
    reasons = [each.reason for each in (ours, agreed) if each and each.reason]
    return [
        standard.question.text, standard.said(standard.level), standard.said(ours.level if ours else ""),
        standard.said(agreed.level) if agreed else "", " ".join(reasons),
    ]  # fmt: skip
