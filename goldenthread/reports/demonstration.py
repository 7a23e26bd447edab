"""What the demonstration tells of reports. All of it is invented; see ``plan/demonstration``."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from goldenthread.partnerships.models import Body
from goldenthread.plan.as_at import day_asked
from goldenthread.reports.headings import lists_on
from goldenthread.reports.models import Audience, Report, ReportKind
from goldenthread.reports.operations import content, layouts, writing
from goldenthread.reports.queries.offers import Asked, claims

Event = tuple[date, Callable[[], object]]
WORDS = (
    "The seminar and the near miss policy moved on; the comparison of practice before and after lockdown did not start."
    " We ask the Board for an analyst for six weeks."
)
SCRUTINY = (
    "{{report}} tells of {{from}} to {{to}}. The committee asked last year what changed for children and where it did "
    "not change enough: these parts come first."
)


def events(story: Any) -> Iterator[Event]:
    """``story`` is the plan's teller: it knows the people and the periods."""
    told = Reports(story)
    yield date(2021, 10, 25), told.highlight
    yield date(2021, 11, 29), told.yearly


class Reports:
    def __init__(self, story: Any) -> None:
        self.story = story

    def highlight(self) -> None:
        body = Body.objects.select_related("partnership").get(
            partnership=self.story.partnership, name="Quality, Impact & Outcomes Sub-Group"
        )
        by = self.story.person("quality.chair")
        report = writing.start_highlight(body, self.story.periods["Q2"], by=by)
        self.write(report, "short", WORDS, by)
        writing.submit_report(report, by=by)

    def yearly(self) -> None:
        """Begun early: the year goes on until March."""
        by, ends = self.story.person("manager"), date(2022, 3, 31)
        report = writing.start_report(
            self.story.partnership, kind=ReportKind.YEARLY, title="Yearly report 2021/22", starts_on=date(2021, 4, 1),
            ends_on=ends, lists=lists_on(ends, ReportKind.YEARLY), by=by,
        )  # fmt: skip
        for claim in claims(Asked(by, report, day_asked(""))):
            content.add_claim(report, claim, by=by)
        layouts.add_layout(
            self.story.partnership, kind=ReportKind.YEARLY, audience=Audience.SCRUTINY, name="Scrutiny committee",
            cover_line="For the Education and Children's Social Care Overview and Scrutiny Committee",
            introduction=SCRUTINY, closing="Questions to the business unit of the {{partnership}}.", by=by,
            parts=["wt2018-impact", "wt2018-little-progress", "wt2018-children", "local-priorities", "local-ahead"],
        )  # fmt: skip
        self.write(report, "local-ahead", "The roll-out of the neglect tool is the work of the next year.", by)

    def write(self, report: Report, key: str, words: str, by: Any) -> None:
        part = report.parts.get(key=key)
        writing.write_part(part, edition=part.edition, words=words, by=by)
