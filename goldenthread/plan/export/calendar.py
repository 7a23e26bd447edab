"""Deadlines for a calendar: what is still to be done, with its milestones and the later times of what comes again."""

from collections.abc import Iterator
from urllib.parse import urlparse

from django.conf import settings

from goldenthread.documents.writing.calendar import Event, write_calendar
from goldenthread.plan.export.choice import Choice
from goldenthread.plan.export.tables import link, owner_said
from goldenthread.plan.models import ActionVersion, Delivery, Occurrence
from goldenthread.plan.queries.whole import by_action, milestones_of


def write_deadlines(choice: Choice) -> bytes:
    name = f"{choice.plan.partnership.short_name or choice.plan.partnership.name}: {choice.plan.title}"
    return write_calendar(f"{name}. {choice.banner}".removesuffix(". "), _events(choice))


def _events(choice: Choice) -> Iterator[Event]:
    shown = [version for version in choice.actions() if version.delivery != Delivery.DELIVERED]
    steps = by_action(milestones_of(choice.plan, choice.when).exclude(due_on=None).filter(actual_on=None))
    times = by_action(Occurrence.objects.filter(action__plan=choice.plan, actual_on=None))
    for version in shown:
        if version.due_on:
            yield _event(version, version.action.ref, f"{version.action.code} {version.words}", version.due_on)
        for step in steps[version.action_id]:
            yield _event(version, step.ref, f"{version.action.code} milestone: {step.words}", step.due_on)
        for time in times[version.action_id]:
            if time.due_on != version.due_on:
                words = f"{version.action.code} (time {time.number}) {version.words}"
                yield _event(version, f"{version.action.ref}-{time.number}", words, time.due_on)


def _event(version: ActionVersion, key: str, title: str, on: object) -> Event:
    address = link("", version.action.get_absolute_url()).url
    return Event(
        uid=f"{key}@{urlparse(settings.ADDRESS).hostname}", title=title, on=on, url=address,  # type: ignore[arg-type]
        description=f"Owner: {owner_said(version)}. Deadline as printed: {version.deadline_text or 'none'}.",
    )  # fmt: skip
