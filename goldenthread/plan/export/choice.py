"""What can be taken away, in which format, and what a file is called."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.choices import flatten_choices

from goldenthread.accounts.models import User
from goldenthread.core.words import day as in_words
from goldenthread.plan.as_at import PARAMETER, AsAt, day_asked
from goldenthread.plan.forms.filters import ActionFilter
from goldenthread.plan.models import ActionVersion, Plan
from goldenthread.plan.queries.actions import actions_of
from goldenthread.plan.queries.narrowing import narrowed

MOST_ROWS_AT_ONCE = 1000
"""With more actions than this, tables too are left to the worker."""


class What(StrEnum):
    LIST = "list"
    PAGE = "page"
    WHOLE = "whole"


FORMATS: dict[What, tuple[str, ...]] = {
    What.PAGE: ("pdf", "docx"),
    What.LIST: ("xlsx", "docx", "pdf", "csv", "ics"),
    What.WHOLE: ("pdf", "docx", "xlsx", "csv", "ics", "json"),
}
QUICK = {"xlsx", "csv", "ics"}
NAMES = {What.LIST: "actions", What.PAGE: "plan-on-a-page", What.WHOLE: "plan"}


@dataclass(frozen=True)
class Choice:
    """Who takes what away. ``query`` is that of the page they looked at: its filters, sorting and day."""

    user: User
    plan: Plan
    what: What
    format: str
    query: QueryDict

    @property
    def when(self) -> AsAt:
        return day_asked(self.query.get(PARAMETER, ""))

    @cached_property
    def filter(self) -> ActionFilter:
        return ActionFilter(self.query, partnership=self.plan.partnership, plan=self.plan)

    def actions(self) -> "QuerySet[ActionVersion]":
        """The very rows of the list that was looked at; for the whole plan all of them."""
        found = actions_of(self.plan, self.when)
        if self.what is not What.LIST:
            return found
        return narrowed(found, self.filter.chosen, self.query.get("sort", ""), self.plan, self.when)

    @property
    def is_quick(self) -> bool:
        return self.format in QUICK and self.actions().count() <= MOST_ROWS_AT_ONCE

    @property
    def file_name(self) -> str:
        return f"{self.plan.partnership.slug}-{NAMES[self.what]}-{self.when.day.isoformat()}.{self.format}"

    @property
    def banner(self) -> str:
        return f"This is the plan as it stood on {in_words(self.when.day)}." if self.when.is_past else ""

    def filters_said(self) -> list[str]:
        """What the list was narrowed down to, in words: "Rating: Off track"."""
        form = self.filter
        form.is_valid()
        return [
            f"{field.label}: {_said(field.field, form.cleaned_data[field.name])}"
            for field in form.visible_fields()
            if form.cleaned_data.get(field.name)
        ]


def _said(field: object, value: object) -> str:
    choices = dict(flatten_choices(getattr(field, "choices", [])))
    return str(choices.get(value, value)) if choices else in_words(value) if hasattr(value, "year") else str(value)  # type: ignore[arg-type]
