"""A partnership's own versions of its reports: made, changed, taken away."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.history.operations import changes, record
from goldenthread.partnerships.models import Partnership
from goldenthread.reports.models import Depth, Layout
from goldenthread.reports.versions import parts_known

Answers = dict[str, str] | None
TEXTS = ("cover_line", "introduction", "closing")


@transaction.atomic
def add_layout(partnership: Partnership, *, by: User, answers: Answers = None, **values: Any) -> Layout:
    layout = Layout(partnership=partnership, changed_by=by, changed_at=clock.now(), **values)
    _check(layout, by, answers)
    layout.save()
    record(layout, "made a version of reports", by=by, new={name: values[name] for name in values if values[name]})
    return layout


@transaction.atomic
def change_layout(layout: Layout, *, edition: int, by: User, answers: Answers = None, **values: Any) -> Layout:
    rows = Layout.objects.select_for_update(of=("self",)).select_related("partnership", "changed_by")
    layout = rows.get(pk=layout.pk)
    if layout.edition != edition:
        raise ValidationError(f"{layout.changed_by} changed this while you were writing. Open it again.")
    old, new = changes({name: getattr(layout, name) for name in values}, values)
    if not new:
        return layout
    for name, value in new.items():
        setattr(layout, name, value)
    layout.edition, layout.changed_by, layout.changed_at = layout.edition + 1, by, clock.now()
    _check(layout, by, answers)
    layout.save()
    record(layout, "changed a version of reports", by=by, old=old, new=new)
    return layout


def _check(layout: Layout, by: User, answers: Answers) -> None:
    known = {key for _, parts in parts_known(layout.kind) for key, *_ in parts}
    layout.parts = [key for key in layout.parts if key in known]
    if not layout.parts and layout.depth != Depth.CHILDREN:
        raise ValidationError("Give at least one part a place.")
    texts = {name: getattr(layout, name) for name in TEXTS}
    refuse_identifiers(layout, texts, partnership=layout.partnership, by=by, answers=answers)
    layout.full_clean()


@transaction.atomic
def remove_layout(layout: Layout, *, by: User) -> None:
    """Reports are told to this audience in the version that comes along again."""
    record(layout, "took a version of reports away", by=by, old={"name": layout.name}, new={"name": ""})
    layout.delete()
