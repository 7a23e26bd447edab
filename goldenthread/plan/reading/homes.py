"""Which priority an action belongs to where only its number or a tag says so, and actions that a summary repeats."""

import re
from collections.abc import Callable

from goldenthread.documents.blocks import Place

from .builder import Builder
from .evidence import is_names
from .priorities import Action, Priority, closed
from .survey import bare_owner
from .words import key

_TAG = r"(?:P|SP|Priority|Theme|Aim|Pillar|Objective)\s?(?P<number>\d{1,2}|[A-H](?!\w))"
_TAGGED = re.compile(
    rf"^[\[(]?{_TAG}[\])]?\s*[:–—-]?\s+|[\[(]{_TAG.replace('number', 'last')}[^()\[\]]{{0,12}}[\])]", re.IGNORECASE
)
_PREFIX = re.compile(r"(?P<code>[A-Z]{2,4}|[A-Z]|\d{1,2})[.\-/ ]?\d{1,2}(?:\.\d+)*[a-z]?")


def settle(builder: Builder) -> None:
    _drop_repeats(builder)
    for way in (_by_tag, _by_number):
        _move(builder, way)


def _drop_repeats(builder: Builder) -> None:
    """A list that says no more than the words of actions which stand elsewhere with who and when is a summary."""
    for priority in builder.priorities.all:
        told = {key(action.item.text) for action in priority.actions if action.cells or action.period}
        for action in [one for one in priority.actions if not one.cells and not one.period]:
            if key(action.item.text) in told:
                priority.actions.remove(action)
                builder.used -= {id(source) for line in action.item.lines for source in builder.sources(line)}
                builder.leave(action.item.lines, "repeats an action")


def _move(builder: Builder, way: Callable[[Builder, Action], str | None]) -> None:
    """Only where all actions stand under one priority, under none, or under headings that say who acts."""
    homes = [priority for priority in builder.priorities.all if priority.actions]
    actions = [action for priority in homes for action in priority.actions]
    said = [way(builder, action) for action in actions]
    named = {number for number in said if number}
    if len(homes) != 1 and not (homes and all(_is_owner(one.heading) for one in homes)):
        return
    if len(named) < 2 or sum(number is not None for number in said) * 10 < len(said) * 8:
        return
    targets = {number: _target(builder, number) for number in sorted(named)}
    if any(target is None for target in targets.values()):
        return
    wanted = {id(action): targets[number] for action, number in zip(actions, said, strict=True) if number}
    for before in homes:
        _empty(builder, before, wanted)


def _is_owner(heading: str) -> bool:
    """ "What the Police will do": who acts, and no priority."""
    return bare_owner(heading) != heading and is_names(bare_owner(heading))


def _empty(builder: Builder, before: Priority, wanted: dict[int, Priority | None]) -> None:
    for action in list(before.actions):
        target = wanted.get(id(action))
        if target is not None and target is not before:
            before.actions.remove(action)
            target.actions.append(action)
            action.outcome = None
    if _is_owner(before.heading):
        builder.apart += [(outcome, "") for outcome in before.outcomes]
        before.outcomes = []
    if not before.actions and not before.outcomes:
        builder.priorities.all.remove(before)
        builder.used -= {id(source) for line in before.lines for source in builder.sources(line)}
        builder.leave(before.lines, "heading")


def _target(builder: Builder, number: str) -> Priority | None:
    """The priority with this number, or the one that a list or a key of the document gives for it."""
    known = next((one for one in builder.priorities.all if one.number == number and one.title), None)
    title = builder.listed.get(number) or builder.short_forms.get(number)
    if known is None and title:
        known = builder.priorities.by_title(title)
        if known is None:
            known = builder.priorities.meet(number if number.isdigit() else None, closed(title), title, Place())
        known.number = known.number or (number if number.isdigit() else None)
    return known


def _by_tag(builder: Builder, action: Action) -> str | None:
    match = _TAGGED.search(action.item.text)
    return (match["number"] or match["last"]).upper() if match else None


def _by_number(builder: Builder, action: Action) -> str | None:
    match = _PREFIX.fullmatch(action.item.number or "")
    if match is None:
        return None
    code = match["code"]
    if code.isdigit() and "." not in (action.item.number or ""):
        return None
    return code
