"""What good practice has for the weekly digest: examples that wait for their organisation's consent."""

from collections.abc import Iterator
from datetime import date

from goldenthread.assurance.models import ExampleState, GoodExample
from goldenthread.assurance.topics_moderation import RELATED, leads, own
from goldenthread.core.addresses import reverse
from goldenthread.notifications.topics import Line, Rows, Topic, register


def proposed(on: date) -> Rows:
    return GoodExample.objects.filter(state=ExampleState.PROPOSED)


def say(rows: Rows, on: date) -> Iterator[Line]:
    for each in rows.select_related(*RELATED, "partnership").order_by("proposed_at"):
        assessment, place = each.part.assessment, each.partnership.short_name or each.partnership.name
        line = f"{place} would like to publish an example of yours, {assessment.round.title}"
        yield Line(line, reverse("assurance:own_example", args=[assessment.ref, each.ref]))


def install() -> None:
    register("examples", Topic("Examples of good practice", proposed, None, leads, say, seen=own))
