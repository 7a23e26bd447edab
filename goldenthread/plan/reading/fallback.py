"""What is read as actions under a priority for which no list, table or label gave any: its list, else its sentences."""

import re
from collections.abc import Iterable

from goldenthread.documents.blocks import Line

from .bodies import is_body
from .builder import Builder
from .deadlines import Calendar, find
from .items import Item, bulletless, is_bullet, is_instruction, numbered_text
from .priorities import Action, Priority
from .words import joined, plain, tidy

_SENTENCE = re.compile(r"(?<=[a-z0-9)’'”][.!?])\s+(?=[A-Z‘“])")
_COMMITS = re.compile(
    r"^(?P<before>[^.;:]*?,\s+)?(?P<who>(?:[Tt]he |[Oo]ur |[Ee]ach |[Aa]ll )?[^.;:,]{2,110}?(?:,[^,]{3,80},)?)"
    r" (?:will|shall|must|(?:is|are) to) (?P<verb>[a-z]+)"
)
_NOBODY = re.compile(r"\b(?:it|this|that|there|these|they|you|which|who|if|when|what|he|she)\b", re.IGNORECASE)
_ANY_TIME = Calendar()


def supply(builder: Builder) -> None:
    """Only where whole priorities stand empty, and only from lines under them that nothing else has claimed."""
    for priority in builder.priorities.all:
        lines = [line for line in builder.under.get(id(priority), []) if not _is_used(builder, line)]
        if priority.actions or _headed(builder, priority) or not lines:
            continue
        items = [line for line in lines if is_bullet(line) or numbered_text(line)[0]]
        found = list(_listed(items)) or list(_told(lines))
        for item in found:
            _add(builder, priority, item)


def _headed(builder: Builder, priority: Priority) -> bool:
    """Headings that are orders are the actions, and the paragraphs below tell who and when."""
    heads = builder.heads.get(id(priority), [])
    labelled = [head for head in heads if {"owner", "deadline", "owner_date"} & set(head.labels)]
    orders = [head for head in heads if is_instruction(numbered_text(head.line)[1])]
    chosen = labelled if len(labelled) * 2 >= len(heads) and len(labelled) > 1 else orders
    if not chosen or len(chosen) * 2 < len(heads):
        return False
    for head in chosen:
        number, text = numbered_text(head.line)
        item = Item(number, [text], [head.line], head.line.place, number is not None)
        action = Action(item, dict(head.labels), section_owner=priority.owner)
        action.cells["told"] = joined(one.text for one in head.told)
        priority.actions.append(action)
        builder.use([head.line])
        builder.leave(head.told, "told in prose")
    return True


def _is_used(builder: Builder, line: Line) -> bool:
    return all(id(source) in builder.used for source in builder.sources(line))


def _listed(lines: list[Line]) -> Iterable[Item]:
    """A list of which half or more are orders or have a date is one of actions; otherwise only those that are."""
    texts = [numbered_text(line) for line in lines]
    orders = [is_instruction(bulletless(text)) or bool(find(text, _ANY_TIME)) for _, text in texts]
    whole = sum(orders) * 2 >= len(orders)
    for line, (number, text), order in zip(lines, texts, orders, strict=True):
        if order or whole:
            yield Item(number, [bulletless(text)], [line], line.place, number is not None, number is None)


def _told(lines: list[Line]) -> Iterable[Item]:
    for line in lines:
        for sentence in _SENTENCE.split(tidy(line.text)):
            if _is_commitment(sentence):
                yield Item(None, [sentence], [line], line.place)


def _is_commitment(sentence: str) -> bool:
    """ "The Quality Forum will read ten files each month", "A protocol will be agreed by May"; not "It will help"."""
    match = _COMMITS.match(sentence)
    if match is None or _NOBODY.search(plain(match["who"])) or len(sentence) > 400:
        return False
    who = re.split(r",|\b(?:and|with|together)\b", match["who"])[0].strip()
    if re.fullmatch(r"we|our partners", who, re.IGNORECASE) or is_body(who) or is_body(match["who"]):
        return True
    capitals = [word for word in who.split()[1:] if word[0].isupper()]
    return bool(capitals) or (match["verb"] == "be" and bool(find(sentence, _ANY_TIME) or "(" in sentence))


def _add(builder: Builder, priority: Priority, item: Item) -> None:
    priority.actions.append(Action(item, section_owner=priority.owner or builder.group_owner))
    if tidy(item.lines[0].text).endswith(item.text) and tidy(item.lines[0].text).find(item.text) <= 8:
        builder.use(item.lines)
    else:
        builder.leave(item.lines, "told in prose")
